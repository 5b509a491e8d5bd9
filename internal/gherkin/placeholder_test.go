package gherkin_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

// TestLoadFindsWhatARowDoesNotSay: each of these features would be run, and
// every row of it would ask the same or something that nobody wrote.
func TestLoadFindsWhatARowDoesNotSay(t *testing.T) {
	const columns = "\n    Examples: All\n      | why | id |\n      | one | 1  |\n      | two | 2  |\n"
	outline := func(steps string) string { return "Feature: A\n  Scenario Outline: B\n    " + steps + columns }
	for name, test := range map[string]struct{ text, want string }{
		"letters of any language": {outline("Given <größe> of <id>"),
			`features/a.feature:3: the examples "All" have no column "größe"; the columns are why, id`},
		"a digit first": {outline("Given <1st id> of <id>"),
			`features/a.feature:3: the examples "All" have no column "1st id"; the columns are why, id`},
		"a dot":  {outline("Given <i.d> of <id>"), `features/a.feature:3: the examples "All" have no column "i.d"; did you mean <id>?`},
		"blanks": {outline("Given < id > of <id>"), `features/a.feature:3: the examples "All" have no column " id "; did you mean <id>?`},
		"nothing": {outline("Given <> of <id>"),
			`features/a.feature:3: the examples "All" have no column ""; the columns are why, id`},
		"another case": {outline("Given <ID> of <id>"), `features/a.feature:3: the examples "All" have no column "ID"; did you mean <id>?`},
		"a page": {outline("Given <p></p> of <id>"), `features/a.feature:3: the examples "All" have no column "/p"; the columns are why, id
features/a.feature:3: the examples "All" have no column "p"; the columns are why, id`},
		"in a doc string": {outline("Given <id>:\n      \"\"\"\n      at <place>\n      \"\"\""),
			`features/a.feature:4: the examples "All" have no column "place"; the columns are why, id`},
		"in a table": {outline("Given <id>:\n      | x |\n      | <place> |"),
			`features/a.feature:5: the examples "All" have no column "place"; the columns are why, id`},
		"in an outline's title": {"Feature: A\n  Scenario Outline: B of <level>\n    Given <id>" + columns,
			`features/a.feature:2: the examples "All" have no column "level"; the columns are why, id`},
		"in a scenario": {"Feature: A\n  Scenario: B of <x>\n    Given <id>\n",
			`features/a.feature:2: nothing replaces <x>, because the scenario has no examples; give it "Examples:" with a column of that name; a text with < and > in it is written into a cell, which is taken as it stands
features/a.feature:3: nothing replaces <id>, because the scenario has no examples; give it "Examples:" with a column of that name; a text with < and > in it is written into a cell, which is taken as it stands`},
		"in backgrounds": {"Feature: A\n  Background:\n    Given <id>\n  Rule: C\n    Background: for <x>\n      Given a\n        | <y> |\n    Scenario Outline: B\n      Given <id>" + columns,
			`features/a.feature:3: nothing replaces <id> in a background; move the step into the outlines whose examples have the column
features/a.feature:5: nothing replaces <x> in the name of a background; say it without < and >
features/a.feature:7: nothing replaces <y> in a background; move the step into the outlines whose examples have the column`},
		"in names": {"Feature: A of <id>\n  Rule: C of <id>\n    Scenario Outline: B\n      Given <id>\n      Examples: at <id>\n        | why | id |\n        | one | 1  |\n",
			`features/a.feature:1: nothing replaces <id> in the name of a feature; say it without < and >
features/a.feature:2: nothing replaces <id> in the name of a rule; say it without < and >
features/a.feature:5: nothing replaces <id> in the name of examples; say it without < and >`},
		"in tags": {"@f<id>\nFeature: A\n  @r<id>\n  Rule: C\n    @s<id>\n    Scenario Outline: B\n      Given a\n      @e<id>\n      Examples: All\n        | why | id |\n        | one | 1  |\n",
			`features/a.feature:1: nothing replaces <id> in a tag; write the tag out, above examples of its own
features/a.feature:3: nothing replaces <id> in a tag; write the tag out, above examples of its own
features/a.feature:5: nothing replaces <id> in a tag; write the tag out, above examples of its own
features/a.feature:8: nothing replaces <id> in a tag; write the tag out, above examples of its own`},

		"two columns of one name": {"Feature: A\n  Scenario Outline: B\n    Given <id>\n    Examples: All\n      | id | id |\n      | 1  | 9  |\n",
			`features/a.feature:5: two columns of the examples "All" are called "id", and only the first is asked; give each column a name of its own`},
		"a column without a name": {"Feature: A\n  Scenario Outline: B\n    Given <id>\n    Examples: All\n      | id |   |\n      | 1  | 9 |\n",
			`features/a.feature:5: column 2 of the examples "All" has no name; say above its cells what they are`},
		"columns that nothing uses": {"Feature: A\n  Scenario Outline: B\n    Given a\n    Examples: All\n      | Why | id |\n      | 1   | 9  |\n",
			`features/a.feature:5: nothing uses the column "Why" of the examples "All"; write <Why> in a step or in the title, or leave the column out; a remark for people goes into the column why
features/a.feature:5: nothing uses the column "id" of the examples "All"; write <id> in a step or in the title, or leave the column out; a remark for people goes into the column why`},
		"a cell that is replaced": {"Feature: A\n  Scenario Outline: B\n    Given <id> at <place>\n    Examples: All\n      | why | id      | place |\n      | one | <place> | <id>  |\n",
			`features/a.feature:6: the cell "<place>" has the name of another column in it, which is replaced; give the column "place" another name, or put it before the column "id"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := gherkin.Load(one(test.text), gherkin.Selection{})
			if err == nil {
				t.Fatal("nothing is said")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadTakesTextsWithBracketsFromCells(t *testing.T) {
	for name, text := range map[string]string{
		"a page in a cell":          "Feature: A\n  Scenario Outline: B\n    Given <page>\n    Examples: All\n      | why | page          |\n      | one | <html></html> |\n",
		"used by a title alone":     "Feature: A\n  Scenario Outline: B of <id>\n    Given a\n    Examples: All\n      | id |\n      | 1  |\n",
		"used by a doc string":      "Feature: A\n  Scenario Outline: B\n    Given a\n      \"\"\"\n      <id>\n      \"\"\"\n    Examples: All\n      | id |\n      | 1  |\n",
		"used by a table":           "Feature: A\n  Scenario Outline: B\n    Given a\n      | <größe> |\n    Examples: All\n      | größe |\n      | 1     |\n",
		"no placeholder":            "Feature: a < b\n  Scenario: b > a\n    Given 1 < 2\n    And 2 > 1 -> 3\n",
		"in a description":          "Feature: A\n  Write <level> for it.\n  Scenario: B\n    It is <that>.\n    Given a\n",
		"columns of several blocks": "Feature: A\n  Scenario Outline: B\n    Given <id>\n    Examples: All\n      | id |\n      | 1  |\n    Examples: More\n      | why | id |\n      | two | 2  |\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := gherkin.Load(one(text), gherkin.Selection{}); err != nil {
				t.Error(err)
			}
		})
	}
}
