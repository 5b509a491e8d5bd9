package runner_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/runner"
)

// flow says how attempts begin and end, in order: "a0" begins, "a0." ends, "a0+" ends and is followed by another.
func (s *stream) flow(list []*messages.Envelope) string {
	var words []string
	names := map[string]string{}
	for _, envelope := range list {
		switch {
		case envelope.TestCaseStarted != nil:
			started := envelope.TestCaseStarted
			names[started.Id] = fmt.Sprint(s.pickles[s.cases[started.Id].PickleId].Name, started.Attempt)
			words = append(words, names[started.Id])
		case envelope.TestCaseFinished != nil:
			end := "."
			if envelope.TestCaseFinished.WillBeRetried {
				end = "+"
			}
			words = append(words, names[envelope.TestCaseFinished.TestCaseStartedId]+end)
		}
	}
	return strings.Join(words, " ")
}

// capricious has sentences that go by how often they were asked.
func capricious() runner.Options {
	var mu sync.Mutex
	asked := map[string]int{}
	options := standard()
	options.Before = withName
	options.Vocabulary = append(options.Vocabulary, steps(`give (.*)`, func(ctx context.Context, moods string) error {
		name := ctx.Value(nameKey{}).(string)
		mu.Lock()
		defer mu.Unlock()
		list := strings.Split(moods, ", ")
		mood := list[min(asked[name], len(list)-1)]
		asked[name]++
		switch mood {
		case "good":
			return nil
		case "unclear":
			return &decided{"inconclusive", "nobody answers"}
		}
		return errors.New(mood)
	})...)
	return options
}

func scenarios(moods ...string) string {
	var b strings.Builder
	b.WriteString("Feature: A\n")
	for i, mood := range moods {
		fmt.Fprintf(&b, "  Scenario: %c\n    Given give %s\n", 'a'+i, mood)
	}
	return b.String()
}

func TestBrokenScenariosAreAskedAgainAloneAtTheEnd(t *testing.T) {
	for name, test := range map[string]struct {
		retries int
		moods   []string
		want    string
		success bool
	}{
		"never":           {0, []string{"bad, good", "good"}, "a0 a0. b0 b0.", false},
		"once":            {1, []string{"bad, good", "good"}, "a0 b0 b0. a0+ a1 a1.", true},
		"in vain":         {2, []string{"bad", "good"}, "a0 b0 b0. a0+ a1 a1+ a2 a2.", false},
		"until it's kept": {5, []string{"bad, bad, good", "good"}, "a0 b0 b0. a0+ a1 a1+ a2 a2.", true},
		"round by round":  {2, []string{"bad, bad, good", "good", "bad, good"}, "a0 b0 b0. c0 a0+ a1 c0+ c1 c1. a1+ a2 a2.", true},
		"what was unclear": {1, []string{"unclear, good"},
			"a0 a0+ a1 a1.", true},
	} {
		t.Run(name, func(t *testing.T) {
			options := capricious()
			options.Retries = test.retries
			list := recorded(t, t.Context(), load(t, scenarios(test.moods...)), options)
			s := check(t, list)
			if got := s.flow(list); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if got := list[len(list)-1].TestRunFinished.Success; got != test.success {
				t.Errorf("success %v, want %v", got, test.success)
			}
		})
	}
}

func TestScenariosAreAskedAgainOneAtATime(t *testing.T) {
	options := capricious()
	options.Retries, options.Concurrency = 1, 8
	var moods []string
	for range 20 {
		moods = append(moods, "bad, good")
	}
	list := recorded(t, t.Context(), load(t, scenarios(moods...)), options)
	s := check(t, list)
	second := s.flow(list)
	second = second[strings.Index(second, "+"):]
	var want strings.Builder
	for i := range 20 {
		fmt.Fprintf(&want, "%[1]c0+ %[1]c1 %[1]c1. ", 'a'+i)
	}
	if got := "a0" + second + " "; got != want.String() {
		t.Errorf("got  %s\nwant %s", got, want.String())
	}
}

func TestWhatIsKnownOrSkippedIsNotAskedAgain(t *testing.T) {
	options := standard()
	options.Known, options.Retries = true, 3
	text := "Feature: A\n  @known:K @until:2024-06-01\n  Scenario: a\n    Given fail\n  Scenario: b\n    Given skip\n"
	list := recorded(t, t.Context(), load(t, text), options)
	s := check(t, list)
	if got, want := s.flow(list), "a0 a0. b0 b0."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestJudgedIsGivenTheFirstVerdictOfEachScenario(t *testing.T) {
	options := capricious()
	options.Retries = 2
	got := map[string]string{}
	options.Judged = func(s gherkin.Scenario, verdict outcome.Verdict) { got[s.Name] += verdict.String() + " " }
	stopped := false
	options.Stop = func() string {
		if stopped {
			return "enough"
		}
		return ""
	}
	options.Vocabulary = append(options.Vocabulary, steps(`stop here`, func() error { stopped = true; return nil })...)
	text := scenarios("good", "bad, good", "unclear") +
		"  Scenario: skip\n    Given skip\n  Scenario: last\n    Given stop here\n  Scenario: late\n    Given pass\n"
	check(t, recorded(t, t.Context(), load(t, text), options))
	want := map[string]string{"a": "passed ", "b": "broken ", "c": "inconclusive ", "skip": "skipped ", "last": "passed ", "late": "skipped "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}

func TestAStopLeavesWhatIsUnderWayAndStartsNothingElse(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		flow string
		want []string
	}{
		"in the first round": {
			"Feature: A\n  Scenario: a\n    Given give bad\n  Scenario: b\n    Given stop here\n    And pass\n  Scenario: c\n    Given pass\n",
			"a0 b0 b0. c0 c0. a0.",
			[]string{"PASSED", "FAILED broken: bad", "PASSED", "PASSED", "PASSED", "SKIPPED stopped: enough", "SKIPPED"}},
		"while asking again": {
			"Feature: A\n  Scenario: a\n    Given give bad, good\n    And stop here\n  Scenario: b\n    Given give bad, good\n",
			"a0 b0 a0+ a1 a1. b0.",
			[]string{"PASSED", "FAILED broken: bad", "SKIPPED", "PASSED", "FAILED broken: bad", "PASSED", "PASSED", "PASSED"}},
	} {
		t.Run(name, func(t *testing.T) {
			options := capricious()
			options.Retries = 2
			reason := ""
			options.Stop = func() string { return reason }
			options.Vocabulary = append(options.Vocabulary, steps(`stop here`, func(ctx context.Context) error {
				reason = "enough"
				return ctx.Err()
			})...)
			list := recorded(t, t.Context(), load(t, test.text), options)
			s := check(t, list)
			if got := s.flow(list); got != test.flow {
				t.Errorf("got  %s\nwant %s", got, test.flow)
			}
			if diff := cmp.Diff(test.want, results(list)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			if list[len(list)-1].TestRunFinished.Success {
				t.Error("the run is said to be a success")
			}
		})
	}
}
