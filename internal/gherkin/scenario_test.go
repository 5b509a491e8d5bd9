package gherkin_test

import (
	"regexp"
	"slices"
	"testing"

	"kycspec/internal/gherkin"
)

// letters is a vocabulary of one sentence for each keyword, "ask", "promise" and
// "be", and one that goes with any, "pass"; each needs something.
func letters() gherkin.Vocabulary {
	sentence := func(keyword, pattern string, needs func(arguments, before []string) []string) gherkin.Sentence {
		return gherkin.Sentence{Pattern: regexp.MustCompile("^" + pattern + "$"), Do: func(string) error { return nil }, Wording: pattern, Keyword: keyword, Needs: needs}
	}
	itself := func(arguments, _ []string) []string { return arguments }
	return gherkin.Vocabulary{sentence("Given", "be (.)", itself), sentence("Then", "promise (.)", nil), sentence("", "pass (.)", itself),
		sentence("When", "ask (.)", func(arguments, before []string) []string {
			if slices.Contains(before, "x") {
				return nil
			}
			return []string{arguments[0], "token"}
		})}
}

func TestWhatAScenarioAsksPromisesAndNeeds(t *testing.T) {
	for name, test := range map[string]struct {
		steps          string
		asks, promises bool
		needs          []string
	}{
		"asks and promises":         {"Given be a\nWhen ask b\nThen promise c", true, true, []string{"a", "b", "token"}},
		"asks only":                 {"Given be a\nWhen ask b\nAnd ask b", true, false, []string{"a", "b", "token"}},
		"promises first":            {"Given be a\nThen promise c\nWhen ask a", true, false, []string{"a", "token"}},
		"promises only":             {"Given be a\nThen promise c", false, true, []string{"a"}},
		"neither":                   {"Given be a\nBut be b", false, false, []string{"a", "b"}},
		"asks beforehand only":      {"Given ask b\nThen promise c", false, true, []string{"b", "token"}},
		"in another language":       {"Angenommen be a\nWenn ask b\nDann promise c", true, true, []string{"a", "b", "token"}},
		"asks twice, the last mute": {"When ask b\nThen promise c\nWhen ask b", true, false, []string{"b", "token"}},
		"needs that depend":         {"Given be x\nWhen ask b\nThen promise c", true, true, []string{"x"}},

		"after asterisks":                    {"* be a\n* ask b\n* promise c", true, true, []string{"a", "b", "token"}},
		"after asterisks and conjunctions":   {"* be x\nAnd ask b\nBut promise c\nAnd promise c", true, true, []string{"x"}},
		"after an asterisk, the promise":     {"Given be a\nWhen ask b\n* promise c", true, true, []string{"a", "b", "token"}},
		"after asterisks, no promise":        {"* be a\n* promise c\n* ask b", true, false, []string{"a", "b", "token"}},
		"after asterisks, nothing asked":     {"* be a\n* pass b\n* promise c", false, true, []string{"a", "b"}},
		"after an asterisk, what nobody can": {"* be a\n* ask b\n* sing", true, false, []string{"a", "b", "token"}},
	} {
		t.Run(name, func(t *testing.T) {
			head := "Feature: x\nScenario: y\n"
			if name == "in another language" {
				head = "# language: de\nFunktionalität: x\nSzenario: y\n"
			}
			suite := load(t, head+test.steps+"\n")
			suite.Bind(letters())
			s := suite.Scenarios()[0]
			if s.Asks != test.asks || s.Promises != test.promises || !slices.Equal(s.Needs, test.needs) {
				t.Errorf("asks %v, promises %v, needs %q; want %v, %v, %q", s.Asks, s.Promises, s.Needs, test.asks, test.promises, test.needs)
			}
		})
	}
}
