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
	// Unmet says what a scenario needs and does not have, if there is something.
	Unmet func(gherkin.Scenario) (need UnmetNeed, unmet bool)
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
	there, needs := map[string]bool{}, map[string]UnmetNeed{}
	for _, s := range now.Scenarios {
		there[s.Address()] = true
		if need, unmet := now.Unmet(s); unmet {
			needs[s.Address()] = need
		}
	}
	unknown, lost, gained, why := 0, 0, 0, ""
	for _, address := range p.Run {
		if need, unmet := needs[address]; unmet {
			lost, why = lost+1, need.Reason
		} else if !there[address] {
			unknown++
		}
	}
	for _, blocked := range p.Blocked {
		for _, address := range blocked.Addresses {
			if _, unmet := needs[address]; !there[address] {
				unknown++
			} else if !unmet {
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
