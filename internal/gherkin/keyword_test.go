package gherkin_test

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

// wordings is a vocabulary in which each sentence goes with one keyword.
func wordings() gherkin.Vocabulary {
	sentence := func(after, says string) gherkin.Sentence {
		return gherkin.Sentence{Pattern: regexp.MustCompile("^" + says + "$"), Do: func() error { return nil }, Wording: says, Keyword: after}
	}
	return gherkin.Vocabulary{sentence("Given", "a customer"), sentence("When", "the application asks"), sentence("Then", "KYC is started"), sentence("", "pass")}
}

func TestCheckFindsSentencesAfterAnotherKeyword(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"as they go":                   {"Given a customer\n When the application asks\n Then KYC is started\n And KYC is started", ""},
		"any":                          {"Given pass\n When pass\n Then pass", ""},
		"a request as what was before": {"Given a customer\n And the application asks\n When the application asks\n Then KYC is started", ""},
		"without a keyword":            {"* a customer\n * the application asks\n * KYC is started", ""},
		"a When that asks nothing": {"Given the application asks\n When a customer\n Then KYC is started",
			`features/a.feature:4: the sentence "a customer" goes with Given, and stands as a When; put it where a Given belongs, and write what this When is to say`},
		"a Then that promises nothing": {"Given a customer\n When the application asks\n Then a customer\n And the application asks",
			`features/a.feature:5: the sentence "a customer" goes with Given, and stands as a Then; put it where a Given belongs, and write what this Then is to say
features/a.feature:6: the sentence "the application asks" goes with When, and stands as a Then; put it where a When belongs, and write what this Then is to say`},
		"a promise beforehand": {"Given KYC is started\n When the application asks\n Then KYC is started",
			`features/a.feature:3: the sentence "KYC is started" goes with Then, and stands as a Given; put it where a Then belongs, and write what this Given is to say`},
	} {
		t.Run(name, func(t *testing.T) {
			suite := load(t, "Feature: A\n Scenario: One\n "+test.text+"\n")
			if diff := cmp.Diff(test.want, sentences(suite.Bind(wordings()))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckFindsStepsThatAreReadAsDescriptions(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"in lower case": {"Feature: A\n Scenario: One\n  given a customer\n  When the application asks\n",
			`features/a.feature:3: the line "given a customer" is read as a description; did you mean "Given"?`},
		"with several slips": {"Feature: A\n Background:\n  Gvne a customer\n  And a customer\n Scenario: One\n  When the application asks\n",
			`features/a.feature:3: the line "Gvne a customer" is read as a description; did you mean "Given"?`},
		"in another language": {"# language: de\nFunktion: A\n Szenario: Eins\n  Es hilft.\n  Given a customer\n  Wenn the application asks\n",
			`features/a.feature:5: the line "Given a customer" is read as a description; begin it with a keyword such as "Angenommen", or write it in other words`},
		"prose": {"Feature: A\n Once KYC is started\n Scenario: One\n  Here a customer is given what the application asks.\n  When the application asks\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, sentences(load(t, test.text).Bind(wordings()))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func sentences(diagnostics gherkin.Diagnostics) string {
	if diagnostics == nil {
		return ""
	}
	return diagnostics.Error()
}
