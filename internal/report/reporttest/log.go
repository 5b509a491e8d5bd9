// Package reporttest makes the messages of made-up runs, to test what reads them.
package reporttest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// Played is a scenario of a made-up run.
type Played struct {
	Path, Name, Template, Row string
	Line                      int
	Verdict, Reason           string // of its one step; no verdict: it passes
	Details                   []outcome.Violation
	Asked                     *exchange.Record
	After                     time.Duration // how long it takes beyond 100ms
}

// script makes the messages of a run in which the scenarios follow each other.
type script struct {
	list []*messages.Envelope
	now  time.Time
}

func (s *script) put(envelope *messages.Envelope) { s.list = append(s.list, envelope) }

func (s *script) stamp() *messages.Timestamp {
	stamp := messages.GoTimeToTimestamp(s.now)
	return &stamp
}

// Log makes the messages of a run of the scenarios, one after the other.
func Log(scenarios ...Played) []*messages.Envelope {
	s := &script{now: time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)}
	for i, p := range scenarios {
		s.plan(fmt.Sprint(i), p)
	}
	s.put(&messages.Envelope{TestRunStarted: &messages.TestRunStarted{Timestamp: s.stamp()}})
	for i := range scenarios {
		s.put(&messages.Envelope{TestCase: &messages.TestCase{Id: fmt.Sprint("case ", i), PickleId: fmt.Sprint("pickle ", i),
			TestSteps: []*messages.TestStep{{Id: fmt.Sprint("test step ", i), PickleStepId: fmt.Sprint("pickle step ", i)}}}})
	}
	for i, p := range scenarios {
		s.start(fmt.Sprint(i), 0)
		s.play(fmt.Sprint(i), p)
		s.finish(fmt.Sprint(i), false)
	}
	s.put(&messages.Envelope{TestRunFinished: &messages.TestRunFinished{Timestamp: s.stamp()}})
	return s.list
}

func (s *script) plan(id string, p Played) {
	template := p.Template
	if template == "" {
		template = p.Name
	}
	scenario := &messages.Scenario{Id: "scenario " + id, Name: template, Location: &messages.Location{Line: int64(p.Line)},
		Steps: []*messages.Step{{Id: "step " + id, Keyword: "Then ", Location: &messages.Location{Line: int64(p.Line) + 1}}}}
	pickle := &messages.Pickle{Id: "pickle " + id, Uri: p.Path, Name: p.Name, Location: &messages.Location{Line: int64(p.Line)},
		AstNodeIds: []string{scenario.Id}, Steps: []*messages.PickleStep{{Id: "pickle step " + id, AstNodeIds: []string{"step " + id}, Text: "it is kept"}}}
	if p.Row != "" {
		row := &messages.TableRow{Id: "row " + id, Cells: []*messages.TableCell{{Value: p.Row}}}
		scenario.Examples = []*messages.Examples{{Name: "Rows", TableBody: []*messages.TableRow{row}}}
		pickle.AstNodeIds = append(pickle.AstNodeIds, row.Id)
	}
	s.put(&messages.Envelope{GherkinDocument: &messages.GherkinDocument{Uri: p.Path, Feature: &messages.Feature{
		Name: "Feature of " + p.Path, Children: []*messages.FeatureChild{{Scenario: scenario}}}}})
	s.put(&messages.Envelope{Pickle: pickle})
}

func (s *script) start(id string, attempt int64) {
	s.put(&messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{Id: fmt.Sprint("attempt ", id, attempt), TestCaseId: "case " + id, Attempt: attempt, Timestamp: s.stamp()}})
}

// current is the id of the try that began last.
func (s *script) current() string {
	for i := len(s.list) - 1; ; i-- {
		if started := s.list[i].TestCaseStarted; started != nil {
			return started.Id
		}
	}
}

func (s *script) play(id string, p Played) {
	attach := func(mediaType string, v any) {
		body, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		s.put(&messages.Envelope{Attachment: &messages.Attachment{TestCaseStartedId: s.current(), TestStepId: "test step " + id, MediaType: mediaType, Body: string(body)}})
	}
	if p.Asked != nil {
		attach(exchange.MediaType, p.Asked)
	}
	if p.Details != nil {
		attach(outcome.ProofMediaType, outcome.Proof{Violations: p.Details})
	}
	result := &messages.TestStepResult{Status: messages.TestStepResultStatus_PASSED, Message: p.Reason}
	switch p.Verdict {
	case "":
	case "skipped":
		result.Status = messages.TestStepResultStatus_SKIPPED
	default:
		result.Status = messages.TestStepResultStatus_FAILED
		result.Exception = &messages.Exception{Type: p.Verdict}
	}
	s.now = s.now.Add(p.After + 100*time.Millisecond)
	s.put(&messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: s.current(), TestStepId: "test step " + id, TestStepResult: result, Timestamp: s.stamp()}})
}

func (s *script) finish(id string, again bool) {
	s.put(&messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: s.current(), WillBeRetried: again, Timestamp: s.stamp()}})
}

// Again makes the messages of a run of one scenario that is asked so many times.
func Again(attempts ...Played) []*messages.Envelope {
	list := Log(Played{Path: "f", Name: "A", Line: 1})
	start := 0
	for list[start].TestCaseStarted == nil {
		start++
	}
	s := &script{now: time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC), list: list[:start:start]}
	for i, attempt := range attempts {
		s.start("0", int64(i))
		s.play("0", attempt)
		s.now = s.now.Add(time.Minute) // until it is known whether another one follows
		s.finish("0", i < len(attempts)-1)
	}
	s.put(list[len(list)-1])
	return s.list
}

// NDJSON is the stored form of messages.
func NDJSON(list []*messages.Envelope) string {
	var b strings.Builder
	for _, envelope := range list {
		line, err := json.Marshal(envelope)
		if err != nil {
			panic(err) // messages of this package can be written
		}
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// Curl is the command of [Asked].
const Curl = `curl -sS -X POST 'https://api.test/compliance/v2/kyc' -H "Authorization: Bearer $KYC_TOKEN"`

// Asked is a request that was answered with a status; 0: not at all.
func Asked(status int) *exchange.Record {
	return &exchange.Record{Method: "POST", URL: "https://api.test/compliance/v2/kyc?x=1", Status: status, Curl: Curl}
}

// Text is a term that is said as the text.
func Text(text string) outcome.Term { return outcome.Term{Kind: outcome.WantText, Text: text} }

// Flow is what an answer breaks that has another flow than the contract's.
func Flow(got string) []outcome.Violation {
	return []outcome.Violation{{Clause: "response/201/data.flow/enum", Line: 318, Document: "schemas/openapi.yaml", Pointer: "/data/flow", Want: Text(`"KYC_OCC"`), Got: Text(got)}}
}
