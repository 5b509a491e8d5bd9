package gherkin_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

func TestTagsThatNearlySaySomethingAreNamed(t *testing.T) {
	for tags, want := range map[string]string{
		"@know:KYC-1":                   "the tag @know:KYC-1 says nothing; did you mean @known:KYC-1?",
		"@know:KYC-1 @until:2026-12-31": "the tag @know:KYC-1 says nothing; did you mean @known:KYC-1?",
		"@known:K @unitl:2026-12-31":    "the tag @unitl:2026-12-31 says nothing; did you mean @until:2026-12-31?",
		"@need:siwe":                    "the tag @need:siwe says nothing; did you mean @needs:siwe?",
		"@Needs:siwe":                   "the tag @Needs:siwe says nothing; did you mean @needs:siwe?",
		"@knwon:KYC-1":                  "the tag @knwon:KYC-1 says nothing; did you mean @known:KYC-1?",
		"@needs":                        "the tag @needs says nothing; did you mean @needs: with something behind it?",
		"@know":                         "the tag @know says nothing; did you mean @known: with something behind it?",
		"@untill":                       "the tag @untill says nothing; did you mean @until: with something behind it?",
		"@seeds":                        "",
		"@knot:1 @news:2 @untold:3":     "",
		"@area:kyc @smoke @needs:siwe":  "",
	} {
		t.Run(tags, func(t *testing.T) {
			_, err := gherkin.Load(one("Feature: A\n  "+tags+"\n  Scenario: B\n    Given a\n"), gherkin.Selection{})
			got := ""
			if err != nil {
				got = strings.ReplaceAll(err.Error(), "features/a.feature:2: ", "")
			}
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

const tagged = `@hotel
Feature: A
  @smoke @known:K-1 @until:2026-05-01
  Scenario: B
    Given a
  @smok @level1 @until:2026-05-02 @known:K-2
  Scenario: C
    Given a
  @smoke @level2 @needs:map
  Rule: D
    @needs:mapp
    Scenario: D
      Given a
    @level2 @http
    Scenario: E
      Given a
    @https
    Scenario: F
      Given a
`

func TestTagsAreHeldToTheirDay(t *testing.T) {
	for day, want := range map[string]string{
		"2026-05-01": "",
		"2026-05-02": "features/a.feature:3: @until:2026-05-01 has passed, so the break counts; mend K-1, or agree on another date",
		"2026-05-03": "features/a.feature:3: @until:2026-05-01 has passed, so the break counts; mend K-1, or agree on another date\n" +
			"features/a.feature:6: @until:2026-05-02 has passed, so the break counts; mend K-2, or agree on another date",
	} {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, sentences(load(t, tagged).Overdue(now.Add(20*time.Hour)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", day, diff)
		}
	}
}

func TestATagThatIsRareAndNearlyAnotherIsNamed(t *testing.T) {
	const want = "features/a.feature:6: the tag @smok is nearly @smoke, which more scenarios have; spell both alike if they are to be one"
	if diff := cmp.Diff(want, sentences(load(t, tagged).RareTags())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatTagsNeedIsAsked(t *testing.T) {
	suite := load(t, tagged)
	got := suite.CheckNeeds(func(need string) string {
		if need == "map" {
			return ""
		}
		return "say map"
	})
	const want = "features/a.feature:11: nothing is known that @needs:mapp could mean; say map"
	if diff := cmp.Diff(want, sentences(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	suite.Bind(nil)
	if needs := suite.Scenarios()[2].Needs; !cmp.Equal(needs, []string{"map", "mapp"}) {
		t.Errorf("needs %q", needs)
	}
}
