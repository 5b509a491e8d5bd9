package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// asked is a scenario that sent one request.
type asked struct {
	name    string
	factors string // by their names, each a clause at whose boundary the request stands; "!" before one that it breaks
	status  int
	broken  []outcome.Violation
}

func ran(list ...asked) *report.Run {
	run := &report.Run{Whole: true}
	for _, a := range list {
		o := report.Outcome{Identity: outcome.Identity{Name: a.name}, Verdict: outcome.Passed}
		if a.broken != nil {
			o.Verdict, o.Violations = outcome.Broken, a.broken
		}
		request := outcome.Request{Status: a.status}
		for name := range strings.FieldsSeq(a.factors) {
			kind := outcome.FactorBoundary
			if breaks, found := strings.CutPrefix(name, "!"); found {
				kind, name = outcome.FactorBreaks, breaks
			}
			request.Factors = append(request.Factors, outcome.Factor{Kind: kind, Name: name})
		}
		o.Requests = []outcome.Request{request}
		run.Scenarios = append(run.Scenarios, o)
	}
	return run
}

// answeredWith is that another status came than the one of a started KYC.
func answeredWith(status int, clauses ...string) []outcome.Violation {
	got := outcome.Term{Kind: outcome.GotStatus, Status: status}
	var list []outcome.Violation
	for _, clause := range clauses {
		list = append(list, outcome.Violation{Clause: clause, Fault: outcome.FaultRefused, Want: outcome.Term{Kind: outcome.WantAcceptance}, Got: got})
	}
	return append(list, outcome.Violation{Clause: "status/201", Fault: outcome.FaultStatus, Want: outcome.Status(201), Got: got})
}

// accepted is that what breaks a clause was accepted.
func accepted(clause string) []outcome.Violation {
	return []outcome.Violation{{Clause: clause, Fault: outcome.FaultAccepted, Want: outcome.Term{Kind: outcome.WantRefusal}, Got: outcome.Term{Kind: outcome.GotStatusFor, Status: 201}}}
}

// malformedAnswer is that an answer breaks a clause of its own.
func malformedAnswer(clause string) []outcome.Violation {
	return []outcome.Violation{{Clause: clause, Fault: outcome.FaultAnswer, Got: outcome.Term{Kind: outcome.GotValue, Text: "1"}}}
}

func TestCausesAreWhatBrokenRequestsShareAndNoKeptOneHas(t *testing.T) {
	for name, test := range map[string]struct {
		run  *report.Run
		want string // an entry a line: its scenarios, its cause, and the first clause
	}{
		"one factor": {ran(
			asked{"A", "level/max amoy", 422, answeredWith(422, "level/max", "amoy")}, asked{"B", "amoy", 422, answeredWith(422, "amoy")},
			asked{"C", "level/max base", 201, nil}, asked{"D", "base", 201, nil}), "A B: amoy → amoy"},
		"one factor that nobody named": {ran(
			asked{"A", "amoy", 422, answeredWith(422)}, asked{"B", "amoy level/max", 422, answeredWith(422)}, asked{"C", "base level/max", 201, nil}),
			"A B: amoy → amoy"},
		"a refusal as documented shows nothing to be fine": {ran(
			asked{"A", "amoy", 422, answeredWith(422)}, asked{"B", "amoy !name", 422, nil}, asked{"C", "base", 201, nil}), "A: amoy → amoy"},
		"two factors together": {ran(
			asked{"A", "amoy level/max", 422, answeredWith(422, "amoy", "level/max")}, asked{"B", "amoy", 201, nil}, asked{"C", "level/max", 201, nil}),
			"A: amoy level/max → amoy"},
		"two causes": {ran(
			asked{"A", "amoy", 422, answeredWith(422)}, asked{"B", "amoy level/min", 422, answeredWith(422)},
			asked{"C", "level/max", 422, answeredWith(422)}, asked{"D", "base level/min", 201, nil}), "A B: amoy → amoy\nC: level/max → level/max"},
		"everything": {ran(
			asked{"A", "amoy", 500, answeredWith(500, "amoy")}, asked{"B", "base level/max", 500, answeredWith(500, "base", "level/max")}), "A B: always → amoy"},
		"what was to be refused as another refusal": {ran(
			asked{"A", "amoy", 422, answeredWith(422)}, asked{"C", "base", 201, nil},
			asked{"B", "amoy", 422, []outcome.Violation{{Clause: "status/403", Fault: outcome.FaultStatus, Want: outcome.Status(403), Got: outcome.Term{Kind: outcome.GotStatus, Status: 422}}}},
			asked{"D", "base", 403, nil}, asked{"E", "amoy", 401, nil}), "A B: amoy → amoy"},
		"what is ruled out is accepted": {ran(
			asked{"A", "!level/max", 201, accepted("level/max")}, asked{"B", "!level/max base", 201, accepted("level/max")}, asked{"C", "!level/min", 422, nil}),
			"A B: level/max → level/max"},
		"an answer's own form": {ran(
			asked{"A", "V2", 201, malformedAnswer("flow")}, asked{"B", "V2 amoy", 201, malformedAnswer("flow")}, asked{"C", "V1 amoy", 201, nil}), "A B: V2 → flow"},
		"two clauses of the same answers": {ran(
			asked{"A", "", 422, append(malformedAnswer("error"), malformedAnswer("errors")...)}, asked{"B", "", 422, append(malformedAnswer("error"), malformedAnswer("errors")...)}),
			"A B: always → error"},
		"nothing tells them apart": {ran(
			asked{"A", "amoy", 422, answeredWith(422, "amoy")}, asked{"B", "amoy", 201, nil}), "A: unknown → status/201"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, said(test.run.Causes())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func said(entries []report.Entry) string {
	var lines []string
	for _, e := range entries {
		var names, factors []string
		for _, o := range e.Outcomes {
			names = append(names, o.Name)
		}
		for _, f := range e.Factors {
			factors = append(factors, f.Name)
		}
		switch {
		case e.Always:
			factors = []string{"always"}
		case factors == nil:
			factors = []string{"unknown"}
		}
		lines = append(lines, fmt.Sprintf("%s: %s → %s", strings.Join(names, " "), strings.Join(factors, " "), e.Violations[0].Clause))
	}
	return strings.Join(lines, "\n")
}
