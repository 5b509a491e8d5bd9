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

	"kycspec/internal/outcome"
)

// stoppedType is the exception's type of a scenario that did not start, because
// the run was stopped before. Its status is SKIPPED.
const stoppedType = "stopped"

// decided is an error that says what it means for the scenario. Any other error means that it is broken.
type decided interface{ Verdict() outcome.Verdict }

// proven is an error that can tell more than its text.
type proven interface{ Proof() outcome.Proof }

// result is what became of one step.
type result struct {
	status  messages.TestStepResultStatus
	verdict outcome.Verdict // undecided where the status says it all
	stopped bool            // skipped, because the run was stopped before
	message string
	proof   outcome.Proof
}

// skip is a step that does not run, because of one before it.
var skip = result{status: messages.TestStepResultStatus_SKIPPED}

// means is the verdict of the step.
func (r result) means() outcome.Verdict {
	switch {
	case r.verdict != outcome.Undecided:
		return r.verdict
	case r.status == messages.TestStepResultStatus_PASSED:
		return outcome.Passed
	case r.status == messages.TestStepResultStatus_SKIPPED:
		return outcome.Skipped
	}
	return outcome.Inconclusive
}

// exception is what a log says of the step beside its status; empty for nothing.
func (r result) exception() string {
	switch {
	case r.stopped:
		return stoppedType
	case r.verdict != outcome.Undecided:
		return r.verdict.String()
	}
	return ""
}

// ended says that nothing of the scenario runs after this step.
func (r result) ended() bool { return r.status != messages.TestStepResultStatus_PASSED }

// judge says what an error of a step or hook means. Once the run was stopped,
// an error that comes from that says nothing of the API.
func judge(runStopped bool, err error) result {
	if err == nil {
		return result{status: messages.TestStepResultStatus_PASSED}
	}
	r := result{status: messages.TestStepResultStatus_FAILED, verdict: outcome.Broken, message: err.Error()}
	var more proven
	if errors.As(err, &more) {
		r.proof = more.Proof()
	}
	var means decided
	var stop notStarted
	switch {
	case runStopped && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)):
		r.verdict, r.message, r.proof = outcome.Inconclusive, outcome.RunStopped, outcome.Proof{Cause: outcome.Cause{Kind: outcome.RunEnded}}
	case errors.As(err, &stop):
		return result{status: messages.TestStepResultStatus_SKIPPED, stopped: true, message: err.Error(), proof: r.proof}
	case errors.As(err, &means) && means.Verdict() == outcome.Skipped, means == nil && errors.Is(err, godog.ErrSkip):
		return result{status: messages.TestStepResultStatus_SKIPPED, message: withoutSkip(err), proof: r.proof}
	case means != nil && means.Verdict() > outcome.Skipped:
		r.verdict = means.Verdict()
	case errors.Is(err, godog.ErrPending):
		r.status, r.verdict = messages.TestStepResultStatus_PENDING, outcome.Inconclusive
	}
	return r
}

// skipping makes an error that means a skip one that godog takes for such.
func skipping(err error) error {
	var means decided
	if errors.As(err, &means) && means.Verdict() == outcome.Skipped && !errors.Is(err, godog.ErrSkip) {
		return fmt.Errorf("%w: %w", godog.ErrSkip, err)
	}
	return err
}

// withoutSkip is what an error says beside godog's "skipped".
func withoutSkip(err error) string {
	return strings.TrimPrefix(err.Error(), godog.ErrSkip.Error()+": ")
}

// judgeUnrun says what it means that a step's function was never entered: it
// is no fault of the API.
func judgeUnrun(err error) result {
	r := result{status: messages.TestStepResultStatus_FAILED, verdict: outcome.Inconclusive, message: "the step was not run"}
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

// Verdict is that of the scenario.
func (d *defect) Verdict() outcome.Verdict { return outcome.Inconclusive }

// Proof is that the defect is of that place.
func (d *defect) Proof() outcome.Proof {
	return outcome.Proof{Cause: outcome.Cause{Kind: outcome.Defect, Subject: d.place}}
}

// rescue turns a panic into an error. It is to be deferred.
func rescue(err *error) {
	if value := recover(); value != nil {
		*err = &defect{value, panicked()}
	}
}

// notStarted is why a scenario did not start: the run was stopped before.
type notStarted string

func (n notStarted) Error() string { return string(n) }

// Is says that godog is to skip the scenario.
func (n notStarted) Is(target error) bool { return target == godog.ErrSkip }

// Proof is that the run was stopped, and why.
func (n notStarted) Proof() outcome.Proof {
	return outcome.Proof{Cause: outcome.Cause{Kind: outcome.RunEnded}}
}

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
