package plan

import (
	"fmt"

	"kycspec/internal/gherkin"
)

// Present is how things are when a plan is to be run.
type Present struct {
	Target    string
	Contract  string             // its digest
	Scenarios []gherkin.Scenario // all that there are
	// Missing says what a scenario needs and does not have; empty: nothing.
	Missing func(gherkin.Scenario) string
}

// Moved lists what is not any more as it was planned: nil if the plan can be run.
func (p *Plan) Moved(now Present) []string {
	var moved []string
	if p.Target != now.Target {
		moved = append(moved, fmt.Sprintf("the target is %s, and was %s", now.Target, p.Target))
	}
	if p.Contract != now.Contract {
		moved = append(moved, "the contract is another one")
	}
	if p.Features != Digest(now.Scenarios) {
		return append(moved, "the scenarios changed")
	}
	return append(moved, p.movedSettings(now)...)
}

// movedSettings lists how what can run is not what could: of the scenarios that
// are the same, the settings decide that.
func (p *Plan) movedSettings(now Present) []string {
	missing := map[string]string{}
	for _, s := range now.Scenarios {
		missing[s.Address()] = now.Missing(s)
	}
	unknown, lost, gained, why := 0, 0, 0, ""
	for _, address := range p.Run {
		reason, found := missing[address]
		switch {
		case !found:
			unknown++
		case reason != "":
			lost, why = lost+1, reason
		}
	}
	for _, blocked := range p.Blocked {
		for _, address := range blocked.Addresses {
			if reason, found := missing[address]; !found {
				unknown++
			} else if reason == "" {
				gained++
			}
		}
	}
	var moved []string
	if len(p.Run)+len(p.Blocked) == 0 {
		moved = append(moved, "it names no scenario")
	}
	if unknown > 0 {
		moved = append(moved, fmt.Sprintf("it names scenarios that are not there (%d)", unknown))
	}
	if lost > 0 {
		moved = append(moved, fmt.Sprintf("scenarios that were to run cannot (%d): one %s", lost, why))
	}
	if gained > 0 {
		moved = append(moved, fmt.Sprintf("scenarios that could not run now can (%d)", gained))
	}
	return moved
}
