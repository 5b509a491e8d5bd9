package gherkin_test

import (
	"context"
	"errors"
	"regexp"
	"testing"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

func TestCheckFindsStepsThatARunWouldStumbleOn(t *testing.T) {
	vocabulary := steps(
		`a customer`, func() error { return nil },
		`the application requests KYC at level (\d+)`, func(int) error { return nil },
		`a (?:banned|known) customer`, func() error { return nil },
		`a known (\w+)`, func(string) error { return nil },
		`these:`, func(*messages.PickleTable) error { return nil },
		`this:`, func(string) error { return nil },
		`that:`, func(context.Context, *messages.PickleDocString) error { return nil },
		`two (\d+) (\d+)`, func(int) error { return nil },
	)
	vocabulary[1].Wording = "the application requests KYC at level <level>"
	text := `Feature: A
  Background:
    Given a costumer
  Scenario: Places
    Given a customer
    When the aplication requests KYC on level 4
    Then xyzzy
  Scenario: Meanings
    Given a known customer
  Scenario: Beneath
    Given these:
      | a |
    And this:
      """
      text
      """
    And that:
      | a |
    And these:
      """
      text
      """
    And a customer
      | a |
    And two 1 2
  Scenario Outline: Rows
    When the application requests KYC at level <level>
    Examples: All
      | why   | level |
      | fine  | 1     |
      | wrong | four  |
      | more  | five  |
`
	want := `features/a.feature:3: no sentence of the vocabulary is "a costumer"; did you mean "a customer"?
features/a.feature:6: no sentence of the vocabulary is "the aplication requests KYC on level 4"; did you mean "the application requests KYC at level <level>"?
features/a.feature:7: no sentence of the vocabulary is "xyzzy"; use one of the known sentences, or add this one to the vocabulary
features/a.feature:9: the step "a known customer" has 2 meanings: "a (?:banned|known) customer", "a known (\\w+)"; make the vocabulary's patterns narrower
features/a.feature:17: the sentence "that:" takes a text between """ beneath it; write it so
features/a.feature:19: the sentence "these:" takes a table beneath it; write it so
features/a.feature:23: the sentence "a customer" takes nothing beneath it; write it so
features/a.feature:25: the sentence "two (\\d+) (\\d+)" takes 2 values but its function 1; write it so
features/a.feature:27: no sentence of the vocabulary is "the application requests KYC at level five" (example row at line 32); did you mean "the application requests KYC at level <level>"?
features/a.feature:27: no sentence of the vocabulary is "the application requests KYC at level four" (example row at line 31); did you mean "the application requests KYC at level <level>"?`
	suite := load(t, text)
	if diff := cmp.Diff(want, suite.Bind(vocabulary).Error()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestCheckFindsNothingInASoundSuite(t *testing.T) {
	suite := load(t, "Feature: A\n  Scenario: a\n    Given pass\n    And pass with 1\n")
	if diagnostics := suite.Bind(steps(`pass`, func() error { return nil }, `pass with (\d+)`, func(int) error { return nil })); diagnostics != nil {
		t.Errorf("got %v", diagnostics)
	}
}

func TestCheckFindsMistakesOfTheVocabulary(t *testing.T) {
	suite := load(t, "Feature: A\n  Scenario: a\n    Given pass\n")
	nothing := func() error { return nil }
	for name, test := range map[string]struct {
		step gherkin.Sentence
		want string
	}{
		"no pattern":            {gherkin.Sentence{Do: nothing}, `has no pattern`},
		"a part of a step":      {gherkin.Sentence{Pattern: regexp.MustCompile("^x"), Do: nothing}, `has the pattern ^x, which may match a part of a step`},
		"no function":           {steps("x", nil)[0], `has a <nil> where a function is wanted`},
		"something else":        {steps("x", 1)[0], `has a int where a function is wanted`},
		"a nil function":        {steps("x", (func() error)(nil))[0], `has a func() error where a function is wanted`},
		"returns nothing":       {steps("x", func() {})[0], `has a function that returns neither an error nor a context and an error`},
		"returns something":     {steps("x", func() (int, error) { return 0, nil })[0], `has a function that returns neither an error nor a context and an error`},
		"takes what none gives": {steps("(x)", func(bool) error { return errors.New("") })[0], `has a function with a parameter of type bool, which no step gives`},
	} {
		t.Run(name, func(t *testing.T) {
			test.step.Wording = "x"
			got := sentences(suite.Bind(gherkin.Vocabulary{test.step}))
			if want := `the sentence "x" ` + test.want + "; mend the vocabulary"; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}
