package runner

import (
	"fmt"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
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

// left says how long the break is still accepted.
func (e expectation) left() string {
	days := "the last day"
	switch n := e.DaysLeft(e.now); n {
	case 0:
	case 1:
		days = "1 day left"
	default:
		days = fmt.Sprintf("%d days left", n)
	}
	return fmt.Sprintf("%s, %s (until %s)", e.Ticket, days, e.Until.Format(time.DateOnly))
}

// forgive makes a known break of a broken step, while that is accepted.
func (e expectation) forgive(r result) result {
	if e.any() && r.verdict == broken && !e.over() {
		r.verdict, r.message = known, e.left()+"\n"+r.message
	}
	return r
}

// check is the end of a scenario that is known to be broken: that it is not,
// or not any longer accepted, is a break of its own.
func (e expectation) check(verdict string) result {
	knownTag, untilTag := e.Tags()
	failed := result{status: messages.TestStepResultStatus_FAILED, verdict: broken}
	switch {
	case verdict == passed:
		failed.message = "the promise is kept again: remove " + knownTag + " and " + untilTag
		return failed
	case verdict == broken:
		failed.message = fmt.Sprintf("%s has passed: mend %s, or agree on another date", untilTag, e.Ticket)
		return failed
	case verdict == skipped || verdict == halted:
		return result{status: messages.TestStepResultStatus_SKIPPED}
	}
	return result{status: messages.TestStepResultStatus_PASSED}
}
