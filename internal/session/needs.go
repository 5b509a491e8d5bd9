package session

import (
	"strings"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
)

// needs is what decides which scenarios are skipped.
type needs struct {
	settings config.Config
	throttle bool // ask for the rate limit, wherever the target is
}

// throttleTag is of scenarios that ask for the rate limit.
const throttleTag = "@throttle"

// unmet says what a scenario needs and the settings do not have, if there is something.
func (n needs) unmet(s gherkin.Scenario) (need plan.UnmetNeed, unmet bool) {
	for _, tag := range s.Tags {
		if tag == throttleTag && n.settings.Remote() && !n.throttle {
			return plan.UnmetNeed{Tag: tag, Reason: "asks for the rate limit: say --throttle to ask a remote target"}, true
		}
		if name, found := strings.CutPrefix(tag, "@needs:"); found {
			if reason, missing := n.settings.Missing(name); missing {
				return plan.UnmetNeed{Tag: tag, Reason: reason}, true
			}
		}
	}
	return plan.UnmetNeed{}, false
}
