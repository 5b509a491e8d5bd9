package state_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/state"
	"kycspec/internal/view"
)

// day is noon of a day in November 2024.
func day(n int) time.Time { return time.Date(2024, time.November, n, 12, 0, 0, 0, time.UTC) }

// observer knows the two bodies that the tests have.
var observer = state.Observer{
	Says: []string{"/data/error_code", "/error/code", "/error/reason"},
	Declares: func(status int, pointer string) bool {
		if status < 400 {
			return strings.HasPrefix("/data/error_code", pointer) || strings.HasPrefix("/data/flow", pointer)
		}
		return pointer == "" || strings.HasPrefix(pointer, "/error")
	},
}

// answer is a recorded one; headers are names, or names with values.
func answer(status int, body string, headers ...string) exchange.Record {
	record := exchange.Record{Status: status, ResponseBody: body}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		record.ResponseHeader = append(record.ResponseHeader, exchange.Field{Name: name, Value: value})
	}
	return record
}

const (
	startedBody = `{"data":{"error_code":null,"flow":"KYC_OCC"}}`
	jsonType    = "Content-Type: application/json"
)

func started() exchange.Record { return answer(201, startedBody, jsonType) }

func refused(status int, reason string) exchange.Record {
	return answer(status, fmt.Sprintf(`{"error":{"code":0,"message":"no","reason":%q,"status":%d}}`, reason, status), jsonType)
}

// observed is a scenario that was kept, with one answer for each.
func observed(name string, answers ...exchange.Record) state.ScenarioObservation {
	return state.ScenarioObservation{Address: "a.feature > " + name, Label: name, Steps: []string{"When asked " + name}, Verdict: outcome.Passed, Observed: observer.Observe(answers)}
}

func with(s state.ScenarioObservation, v outcome.Verdict) state.ScenarioObservation {
	s.Verdict = v
	return s
}

// run is what a run of a day saw, of all scenarios that there are.
func run(on int, observations ...state.ScenarioObservation) state.RunObservation {
	return state.RunObservation{At: day(on), Target: "a target", Contract: "sha256:1", TokenPath: "/tokens", Scenarios: observations, Whole: true}
}

// after is the state after some runs.
func after(runs ...state.RunObservation) *state.State {
	s := &state.State{}
	for _, seen := range runs {
		s.Remember(seen)
	}
	return s
}

// rendered are the sentences of a drift, as they are printed: what changed, a
// line of dashes, what returned.
func rendered(d state.Drift) string {
	renderer := view.ChangeRenderer{Now: day(20), Statuses: d.Statuses, Called: func(status int) string {
		return map[int]string{201: "started"}[status]
	}}
	var out strings.Builder
	printed := view.Writer{Out: &out}
	for _, c := range d.Changes {
		printed.Printf("%s\n", renderer.Sentence(c))
	}
	if len(d.Returned) > 0 {
		printed.Printf("--\n")
	}
	for _, c := range d.Returned {
		printed.Printf("%s\n", renderer.Sentence(c))
	}
	_ = printed.Flush()
	return strings.TrimSuffix(out.String(), "\n")
}

func file(t testing.TB) state.Store { return state.Of(t.TempDir(), "") }
