package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// askedAgain makes the messages of a run of one scenario with several attempts.
func askedAgain(attempts ...played) []*messages.Envelope {
	list := logOf(played{path: "f", name: "A", line: 1})
	start := 0
	for list[start].TestCaseStarted == nil {
		start++
	}
	s := &script{now: time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC), list: list[:start:start]}
	for i, attempt := range attempts {
		s.start("0", int64(i))
		s.play("0", attempt)
		s.now = s.now.Add(time.Minute) // until it is known whether another one follows
		s.finish("0", i < len(attempts)-1)
	}
	s.put(list[len(list)-1])
	return s.list
}

func runOf(list []*messages.Envelope) *report.Run {
	var c report.Collector
	for _, envelope := range list {
		c.Add(envelope)
	}
	return c.Run()
}

func TestTheVerdictOfManyAttempts(t *testing.T) {
	for name, test := range map[string]struct {
		verdicts []string // "" is kept
		want     string   // the verdict, its reason, and the verdicts of the other attempts
	}{
		"kept later":                       {[]string{"broken", ""}, "flaky: broken first, kept when asked again; broken"},
		"kept much later":                  {[]string{"broken", "inconclusive", "broken", ""}, "flaky: broken first, kept when asked again; broken inconclusive broken"},
		"broken each time":                 {[]string{"broken", "broken"}, "broken: attempt 1; broken"},
		"not judged first":                 {[]string{"inconclusive", ""}, "passed: ; inconclusive"},
		"not judged, then broken":          {[]string{"inconclusive", "broken"}, "broken: attempt 1; inconclusive"},
		"never judged":                     {[]string{"inconclusive", "inconclusive"}, "inconclusive: attempt 1; inconclusive"},
		"broken, and not judged later":     {[]string{"broken", "inconclusive"}, "broken: attempt 0; inconclusive"},
		"broken, and not asked later":      {[]string{"broken", "skipped"}, "broken: attempt 0; skipped"},
		"not judged, broken, not judged":   {[]string{"inconclusive", "broken", "inconclusive"}, "broken: attempt 1; inconclusive inconclusive"},
		"broken where it was to be kept":   {[]string{"broken", "known"}, "known: attempt 1; broken"},
		"broken twice and then not judged": {[]string{"broken", "broken", "inconclusive"}, "broken: attempt 0; broken inconclusive"},
	} {
		t.Run(name, func(t *testing.T) {
			var attempts []played
			for i, verdict := range test.verdicts {
				attempts = append(attempts, played{verdict: verdict})
				if verdict != "" {
					attempts[i].reason = fmt.Sprint("attempt ", i)
				}
			}
			run := runOf(askedAgain(attempts...))
			o := run.Scenarios[0]
			var earlier []string
			for _, e := range o.Earlier {
				earlier = append(earlier, e.Verdict.String())
			}
			got := fmt.Sprintf("%s: %s; %s", o.Verdict, o.Reason, strings.Join(earlier, " "))
			if got != test.want || len(run.Scenarios) != 1 || run.Count(o.Verdict) != 1 {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if o.Duration != 100*time.Millisecond {
				t.Errorf("it took %s", o.Duration)
			}
		})
	}
}

func TestACutLogTellsWhatItsAttemptsCameTo(t *testing.T) {
	list := askedAgain(played{verdict: "broken", reason: "first"}, played{})
	at := map[string]int{}
	for i, envelope := range list {
		switch {
		case envelope.TestCaseStarted != nil:
			at[fmt.Sprint("started ", envelope.TestCaseStarted.Attempt)] = i
		case envelope.TestStepFinished != nil:
			at["step "+envelope.TestStepFinished.TestCaseStartedId] = i
		}
	}
	for name, test := range map[string]struct {
		last int
		want string
	}{
		"before it began":              {at["started 0"] - 1, "skipped: the run was stopped, stopped true"},
		"before its step ended":        {at["started 0"], "inconclusive: the run was stopped, stopped false"},
		"before its end was told":      {at["step attempt 00"], "broken: first, stopped false"},
		"when it was asked again":      {at["started 1"], "broken: first, stopped false"},
		"before its other end is told": {at["step attempt 01"], "flaky: broken first, kept when asked again, stopped false"},
	} {
		t.Run(name, func(t *testing.T) {
			o := runOf(list[:test.last+1]).Scenarios[0]
			if got := fmt.Sprintf("%s: %s, stopped %v", o.Verdict, o.Reason, o.Stopped); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestTerminalShowsWhatMadeScenariosFlaky(t *testing.T) {
	broken := played{verdict: "broken", details: flow("7"), asked: asked(201)}
	want := `Flaky: broken first, kept when asked again
  f:1   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got 7   (schemas/openapi.yaml:318)
  1 scenario: A
  Ask again:  ` + curl + `

0 passed, 1 flaky in 2m00s
`
	if diff := cmp.Diff(want, shown(t, report.Terminal{}, askedAgain(broken, played{}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalShowsWhyTheRunWasStoppedBeforeWhatIsMissing(t *testing.T) {
	list := logOf(played{path: "f", name: "A", line: 1}, played{path: "f", name: "N", line: 2, verdict: "skipped", reason: "needs a map"},
		played{path: "f", name: "B", line: 3, verdict: "skipped", reason: "the run was stopped: enough\nWait."},
		played{path: "f", name: "C", line: 4, verdict: "skipped", reason: "the run was stopped: enough\nWait."})
	for _, envelope := range list {
		if done := envelope.TestStepFinished; done != nil && strings.HasPrefix(done.TestStepResult.Message, "the run") {
			done.TestStepResult.Exception = &messages.Exception{Type: "stopped"}
		}
	}
	want := `Skipped: the run was stopped: enough
  Wait.
  2 scenarios: B, C

Skipped: needs a map
  1 scenario: N

1 passed, 3 skipped in 0.4s
`
	if diff := cmp.Diff(want, shown(t, report.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if run := runOf(list); !run.Stopped || run.Verdict() != outcome.Inconclusive {
		t.Errorf("stopped %v, verdict %s", run.Stopped, run.Verdict())
	}
}

func TestTerminalShowsBreaksAtTheEndOfAScenarioToo(t *testing.T) {
	list := logOf(played{path: "f", name: "A", line: 1, verdict: "broken", reason: "want 201\ngot 500"})
	for i, envelope := range list {
		if testCase := envelope.TestCase; testCase != nil {
			testCase.TestSteps = append(testCase.TestSteps, &messages.TestStep{Id: "hook step", HookId: "hook"})
		}
		if envelope.TestCaseFinished != nil {
			after := &messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: "attempt 00", TestStepId: "hook step",
				TestStepResult: &messages.TestStepResult{Status: messages.TestStepResultStatus_FAILED, Message: "@until:2024-01-01 has passed", Exception: &messages.Exception{Type: "broken"}}}}
			list = append(append(append([]*messages.Envelope{}, list[:i]...), after), list[i:]...)
			break
		}
	}
	want := `Broken: A
  f:1
  Then it is kept   (line 2)
    want 201
    got 500
  @until:2024-01-01 has passed

0 passed, 1 broken in 0.1s
`
	if diff := cmp.Diff(want, shown(t, report.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
