package runner_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/cucumber/messages/go/v34"
)

// readBack decodes a log line by line, as any reader of messages would, and refuses what it does not know.
func readBack(t *testing.T, log []byte) []*messages.Envelope {
	t.Helper()
	if len(log) == 0 || log[len(log)-1] != '\n' {
		t.Fatal("the log does not end with a whole line")
	}
	var list []*messages.Envelope
	for line := range bytes.Lines(log) {
		if bytes.Contains(line, []byte(":null")) && !bytes.HasPrefix(line, []byte(`{"attachment"`)) {
			t.Errorf("a null where the format has lists and objects: %s", line)
		}
		envelope := &messages.Envelope{}
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(envelope); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		list = append(list, envelope)
	}
	return list
}

// stream checks that messages are of a whole run: every id once, every
// reference to something that came before, everything begun also ended.
type stream struct {
	t       *testing.T
	ids     map[string]string             // id → kind
	cases   map[string]*messages.TestCase // by id of the testCaseStarted
	planned map[string]*messages.TestCase // by their own id
	pickles map[string]*messages.Pickle
	next    map[string]int  // test step that comes next, by testCaseStarted
	open    map[string]bool // a step is open, by testCaseStarted
	ended   map[string]bool
	tried   map[string]int64 // how often it was begun, by test case
	again   map[string]bool  // it is promised another attempt, by test case
	last    messages.Timestamp
	stage   int
}

func check(t *testing.T, list []*messages.Envelope) *stream {
	t.Helper()
	s := &stream{t: t, ids: map[string]string{}, cases: map[string]*messages.TestCase{}, planned: map[string]*messages.TestCase{}, pickles: map[string]*messages.Pickle{},
		next: map[string]int{}, open: map[string]bool{}, ended: map[string]bool{},
		tried: map[string]int64{}, again: map[string]bool{}}
	if list[0].Meta == nil || list[len(list)-1].TestRunFinished == nil {
		t.Fatal("the log does not begin with meta and end with testRunFinished")
	}
	for _, envelope := range list {
		s.known(envelope)
		s.running(envelope)
	}
	for id, testCase := range s.cases {
		if !s.ended[id] || s.next[id] != len(testCase.TestSteps) {
			t.Errorf("test case %s ended: %v, after %d of %d steps", testCase.Id, s.ended[id], s.next[id], len(testCase.TestSteps))
		}
		if s.again[testCase.Id] {
			t.Errorf("test case %s was to be tried again and was not", testCase.Id)
		}
	}
	return s
}

func (s *stream) id(kind, id string) {
	s.t.Helper()
	if old, ok := s.ids[id]; ok || id == "" {
		s.t.Errorf("id %q of a %s is taken by a %s", id, kind, old)
	}
	s.ids[id] = kind
}

func (s *stream) refers(kind, id string) {
	s.t.Helper()
	if s.ids[id] != kind {
		s.t.Errorf("%q is no %s but a %q", id, kind, s.ids[id])
	}
}

func (s *stream) reach(stage int) {
	s.t.Helper()
	if stage < s.stage {
		s.t.Errorf("stage %d after stage %d", stage, s.stage)
	}
	s.stage = stage
}

func (s *stream) known(envelope *messages.Envelope) {
	s.t.Helper()
	switch {
	case envelope.GherkinDocument != nil:
		s.reach(1)
		s.tree(envelope.GherkinDocument)
	case envelope.Pickle != nil:
		s.id("pickle", envelope.Pickle.Id)
		s.pickles[envelope.Pickle.Id] = envelope.Pickle
		for _, step := range envelope.Pickle.Steps {
			s.id("pickle step", step.Id)
			for _, node := range step.AstNodeIds {
				s.refers("node", node)
			}
		}
	case envelope.StepDefinition != nil:
		s.reach(2)
		s.id("definition", envelope.StepDefinition.Id)
	case envelope.Hook != nil:
		s.id("hook", envelope.Hook.Id)
	case envelope.TestRunStarted != nil:
		s.reach(3)
		s.id("run", envelope.TestRunStarted.Id)
	case envelope.TestCase != nil:
		s.reach(4)
		s.testCase(envelope.TestCase)
	case envelope.TestRunFinished != nil:
		s.reach(6)
		s.refers("run", envelope.TestRunFinished.TestRunStartedId)
	}
}

