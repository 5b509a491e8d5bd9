package view

import "kycspec/internal/plan"

// Gaps prints which clauses no scenario aims at, and what to add where.
func Gaps(w *Writer, gaps []plan.Gap) {
	defer w.Flush()
	if len(gaps) == 0 {
		w.Printf("Every clause that a client can exercise has a scenario that aims at it.\n")
		return
	}
	w.Printf("\nNo scenario aims at %d of them:\n", len(gaps))
	for i, g := range gaps {
		if i == mostListed {
			w.Printf("  and %d more\n", len(gaps)-i)
			return
		}
		w.Printf("  %s   (%s:%d)\n    %s\n    To cover it, %s.\n", g.Clause.ID, g.Document, g.Clause.Line, g.Clause.Sentence, g.Add)
	}
}
