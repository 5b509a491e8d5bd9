package gherkin_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

const hotel = `@hotel
Feature: Hotel
  It is small.

  Background:
    Given a hotel

  @greeting
  Scenario: Hello
    Given a guest
    """
    Scenario: not one
    """

  @rooms
  Rule: A room has one guest

    Background:
      Given a room

    Scenario: Full
      When a guest asks

    @prices
    Scenario Outline: Price of <room>
      When a guest asks for <room>

      @low
      Examples: Cheap
        | why   | room |
        | small | 1    |

        # dark
        | dark  | 2    |

      Examples: Dear
        | why  | room |
        | suite | 9   |

  Rule: A guest pays

    Scenario: Bill
      When a guest leaves
`

const bar = "Feature: Bar\n  Scenario: Tea\n    Given a visitor\n"

func TestLoadSelects(t *testing.T) {
	all := []string{"Tea", "Hello", "Full", "Price of 1", "Price of 2", "Price of 9", "Bill"}
	room := []string{"Full", "Price of 1", "Price of 2", "Price of 9"}
	fsys := folder(map[string]string{"features/hotel.feature": hotel, "features/bar/tea.feature": bar, "features/.git/x.feature": "nonsense"})
	for name, test := range map[string]struct {
		selection gherkin.Selection
		want      []string
	}{
		"everything":                    {gherkin.Selection{}, all},
		"the folder":                    {gherkin.Selection{Paths: []string{"./features/"}}, all},
		"the project's folder":          {gherkin.Selection{Paths: []string{"."}}, all},
		"a folder inside":               {gherkin.Selection{Paths: []string{`features\bar`}}, all[:1]},
		"in the order asked, each once": {gherkin.Selection{Paths: []string{"features/hotel.feature:9", "features", "features/hotel.feature"}}, append(slices.Clone(all[1:]), all[0])},
		"a tag line":                    {gherkin.Selection{Paths: []string{"features/hotel.feature:8"}}, []string{"Hello"}},
		"a line of a doc string":        {gherkin.Selection{Paths: []string{"features/hotel.feature:12"}}, []string{"Hello"}},
		"several lines":                 {gherkin.Selection{Paths: []string{"features/hotel.feature:43:10"}}, []string{"Hello", "Bill"}},
		"the feature's line":            {gherkin.Selection{Paths: []string{"features/hotel.feature:2"}}, all[1:]},
		"the feature's background":      {gherkin.Selection{Paths: []string{"features/hotel.feature:6"}}, all[1:]},
		"the rule's line":               {gherkin.Selection{Paths: []string{"features/hotel.feature:16"}}, room},
		"the rule's background":         {gherkin.Selection{Paths: []string{"features/hotel.feature:19"}}, room},
		"an outline's step":             {gherkin.Selection{Paths: []string{"features/hotel.feature:26"}}, room[1:]},
		"an example row":                {gherkin.Selection{Paths: []string{"features/hotel.feature:34"}}, []string{"Price of 2"}},
		"two example rows":              {gherkin.Selection{Paths: []string{"features/hotel.feature:34:38"}}, []string{"Price of 2", "Price of 9"}},
		"an examples block":             {gherkin.Selection{Paths: []string{"features/hotel.feature:28"}}, []string{"Price of 1", "Price of 2"}},
		"a block's column names":        {gherkin.Selection{Paths: []string{"features/hotel.feature:37"}}, []string{"Price of 9"}},
		"the feature's tag":             {gherkin.Selection{Tags: "@hotel"}, all[1:]},
		"without a tag":                 {gherkin.Selection{Tags: "not @hotel"}, all[:1]},
		"the rule's tag":                {gherkin.Selection{Tags: "@rooms and not @prices"}, []string{"Full"}},
		"the examples' tag":             {gherkin.Selection{Tags: "(@low or @greeting) and @hotel"}, []string{"Hello", "Price of 1", "Price of 2"}},
		"a name":                        {gherkin.Selection{Name: "^Price of [12]$"}, []string{"Price of 1", "Price of 2"}},
		"all of it":                     {gherkin.Selection{Paths: []string{"features/hotel.feature:31:40"}, Tags: "@low", Name: "Price"}, []string{"Price of 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			suite, err := gherkin.Load(fsys, test.selection)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, scenario := range suite.Scenarios() {
				names = append(names, scenario.Name)
			}
			if diff := cmp.Diff(test.want, names); diff != "" {
				t.Errorf("selected (-want +got):\n%s", diff)
			}
			if got := left(t, suite); !slices.Equal(got, names) {
				t.Errorf("left to be run: %q, want %q", got, names)
			}
		})
	}
}

// left gives the names of the scenarios that are left in the files when all
// others are blanked.
func left(t *testing.T, suite *gherkin.Suite) []string {
	t.Helper()
	kept := map[*gherkin.Compiled]bool{}
	for _, c := range suite.Compiled() {
		kept[c] = true
	}
	blanked := fstest.MapFS{}
	var paths, names []string
	for _, file := range suite.Files() {
		blanked[file.Path] = &fstest.MapFile{Data: []byte(file.Only(kept))}
		paths = append(paths, file.Path)
	}
	// The error is that blocks of examples have no rows left: no flaw of what is run.
	again, _ := gherkin.Load(blanked, gherkin.Selection{Paths: paths})
	for i, scenario := range again.Scenarios() {
		if line := suite.Scenarios()[i].Line; line != scenario.Line {
			t.Errorf("line %d became %d", line, scenario.Line)
		}
		names = append(names, scenario.Name)
	}
	return names
}

