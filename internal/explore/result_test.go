package explore_test

import (
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/explore"
)

func TestAViolationOfSeveralFailuresIsToldOnce(t *testing.T) {
	unstarted := contract.Violation{Clause: "status/201", Want: "201 Created", Got: "422"}
	other := unstarted
	other.Got = "400"
	result := explore.Result{Failures: []explore.Failure{{Violations: []contract.Violation{unstarted}}, {Violations: []contract.Violation{other, unstarted}}}}
	if list := result.Violations(); len(list) != 2 || list[0].Got != "422" || list[1].Got != "400" {
		t.Errorf("got %v", list)
	}
}
