package runner

import (
	"fmt"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// expectation is what a run makes of a known break.
type expectation struct {
	gherkin.Known
	now time.Time
}

func (e expectation) any() bool { return e.Ticket != "" }

// steps is how many test steps the scenario has for it.
func (e expectation) steps() int {
	if e.any() {
		return 1
	}
	return 0
}

func (e expectation) over() bool { return e.DaysLeft(e.now) < 0 }

// known is what is said of the break while it is accepted.
func (e expectation) known() *outcome.KnownBreak {
	return &outcome.KnownBreak{Ticket: e.Ticket, Until: e.Until.Format(time.DateOnly), DaysLeft: e.DaysLeft(e.now)}
}

// forgive makes a known break of a broken step, while that is accepted.
func (e expectation) forgive(r result) result {
	if e.any() && r.verdict == outcome.Broken && !e.over() {
		r.verdict, r.proof.Known = outcome.Known, e.known()
		r.message = r.proof.Known.String() + "\n" + r.message
	}
	return r
}

// check is the end of a scenario that is known to be broken: that it is not,
// or not any longer accepted, is a break of its own.
func (e expectation) check(verdict outcome.Verdict) result {
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
