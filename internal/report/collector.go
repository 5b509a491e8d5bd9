package report

import (
	"slices"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/outcome"
)

// Collector gathers the messages of a run as they come. The zero value is
// ready. It is not safe for concurrent use.
type Collector struct {
	names   names
	pickles map[string]*messages.Pickle
	runs    []*scenarioRun
	cases   map[string]*scenarioRun // by id of the test case
	running map[string]*scenarioRun // by id of the testCaseStarted or the testRunHookStarted
	hooks   map[string]string       // the names of hooks, by id
	ofRun   []*scenarioRun          // what is wrong with the run as a whole
	done    map[outcome.Verdict]int // of finished scenarios
	began   time.Time
	last    time.Time
	whole   bool
}

// Add takes the next message, and says whether it ends a scenario. What it does
// not know it leaves aside.
func (c *Collector) Add(envelope *messages.Envelope) (ended bool) {
	if c.pickles == nil {
		c.names, c.pickles = newNames(), map[string]*messages.Pickle{}
		c.hooks = map[string]string{}
		c.cases, c.running, c.done = map[string]*scenarioRun{}, map[string]*scenarioRun{}, map[outcome.Verdict]int{}
	}
	switch {
	case envelope.GherkinDocument != nil:
		c.names.add(envelope.GherkinDocument)
	case envelope.Pickle != nil:
		c.pickles[envelope.Pickle.Id] = envelope.Pickle
	case envelope.TestRunStarted != nil:
		c.began = c.at(envelope.TestRunStarted.Timestamp)
	case envelope.TestCase != nil:
		c.plan(envelope.TestCase)
	case envelope.Hook != nil:
		c.hooks[envelope.Hook.Id] = envelope.Hook.Name
	case envelope.TestRunHookStarted != nil:
		c.startHook(envelope.TestRunHookStarted)
	case envelope.TestRunHookFinished != nil:
		c.finishHook(envelope.TestRunHookFinished)
	case envelope.TestRunFinished != nil:
		c.at(envelope.TestRunFinished.Timestamp)
		c.whole = true
	default:
		return c.progress(envelope)
	}
	return false
}

func (c *Collector) plan(testCase *messages.TestCase) {
	pickle := c.pickles[testCase.PickleId]
	if pickle == nil {
		return
	}
	t := &scenarioRun{outcome: c.names.outcome(pickle), steps: map[string]Step{}, total: len(testCase.TestSteps)}
	steps := map[string]*messages.PickleStep{}
	for _, step := range pickle.Steps {
		steps[step.Id] = step
	}
	for _, step := range testCase.TestSteps {
		t.steps[step.Id] = Step{}
		if source := steps[step.PickleStepId]; source != nil {
			t.steps[step.Id] = c.names.step(source)
		}
	}
	c.runs = append(c.runs, t)
	c.cases[testCase.Id] = t
}

func (c *Collector) progress(envelope *messages.Envelope) (ended bool) {
	switch {
	case envelope.TestCaseStarted != nil:
		started := envelope.TestCaseStarted
		at := c.at(started.Timestamp)
		if t := c.cases[started.TestCaseId]; t != nil {
			t.start(at)
			c.running[started.Id] = t
		}
	case envelope.Attachment != nil:
		if t := c.running[envelope.Attachment.TestCaseStartedId]; t != nil {
			t.attach(envelope.Attachment)
		} else if t := c.running[envelope.Attachment.TestRunHookStartedId]; t != nil {
			t.attach(envelope.Attachment)
		}
	case envelope.TestStepFinished != nil:
		done := envelope.TestStepFinished
		at := c.at(done.Timestamp)
		if t := c.running[done.TestCaseStartedId]; t != nil && done.TestStepResult != nil {
			t.stepDone(done.TestStepId, done.TestStepResult, at)
		}
	case envelope.TestCaseFinished != nil:
		return c.finish(envelope.TestCaseFinished)
	}
	return false
}

func (c *Collector) finish(finished *messages.TestCaseFinished) (ended bool) {
	at := c.at(finished.Timestamp)
	t := c.running[finished.TestCaseStartedId]
	if t == nil {
		return false
	}
	delete(c.running, finished.TestCaseStartedId)
	t.finish(at)
	if finished.WillBeRetried {
		t.finished = false
		return false
	}
	t.conclude()
	c.done[t.outcome.Verdict]++
	return true
}

// startHook begins what is judged of the run as a whole, which is like a scenario
// of one step.
func (c *Collector) startHook(started *messages.TestRunHookStarted) {
	t := &scenarioRun{outcome: Outcome{Identity: outcome.Identity{Name: c.hooks[started.HookId]}}, steps: map[string]Step{"": {}}, total: 1}
	t.start(c.at(started.Timestamp))
	c.running[started.Id] = t
}

func (c *Collector) finishHook(finished *messages.TestRunHookFinished) {
	at := c.at(finished.Timestamp)
	t := c.running[finished.TestRunHookStartedId]
	if t == nil || finished.Result == nil {
		return
	}
	t.stepDone("", finished.Result, at)
	t.finish(at)
	t.conclude()
	if t.outcome.Verdict != outcome.Passed {
		c.ofRun = append(c.ofRun, t)
	}
}

// Progress is how far a run has come.
type Progress struct {
	Planned, Ended, Broken int       // scenarios
	At                     time.Time // of the latest message
}

// Progress is how far the run has come by the messages so far.
func (c *Collector) Progress() Progress {
	p := Progress{Planned: len(c.runs), Broken: c.done[outcome.Broken], At: c.last}
	for _, n := range c.done {
		p.Ended += n
	}
	return p
}

// Ended is the outcome of the scenario at a place of the plan, from 0; not ok
// while it has not ended, and where the plan has no such place.
func (c *Collector) Ended(place int) (o Outcome, ok bool) {
	if place >= len(c.runs) || !c.runs[place].finished {
		return Outcome{}, false
	}
	return c.runs[place].outcome, true
}

// at reads a time and remembers the latest.
func (c *Collector) at(stamp *messages.Timestamp) time.Time {
	if stamp == nil {
		return c.last
	}
	at := messages.TimestampToGoTime(*stamp).UTC()
	if at.After(c.last) {
		c.last = at
	}
	return at
}

// Run is what the messages so far tell. A scenario whose end they do not tell
// is inconclusive if it began, and skipped if the log was cut before it did.
func (c *Collector) Run() *Run {
	run := &Run{Started: c.began, Whole: c.whole, counts: map[outcome.Verdict]int{}}
	if !c.began.IsZero() {
		run.Duration = c.last.Sub(c.began)
	}
	for _, t := range slices.Concat(c.runs, c.ofRun) {
		outcome := t.outcome
		if !t.finished {
			outcome = t.unfinished(c.whole)
		}
		run.counts[outcome.Verdict]++
		run.Stopped = run.Stopped || outcome.Stopped
		run.Scenarios = append(run.Scenarios, outcome)
	}
	return run
}
