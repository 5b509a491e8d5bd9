package state_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
	"kycspec/internal/state"
)

// mixture is a run in which the scenarios in a list of numbers got another answer than the others.
func mixture(on, of int, plain, other exchange.Record, others ...int) state.RunObservation {
	var observations []state.ScenarioObservation
	for n := range of {
		record := plain
		for _, o := range others {
			if n == o {
				record = other
			}
		}
		observations = append(observations, observed(fmt.Sprint(n), record))
	}
	return run(on, observations...)
}

func TestWhatComesAndGoesIsNoDrift(t *testing.T) {
	plain, more := started(), answer(201, `{"data":{"error_code":null,"flow":"KYC_OCC","note":"x"}}`, jsonType)
	charset := answer(201, startedBody, jsonType+"; charset=utf-8")
	for name, test := range map[string]struct {
		before, now state.RunObservation
		want        string
	}{
		"a header":     {mixture(3, 8, plain, powered(plain), 0, 1, 2, 3), mixture(20, 8, plain, powered(plain), 1, 4, 5, 6), ""},
		"a property":   {mixture(3, 8, plain, more, 0, 1, 2), mixture(20, 8, plain, more, 5, 6, 7), ""},
		"a media type": {mixture(3, 8, plain, charset, 0, 1, 2), mixture(20, 8, plain, charset, 5, 6, 7), ""},
		"a type": {mixture(3, 8, answer(201, `{"x":1}`), answer(201, `{"x":"1"}`), 0, 1, 2),
			mixture(20, 8, answer(201, `{"x":1}`), answer(201, `{"x":"1"}`), 5, 6, 7), ""},
		"new in some": {mixture(3, 8, plain, plain), mixture(20, 8, plain, powered(plain), 1, 4, 5, 6),
			"The header X-Powered-By is new in started (201) answers (4 scenarios)."},
		"gone from all": {mixture(3, 8, plain, powered(plain), 0, 1, 2, 3), mixture(20, 8, plain, plain),
			"The header X-Powered-By is gone from started (201) answers; there until 3 November (4 scenarios)."},
		"moved from one answer to another": {mixture(3, 8, plain, powered(plain), 0), mixture(20, 8, plain, powered(plain), 1),
			"The header X-Powered-By is new in started (201) answers (1 scenario).\n" +
				"The header X-Powered-By is gone from started (201) answers; there until 3 November (1 scenario)."},
		"another code here and there": {mixture(3, 8, refused(422, "A"), refused(422, "B"), 0, 1, 2), mixture(20, 8, refused(422, "A"), refused(422, "B"), 5, 6, 7),
			"`error.reason` in 422 answers was \"A\" until 3 November, now \"B\" (3 scenarios).\n" +
				"`error.reason` in 422 answers was \"B\" until 3 November, now \"A\" (3 scenarios)."},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, rendered(state.Compare(after(test.before), test.now))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatMovesBetweenStatusesIsADrift(t *testing.T) {
	with := func(on int, started, refused exchange.Record) state.RunObservation {
		var observations []state.ScenarioObservation
		for n := range 4 {
			observations = append(observations, observed(fmt.Sprint("started ", n), started), observed(fmt.Sprint("refused ", n), refused))
		}
		return run(on, observations...)
	}
	plain, no := started(), refused(422, "")
	want := "The header X-Powered-By is new in 422 answers (4 scenarios).\n" +
		"The header X-Powered-By is gone from started (201) answers; there until 3 November (4 scenarios)."
	got := rendered(state.Compare(after(with(3, powered(plain), no)), with(20, plain, powered(no))))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatComesAndGoesDoesNotReturn(t *testing.T) {
	plain := started()
	known := after(mixture(3, 12, plain, powered(plain), 0, 1, 2, 3), mixture(5, 12, plain, powered(plain), 1, 4, 5, 6))
	if got := state.Compare(known, mixture(20, 12, plain, powered(plain), 0, 7, 8, 9)); got.Any() {
		t.Error(rendered(got))
	}
}
