package session

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/report"
	"kycspec/internal/state"
)

// History is what is known of the scenarios of a target.
type History struct {
	State *state.State // nil: nothing was observed of the target yet
	Runs  []PastRun    // the newest first
}

// PastRun is what came of a stored run.
type PastRun struct {
	Name     string
	Outcomes map[string]report.Outcome // by address
}

// NewHistory reads the stored runs of the target. A log that cannot be read is
// left out; the error says which.
func NewHistory(settings config.Config, m *Memory, stored []StoredRun) (*History, error) {
	h := &History{State: m.State}
	var unread error
	for _, each := range stored {
		run, err := each.Read()
		if err != nil {
			unread = err
			continue
		}
		if !ranOn(run, settings) {
			continue
		}
		past := PastRun{each.Name, map[string]report.Outcome{}}
		for _, o := range run.Scenarios {
			past.Outcomes[o.Address()] = o
		}
		h.Runs = append(h.Runs, past)
	}
	return h, unread
}

// ranOn says whether a run was on the target of the settings, which its exchanges
// tell. A run without any saw nothing, whichever target it was meant for.
func ranOn(run *report.Run, settings config.Config) bool {
	for _, o := range run.Scenarios {
		for _, e := range o.Exchanges {
			asked, err := url.Parse(e.URL)
			if err != nil {
				continue
			}
			// Where the embedded sandbox listened is not kept.
			return strings.HasPrefix(e.URL, settings.BaseURL+"/") || (settings.Embedded && asked.Host == "")
		}
	}
	return false
}

// Find lists the addresses that are meant: by a place in a feature file, by the
// whole of an address, or by a part of it in any case.
func (h *History) Find(asked string) []string {
	if suite, err := LoadSuite(gherkin.Selection{Paths: []string{asked}}); err == nil {
		var list []string
		for _, s := range suite.Scenarios() {
			list = append(list, s.Address())
		}
		return list
	}
	known := map[string]bool{}
	if h.State != nil {
		for address := range h.State.Scenarios {
			known[address] = true
		}
	}
	for _, run := range h.Runs {
		for address := range run.Outcomes {
			known[address] = true
		}
	}
	if known[asked] {
		return []string{asked}
	}
	var list []string
	for _, address := range slices.Sorted(maps.Keys(known)) {
		if strings.Contains(strings.ToLower(address), strings.ToLower(asked)) {
			list = append(list, address)
		}
	}
	return list
}
