package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
)

// hasLevel says of a body whether it asks for that level, whatever it is.
func hasLevel(level string) func(any) bool {
	return func(body any) bool {
		request, _ := body.(map[string]any)
		action, _ := request["action"].(map[string]any)
		text, _ := json.Marshal(action["level"])
		return string(text) == level
	}
}

func TestWhatBreaksTheContractIsAcceptedOnDemand(t *testing.T) {
	good := wanted{}.String()
	swap := func(instead string) string { return strings.Replace(good, `"level":1`, instead, 1) }
	r := faulty(t, Faults{Accept: hasLevel(`"1"`)})
	for body, want := range map[string]int{
		swap(`"level":"1"`): 201, swap(`"level":"2"`): 422, swap(`"level":5`): 422, swap(`"level":1`): 201,
		strings.TrimSuffix(swap(`"level":"1"`), "}"): 422, "": 422,
	} {
		if a := r.answer(r.ask(body)); a.StatusCode != want {
			t.Errorf("%s: answered %d %s, want %d", body, a.StatusCode, a.text, want)
		}
	}
}

func TestAGateIsSkippedForSomeRequestsOnly(t *testing.T) {
	tests := map[string]struct {
		check RequestCheck
		ask   func(r *rig, level int) question
		kept  int // the status where the check is not skipped
	}{
		"a signature that is required": {CheckSIWERequired, func(r *rig, level int) question { return r.askSIWE(wanted{level: level}.String()) }, 422},
		"a customer who is banned": {CheckBan, func(r *rig, level int) question {
			return r.ask(wanted{level: level, externalID: r.sandbox.Fixtures().Banned.ExternalID}.String())
		}, 200},
		"a customer who is forbidden": {CheckForbid, func(r *rig, level int) question {
			return r.ask(wanted{level: level, externalID: r.sandbox.Fixtures().Forbidden.ExternalID}.String())
		}, 403},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := faulty(t, Faults{SkipChecks: map[RequestCheck]bool{test.check: true}, SkipOnly: hasLevel("2")})
			all := faulty(t, Faults{SkipChecks: map[RequestCheck]bool{test.check: true}})
			for what, came := range map[string]struct{ got, want int }{
				"skipped for it":     {r.answer(test.ask(r, 2)).StatusCode, 201},
				"skipped for others": {r.answer(test.ask(r, 1)).StatusCode, test.kept},
				"skipped for all":    {all.answer(test.ask(all, 1)).StatusCode, 201},
			} {
				if came.got != came.want {
					t.Errorf("%s: answered %d, want %d", what, came.got, came.want)
				}
			}
		})
	}
}

func TestAMediaTypeMoreIsTaken(t *testing.T) {
	r := faulty(t, Faults{Takes: []string{"text/json"}})
	for mediaType, want := range map[string]int{"text/json": 201, "application/json": 201, "text/plain": 415} {
		if a := r.answer(r.ask(wanted{}.String()).with("Content-Type", mediaType)); a.StatusCode != want {
			t.Errorf("%s: answered %d %s, want %d", mediaType, a.StatusCode, a.text, want)
		}
	}
}
