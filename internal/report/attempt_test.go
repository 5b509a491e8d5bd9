package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
)

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
			var attempts []reporttest.Played
			for i, verdict := range test.verdicts {
				attempts = append(attempts, reporttest.Played{Verdict: verdict})
				if verdict != "" {
					attempts[i].Reason = fmt.Sprint("attempt ", i)
				}
			}
			run := runOf(reporttest.Again(attempts...))
			o := run.Scenarios[0]
			var earlier []string
			for _, e := range o.Earlier {
				earlier = append(earlier, e.Verdict.String())
			}
			got := fmt.Sprintf("%s: %s; %s", o.Verdict, o.Why(), strings.Join(earlier, " "))
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
	list := reporttest.Again(reporttest.Played{Verdict: "broken", Reason: "first"}, reporttest.Played{})
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
			if got := fmt.Sprintf("%s: %s, stopped %v", o.Verdict, o.Why(), o.Stopped); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
