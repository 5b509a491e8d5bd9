package explore_test

import (
	"testing"

	"kycspec/internal/explore"
	"kycspec/internal/outcome"
)

func TestAViolationOfSeveralFailuresIsListedOnce(t *testing.T) {
	unstarted := outcome.Violation{Clause: "status/201", Want: outcome.Status(201), Got: outcome.Term{Kind: outcome.GotStatus, Status: 422}}
	other := unstarted
	other.Got.Status = 400
	result := explore.Conclusion{Failures: []explore.Failure{{Violations: []outcome.Violation{unstarted}}, {Violations: []outcome.Violation{other, unstarted}}}}
	if list := result.Violations(); len(list) != 2 || list[0].Got.Status != 422 || list[1].Got.Status != 400 {
		t.Errorf("got %v", list)
	}
}
