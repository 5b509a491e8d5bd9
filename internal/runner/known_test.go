package runner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The clock of these runs stands on 1 May 2024.
func TestAKnownBreakIsKnownUntilItsDateOrItsEnd(t *testing.T) {
	for name, test := range map[string]struct {
		tags, step string
		want       []string
		success    bool
	}{
		"broken in time": {"@known:KYC-12 @until:2024-05-13", "fail",
			[]string{"FAILED known: KYC-12, 12 days left (until 2024-05-13)\nno such luck", "SKIPPED", "PASSED"}, true},
		"broken in good time": {"@known:KYC-12 @until:9999-12-31", "fail",
			[]string{"FAILED known: KYC-12, 2913052 days left (until 9999-12-31)\nno such luck", "SKIPPED", "PASSED"}, true},
		"broken on the day before the last": {"@known:KYC-12 @until:2024-05-02", "break",
			[]string{"FAILED known: KYC-12, 1 day left (until 2024-05-02)\ncheck: it broke", "SKIPPED", "PASSED"}, true},
		"broken on the last day": {"@until:2024-05-01 @known:KYC-12", "fail",
			[]string{"FAILED known: KYC-12, the last day (until 2024-05-01)\nno such luck", "SKIPPED", "PASSED"}, true},
		"broken after the last day": {"@known:KYC-12 @until:2024-04-30", "fail",
			[]string{"FAILED broken: no such luck", "SKIPPED", "FAILED broken: @until:2024-04-30 has passed: mend KYC-12, or agree on another date"}, false},
		"kept again": {"@known:KYC-12 @until:2024-05-13", "pass",
			[]string{"PASSED", "PASSED", "FAILED broken: the promise is kept again: remove @known:KYC-12 and @until:2024-05-13"}, false},
		"kept again after the last day": {"@known:KYC-12 @until:2023-01-01", "pass",
			[]string{"PASSED", "PASSED", "FAILED broken: the promise is kept again: remove @known:KYC-12 and @until:2023-01-01"}, false},
		"not judged": {"@known:KYC-12 @until:2024-05-13", "be inconclusive",
			[]string{"FAILED inconclusive: send: nobody answers", "SKIPPED", "PASSED"}, false},
		"not asked": {"@known:KYC-12 @until:2024-05-13", "skip",
			[]string{"SKIPPED: needs a hotel", "SKIPPED", "SKIPPED"}, true},
		"not tagged": {"@slow", "fail",
			[]string{"FAILED broken: no such luck", "SKIPPED"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			suite := load(t, "Feature: A\n  "+test.tags+"\n  Scenario: a\n    Given "+test.step+"\n    Then pass\n")
			options := standard()
			options.Known = true
			list := recorded(t, t.Context(), suite, options)
			check(t, list)
			if diff := cmp.Diff(test.want, results(list)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			if got := list[len(list)-1].TestRunFinished.Success; got != test.success {
				t.Errorf("success %v, want %v", got, test.success)
			}
		})
	}
}

func TestAKnownBreakIsLikeAnyOtherWhereNobodyAsksForIt(t *testing.T) {
	suite := load(t, "Feature: A\n  @known:KYC-12 @until:2024-05-13\n  Scenario: a\n    Given fail\n  Scenario: b\n    Given pass\n")
	list := recorded(t, t.Context(), suite, standard())
	check(t, list)
	if diff := cmp.Diff([]string{"FAILED broken: no such luck", "PASSED"}, results(list)); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}
