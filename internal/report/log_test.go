package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/exchange"
	"kycspec/internal/report"
)

// played is a scenario of a made-up run.
type played struct {
	path, name, template, row string
	line                      int
	verdict, reason           string // of its one step; no verdict: it passes
	details                   []report.Violation
	asked                     *exchange.Record
	after                     time.Duration // how long it takes
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

// logOf makes the messages of a run of the scenarios.
func logOf(scenarios ...played) []*messages.Envelope {
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

func (s *script) plan(id string, p played) {
	template := p.template
	if template == "" {
		template = p.name
	}
	scenario := &messages.Scenario{Id: "scenario " + id, Name: template, Location: &messages.Location{Line: int64(p.line)},
		Steps: []*messages.Step{{Id: "step " + id, Keyword: "Then ", Location: &messages.Location{Line: int64(p.line) + 1}}}}
	pickle := &messages.Pickle{Id: "pickle " + id, Uri: p.path, Name: p.name, Location: &messages.Location{Line: int64(p.line)},
		AstNodeIds: []string{scenario.Id}, Steps: []*messages.PickleStep{{Id: "pickle step " + id, AstNodeIds: []string{"step " + id}, Text: "it is kept"}}}
	if p.row != "" {
		row := &messages.TableRow{Id: "row " + id, Cells: []*messages.TableCell{{Value: p.row}}}
		scenario.Examples = []*messages.Examples{{Name: "Rows", TableBody: []*messages.TableRow{row}}}
		pickle.AstNodeIds = append(pickle.AstNodeIds, row.Id)
	}
	s.put(&messages.Envelope{GherkinDocument: &messages.GherkinDocument{Uri: p.path, Feature: &messages.Feature{
		Name: "Feature of " + p.path, Children: []*messages.FeatureChild{{Scenario: scenario}}}}})
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

func (s *script) play(id string, p played) {
	attach := func(mediaType string, v any) {
		body, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		s.put(&messages.Envelope{Attachment: &messages.Attachment{TestCaseStartedId: s.current(), TestStepId: "test step " + id, MediaType: mediaType, Body: string(body)}})
	}
	if p.asked != nil {
		attach(exchange.MediaType, p.asked)
	}
	if p.details != nil {
		attach("application/vnd.kycspec.verdict+json", p.details)
	}
	result := &messages.TestStepResult{Status: messages.TestStepResultStatus_PASSED, Message: p.reason}
	switch p.verdict {
	case "":
	case "skipped":
		result.Status = messages.TestStepResultStatus_SKIPPED
	default:
		result.Status = messages.TestStepResultStatus_FAILED
		result.Exception = &messages.Exception{Type: p.verdict}
	}
	s.now = s.now.Add(p.after + 100*time.Millisecond)
	s.put(&messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: s.current(), TestStepId: "test step " + id, TestStepResult: result, Timestamp: s.stamp()}})
}

func (s *script) finish(id string, again bool) {
	s.put(&messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: s.current(), WillBeRetried: again, Timestamp: s.stamp()}})
}

// ndjson is the stored form of messages.
func ndjson(t *testing.T, list []*messages.Envelope) string {
	t.Helper()
	var b strings.Builder
	for _, envelope := range list {
		line, err := json.Marshal(envelope)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// shown feeds the messages to the terminal and gives what it wrote.
func shown(t *testing.T, terminal report.Terminal, list []*messages.Envelope) string {
	t.Helper()
	var out strings.Builder
	terminal.Out = &out
	for _, envelope := range list {
		if err := terminal.Add(envelope); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := terminal.Finish(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
