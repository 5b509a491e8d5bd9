package view

import (
	"fmt"
	"time"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/state"
)

// DriftReport is what a run observed otherwise than it was before, with what that
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

// driftVersion is the version of the form of a drift's JSON.
const driftVersion = 1

type driftJSON struct {
	Version  int             `json:"version"`
	Target   string          `json:"target"`
	Since    time.Time       `json:"since"` // when the state was last written
	Verdict  outcome.Verdict `json:"verdict"`
	Broken   []brokenJSON    `json:"broken"`
	Known    []brokenJSON    `json:"known"` // breaks that are known and do not count
	Changes  []changeJSON    `json:"changes"`
	Returned []changeJSON    `json:"returned"`
	Unseen   []string        `json:"unseen"` // scenarios that were not compared: new, or changed since the last run
}

type brokenJSON struct {
	Address string   `json:"address"`
	Reason  string   `json:"reason"`
	Clauses []string `json:"clauses"` // of the contract, that were broken
}

type changeJSON struct {
	state.Fact
	Sentence  string    `json:"sentence"`
	Statuses  []int     `json:"statuses,omitempty"`
	Date      time.Time `json:"date"`
	Scenarios []string  `json:"scenarios"`
}

// JSON prints the drift as a JSON document.
func (d DriftReport) JSON(w *Writer) {
	form := driftJSON{Version: driftVersion, Target: d.Target, Since: d.Verified, Verdict: d.Run.Verdict(),
		Broken: d.broken(outcome.Broken), Known: d.broken(outcome.Known), Unseen: []string{}}
	for _, s := range d.Unseen {
		form.Unseen = append(form.Unseen, s.Address)
	}
	all := func(list []state.ObservedChange) []changeJSON {
		changes := []changeJSON{}
		for _, c := range list {
			fact := c.Fact
			if fact.Kind == state.AnswersChange {
				fact.From, fact.To = answerCount(fact.From), answerCount(fact.To)
			}
			change := changeJSON{fact, d.Renderer.Sentence(c), c.Statuses, c.Date, []string{}}
			for _, s := range c.Scenarios {
				change.Scenarios = append(change.Scenarios, s.Address)
			}
			changes = append(changes, change)
		}
		return changes
	}
	form.Changes, form.Returned = all(d.Changes), all(d.Returned)
	w.JSON(form)
}

// broken lists the scenarios of a verdict, with what they broke.
func (d DriftReport) broken(verdict outcome.Verdict) []brokenJSON {
	list := []brokenJSON{}
	for _, o := range d.Run.Scenarios {
		if o.Verdict != verdict {
			continue
		}
		broken := brokenJSON{o.Address(), o.Why(), []string{}}
		for _, v := range o.Violations {
			broken.Clauses = append(broken.Clauses, v.Clause)
		}
		list = append(list, broken)
	}
	return list
}
