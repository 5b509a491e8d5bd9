package runner

import (
	"encoding/json"
	"reflect"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/outcome"
)

// wholeRun is how a log calls what is judged of the run as a whole.
const wholeRun = "the run as a whole"

// emitRunHook writes the hook by which the run as a whole is judged, if it is.
func (o *opening) emitRunHook() {
	if o.options.AfterRun != nil {
		o.afterRun = o.emitHook(messages.HookType_AFTER_TEST_RUN, wholeRun, reflect.ValueOf(o.options.AfterRun))
	}
}

// judgeRun writes what the run as a whole came to: once for each thing that is
// wrong with it, or once that nothing is.
func (o *opening) judgeRun(runID string) {
	if o.options.AfterRun == nil {
		return
	}
	list := o.options.AfterRun()
	if len(list) == 0 {
		list = []error{nil}
	}
	for _, err := range list {
		o.emitRunResult(runID, judge(false, err))
	}
}

func (o *opening) emitRunResult(runID string, r result) {
	id := o.suite.NewID()
	o.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestRunHookStarted: &messages.TestRunHookStarted{Id: id, TestRunStartedId: runID, HookId: o.afterRun, Timestamp: at}}
	})
	if body, err := json.Marshal(r.proof); err == nil && !r.proof.Empty() {
		o.log.emit(func(at *messages.Timestamp) *messages.Envelope {
			return &messages.Envelope{Attachment: &messages.Attachment{TestRunHookStartedId: id, MediaType: outcome.ProofMediaType,
				Body: o.options.redact(string(body)), ContentEncoding: messages.AttachmentContentEncoding_IDENTITY, Timestamp: at}}
		})
	}
	done := &messages.TestStepResult{Status: r.status, Message: o.options.redact(r.message), Duration: &messages.Duration{}}
	if kind := r.exception(); kind != "" {
		done.Exception = &messages.Exception{Type: kind, Message: done.Message}
	}
	o.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		o.log.failed = o.log.failed || r.means().OfRun() != outcome.Passed
		return &messages.Envelope{TestRunHookFinished: &messages.TestRunHookFinished{TestRunHookStartedId: id, Result: done, Timestamp: at}}
	})
}
