package session

import (
	"testing"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
)

func TestWhatAScenarioNeedsIsSkippedWhereItIsNotThere(t *testing.T) {
	remote := config.Config{BaseURL: "https://kyc.test", App: config.Application{ID: "a", Secret: "b"}}
	const (
		throttle = "asks for the rate limit: say --throttle to ask a remote target"
		siwe     = "needs KYC_SIWE_CLIENT_ID, KYC_SIWE_CLIENT_SECRET, KYC_SIWE_DOMAIN and KYC_SIWE_URI: an application that requires wallet signatures"
		banned   = "needs KYC_BANNED_EXTERNAL_ID, KYC_BANNED_ADDRESS and KYC_BANNED_BLOCKCHAIN: a customer that the target answers as banned"
		wallet   = "needs KYC_WALLET_PRIVATE_KEY: the private key of the test wallet"
	)
	for name, test := range map[string]struct {
		settings config.Config
		throttle bool
		needs    []string
		want     plan.UnmetNeed
	}{
		"the rate limit":                 {remote, false, []string{"credentials", "throttle"}, plan.UnmetNeed{Name: "throttle", Reason: throttle}},
		"the rate limit, on demand":      {remote, true, []string{"credentials", "throttle"}, plan.UnmetNeed{}},
		"nothing of that":                {remote, false, []string{"credentials"}, plan.UnmetNeed{}},
		"the rate limit of this machine": {config.Config{BaseURL: "http://127.0.0.1:8080"}, false, []string{"throttle"}, plan.UnmetNeed{}},
		"the embedded sandbox":           {config.Config{Embedded: true}, false, []string{"throttle", "siwe", "banned", "KYC_WALLET_PRIVATE_KEY"}, plan.UnmetNeed{}},
		"the first of several":           {remote, false, []string{"siwe", "banned"}, plan.UnmetNeed{Name: "siwe", Reason: siwe}},
		"a customer":                     {remote, false, []string{"credentials", "banned"}, plan.UnmetNeed{Name: "banned", Reason: banned}},
		"a setting":                      {remote, false, []string{"KYC_WALLET_PRIVATE_KEY"}, plan.UnmetNeed{Name: "KYC_WALLET_PRIVATE_KEY", Reason: wallet}},
	} {
		t.Run(name, func(t *testing.T) {
			n := needs{test.settings, test.throttle}
			if got, unmet := n.unmet(gherkin.Scenario{Needs: test.needs}); got != test.want || unmet != (test.want.Name != "") {
				t.Errorf("got %v, want %v", got, test.want)
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
