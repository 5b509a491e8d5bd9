package view

import (
	"fmt"

	"kycspec/internal/combination"
	"kycspec/internal/contract"
	"kycspec/internal/plan"
)

// Coverage is what of the contract was covered, as a document.
type Coverage struct {
	contract.CoverageReport
	Pairs combination.Report `json:"pairs"`
}

// String is the coverage in one line.
func (c Coverage) String() string {
	text := fmt.Sprintf("Coverage: %d of %s of the contract (%s), %d of %s that a request can have (%s)",
		c.Covered, counted(c.Clauses, "clause"), percent(c.Covered, c.Clauses),
		c.Pairs.Covered, counted(c.Pairs.Pairs, "pair"), percent(c.Pairs.Covered, c.Pairs.Pairs))
	clauses, pairs := c.Apart, len(c.Pairs.Excluded)
	switch {
	case clauses > 0 && pairs > 0:
		text += fmt.Sprintf("; %s that no client can provoke, wholly or in part, and %s that no request can have are counted apart", counted(clauses, "clause"), counted(pairs, "pair"))
	case clauses > 0:
		text += fmt.Sprintf("; %d that no client can provoke, wholly or in part, are counted apart", clauses)
	}
	return text + "."
}

// percent is rounded down: 100 % is said only of all.
func percent(part, whole int) string {
	if whole == 0 {
		return "100 %"
	}
	return fmt.Sprintf("%g %%", float64(1000*part/whole)/10)
}

// PairGaps prints what no scenario asks for together, and what to add where.
func PairGaps(w *Writer, gaps []plan.PairGap, covered combination.Report) {
	defer w.Flush()
	if len(gaps) == 0 {
		w.Printf("Whatever goes together in a request is asked for together by a scenario.\n")
		return
	}
	w.Printf("\nNo scenario asks for %d of %s that a request can have:\n", covered.Pairs-covered.Covered, counted(covered.Pairs, "pair"))
	for i, g := range gaps {
		if i == mostListed {
			w.Printf("  and pairs with mistakes in %d other things\n", len(gaps)-i)
			return
		}
		w.Printf("  %s, such as %s\n    To cover them, %s.\n", counted(len(g.Pairs), "pair"), g.Pairs[0], g.Add)
	}
}
