package gherkin_test

import (
	"testing"

	"kycspec/internal/gherkin"
)

func TestWhatAScenarioAsksAndPromises(t *testing.T) {
	for name, test := range map[string]struct {
		steps          string
		asks, promises bool
	}{
		"asks and promises":         {"Given a\nWhen b\nThen c", true, true},
		"asks only":                 {"Given a\nWhen b\nAnd c", true, false},
		"promises first":            {"Given a\nThen c\nWhen b", true, false},
		"promises only":             {"Given a\nThen c", false, true},
		"neither":                   {"Given a\nBut b", false, false},
		"in another language":       {"Angenommen a\nWenn b\nDann c", true, true},
		"asks twice, the last mute": {"When a\nThen b\nWhen c", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			head := "Feature: x\nScenario: y\n"
			if name == "in another language" {
				head = "# language: de\nFunktionalität: x\nSzenario: y\n"
			}
			suite, err := gherkin.Load(one(head+test.steps+"\n"), gherkin.Selection{})
			if err != nil {
				t.Fatal(err)
			}
			s := suite.Scenarios()[0]
			if s.Asks != test.asks || s.Promises != test.promises {
				t.Errorf("asks %v, promises %v; want %v, %v", s.Asks, s.Promises, test.asks, test.promises)
			}
		})
	}
}
