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

// idle is the place of an attempt outside of any step.
const idle = -1

// attempt is one scenario while it runs. Its steps run one after the other;
// attachments may come from several goroutines of a step.
type attempt struct {
	log      *log
	options  *Options
	compiled *gherkin.Compiled
	id       string // of its testCaseStarted
	caseID   string
	steps    []testStep
	expected expectation // zero unless the scenario is known to be broken
	number   int         // 0 for the first attempt
	previous *attempt    // nil for the first one

	started  bool
	refusal  error // why nothing of it runs, if no hook's step tells it
	prepared bool  // the Before hook passed, so After is owed
	failure  error // what ended it
	verdict  outcome.Verdict
	stopped  bool // it did not start, because the run was stopped before
	done     bool
	held     bool // its end is not told yet: it may be asked again

	mu      sync.Mutex
	at      int // the running test step, or idle
	next    int // the test step that runs next
	began   time.Time
	entered bool // the running step's function was entered
	left    bool // and came to its end
	ended   bool // a step did not pass: the rest is skipped
}

// testStep is a step of the test case: one of the scenario's, or a hook.
type testStep struct {
	id   string
	step gherkin.Step // zero for a hook
}

// start begins the attempt.
func (a *attempt) start() {
	a.started, a.verdict = true, outcome.Passed
	if a.previous != nil {
		a.previous.tellEnd(true)
	}
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{Id: a.id, TestCaseId: a.caseID, Attempt: int64(a.number), Timestamp: at}}
	})
}

// startStep begins the next test step.
func (a *attempt) startStep() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.at, a.entered, a.left = a.next, false, false
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

// enter notes that the running step's function was entered.
func (a *attempt) enter() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.entered = true
}

// leave notes that the running step's function came to its end.
func (a *attempt) leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left = true
}

// unended is a step whose function was entered and did not come to its end.
var unended = result{status: messages.TestStepResultStatus_FAILED, verdict: outcome.Inconclusive, message: "the step did not end"}

// stepResult is what became of the running pickle step, as godog tells it. After
// a step that did not pass, whatever godog says of the rest, it did not run.
func (a *attempt) stepResult(runStopped bool, status godog.StepResultStatus, err error) result {
	a.mu.Lock()
	entered, left, ended := a.entered, a.left, a.ended
	a.mu.Unlock()
	switch {
	case ended:
		return skip
	case a.refusal != nil:
		return judge(runStopped, a.refusal)
	case !entered:
		return judgeUnrun(err)
	case err == nil && (!left || status != godog.StepPassed):
		// A function may end its goroutine (testing.T.FailNow does), which godog takes for passed.
		return unended
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
	id := a.steps[a.at].id
	a.at = idle
	began := a.began
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		took := messages.GoDurationToDuration(messages.TimestampToGoTime(*at).Sub(began))
		done.Duration = &took
		return &messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: a.id, TestStepId: id, TestStepResult: done, Timestamp: at}}
	})
}

// attach stores something beside the running step. What comes when no step runs is dropped: it belongs to none.
func (a *attempt) attach(mediaType string, body []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.at == idle {
		return
	}
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

// finish ends the attempt. Its end is told at once, unless the scenario may be asked again.
func (a *attempt) finish() {
	if a.expected.any() {
		a.startStep()
		a.finishStep(a.expected.check(a.verdict))
	}
	a.done = true
	if a.number == 0 && a.options.Judged != nil {
		a.options.Judged(a.compiled.Scenario, a.verdict)
	}
	if a.held = a.mayRepeat(); !a.held {
		a.tellEnd(false)
	}
}

// close ends what godog left open, so that what did not run is never taken for
// passed. An attempt that was to follow another and did not start leaves that one's verdict as it is.
func (a *attempt) close() {
	switch {
	case a.done:
		return
	case !a.started && a.previous != nil:
		a.previous.tellEnd(false)
		return
	case !a.started:
		a.start()
	}
	if a.at != idle {
		a.finishStep(unended)
	}
	for a.next < len(a.steps)-a.expected.steps() {
		a.startStep()
		if a.ended {
			a.finishStep(skip)
		} else {
			a.finishStep(judgeUnrun(nil))
		}
	}
	a.finish()
}
