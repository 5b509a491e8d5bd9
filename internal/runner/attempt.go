package runner

import (
	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// phase is how far an attempt has come. Each is entered once, in this order.
type phase int

const (
	waiting  phase = iota // nothing of it is in the log
	running               // its test case has started
	pending               // it has a verdict, but may be asked again: its end is not in the log
	reported              // its end is in the log
)

// attempt is one scenario as it is run once. It keeps its own account of what
// happens and writes the log by it, because godog alone would not do: it takes a
// function that ends its goroutine for one that passed, and leaves out the steps
// after it; and it does not know of attempts.
//
// The account is a state machine with one move a call: [attempt.start],
// [attempt.startStep] and [attempt.finishStep] for each step, [attempt.finish],
// and, where godog left something out, [attempt.close]. For example, a scenario
// "Given a customer, When the application requests KYC, Then KYC is started"
// with a Before hook has four test steps. May it be asked again once, then:
//
//   - godog's hook before the scenario starts the attempt (waiting → running),
//     starts and finishes the first test step, which is the Before hook.
//   - godog's hook before "Given" starts that test step. The wrapper of the step's
//     function notes that it was entered, and that it returned. godog's hook after
//     the step finishes it: no error, so it has passed.
//   - "When" fails, because the answer breaks the contract. It is finished as
//     broken, and so is now the verdict of the attempt; the rest is to be skipped.
//   - godog calls the hooks of "Then", but not its function. It is finished as
//     skipped. It is the last step, so the attempt is finished too: running →
//     pending, as there may be another one. Nothing says yet that it was the last.
//   - When all scenarios have ended, another attempt of this one starts. That is
//     when the log is told that the first one ended and will be retried (pending →
//     reported). The second one passes, and is reported at once as the last.
//
// If the run is stopped before the second attempt starts, the first one is
// reported as the last instead, and its verdict is that of the scenario.
//
// The steps of an attempt run one after the other. Attachments may come from
// several goroutines of a step.
type attempt struct {
	log      *log
	options  *Options
	compiled *gherkin.Compiled
	id       string // of its testCaseStarted
	caseID   string
	steps    []testStep
	expected expectation // zero unless the scenario is known to be broken
	number   int         // 0 for the first attempt
	previous *attempt    // nil for the first one

	phase   phase
	refusal error // why none of its steps is run, where there is no Before hook that fails for it
	verdict outcome.Verdict
	met     met
	stopped bool // none of its steps was run, because the run was stopped before

	account // of its steps
}

// start begins the attempt.
func (a *attempt) start() {
	a.phase, a.verdict = running, outcome.Passed
	if a.previous != nil {
		a.previous.reportEnd(true)
	}
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		return &messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{Id: a.id, TestCaseId: a.caseID, Attempt: int64(a.number), Timestamp: at}}
	})
}

// finish ends the attempt, after its last step.
func (a *attempt) finish() {
	if a.expected.any {
		a.startStep()
		if a.met.known != nil && a.verdict == outcome.Passed {
			a.finishStep(a.met.result())
		} else {
			a.finishStep(a.expected.check(a.verdict))
		}
	}
	a.phase = pending
	if a.number == 0 && a.options.Judged != nil {
		a.options.Judged(a.compiled.Scenario, a.verdict)
	}
	if !a.mayRepeat() {
		a.reportEnd(false)
	}
}

// close ends what godog left open, so that a step that did not run is never taken
// for one that passed. It does nothing to an attempt that was finished. One that
// was to follow another and did not start leaves the other as the last.
func (a *attempt) close() {
	switch {
	case a.phase >= pending:
		return
	case a.phase == waiting && a.previous != nil:
		a.previous.reportEnd(false)
		return
	case a.phase == waiting:
		a.start()
	}
	if a.at != idle {
		a.finishStep(unreturned)
	}
	for a.next < len(a.steps)-a.expected.steps() {
		a.startStep()
		if a.ended {
			a.finishStep(skip)
		} else {
			a.finishStep(judgeUnrun(nil))
		}
	}
	a.finish()
}

// mayRepeat says whether the scenario deserves another attempt.
func (a *attempt) mayRepeat() bool {
	return a.number < a.options.Retries && a.verdict.MayChange()
}

// repeat is another attempt of the same scenario.
func (a *attempt) repeat(id string) *attempt {
	return &attempt{log: a.log, options: a.options, compiled: a.compiled, id: id, caseID: a.caseID, steps: a.steps,
		expected: a.expected, number: a.number + 1, previous: a, account: account{at: idle}}
}

// reportEnd writes that the attempt has ended. Whether it is the last one is known
// only when the next one starts, or cannot start any more: a log of a run that is
// stopped in between has a verdict of every scenario.
func (a *attempt) reportEnd(again bool) {
	a.phase = reported
	a.log.emit(func(at *messages.Timestamp) *messages.Envelope {
		a.log.failed = a.log.failed || !again && (a.stopped || a.verdict.OfRun() != outcome.Passed)
		return &messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: a.id, WillBeRetried: again, Timestamp: at}}
	})
}
