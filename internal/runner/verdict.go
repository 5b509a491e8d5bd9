package runner

import (
	"context"
	"errors"
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"

	"github.com/cucumber/godog"
	"github.com/cucumber/messages/go/v34"
)

// VerdictMediaType is the media type of the details of a verdict, stored beside
// the step that failed: a list of violations as JSON.
const VerdictMediaType = "application/vnd.kycspec.verdict+json"

// The verdicts that a failed step may carry, as its exception's type.
const (
	broken       = "broken"       // the API broke a promise
	inconclusive = "inconclusive" // the API could not be judged
	known        = "known"        // broken, and expected to be
	skipped      = "skipped"      // could not be asked; its status is SKIPPED
	halted       = "stopped"      // was not asked, because the run was stopped; its status is SKIPPED
	passed       = "passed"       // never an exception's type
)

// rank orders the verdicts of steps: the worst is the scenario's.
var rank = map[string]int{passed: 0, skipped: 1, halted: 2, known: 3, inconclusive: 4, broken: 5}

// verdict is an error that says what it means for the scenario. Any other error means that it is broken.
type verdict interface{ Verdict() string }

// detailed is an error that can tell more than its text.
type detailed interface{ Details() any }

// result is what became of one step.
type result struct {
	status  messages.TestStepResultStatus
	verdict string // of a status that is neither passed nor skipped, or halted
	message string
	details any
}

// means is the verdict of the step.
func (r result) means() string {
	switch {
	case r.verdict != "":
		return r.verdict
	case r.status == messages.TestStepResultStatus_PASSED:
		return passed
	case r.status == messages.TestStepResultStatus_SKIPPED:
		return skipped
	}
	return inconclusive
}

// ended says that nothing of the scenario runs after this step.
func (r result) ended() bool { return r.status != messages.TestStepResultStatus_PASSED }

// judge says what an error of a step or hook means. Once the run was stopped,
// an error that comes from that says nothing of the API.
func judge(runStopped bool, err error) result {
	if err == nil {
		return result{status: messages.TestStepResultStatus_PASSED}
	}
	r := result{status: messages.TestStepResultStatus_FAILED, verdict: broken, message: err.Error()}
	var more detailed
	if errors.As(err, &more) {
		r.details = more.Details()
	}
	var means verdict
	switch {
	case runStopped && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)):
		r.verdict, r.message = inconclusive, stopped
	case errors.As(err, &means) && means.Verdict() == halted:
		return result{status: messages.TestStepResultStatus_SKIPPED, verdict: halted, message: err.Error()}
	case means != nil && means.Verdict() != skipped:
		if v := means.Verdict(); v == inconclusive || v == known {
			r.verdict = v
		}
	case means != nil, errors.Is(err, godog.ErrSkip):
		reason := strings.TrimPrefix(err.Error(), godog.ErrSkip.Error()+": ")
		return result{status: messages.TestStepResultStatus_SKIPPED, message: reason}
	case errors.Is(err, godog.ErrPending):
		r.status, r.verdict = messages.TestStepResultStatus_PENDING, inconclusive
	}
	return r
}

// judgeUnrun says what it means that a step's function was never entered: it
// is no fault of the API.
func judgeUnrun(err error) result {
	r := result{status: messages.TestStepResultStatus_FAILED, verdict: inconclusive, message: "the step was not run"}
	if err != nil {
		r.message += ": " + err.Error()
	}
	switch {
	case errors.Is(err, godog.ErrUndefined):
		r.status = messages.TestStepResultStatus_UNDEFINED
	case errors.Is(err, godog.ErrAmbiguous):
		r.status = messages.TestStepResultStatus_AMBIGUOUS
	}
	return r
}

// defect is a panic: a mistake in the tool, so nothing is known of the API.
type defect struct {
	value any
	place string
}

func (d *defect) Error() string {
	return fmt.Sprintf("the tool has a defect: %v (%s)", d.value, d.place)
}

// Verdict is "inconclusive".
func (d *defect) Verdict() string { return inconclusive }

// rescue turns a panic into an error. It is to be deferred.
func rescue(err *error) {
	if value := recover(); value != nil {
		*err = &defect{value, panicked()}
	}
}

// stopped is the reason of a scenario that the end of the run's context kept from its end.
const stopped = "the run was stopped"

// halt is why a scenario did not start: the run was stopped before.
type halt string

func (h halt) Error() string { return string(h) }

// Verdict is "stopped".
func (h halt) Verdict() string { return halted }

// Is says that godog is to skip the scenario.
func (h halt) Is(target error) bool { return target == godog.ErrSkip }

// panicked is the place in the source of the panic that is being recovered from.
func panicked() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	raised := false
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			raised = true
		case raised && !strings.HasPrefix(frame.Function, "runtime."):
			return fmt.Sprintf("%s:%d", shortFile(frame.File), frame.Line)
		}
		if !more {
			return "place unknown"
		}
	}
}

// shortPlace is where a function is defined.
func shortPlace(function reflect.Value) (file string, line int) {
	file, line = runtime.FuncForPC(function.Pointer()).FileLine(function.Pointer())
	return shortFile(file), line
}

// shortFile is a source file with its folder only: where it was built is nobody's business.
func shortFile(file string) string {
	return path.Join(path.Base(path.Dir(file)), path.Base(file))
}
