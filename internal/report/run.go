// Package report reads the messages of a run and says what came of it.
//
// It reads Cucumber Messages (github.com/cucumber/messages) while a run goes on
// or from a stored log, this tool's or another's; nothing else is needed.
package report

import (
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// Run is what came of a run.
type Run struct {
	Scenarios []Outcome // in the order of the run's plan
	Started   time.Time
	Duration  time.Duration
	// Whole is false for a log that ends before its run did.
	Whole bool
	// Stopped is true for a run that was stopped before it had asked everything.
	Stopped bool

	counts map[outcome.Verdict]int
}

// Count is the number of scenarios with the verdict.
func (r *Run) Count(v outcome.Verdict) int { return r.counts[v] }

// Verdict is the worst of the run: [outcome.Broken] over [outcome.Inconclusive] over [outcome.Passed].
// A run that did not ask everything, or that asked nothing, is inconclusive at best.
func (r *Run) Verdict() outcome.Verdict {
	worst := outcome.Passed
	if !r.Whole || r.Stopped || r.SkippedAll() {
		worst = outcome.Inconclusive
	}
	for v, n := range r.counts {
		if n > 0 {
			worst = worst.Merge(v.OfRun())
		}
	}
	return worst
}

// SkippedAll says that nothing was asked.
func (r *Run) SkippedAll() bool { return r.counts[outcome.Skipped] == len(r.Scenarios) }

// Outcome is what came of one scenario, or of one row of an outline.
type Outcome struct {
	outcome.Identity
	Line    int // of the scenario or the row
	Feature string
	Tags    []string

	Verdict       outcome.Verdict
	outcome.Proof           // of the verdict
	Reason        string    // what the step that ended it says; see [Outcome.Why]
	FailedStep    Step      // the step that ended it; zero for a hook
	Also          []string  // what else was wrong, in the hooks at its end
	Stopped       bool      // skipped, because the run was stopped before
	Earlier       []Outcome // of the attempts before, if it was asked again
	Exchanges     []exchange.Record
	// Answers are those of the exchanges that the steps asked for: the last one of
	// each step, so no attempt that was made again, and none that was aside.
	Answers  []exchange.Record
	Requests []outcome.Request // what there was about those requests, in the same order
	Duration time.Duration
}

// Why is what there is to say of the verdict: the words of the step that ended
// the scenario, or of the obstacle or the verdict where no step says more.
func (o Outcome) Why() string {
	switch {
	case o.Reason != "":
		return o.Reason
	case o.Verdict == outcome.Flaky:
		return outcome.KeptLater
	}
	return o.Obstacle.String()
}

// Step is a step of a feature file.
type Step struct {
	Text string // with its keyword
	Line int
}
