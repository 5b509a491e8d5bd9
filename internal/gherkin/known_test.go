package gherkin_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

// The clock of these runs stands on 1 May 2024.
func TestTagsOfKnownBreaksAreInherited(t *testing.T) {
	suite := load(t, `Feature: A
  @until:2024-07-01
  Scenario Outline: row <n>
    Given pass with <n>

    @known:E-1
    Examples: some
      | n |
      | 1 |

    @known:E-2
    Examples: others
      | n |
      | 2 |
      | 3 |

  Scenario: free
    Given pass

  @known:R-1 @until:2024-06-01
  Rule: R
    Scenario: ruled
      Given pass
`)
	now := time.Date(2024, 5, 31, 23, 59, 0, 0, time.FixedZone("", -5*3600)) // in UTC it is June
	type known struct {
		Ticket string
		Days   int
	}
	got := map[string]known{}
	for _, s := range suite.Scenarios() {
		if s.Known != (gherkin.Known{}) {
			got[s.Name] = known{s.Known.Ticket, s.Known.DaysLeft(now)}
		}
	}
	want := map[string]known{"ruled": {"R-1", 0}, "row 1": {"E-1", 30}, "row 2": {"E-2", 30}, "row 3": {"E-2", 30}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("known (-want +got):\n%s", diff)
	}
}

func TestLoadSaysWhatIsWrongWithKnownBreaks(t *testing.T) {
	const hint = "; write @known:<ticket> and @until:<yyyy-mm-dd>"
	for name, test := range map[string]struct{ feature, want string }{
		"no date": {"@known:KYC-1", "3: @known:KYC-1 has no @until:<yyyy-mm-dd> beside it; say until when the break is accepted"},
		"no ticket": {"@until:2024-05-01",
			"3: @until:2024-05-01 has no @known:<ticket> beside it; say which ticket the break has"},
		"a date that is none":      {"@known:A @until:2024-02-30", "3: @until:2024-02-30 is no date; write it as in @until:2026-12-31"},
		"a date of another form":   {"@known:A @until:1.5.2024", "3: @until:1.5.2024 is no date; write it as in @until:2026-12-31"},
		"an empty ticket":          {"@known: @until:2024-05-01", "3: @known: says nothing" + hint},
		"no ticket at all":         {"@known @until:2024-05-01", "3: @known says nothing" + hint},
		"no date at all":           {"@known:A @until", "3: @until says nothing" + hint},
		"capitals":                 {"@Known:A @until:2024-05-01", "3: the tag @Known:A says nothing; did you mean @known:A?"},
		"two dates":                {"@known:A @until:2024-05-01 @until:2024-05-02", "3: @until:2024-05-02 comes on top of @until:2024-05-01; say one ticket and one date for a scenario"},
		"another ticket inherited": {"@known:B @until:2024-05-01", ""},
		"the same inherited":       {"@known:F @until:2024-05-01", ""},
	} {
		t.Run(name, func(t *testing.T) {
			feature := "Feature: A\n\n  " + test.feature + "\n  Scenario Outline: a <n>\n    Given pass with <n>\n\n    Examples: some\n      | n |\n      | 1 |\n      | 2 |\n"
			switch name {
			case "another ticket inherited":
				feature = "@known:F\n" + feature
				test.want = "4: @known:B comes on top of @known:F; say one ticket and one date for a scenario"
			case "the same inherited":
				feature = "@known:F\n" + feature
			}
			_, err := gherkin.Load(one(feature), gherkin.Selection{})
			got := ""
			if err != nil {
				got = strings.ReplaceAll(err.Error(), "features/a.feature:", "")
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
