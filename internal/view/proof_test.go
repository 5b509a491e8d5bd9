package view_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
	"kycspec/internal/view"
)

func TestTerminalShowsWhatMadeScenariosFlaky(t *testing.T) {
	broken := reporttest.Played{Verdict: "broken", Details: reporttest.Flow("7"), Asked: reporttest.Asked(201)}
	want := `Flaky: broken first, kept when asked again
  f:1   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got 7   (schemas/openapi.yaml:318)
  1 scenario: A
  Ask again:  ` + reporttest.Curl + `

0 passed, 1 flaky in 2m00s
`
	if diff := cmp.Diff(want, shown(t, view.Terminal{}, reporttest.Again(broken, reporttest.Played{}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalShowsWhyTheRunWasStoppedBeforeWhatIsMissing(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Path: "f", Name: "A", Line: 1}, reporttest.Played{Path: "f", Name: "N", Line: 2, Verdict: "skipped", Reason: "needs a map"},
		reporttest.Played{Path: "f", Name: "B", Line: 3, Verdict: "skipped", Reason: "the run was stopped: enough\nWait."},
		reporttest.Played{Path: "f", Name: "C", Line: 4, Verdict: "skipped", Reason: "the run was stopped: enough\nWait."})
	for _, envelope := range list {
		if done := envelope.TestStepFinished; done != nil && strings.HasPrefix(done.TestStepResult.Message, "the run") {
			done.TestStepResult.Exception = &messages.Exception{Type: "stopped"}
		}
	}
	want := `Skipped: the run was stopped: enough
  Wait.
  2 scenarios: B, C

Skipped: needs a map
  1 scenario: N

1 passed, 3 skipped in 0.4s
`
	if diff := cmp.Diff(want, shown(t, view.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if run := runOf(t, list); !run.Stopped || run.Verdict() != outcome.Inconclusive {
		t.Errorf("stopped %v, verdict %s", run.Stopped, run.Verdict())
	}
}

func TestTerminalShowsBreaksAtTheEndOfAScenarioToo(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Path: "f", Name: "A", Line: 1, Verdict: "broken", Reason: "want 201\ngot 500"})
	for i, envelope := range list {
		if testCase := envelope.TestCase; testCase != nil {
			testCase.TestSteps = append(testCase.TestSteps, &messages.TestStep{Id: "hook step", HookId: "hook"})
		}
		if envelope.TestCaseFinished != nil {
			after := &messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: "attempt 00", TestStepId: "hook step",
				TestStepResult: &messages.TestStepResult{Status: messages.TestStepResultStatus_FAILED, Message: "@until:2024-01-01 has passed", Exception: &messages.Exception{Type: "broken"}}}}
			list = append(append(append([]*messages.Envelope{}, list[:i]...), after), list[i:]...)
			break
		}
	}
	want := `Broken: A
  f:1
  Then it is kept   (line 2)
    want 201
    got 500
  @until:2024-01-01 has passed

0 passed, 1 broken in 0.1s
`
	if diff := cmp.Diff(want, shown(t, view.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const document = "schemas/openapi.yaml"

// lacking is an error body without its error, as the judge of an answer tells it.
func lacking(status string, line int) []outcome.Violation {
	return []outcome.Violation{{Clause: "response/" + status + "/$/required/error", Line: line, Document: document,
		Want: outcome.Term{Kind: outcome.WantProperty, Text: "error"}, Got: only("errors")}}
}

// otherStatus is an error body that names another status than the answer's.
func otherStatus(status string, line int) []outcome.Violation {
	return []outcome.Violation{{Clause: "semantic/" + status + "/error.status/http-status", Line: line, Document: document,
		Pointer: "/error/status", Want: outcome.Term{Kind: outcome.WantSameStatus, Status: number(status)}, Got: outcome.Term{Kind: outcome.GotValue, Text: "404"}}}
}

func number(status string) int {
	n, _ := strconv.Atoi(status)
	return n
}

// only is an object with nothing but a property.
func only(name string) outcome.Term {
	return outcome.Term{Kind: outcome.GotOnly, List: []outcome.Term{{Kind: outcome.GotValue, Text: name}}}
}

func TestAnEntryNamesEveryClause(t *testing.T) {
	unauthorised := append(lacking("401", 406), otherStatus("401", 393)...)
	unacceptable := append(lacking("406", 406), otherStatus("406", 393)...)
	list := reporttest.Log(
		reporttest.Played{Path: "f", Name: "A", Line: 1, Verdict: "broken", Details: unauthorised, Asked: reporttest.Asked(401)},
		reporttest.Played{Path: "f", Name: "B", Line: 2, Verdict: "broken", Details: unacceptable, Asked: reporttest.Asked(406)},
		reporttest.Played{Path: "f", Name: "C", Line: 3, Verdict: "broken", Details: unacceptable, Asked: reporttest.Asked(406)},
		reporttest.Played{Path: "f", Name: "D", Line: 4, Verdict: "known", Reason: "KYC-1", Details: unauthorised, Asked: reporttest.Asked(401)},
		reporttest.Played{Path: "f", Name: "E", Line: 5, Verdict: "known", Reason: "KYC-1", Details: lacking("406", 406), Asked: reporttest.Asked(406)})
	want := `Broken: A
  f:1   POST /compliance/v2/kyc → 401
  response/401/$/required/error   whole: want the property "error", got only errors   (schemas/openapi.yaml:406)
  semantic/401/error.status/http-status   /error/status: want 401, the answer's HTTP status, got 404   (schemas/openapi.yaml:393)
  likewise response/406/$/required/error, semantic/406/error.status/http-status
  and 2 more: B, C
  Ask again:  ` + reporttest.Curl + `

Known: KYC-1
  f:4   POST /compliance/v2/kyc → 401
  response/401/$/required/error   whole: want the property "error", got only errors   (schemas/openapi.yaml:406)
  semantic/401/error.status/http-status   /error/status: want 401, the answer's HTTP status, got 404   (schemas/openapi.yaml:393)
  1 scenario: D

Known: KYC-1
  f:5   POST /compliance/v2/kyc → 406
  response/406/$/required/error   whole: want the property "error", got only errors   (schemas/openapi.yaml:406)
  1 scenario: E

0 passed, 3 broken, 2 known in 0.5s
`
	if diff := cmp.Diff(want, shown(t, view.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// runOf is what the messages of a run tell.
func runOf(t *testing.T, list []*messages.Envelope) *report.Run {
	t.Helper()
	run, err := report.Read(strings.NewReader(reporttest.NDJSON(list)))
	if err != nil {
		t.Fatal(err)
	}
	return run
}
