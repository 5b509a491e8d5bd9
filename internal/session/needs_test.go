package session

import (
	"testing"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
)

func TestTheRateLimitOfARemoteTargetIsAskedForOnDemand(t *testing.T) {
	const reason = "asks for the rate limit: say --throttle to ask a remote target"
	for name, test := range map[string]struct {
		settings config.Config
		throttle bool
		tags     []string
		want     string
	}{
		"remote":               {config.Config{BaseURL: "https://kyc.test"}, false, []string{"@resilience", "@throttle"}, reason},
		"remote, on demand":    {config.Config{BaseURL: "https://kyc.test"}, true, []string{"@throttle"}, ""},
		"remote, another kind": {config.Config{BaseURL: "https://kyc.test"}, false, []string{"@resilience"}, ""},
		"this machine":         {config.Config{BaseURL: "http://127.0.0.1:8080"}, false, []string{"@throttle"}, ""},
		"the embedded sandbox": {config.Config{Embedded: true}, false, []string{"@throttle"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if need, unmet := (needs{test.settings, test.throttle}).unmet(gherkin.Scenario{Tags: test.tags}); need.Reason != test.want || unmet != (test.want != "") {
				t.Errorf("got %q, %v; want %q", need.Reason, unmet, test.want)
			}
		})
	}
}

func TestTheProbeSendsWhatItCosts(t *testing.T) {
	for name, test := range map[string]struct {
		settings config.Config
		want     [2]int
	}{
		"the embedded sandbox": {config.Config{Embedded: true}, [2]int{0, 0}},
		"with credentials":     {config.Config{BaseURL: "http://127.0.0.1:1", App: config.Application{ID: "a", Secret: "b"}}, [2]int{1, 1}},
		"without":              {config.Config{BaseURL: "http://127.0.0.1:1"}, [2]int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			tokens, requests := (needs{settings: test.settings}).probeCost()
			if got := [2]int{tokens, requests}; got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
