package state_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/state"
)

func TestWhatIsRememberedOfAScenario(t *testing.T) {
	first, other := sight("A", started()), sight("A", powered(started()))
	broken, edited := with(sight("A", refused(500, "")), outcome.Broken), sight("A", refused(422, ""))
	edited.Steps = []string{"When asked something else"}
	kept := state.Scenario{Verdict: outcome.Passed, Verified: day(1), Passed: day(1), Steps: first.Steps, Observed: first.Observed}
	change := func(s state.Scenario, f func(*state.Scenario)) state.Scenario { f(&s); return s }
	for name, test := range map[string]struct {
		runs []state.Sight // of one day after the other
		want state.Scenario
	}{
		"kept":                    {[]state.Sight{first}, kept},
		"again":                   {[]state.Sight{first, first}, change(kept, func(s *state.Scenario) { s.Verified, s.Passed = day(2), day(2) })},
		"kept at the second time": {[]state.Sight{with(first, outcome.Flaky)}, change(kept, func(s *state.Scenario) { s.Verdict = outcome.Flaky })},
		"inconclusive":            {[]state.Sight{first, with(other, outcome.Inconclusive)}, kept},
		"skipped":                 {[]state.Sight{first, with(sight("A"), outcome.Skipped)}, kept},
		"skipped first":           {[]state.Sight{with(sight("A"), outcome.Skipped), first}, change(kept, func(s *state.Scenario) { s.Verified, s.Passed = day(2), day(2) })},
		"never verified":          {[]state.Sight{with(other, outcome.Inconclusive)}, state.Scenario{Verdict: outcome.Inconclusive, Steps: first.Steps}},
		"never verified, edited":  {[]state.Sight{with(first, outcome.Skipped), with(edited, outcome.Inconclusive)}, state.Scenario{Verdict: outcome.Inconclusive, Steps: edited.Steps}},
		"broken": {[]state.Sight{first, broken},
			change(kept, func(s *state.Scenario) { s.Verdict, s.Verified, s.Broken = outcome.Broken, day(2), day(2) })},
		"always broken": {[]state.Sight{broken, with(broken, outcome.Known)},
			state.Scenario{Verdict: outcome.Known, Verified: day(2), Broken: day(2), Steps: first.Steps, Observed: broken.Observed}},
		"kept at last": {[]state.Sight{broken, first},
			change(kept, func(s *state.Scenario) { s.Verified, s.Passed, s.Broken = day(2), day(2), day(1) })},
		"moved": {[]state.Sight{first, other, other}, change(kept, func(s *state.Scenario) {
			s.Verified, s.Passed, s.Moved = day(3), day(3), &state.Moved{Until: day(1), Since: day(2), Observed: other.Observed}
		})},
		"moved twice": {[]state.Sight{first, other, sight("A", refused(422, ""))}, change(kept, func(s *state.Scenario) {
			s.Verified, s.Passed, s.Moved = day(3), day(3), &state.Moved{Until: day(1), Since: day(3), Observed: edited.Observed}
		})},
		"moved, then broken": {[]state.Sight{first, other, broken}, change(kept, func(s *state.Scenario) {
			s.Verdict, s.Verified, s.Passed, s.Broken = outcome.Broken, day(3), day(2), day(3)
			s.Moved = &state.Moved{Until: day(1), Since: day(2), Observed: other.Observed}
		})},
		"back": {[]state.Sight{first, other, first}, change(kept, func(s *state.Scenario) { s.Verified, s.Passed = day(3), day(3) })},
		"edited": {[]state.Sight{first, other, edited}, change(kept, func(s *state.Scenario) {
			s.Verified, s.Passed, s.Steps, s.Observed = day(3), day(3), edited.Steps, edited.Observed
		})},
		"edited and broken": {[]state.Sight{first, with(edited, outcome.Broken)},
			state.Scenario{Verdict: outcome.Broken, Verified: day(2), Broken: day(2), Steps: edited.Steps, Observed: edited.Observed}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &state.State{}
			for i, seen := range test.runs {
				s.Remember(run(i+1, seen))
			}
			if diff := cmp.Diff(map[string]state.Scenario{first.Address: test.want}, s.Scenarios); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func names(s *state.State) string { return strings.Join(slices.Sorted(maps.Keys(s.Scenarios)), " ") }

func TestScenariosThatAreGoneGoWithAWholeRun(t *testing.T) {
	three := run(1, sight("A"), sight("B"), with(sight("C"), outcome.Skipped))
	part := run(2, sight("B"))
	part.Whole = false
	if got := names(after(three, part)); got != "a.feature > A a.feature > B a.feature > C" {
		t.Errorf("after a part: %s", got)
	}
	if got := names(after(three, part, run(3, sight("B")))); got != "a.feature > B" {
		t.Errorf("after all: %s", got)
	}
}

// A run that ended before another one and comes to write after it takes nothing back.
func TestTheLaterRunStands(t *testing.T) {
	late := run(5, sight("A", started()), with(sight("B"), outcome.Broken), sight("C"))
	late.Contract = "sha256:2"
	early := run(3, with(sight("A", refused(500, "")), outcome.Broken), sight("B", started()))
	s := after(late, early)
	want := after(late)
	a, b := want.Scenarios["a.feature > A"], want.Scenarios["a.feature > B"]
	a.Broken, b.Passed = day(3), day(3)
	want.Scenarios["a.feature > A"], want.Scenarios["a.feature > B"] = a, b
	if diff := cmp.Diff(want.Scenarios, s.Scenarios); diff != "" || s.Contract != "sha256:2" || !s.Verified.Equal(day(5)) {
		t.Errorf("%s, %v (-want +got):\n%s", s.Contract, s.Verified, diff)
	}
}

func TestTimesAreOfWholeSecondsInUTC(t *testing.T) {
	seen := run(3, sight("A"))
	seen.At = time.Date(2024, time.November, 3, 14, 0, 0, 987654321, time.FixedZone("", 7200))
	s := after(seen)
	if s.Verified != day(3) || s.Scenarios["a.feature > A"].Verified != day(3) {
		t.Errorf("verified %v", s.Verified)
	}
}

func TestWhereTokensAreGivenIsKeptWhereNoneWas(t *testing.T) {
	none := run(5, sight("A"))
	none.TokenPath = ""
	if s := after(run(3, sight("A")), none); s.Tokens.Path != "/tokens" || state.Compare(s, none).Any() {
		t.Errorf("%+v", s.Tokens)
	}
}
