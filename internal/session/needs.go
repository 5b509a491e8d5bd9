package session

import (
	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/plan"
	"kycspec/steps"
)

// needs is what decides which scenarios are skipped.
type needs struct {
	settings config.Config
	throttle bool // ask for the rate limit, wherever the target is
}

// unmet says what a scenario needs and the settings do not have, if there is something.
func (n needs) unmet(s gherkin.Scenario) (need plan.UnmetNeed, unmet bool) {
	for _, name := range s.Needs {
		if reason, missing := n.missing(name); missing {
			return plan.UnmetNeed{Name: name, Reason: reason}, true
		}
	}
	return plan.UnmetNeed{}, false
}

// missing says whether the settings do not have what is needed, and why that matters.
func (n needs) missing(name string) (reason string, missing bool) {
	if name == steps.NeedThrottle {
		return "asks for the rate limit: say --throttle to ask a remote target", n.settings.Remote() && !n.throttle
	}
	return n.settings.Missing(name)
}

// skip is the error of a scenario that needs what is not there.
func skip(need plan.UnmetNeed) error {
	return &outcome.Skip{Obstacle: outcome.Obstacle{Kind: outcome.NotThere, Subject: need.Name}, Reason: need.Reason}
}
