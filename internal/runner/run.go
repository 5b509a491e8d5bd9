// Package runner runs a suite of features with godog, and writes what happens as
// Cucumber Messages, the official format of a run (github.com/cucumber/messages).
//
// It is given the vocabulary and knows nothing of what the features are about.
// godog only calls the steps, and hooks around them: what is written of a step is
// derived here, from what its function did. Type attempt says how.
package runner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// Options says how to run a suite.
type Options struct {
	Vocabulary  gherkin.Vocabulary
	Concurrency int // scenarios at a time; at least 1
	Sinks       []Sink
	Now         func() time.Time    // nil: time.Now
	Version     string              // of kycspec, for the log
	Redact      func(string) string // removes secrets from messages and proofs; nil: keeps all

	// Retries is how often a scenario that was broken or could not be judged is
	// asked again, alone, when all scenarios have ended.
	Retries int
	// Known lets scenarios be known to be broken ([gherkin.Scenario.Known]). Such a
	// break is known until its date. If the scenario is kept again, or the date
	// has passed, that is a break at the end of the scenario.
	Known bool
	// Stop says why no more scenarios may start; empty while they may. Those that
	// do not start are skipped for that reason. It is called before each scenario,
	// from many goroutines, and may take its time. nil: they always may.
	Stop func() string
	// Judged is given the verdict of each scenario at the end of its first
	// attempt. It is called from many goroutines. nil: nobody is given it.
	Judged func(scenario gherkin.Scenario, verdict outcome.Verdict)

	// KnownBreaks are violations that are known, whichever scenario meets them. A
	// scenario that meets no other is known to be broken. nil: none are.
	KnownBreaks KnownBreaks
	// AfterRun is asked, when all scenarios have ended, what is wrong with the run
	// as a whole. Each error means what that of a step does. nil: nobody is asked.
	AfterRun func() []error

	// Before prepares a scenario and gives it its context. An error ends the
	// scenario before its first step; one that wraps [godog.ErrSkip] skips it
	// for the reason in its text. nil: nothing is prepared.
	Before func(ctx context.Context, scenario gherkin.Scenario) (context.Context, error)
}

func (o *Options) redact(text string) string {
	if o.Redact == nil || text == "" {
		return text
	}
	return o.Redact(text)
}

// Run runs the suite and gives its messages to the sinks. What became of the
// scenarios is in the messages only. An error means that they could not be run,
// or not be written: it is [gherkin.Diagnostics], those of [gherkin.Suite.Bind],
// before anything is written; or the first error of a sink.
//
// When the context ends, the scenarios that have not started are skipped; the
// messages are complete all the same. They have every attempt of a scenario that
// was asked again. A suite can be run once at a time.
//
// A step's error means that the scenario is broken, unless it has a method
// Verdict() outcome.Verdict that gives another one, or it wraps [godog.ErrSkip].
// The verdict is the type of the step's exception. A method Proof() outcome.Proof
// adds what it rests on. A panic is inconclusive. A step may attach to itself with
// exchange.Attach, and may ask [gherkin.Next] which step follows it.
func Run(ctx context.Context, suite *gherkin.Suite, options Options) error {
	sentences, diagnostics := suite.Match(options.Vocabulary)
	if diagnostics != nil {
		return diagnostics
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	out := &log{sinks: append([]Sink(nil), options.Sinks...), now: options.Now}
	start := opening{suite: suite, options: &options, log: out, sentences: sentences}
	runID, attempts := start.emit()
	status := perform(ctx, suite, &options, attempts)
	start.judgeRun(runID)
	out.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestRunFinished: &messages.TestRunFinished{Timestamp: at, Success: !out.failed, TestRunStartedId: runID}}
	})
	if out.err != nil {
		return fmt.Errorf("report run: %w", out.err)
	}
	if status == godogRefused {
		return errors.New("run features: godog refused what it was given")
	}
	return nil
}

// perform runs the attempts, and then further ones of the scenarios that deserve
// it, one at a time. It gives godog's exit status of the first time.
func perform(ctx context.Context, suite *gherkin.Suite, options *Options, attempts []*attempt) int {
	status := execute(ctx, suite, options, attempts)
	oneByOne := *options
	oneByOne.Concurrency = 1
	for {
		var again []*attempt
		for _, a := range attempts {
			if a.close(); a.phase == pending {
				again = append(again, a.repeat(suite.NewID()))
			}
		}
		if again == nil {
			return status
		}
		attempts = again
		execute(ctx, suite, &oneByOne, attempts)
	}
}