// tree takes the id of every node of a document, whatever it is.
func (s *stream) tree(document *messages.GherkinDocument) {
	text, err := json.Marshal(document)
	if err != nil {
		s.t.Fatal(err)
	}
	var walk func(node any)
	walk = func(node any) {
		switch node := node.(type) {
		case map[string]any:
			if id, ok := node["id"].(string); ok {
				s.id("node", id)
			}
			for _, child := range node {
				walk(child)
			}
		case []any:
			for _, child := range node {
				walk(child)
			}
		}
	}
	var node any
	if err := json.Unmarshal(text, &node); err != nil {
		s.t.Fatal(err)
	}
	walk(node)
}

func (s *stream) testCase(testCase *messages.TestCase) {
	s.t.Helper()
	s.id("test case", testCase.Id)
	s.refers("pickle", testCase.PickleId)
	s.refers("run", testCase.TestRunStartedId)
	var given []string
	for _, step := range testCase.TestSteps {
		s.id("test step", step.Id)
		if step.HookId != "" {
			s.refers("hook", step.HookId)
			continue
		}
		given = append(given, step.PickleStepId)
		for _, definition := range step.StepDefinitionIds {
			s.refers("definition", definition)
		}
	}
	var want []string
	for _, step := range s.pickles[testCase.PickleId].Steps {
		want = append(want, step.Id)
	}
	if strings.Join(given, " ") != strings.Join(want, " ") {
		s.t.Errorf("test case %s has the steps %v, its pickle %v", testCase.Id, given, want)
	}
	s.cases["of "+testCase.Id], s.planned[testCase.Id] = testCase, testCase
}

func (s *stream) running(envelope *messages.Envelope) {
	s.t.Helper()
	switch {
	case envelope.TestRunStarted != nil:
		s.at(envelope.TestRunStarted.Timestamp)
	case envelope.TestRunFinished != nil:
		s.at(envelope.TestRunFinished.Timestamp)
	case envelope.TestCaseStarted != nil:
		started := envelope.TestCaseStarted
		s.reach(5)
		s.id("attempt", started.Id)
		s.refers("test case", started.TestCaseId)
		if started.Attempt != s.tried[started.TestCaseId] || (started.Attempt > 0) != s.again[started.TestCaseId] {
			s.t.Errorf("attempt %d of test case %s comes out of turn", started.Attempt, started.TestCaseId)
		}
		s.tried[started.TestCaseId]++
		s.again[started.TestCaseId] = false
		s.cases[started.Id] = s.planned[started.TestCaseId]
		delete(s.cases, "of "+started.TestCaseId)
		s.at(started.Timestamp)
	case envelope.TestStepStarted != nil:
		s.step(envelope.TestStepStarted.TestCaseStartedId, envelope.TestStepStarted.TestStepId, false)
		s.open[envelope.TestStepStarted.TestCaseStartedId] = true
		s.at(envelope.TestStepStarted.Timestamp)
	case envelope.Attachment != nil:
		s.step(envelope.Attachment.TestCaseStartedId, envelope.Attachment.TestStepId, true)
		s.at(envelope.Attachment.Timestamp)
	case envelope.TestStepFinished != nil:
		id := envelope.TestStepFinished.TestCaseStartedId
		s.step(id, envelope.TestStepFinished.TestStepId, true)
		s.open[id] = false
		s.next[id]++
		s.at(envelope.TestStepFinished.Timestamp)
	case envelope.TestCaseFinished != nil:
		finished := envelope.TestCaseFinished
		s.ended[finished.TestCaseStartedId] = true
		if testCase := s.cases[finished.TestCaseStartedId]; testCase != nil {
			s.again[testCase.Id] = finished.WillBeRetried
		}
		s.at(envelope.TestCaseFinished.Timestamp)
	}
}

func (s *stream) step(id, step string, open bool) {
	s.t.Helper()
	s.refers("attempt", id)
	if s.cases[id] == nil || s.ended[id] || s.open[id] != open || s.cases[id].TestSteps[s.next[id]].Id != step {
		s.t.Errorf("step %s of %s comes out of turn", step, id)
	}
}

func (s *stream) at(stamp *messages.Timestamp) {
	s.t.Helper()
	if stamp.Seconds < s.last.Seconds || stamp.Seconds == s.last.Seconds && stamp.Nanos < s.last.Nanos {
		s.t.Errorf("time runs backwards from %v to %v", s.last, *stamp)
	}
	s.last = *stamp
}

func TestProtocolIsThatOfTheMessagesModule(t *testing.T) {
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	list := recorded(t, t.Context(), load(t, "Feature: A\n  Scenario: a\n    Given pass\n"), standard())
	if want := "github.com/cucumber/messages/go/v34 v" + list[0].Meta.ProtocolVersion + "\n"; !strings.Contains(string(module), want) {
		t.Errorf("go.mod does not require %s", want)
	}
}
