package view

import (
	"fmt"

	"kycspec/internal/mutate"
)

// MutantsTried draws how many mutants have been tried, until anything else is printed.
func MutantsTried(w *Writer) func(done, all, survived int) {
	return func(done, all, survived int) {
		w.Progress(fmt.Sprintf("%d of %d mutants, %d survived", done, all, survived))
	}
}

// Mutants prints which mutants survived, and how many were tried.
func Mutants(w *Writer, r *mutate.Score) {
	for _, s := range r.Survivors {
		w.Printf("Survived: %s\n  %s\n", s.ID, s.Says)
		if s.Clause != "" {
			w.Printf("  %s   (%s)\n", s.Clause, s.Place)
		}
		w.Printf("  %s.\n", s.Why)
		if s.Hint != "" {
			w.Printf("  It would be noticed by %s.\n", s.Hint)
		}
		w.Printf("\n")
	}
	for _, tally := range r.Kinds {
		verb := "killed"
		if tally.Kind == mutate.Benign {
			verb = "left in peace"
		}
		w.Printf("  %-14s %4d of %4d %s", tally.Kind, tally.Killed, tally.Tried, verb)
		if untried := tally.Mutants - tally.Tried; untried > 0 {
			w.Printf(", %d not tried", untried)
		}
		w.Printf("\n")
	}
	w.Printf("%d of %d mutants killed for the right reason, %d false alarms, in %.1fs.\n", r.Killed, r.Mutants, falseAlarms(r), r.Seconds)
	if len(r.Equivalents) > 0 {
		w.Printf("%d more would not differ from the API as it should be; --json lists them.\n", len(r.Equivalents))
	}
	_ = w.Flush()
}

func falseAlarms(r *mutate.Score) int {
	n := 0
	for _, s := range r.Survivors {
		if s.Kind == mutate.Benign {
			n++
		}
	}
	return n
}
