package view

import (
	"time"

	"kycspec/internal/outcome"
	"kycspec/internal/state"
)

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
			change := changeJSON{c.Fact, d.Renderer.Sentence(c), c.Statuses, c.Date, []string{}}
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
