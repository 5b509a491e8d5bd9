package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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

func (d drifted) json() driftJSON {
	form := driftJSON{Version: driftVersion, Target: d.target, Since: d.old.Verified, Verdict: d.run.Verdict(),
		Broken: d.broken(outcome.Broken), Known: d.broken(outcome.Known), Unseen: []string{}}
	for _, s := range d.drift.Unseen {
		form.Unseen = append(form.Unseen, s.Address)
	}
	say := words(d.drift)
	all := func(list []state.ObservedChange) []changeJSON {
		changes := []changeJSON{}
		for _, c := range list {
			change := changeJSON{c.Fact, say.Sentence(c), c.Statuses, c.Date, []string{}}
			for _, s := range c.Scenarios {
				change.Scenarios = append(change.Scenarios, s.Address)
			}
			changes = append(changes, change)
		}
		return changes
	}
	form.Changes, form.Returned = all(d.drift.Changes), all(d.drift.Returned)
	return form
}

// broken lists the scenarios of a verdict, with what they broke.
func (d drifted) broken(verdict outcome.Verdict) []brokenJSON {
	list := []brokenJSON{}
	for _, o := range d.run.Scenarios {
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

// tell writes the drift as it was asked for.
func (f *driftFlags) tell(out io.Writer, d drifted) error {
	if !f.asJSON {
		_, err := fmt.Fprint(out, "\n"+d.text(f.verbose))
		return err
	}
	text, err := indented(d.json())
	if err == nil {
		_, err = out.Write(text)
	}
	return err
}

// indented is JSON for people too: an address has > in it.
func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return b.Bytes(), err
}
