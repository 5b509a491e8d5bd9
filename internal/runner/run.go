// Package runner runs a suite of features with godog and tells what happens as
// Cucumber Messages, the official format of a run (github.com/cucumber/messages).
//
// It is given the vocabulary and knows nothing of what the features are about.
// Every status is derived here from what the steps did, scenario by scenario.
package runner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/cucumber/godog"
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
	Version     string              // of the tool, for the log
	Redact      func(string) string // removes secrets from messages and details; nil: keeps all

	// Retries is how often a scenario that was broken or could not be judged is
	// asked again, alone, when all others have ended.
	Retries int
	// Known lets scenarios be known to be broken ([gherkin.Scenario.Known]): a break is
	// then known while its date lasts. That the scenario is kept again, or that
	// the date has passed, is told as a break at its end.
	Known bool
	// Stop is asked before each scenario starts, from many goroutines, and may
	// take its time: why no more may start, empty while they may. Those that do
	// not start are skipped for that reason. nil: they always may.
	Stop func() string
	// Judged is told the verdict of each scenario at the end of its first
	// attempt. It is called from many goroutines.
	Judged func(scenario gherkin.Scenario, verdict outcome.Verdict)

	// Before prepares a scenario and gives it its context. An error ends the
	// scenario before its first step; one that wraps [godog.ErrSkip] skips it
	// for the reason it tells.
	Before func(ctx context.Context, scenario gherkin.Scenario) (context.Context, error)
	// After follows every scenario whose Before did not fail. err is what ended
	// the scenario, nil if every step passed. Its own error counts as a step's.
	After func(ctx context.Context, scenario gherkin.Scenario, err error) error
}

func (o *Options) redact(text string) string {
	if o.Redact == nil || text == "" {
		return text
	}
	return o.Redact(text)
}

// Run executes the suite and tells the sinks. What the scenarios came to is in
// the messages only; an error means that they could not be run or told:
// [gherkin.Diagnostics] of [gherkin.Suite.Check], before anything is told, or the first error of a
// sink. A context that ends skips the scenarios that have not started, and the
// messages are whole all the same. A suite runs once at a time. The messages of
// a scenario that is asked again tell every attempt.
//
// A step's error means that the scenario is broken, unless it has a method
// Verdict() outcome.Verdict that gives another one, or it wraps
// [godog.ErrSkip]. The verdict is the type of the step's exception. A method
// Proof() outcome.Proof adds what it rests on. What a step gives to
// exchange.Attach is attached to it. A panic is inconclusive. [gherkin.Next] is
// the step that follows the one of its context.
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
	out.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestRunFinished: &messages.TestRunFinished{Timestamp: at, Success: !out.worse, TestRunStartedId: runID}}
	})
	if out.err != nil {
		return fmt.Errorf("tell the run: %w", out.err)
	}
	if status == godogRefused {
		return errors.New("run features: godog refused what it was given")
	}
	return nil
}

const (
	formatName   = "kycspec-silent"
	godogRefused = 2 // godog's exit status for what it cannot run
)

// silent is a formatter that tells nothing: the hooks tell everything, scenario
// by scenario, as it happens.
type silent struct{ *godog.BaseFmt }

// Summary tells nothing.
func (silent) Summary() {}

func init() {
	godog.Format(formatName, "tells nothing", func(name string, out io.Writer) godog.Formatter {
		return silent{godog.NewBaseFmt(name, out)}
	})
}

func execute(ctx context.Context, suite *gherkin.Suite, options *Options, attempts []*attempt) int {
	kept := map[*gherkin.File]map[*gherkin.Compiled]bool{}
	h := hooks{run: ctx, options: options, attempts: map[place]*attempt{}}
	for _, a := range attempts {
		c := a.compiled
		if kept[c.File] == nil {
			kept[c.File] = map[*gherkin.Compiled]bool{}
		}
		kept[c.File][c] = true
		h.attempts[place{c.Path, int64(c.Line)}] = a
	}
	var contents []godog.Feature
	for _, file := range suite.Files() {
		if kept[file] == nil {
			continue
		}
		contents = append(contents, godog.Feature{Name: file.Path, Contents: []byte(file.Only(kept[file]))})
	}
	return godog.TestSuite{
		Name: "kycspec",
		// Once for the suite: registering for each scenario compiles and allocates anew, and races.
		TestSuiteInitializer: func(suite *godog.TestSuiteContext) { h.register(suite.ScenarioContext()) },
		Options: &godog.Options{Format: formatName, Output: io.Discard, Strict: true, Concurrency: max(options.Concurrency, 1),
			FeatureContents: contents, DefaultContext: ctx},
	}.Run()
}
