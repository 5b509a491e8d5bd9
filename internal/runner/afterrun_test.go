package runner_test

import (
	"errors"
	"testing"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

func TestTheRunAsAWholeIsJudgedOnceItsScenariosHaveEnded(t *testing.T) {
	for name, test := range map[string]struct {
		wrong []error
		want  outcome.Verdict
		names []string
	}{
		"nothing is wrong": {nil, outcome.Passed, nil},
		"two things are":   {[]error{errors.New("one"), &decided{"broken", "two"}}, outcome.Broken, []string{"one", "two"}},
		"it is not known":  {[]error{&decided{"inconclusive", "who knows"}}, outcome.Inconclusive, []string{"who knows"}},
	} {
		t.Run(name, func(t *testing.T) {
			options := standard()
			options.AfterRun = func() []error { return test.wrong }
			list := recorded(t, t.Context(), load(t, "Feature: A\n  Scenario: a\n    Given pass\n"), options)
			var collector report.Collector
			for _, envelope := range list {
				collector.Add(envelope)
			}
			run := collector.Run()
			if run.Verdict() != test.want || len(run.Scenarios) != 1+len(test.names) || run.Scenarios[0].Verdict != outcome.Passed {
				t.Fatalf("the run is %v: %v", run.Verdict(), run.Scenarios)
			}
			for i, o := range run.Scenarios[1:] {
				if o.Why() != test.names[i] || o.Name != "the run as a whole" {
					t.Errorf("%s: %s, want %s", o.Name, o.Why(), test.names[i])
				}
			}
			if proof := run.Scenarios[len(run.Scenarios)-1].Violations; len(test.names) == 2 && len(proof) != 1 {
				t.Errorf("the proof is %v", proof)
			}
		})
	}
}
