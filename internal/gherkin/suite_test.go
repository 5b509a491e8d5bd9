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
features/a.feature:6: no sentence of the vocabulary is "nobody knows this"; use one of the known sentences, or add this one to the vocabulary
features/a.feature:9: nothing uses the column "guest" of the examples "rows"; write <guest> in a step or in the title, or leave the column out; a remark for people goes into the column why`
	known := gherkin.Vocabulary{{Pattern: regexp.MustCompile("^a room$"), Do: func() error { return nil }, Wording: "a room"}}
	if diff := cmp.Diff(want, flaws.And(suite.Bind(known)).Error()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}