func TestATagExpressionEscapesWhatItWouldRead(t *testing.T) {
	text := "Feature: A\n  @area(kyc)\n  Scenario: In\n    Given a guest\n  @back\\slash\n  Scenario: Out\n    Given a guest\n"
	for tags, want := range map[string]string{
		`@area\(kyc\)`:                          "In",
		`not @area\(kyc\)`:                      "Out",
		`not(@area\(kyc\))`:                     "Out",
		`@back\\slash and not (@area\(kyc\))`:   "Out",
		`(@area\(kyc\) or @a) and not @back\\s`: "In",
	} {
		suite, err := gherkin.Load(one(text), gherkin.Selection{Tags: tags})
		if err != nil {
			t.Errorf("%s: %v", tags, err)
		} else if list := suite.Scenarios(); len(list) != 1 || list[0].Name != want {
			t.Errorf("%s selects %v, want %s", tags, list, want)
		}
	}
	_, err := gherkin.Load(one(text), gherkin.Selection{Tags: `@area\(kyx\)`})
	if want := `none of the 2 scenarios is selected by tags "@area\\(kyx\\)"; no scenario has the tag @area(kyx): did you mean @area(kyc)?`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestLoadNotesTagsThatNoScenarioHas(t *testing.T) {
	for name, test := range map[string]struct {
		selection gherkin.Selection
		want      []string
	}{
		"known":         {gherkin.Selection{Tags: "@hotel and not @low"}, nil},
		"left out":      {gherkin.Selection{Tags: "not (@room or @zzzzzzzzz or @room)"}, []string{"no scenario has the tag @room: did you mean @rooms?", "no scenario has the tag @zzzzzzzzz"}},
		"beside others": {gherkin.Selection{Tags: "@hotel or @lwo"}, []string{"no scenario has the tag @lwo: did you mean @low?"}},
		"of a folder":   {gherkin.Selection{Tags: "not @room", Paths: []string{"features"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			suite, err := gherkin.Load(one(hotel), test.selection)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, suite.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadSaysThatASelectionIsEmpty(t *testing.T) {
	for name, test := range map[string]struct {
		selection gherkin.Selection
		want      string
	}{
		"a tag near another": {gherkin.Selection{Tags: "@room"},
			`none of the 6 scenarios is selected by tags "@room"; no scenario has the tag @room: did you mean @rooms?`},
		"an unknown tag": {gherkin.Selection{Tags: "@zzzzzzzzz"},
			`none of the 6 scenarios is selected by tags "@zzzzzzzzz"; no scenario has the tag @zzzzzzzzz; the tags are @greeting @hotel @low @prices @rooms`},
		"tags and name": {gherkin.Selection{Tags: "@low", Name: "^Full$"},
			`none of the 6 scenarios is selected by tags "@low" and name "^Full$"; select less narrowly`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := gherkin.Load(one(hotel), test.selection)
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestScenariosAreWhatARunWouldDo(t *testing.T) {
	suite, err := gherkin.Load(one(hotel), gherkin.Selection{Paths: []string{"features/a.feature:34"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []gherkin.Scenario{{
		Identity: outcome.Identity{Path: "features/a.feature", Rule: "A room has one guest", Name: "Price of 2", Template: "Price of <room>", Example: "Cheap: dark"},
		Line:     34, KeywordLine: 25, Feature: "Hotel",
		Tags:  []string{"@hotel", "@rooms", "@prices", "@low"},
		Steps: []string{"Given a hotel", "Given a room", "When a guest asks for 2"}, Row: []string{"why: dark", "room: 2"},
	}}
	if diff := cmp.Diff(want, suite.Scenarios()); diff != "" {
		t.Errorf("scenarios (-want +got):\n%s", diff)
	}
	if got := suite.Scenarios()[0].Address(); got != "features/a.feature > A room has one guest > Price of 2 > Cheap: dark" {
		t.Errorf("address %q", got)
	}
}

func TestAddressesOutliveLines(t *testing.T) {
	addresses := func(text string) []string {
		suite, err := gherkin.Load(one(text), gherkin.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, scenario := range suite.Scenarios() {
			list = append(list, scenario.Address())
		}
		return list
	}
	want := addresses(hotel)
	moved := "# new\n\n" + strings.ReplaceAll(hotel, "\n    Scenario", "\n\n\n    Scenario")
	if diff := cmp.Diff(want, addresses(moved)); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
	crlf := strings.ReplaceAll(hotel, "\n", "\r\n")
	if diff := cmp.Diff(want, addresses(crlf)); diff != "" {
		t.Errorf("addresses with CRLF (-want +got):\n%s", diff)
	}
}
