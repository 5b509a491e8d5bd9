package runner

import (
	"fmt"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// expectation is that a scenario is broken, because it is known to be, until a date.
// The zero expectation is none.
type expectation struct {
	gherkin.Known
	now time.Time
	any bool // something may be expected: by the scenario's tags, or of all scenarios
}

// steps is how many test steps [expectation.check] takes.
func (e expectation) steps() int {
	if e.any {
		return 1
	}
	return 0
}

func (e expectation) over() bool { return e.DaysLeft(e.now) < 0 }

// known is what is said of the break while it is accepted.
func (e expectation) known() *outcome.KnownBreak {
	return &outcome.KnownBreak{Ticket: e.Ticket, Until: e.Until.Format(time.DateOnly), DaysLeft: e.DaysLeft(e.now)}
}

// accept makes a known break of a broken step, until the date.
func (e expectation) accept(r result) result {
	if e.Ticket != "" && r.verdict == outcome.Broken && !e.over() {
		r.verdict, r.proof.Known = outcome.Known, e.known()
		r.message = r.proof.Known.String() + "\n" + r.message
	}
	return r
}

// check is the last step of a scenario that is known to be broken. It is broken if
// the scenario was kept, or if the date has passed, so that somebody mends the tags.
func (e expectation) check(verdict outcome.Verdict) result {
	switch {
	case e.Ticket != "":
	case verdict == outcome.Passed:
		return result{status: messages.TestStepResultStatus_PASSED}
	default:
		return skip
	}
	knownTag, untilTag := e.Tags()
	failed := result{status: messages.TestStepResultStatus_FAILED, verdict: outcome.Broken}
	switch {
	case verdict == outcome.Passed:
		failed.message = "the promise is kept again: remove " + knownTag + " and " + untilTag
		return failed
	case verdict == outcome.Broken:
		failed.message = fmt.Sprintf("%s has passed: mend %s, or agree on another date", untilTag, e.Ticket)
		return failed
	case verdict == outcome.Skipped:
		return skip
	}
	return result{status: messages.TestStepResultStatus_PASSED}
}
