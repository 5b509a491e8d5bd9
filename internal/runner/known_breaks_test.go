package runner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// A step that breaks nothing but what is known lets its scenario go on, which is
// known to be broken if nothing else is.
func TestKnownBreaksLetScenariosGoOn(t *testing.T) {
	options := standard()
	options.Known = true
	options.KnownBreaks = func(v outcome.Violation, _ outcome.Request) (outcome.KnownBreak, bool) {
		return outcome.KnownBreak{Ticket: "K-1", Until: "2030-01-31", DaysLeft: 3}, v.Clause == "status/418"
	}
	text := "Feature: A\n" +
		"  Scenario: known\n    Given break\n    Given pass\n" +
		"  Scenario: more than that\n    Given break\n    Given fail\n" +
		"  Scenario: kept\n    Given pass\n" +
		"  Scenario: not judged\n    Given break\n    Given be inconclusive\n" +
		"  Scenario: skipped\n    Given break\n    Given skip\n"
	var collector report.Collector
	for _, envelope := range recorded(t, t.Context(), load(t, text), options) {
		collector.Add(envelope)
	}
	got := map[string]string{}
	for _, o := range collector.Run().Scenarios {
		got[o.Name] = o.Verdict.String()
		if o.Proof.Known != nil {
			got[o.Name] += " " + o.Proof.Known.Ticket + " " + o.Violations[0].Clause
		}
	}
	want := map[string]string{"known": "known K-1 status/418", "more than that": "broken", "kept": "passed", "not judged": "inconclusive", "skipped": "skipped"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
