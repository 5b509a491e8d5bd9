package runner

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/outcome"
)

// stoppedType is the exception's type of a scenario that did not start, because
// the run was stopped before. Its status is SKIPPED.
const stoppedType = "stopped"

// decided is an error that says what the scenario's verdict is. Any other error
// means that the scenario is broken.
type decided interface{ Verdict() outcome.Verdict }

// proven is an error that says as data what its verdict rests on.
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

// exception is the type of the exception that the log has of the step; empty for none.
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

// judge says what an error of a step or hook means. An error that comes from a stop
// of the run says nothing of the API.
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
		r.verdict, r.message, r.proof = outcome.Inconclusive, outcome.RunStopped, outcome.Proof{Obstacle: outcome.Obstacle{Kind: outcome.RunEnded}}
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

// judgeUnrun says what it means that a step's function was never called, which is
// no fault of the API. err is what godog says of it.
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

// notStarted is why a scenario did not start: the run was stopped before.
type notStarted string

func (n notStarted) Error() string { return string(n) }

// Is says that godog is to skip the scenario.
func (n notStarted) Is(target error) bool { return target == godog.ErrSkip }

// Proof is that the run was stopped.
func (n notStarted) Proof() outcome.Proof {
	return outcome.Proof{Obstacle: outcome.Obstacle{Kind: outcome.RunEnded}}
}
