package session

import (
	"strings"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
)

// needs is what decides which scenarios are skipped.
type needs struct {
	settings config.Config
	throttle bool // ask for the rate limit, wherever the target is
}

// throttleTag is of scenarios that ask for the rate limit.
const throttleTag = "@throttle"

// missing says what a scenario needs and the settings do not have.
func (n needs) missing(s gherkin.Scenario) string {
	for _, tag := range s.Tags {
		if tag == throttleTag && n.settings.Remote() && !n.throttle {
			return "asks for the rate limit: say --throttle to ask a remote target"
		}
		if need, found := strings.CutPrefix(tag, "@needs:"); found {
			if reason, missing := n.settings.Missing(need); missing {
				return reason
			}
		}
	}
	return ""
}
