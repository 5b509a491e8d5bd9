package runner

import (
	"encoding/base64"
	"encoding/json"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/cucumber/godog"
	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// testStep is a step of the test case: one of the scenario's, or a hook.
type testStep struct {
	id   string
	step gherkin.Step // zero for a hook
}

// idle is the index of the running test step where none runs.
const idle = -1

// account is what an attempt knows of its test steps.
type account struct {
	mu       sync.Mutex
	at       int       // the index of the running test step, or idle
	next     int       // that of the test step that runs next
	began    time.Time // when the running one did
	entered  bool      // its function was called
	returned bool      // its function came to its end
	ended    bool      // a step did not pass: the rest is skipped
}

// startStep begins the next test step.
func (a *attempt) startStep() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.at, a.entered, a.returned = a.next, false, false
	a.next++
	a.began = a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestStepStarted: &messages.TestStepStarted{TestCaseStartedId: a.id, TestStepId: a.steps[a.at].id, Timestamp: at}}
	})
}

// following is the scenario's step after the running one; zero if none is left.
func (a *attempt) following() gherkin.Step {
	if a.next < len(a.steps) {
		return a.steps[a.next].step
	}
	return gherkin.Step{}
}

// noteEntered notes that the running step's function was called.
func (a *account) noteEntered() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.entered = true
}

// noteReturned notes that the running step's function came to its end.
func (a *account) noteReturned() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.returned = true
}

// unreturned is a step whose function was called and did not come to its end.
var unreturned = result{status: messages.TestStepResultStatus_FAILED, verdict: outcome.Inconclusive, message: "the step did not end"}

// stepResult is what became of the running step of the scenario, given what godog
// says of it. After a step that did not pass, no other has run, whatever godog says.
func (a *attempt) stepResult(runStopped bool, status godog.StepResultStatus, err error) result {
	a.mu.Lock()
	entered, returned, ended := a.entered, a.returned, a.ended
	a.mu.Unlock()
	switch {
	case ended:
		return skip
	case a.refusal != nil:
		return judge(runStopped, a.refusal)
	case !entered:
		return judgeUnrun(err)
	case err == nil && (!returned || status != godog.StepPassed):
		// A function may end its goroutine, as testing.T.FailNow does; godog takes that for passed.
		return unreturned
	}
	return judge(runStopped, err)
}

// finishStep ends the running test step.
func (a *attempt) finishStep(r result) {
	if !r.proof.Empty() {
		if body, err := json.Marshal(r.proof); err == nil {
			a.attach(outcome.ProofMediaType, []byte(a.options.redact(string(body))))
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ended = a.ended || r.ended()
	a.verdict, a.stopped = a.verdict.Merge(r.means()), a.stopped || r.stopped
	done := &messages.TestStepResult{Status: r.status, Message: a.options.redact(r.message)}
	if kind := r.exception(); kind != "" {
		done.Exception = &messages.Exception{Type: kind, Message: done.Message}
	}
	id, began := a.steps[a.at].id, a.began
	a.at = idle
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		took := messages.GoDurationToDuration(messages.TimestampToGoTime(*at).Sub(began))
		done.Duration = &took
		return &messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: a.id, TestStepId: id, TestStepResult: done, Timestamp: at}}
	})
}

// attach stores something beside the running step. What comes when no step runs
// is dropped, because it belongs to none.
func (a *attempt) attach(mediaType string, body []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.at == idle {
		return
	}
	a.met.note(mediaType, body)
	attachment := &messages.Attachment{TestCaseStartedId: a.id, TestStepId: a.steps[a.at].id, MediaType: mediaType,
		Body: string(body), ContentEncoding: messages.AttachmentContentEncoding_IDENTITY}
	if !utf8.Valid(body) {
		attachment.Body = base64.StdEncoding.EncodeToString(body)
		attachment.ContentEncoding = messages.AttachmentContentEncoding_BASE64
	}
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		attachment.Timestamp = at
		return &messages.Envelope{Attachment: attachment}
	})
}
