package session

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/sandbox"
)

// stored is what a log tells, read back by its format alone.
type stored struct {
	ids       map[string]bool
	cases     map[string]*messages.TestCase // by id
	started   map[string]string             // test case by testCaseStarted
	steps     map[string]int                // open steps by testCaseStarted
	finished  map[string]bool               // by testCaseStarted
	exchanges map[string][]exchange.Record  // by testCaseStarted
	verdicts  map[string]int                // attached details, by test step
	failed    []string                      // test steps that failed
}

func readLog(t *testing.T, log []byte) *stored {
	t.Helper()
	s := &stored{ids: map[string]bool{}, cases: map[string]*messages.TestCase{}, started: map[string]string{}, steps: map[string]int{},
		finished: map[string]bool{}, exchanges: map[string][]exchange.Record{}, verdicts: map[string]int{}}
	for line := range bytes.Lines(log) {
		var envelope messages.Envelope
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&envelope); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		s.takeIDs(t, line)
		s.take(t, &envelope)
	}
	return s
}

// takeIDs wants every id of a message that gives one to be new.
func (s *stored) takeIDs(t *testing.T, line []byte) {
	t.Helper()
	for _, place := range []string{"pickle.id", "testRunStarted.id", "testCase.id", "testCase.testSteps.#.id", "testCaseStarted.id",
		"stepDefinition.id", "hook.id", "pickle.steps.#.id"} {
		result := gjson.GetBytes(line, place)
		for _, id := range result.Array() {
			if s.ids[id.String()] {
				t.Errorf("id %s is given twice, the second time at %s", id, place)
			}
			s.ids[id.String()] = true
		}
	}
}

func (s *stored) take(t *testing.T, envelope *messages.Envelope) {
	t.Helper()
	switch {
	case envelope.TestCase != nil:
		s.cases[envelope.TestCase.Id] = envelope.TestCase
	case envelope.TestCaseStarted != nil:
		s.started[envelope.TestCaseStarted.Id] = envelope.TestCaseStarted.TestCaseId
	case envelope.TestStepStarted != nil:
		s.steps[envelope.TestStepStarted.TestCaseStartedId]++
	case envelope.TestStepFinished != nil:
		s.steps[envelope.TestStepFinished.TestCaseStartedId]--
		if envelope.TestStepFinished.TestStepResult.Status == messages.TestStepResultStatus_FAILED {
			s.failed = append(s.failed, envelope.TestStepFinished.TestStepId)
		}
	case envelope.TestCaseFinished != nil:
		s.finished[envelope.TestCaseFinished.TestCaseStartedId] = true
	case envelope.Attachment != nil:
		s.attach(t, envelope.Attachment)
	}
}

func (s *stored) attach(t *testing.T, a *messages.Attachment) {
	t.Helper()
	switch a.MediaType {
	case outcome.ProofMediaType:
		s.verdicts[a.TestStepId]++
	case exchange.MediaType:
		var record exchange.Record
		if err := json.Unmarshal([]byte(a.Body), &record); err != nil || record.Curl == "" {
			t.Errorf("attached %v: %s", err, a.Body)
		}
		s.exchanges[a.TestCaseStartedId] = append(s.exchanges[a.TestCaseStartedId], record)
	}
}

func (s *stored) wantWhole(t *testing.T, scenarios int) {
	t.Helper()
	if len(s.cases) != scenarios || len(s.started) != scenarios {
		t.Errorf("%d test cases, %d started, of %d scenarios", len(s.cases), len(s.started), scenarios)
	}
	for id, testCase := range s.started {
		if s.cases[testCase] == nil || !s.finished[id] || s.steps[id] != 0 {
			t.Errorf("test case %s: finished %v, %d steps open", testCase, s.finished[id], s.steps[id])
		}
		if len(s.exchanges[id]) == 0 {
			t.Errorf("test case %s has no exchange", testCase)
		}
	}
}

// asked counts the exchanges that a step was about: those that it judged itself.
func (s *stored) asked() int {
	n := 0
	for _, list := range s.exchanges {
		for _, record := range list {
			if !record.Aside || record.Number > 0 {
				n++
			}
		}
	}
	return n
}

func TestALogIsWholeAndHasNoSecret(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*sandbox.Answer)
		broken bool
	}{
		"every promise kept": {func(*sandbox.Answer) {}, false},
		"many broken":        {replacing(`"KYC_OCC"`, `"KYC_OCC_V2"`), true},
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			var tokens []string
			faults := sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
				mu.Lock()
				defer mu.Unlock()
				if token := gjson.GetBytes(a.Body, "data.access_token").String(); token != "" {
					tokens = append(tokens, token)
				}
				test.change(a)
			}}
			var log bytes.Buffer
			told, secrets := stageInto(t, faults, nil, runner.NDJSON(&log))
			run, err := report.Read(bytes.NewReader(log.Bytes()))
			if err != nil || !run.Whole {
				t.Fatalf("read back: whole %v, %v", run.Whole, err)
			}
			s := readLog(t, log.Bytes())
			s.wantWhole(t, len(run.Scenarios))
			if n := s.asked(); n != len(told) {
				t.Errorf("%d exchanges in the log, %d were judged", n, len(told))
			}
			if test.broken != (run.Count(outcome.Broken) > 0) || len(s.failed) != run.Count(outcome.Broken) {
				t.Errorf("%d broken, %d steps failed", run.Count(outcome.Broken), len(s.failed))
			}
			for _, step := range s.failed {
				if s.verdicts[step] != 1 {
					t.Errorf("the failed step %s has %d verdicts attached", step, s.verdicts[step])
				}
			}
			wantNone(t, log.Bytes(), secrets, tokens)
		})
	}
}

func wantNone(t *testing.T, log []byte, secrets map[string]string, tokens []string) {
	t.Helper()
	if len(tokens) == 0 || len(secrets) == 0 {
		t.Fatalf("%d tokens and %d secrets to look for", len(tokens), len(secrets))
	}
	for name, secret := range secrets {
		if bytes.Contains(log, []byte(secret)) {
			t.Errorf("%s is in the log", name)
		}
	}
	for _, token := range tokens {
		if bytes.Contains(log, []byte(token)) {
			t.Errorf("a token is in the log")
		}
	}
}

func TestTwoRunsInOneSecondHaveALogEach(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	at := time.Date(2030, 1, 2, 3, 4, 5, 6, time.FixedZone("east", 3600))
	var names []string
	for range 3 {
		file, err := openLog(dir, at)
		if err != nil {
			t.Fatal(err)
		}
		_ = file.Close()
		names = append(names, filepath.Base(file.Name()))
	}
	want := []string{"2030-01-02T02-04-05Z.ndjson", "2030-01-02T02-04-05Z-2.ndjson", "2030-01-02T02-04-05Z-3.ndjson"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("logs (-want +got):\n%s", diff)
	}
}

func TestALogThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := openLog(file, time.Now())
	hinted, ok := errors.AsType[*Hinted](err)
	if !ok || hinted.Hint != "Choose another KYC_STATE_DIR." || err.Error() != "create log: mkdir "+file+": not a directory" {
		t.Errorf("got %v, %+v", err, hinted)
	}
}
