package view

import (
	"fmt"
	"time"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/state"
)

// DriftReport is what a run saw differently than it was seen before, with what that
// was found by.
type DriftReport struct {
	state.Drift
	Run      *report.Run
	Target   string
	Verified time.Time // when the state was last written
	Renderer ChangeRenderer
}

// none is what is to be said where nothing has changed.
func (d DriftReport) none() string {
	switch {
	case d.Run.Count(outcome.Inconclusive) > 0 || d.Run.Stopped:
		return "No drift in what could be judged."
	case d.Run.Count(outcome.Broken) > 0:
		return "No drift beside what is broken."
	case d.Run.Count(outcome.Passed)+d.Run.Count(outcome.Flaky) == 0:
		return "Nothing was compared."
	}
	return "No drift."
}

// Print prints everything that changed, in sentences: first what did, then what
// is as before; and how much could not be compared. Verbose names the scenarios.
func (d DriftReport) Print(w *Writer, verbose bool) {
	list := func(scenarios []state.ScenarioObservation) {
		for _, s := range scenarios {
			if verbose {
				w.Printf("  %s\n", s.Address)
			}
		}
	}
	w.Printf("\n")
	if !d.Any() {
		w.Printf("%s\n", d.none())
	}
	for i, changes := range [][]state.ObservedChange{d.Changes, d.Returned} {
		if i > 0 && len(changes) > 0 && len(d.Changes) > 0 {
			w.Printf("\n")
		}
		for _, c := range changes {
			w.Printf("%s\n", d.Renderer.Sentence(c))
			list(c.Scenarios)
		}
	}
	if len(d.Unseen) > 0 {
		w.Printf("Not compared: %s, new or changed since the last run.\n", counted(len(d.Unseen), "scenario"))
		list(d.Unseen)
	}
	_ = w.Flush()
}

// Brief prints in a line how much has changed, and in another what returned to
// normal, since the state says nothing of that any more; nothing where nothing did.
func (d DriftReport) Brief(w *Writer) {
	if n := len(d.Changes); n > 0 {
		since := (state.Drift{Changes: d.Changes}).Since()
		w.Printf("Drift: %s since %s (kycspec drift tells which).\n", counted(n, "change"), d.Renderer.Date(since))
	}
	if n := len(d.Returned); n > 0 {
		more := ""
		if n > 1 {
			more = fmt.Sprintf(" And %d more.", n-1)
		}
		w.Printf("Returned to normal: %s%s\n", d.Renderer.Sentence(d.Returned[0]), more)
	}
	_ = w.Flush()
}
