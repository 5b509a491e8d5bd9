package gherkin_test

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

func TestWhatCouldBeReadIsCheckedToo(t *testing.T) {
	suite, err := gherkin.Load(one(`Feature: x
  Scenario: empty

  Scenario Outline: misspelt
    Given a <hotel>
    When nobody knows this

    Examples: rows
      | guest |
      | Ann   |
`), gherkin.Selection{})
	flaws, ok := err.(gherkin.Diagnostics)
	if !ok || suite == nil {
		t.Fatalf("suite %v, error %v", suite, err)
	}
	const want = `features/a.feature:2: the scenario "empty" has no steps; give it steps, or delete it
features/a.feature:5: the examples "rows" have no column "hotel"; the columns are guest
features/a.feature:6: no sentence of the vocabulary is "nobody knows this"; use one of the known sentences, or add this one to the vocabulary`
	known := gherkin.Vocabulary{{Pattern: regexp.MustCompile("^a room$"), Do: func() error { return nil }, Wording: "a room"}}
	if diff := cmp.Diff(want, flaws.And(suite.Check(known)).Error()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

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
