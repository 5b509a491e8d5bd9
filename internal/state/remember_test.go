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
	first, other := observed("A", started()), observed("A", powered(started()))
	broken, edited := with(observed("A", refused(500, "")), outcome.Broken), observed("A", refused(422, ""))
	edited.Steps = []string{"When asked something else"}
	kept := state.RememberedScenario{Verdict: outcome.Passed, Verified: day(1), Passed: day(1), Steps: first.Steps, Observed: first.Observed}
	change := func(s state.RememberedScenario, f func(*state.RememberedScenario)) state.RememberedScenario {
		f(&s)
		return s
	}
	for name, test := range map[string]struct {
		runs []state.ScenarioObservation // of one day after the other
		want state.RememberedScenario
	}{
		"kept":                    {[]state.ScenarioObservation{first}, kept},
		"again":                   {[]state.ScenarioObservation{first, first}, change(kept, func(s *state.RememberedScenario) { s.Verified, s.Passed = day(2), day(2) })},
		"kept at the second time": {[]state.ScenarioObservation{with(first, outcome.Flaky)}, change(kept, func(s *state.RememberedScenario) { s.Verdict = outcome.Flaky })},
		"inconclusive":            {[]state.ScenarioObservation{first, with(other, outcome.Inconclusive)}, kept},
		"skipped":                 {[]state.ScenarioObservation{first, with(observed("A"), outcome.Skipped)}, kept},
		"skipped first":           {[]state.ScenarioObservation{with(observed("A"), outcome.Skipped), first}, change(kept, func(s *state.RememberedScenario) { s.Verified, s.Passed = day(2), day(2) })},
		"never verified":          {[]state.ScenarioObservation{with(other, outcome.Inconclusive)}, state.RememberedScenario{Verdict: outcome.Inconclusive, Steps: first.Steps}},
		"never verified, edited":  {[]state.ScenarioObservation{with(first, outcome.Skipped), with(edited, outcome.Inconclusive)}, state.RememberedScenario{Verdict: outcome.Inconclusive, Steps: edited.Steps}},
		"broken": {[]state.ScenarioObservation{first, broken},
			change(kept, func(s *state.RememberedScenario) { s.Verdict, s.Verified, s.Broken = outcome.Broken, day(2), day(2) })},
		"always broken": {[]state.ScenarioObservation{broken, with(broken, outcome.Known)},
			state.RememberedScenario{Verdict: outcome.Known, Verified: day(2), Broken: day(2), Steps: first.Steps, Observed: broken.Observed}},
		"kept at last": {[]state.ScenarioObservation{broken, first},
			change(kept, func(s *state.RememberedScenario) { s.Verified, s.Passed, s.Broken = day(2), day(2), day(1) })},
		"moved": {[]state.ScenarioObservation{first, other, other}, change(kept, func(s *state.RememberedScenario) {
			s.Verified, s.Passed, s.Moved = day(3), day(3), &state.Moved{Until: day(1), Since: day(2), Observed: other.Observed}
		})},
		"moved twice": {[]state.ScenarioObservation{first, other, observed("A", refused(422, ""))}, change(kept, func(s *state.RememberedScenario) {
			s.Verified, s.Passed, s.Moved = day(3), day(3), &state.Moved{Until: day(1), Since: day(3), Observed: edited.Observed}
		})},
		"moved, then broken": {[]state.ScenarioObservation{first, other, broken}, change(kept, func(s *state.RememberedScenario) {
			s.Verdict, s.Verified, s.Passed, s.Broken = outcome.Broken, day(3), day(2), day(3)
			s.Moved = &state.Moved{Until: day(1), Since: day(2), Observed: other.Observed}
		})},
		"back": {[]state.ScenarioObservation{first, other, first}, change(kept, func(s *state.RememberedScenario) { s.Verified, s.Passed = day(3), day(3) })},
		"edited": {[]state.ScenarioObservation{first, other, edited}, change(kept, func(s *state.RememberedScenario) {
			s.Verified, s.Passed, s.Steps, s.Observed = day(3), day(3), edited.Steps, edited.Observed
		})},
		"edited and broken": {[]state.ScenarioObservation{first, with(edited, outcome.Broken)},
			state.RememberedScenario{Verdict: outcome.Broken, Verified: day(2), Broken: day(2), Steps: edited.Steps, Observed: edited.Observed}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &state.State{}
			for i, seen := range test.runs {
				s.Remember(run(i+1, seen))
			}
			if diff := cmp.Diff(map[string]state.RememberedScenario{first.Address: test.want}, s.Scenarios); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func names(s *state.State) string { return strings.Join(slices.Sorted(maps.Keys(s.Scenarios)), " ") }

func TestScenariosThatAreGoneGoWithAWholeRun(t *testing.T) {
	three := run(1, observed("A"), observed("B"), with(observed("C"), outcome.Skipped))
	part := run(2, observed("B"))
	part.Whole = false
	if got := names(after(three, part)); got != "a.feature > A a.feature > B a.feature > C" {
		t.Errorf("after a part: %s", got)
	}
	if got := names(after(three, part, run(3, observed("B")))); got != "a.feature > B" {
		t.Errorf("after all: %s", got)
	}
}

// A run that ended before another one and comes to write after it takes nothing back.
func TestTheLaterRunStands(t *testing.T) {
	late := run(5, observed("A", started()), with(observed("B"), outcome.Broken), observed("C"))
	late.Contract = "sha256:2"
	early := run(3, with(observed("A", refused(500, "")), outcome.Broken), observed("B", started()))
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
	seen := run(3, observed("A"))
	seen.At = time.Date(2024, time.November, 3, 14, 0, 0, 987654321, time.FixedZone("", 7200))
	s := after(seen)
	if s.Verified != day(3) || s.Scenarios["a.feature > A"].Verified != day(3) {
		t.Errorf("verified %v", s.Verified)
	}
}

func TestWhereTokensAreGivenIsKeptWhereNoneWas(t *testing.T) {
	none := run(5, observed("A"))
	none.TokenPath = ""
	if s := after(run(3, observed("A")), none); s.Tokens.Path != "/tokens" || state.Compare(s, none).Any() {
		t.Errorf("%+v", s.Tokens)
	}
}
