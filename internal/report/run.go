// Package report reads the messages of a run and says what came of it.
//
// It reads Cucumber Messages (github.com/cucumber/messages) while a run goes on
// or from a stored log, this tool's or another's; nothing else is needed.
package report

import (
	"encoding/json"
	"strings"
	"time"

	"kycspec/internal/exchange"
)

// Verdict is what came of a scenario.
type Verdict string

const (
	Passed       Verdict = "passed"       // the promise was kept
	Broken       Verdict = "broken"       // the API broke its contract, or the feature's promise
	Known        Verdict = "known"        // broken, and expected to be
	Flaky        Verdict = "flaky"        // broken first, kept when asked again
	Inconclusive Verdict = "inconclusive" // the API could not be judged
	Skipped      Verdict = "skipped"      // it needs what is not there
)

// Verdicts lists all verdicts in the order in which they are counted.
func Verdicts() []Verdict {
	return []Verdict{Passed, Broken, Known, Flaky, Inconclusive, Skipped}
}

// Run is what came of a run.
type Run struct {
	Scenarios []Outcome // in the order of the run's plan
	Started   time.Time
	Duration  time.Duration
	// Whole is false for a log that ends before its run did.
	Whole bool
	// Stopped is true for a run that was stopped before it had asked everything.
	Stopped bool

	counts map[Verdict]int
}

// Count is the number of scenarios with the verdict.
func (r *Run) Count(v Verdict) int { return r.counts[v] }

// Verdict is the worst of the run: [Broken] over [Inconclusive] over [Passed].
// A run that did not ask everything, or that asked nothing, is inconclusive at best.
func (r *Run) Verdict() Verdict {
	switch {
	case r.counts[Broken] > 0:
		return Broken
	case r.counts[Inconclusive] > 0 || !r.Whole || r.Stopped || r.skippedAll():
		return Inconclusive
	}
	return Passed
}

// skippedAll says that nothing was asked.
func (r *Run) skippedAll() bool { return r.counts[Skipped] == len(r.Scenarios) }

// Outcome is what came of one scenario, or of one row of an outline.
type Outcome struct {
	Path     string
	Line     int // of the scenario or the row
	Feature  string
	Rule     string
	Name     string
	Template string // the name with its placeholders
	Example  string // "name of the Examples: first cell of the row"
	Tags     []string

	Verdict    Verdict
	Reason     string      // what the step that ended it says
	Violations []Violation // the contract's clauses that were broken
	FailedStep Step        // the step that ended it; zero for a hook
	Also       []string    // what else was wrong, in the hooks at its end
	Stopped    bool        // skipped, because the run was stopped before
	Earlier    []Outcome   // of the attempts before, if it was asked again
	Exchanges  []exchange.Record
	// Answers are those of the exchanges that the steps asked for: the last one of
	// each step, so no attempt that was made again, and none that was aside.
	Answers  []exchange.Record
	Duration time.Duration
}

// Step is a step of a feature file.
type Step struct {
	Text string // with its keyword
	Line int
}

// Address names the scenario for as long as nobody renames it: path, rule, name and example.
func (o Outcome) Address() string {
	parts := []string{o.Path}
	for _, part := range []string{o.Rule, o.Name, o.Example} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " > ")
}

// Label is the name for people: rows of an outline that share a name are told apart by their example.
func (o Outcome) Label() string {
	if o.Example == "" || o.Template != o.Name {
		return o.Name
	}
	return o.Name + " (" + o.Example + ")"
}

// Violation is one broken clause, as the judge of an answer told it.
type Violation struct {
	Clause   string
	Line     int // of the clause in the document
	Document string
	Pointer  string // to the value in the answer's body (RFC 6901)
	Want     string
	Got      string
	Branches []Violation // of a oneOf: why each of them does not hold
}

// violations decodes the details of a verdict; what is not a list of violations gives none.
func violations(body []byte) []Violation {
	var list []Violation
	if json.Unmarshal(body, &list) != nil {
		return nil
	}
	return list
}
