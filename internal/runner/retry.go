package runner

import (
	"context"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// perform runs the attempts, and then again, one at a time, those that deserve
// another one. It gives godog's exit status of the first time.
func perform(ctx context.Context, suite *gherkin.Suite, options *Options, attempts []*attempt) int {
	status := execute(ctx, suite, options, attempts)
	alone := *options
	alone.Concurrency = 1
	for {
		var again []*attempt
		for _, a := range attempts {
			if a.close(); a.held {
				again = append(again, a.repeat(suite.NewID()))
			}
		}
		if again == nil {
			return status
		}
		attempts = again
		execute(ctx, suite, &alone, attempts)
	}
}

// mayRepeat says whether the scenario deserves another attempt.
func (a *attempt) mayRepeat() bool {
	return a.number < a.options.Retries && a.verdict.MayChange()
}

// repeat is another attempt of the same scenario.
func (a *attempt) repeat(id string) *attempt {
	return &attempt{log: a.log, options: a.options, compiled: a.compiled, id: id, caseID: a.caseID, steps: a.steps,
		expected: a.expected, number: a.number + 1, previous: a, at: idle}
}

// tellEnd tells the end of the attempt. A reader of the messages is told that
// it is not the last one only when the next one begins: a run that is stopped
// before leaves a verdict behind.
func (a *attempt) tellEnd(again bool) {
	a.held = false
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		a.log.worse = a.log.worse || !again && (a.stopped || a.verdict.OfRun() != outcome.Passed)
		return &messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: a.id, WillBeRetried: again, Timestamp: at}}
	})
}
