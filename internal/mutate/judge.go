package mutate

import (
	"fmt"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// judgement is what a suite makes of a mutant: it kills one that breaks the
// contract, and leaves a benign one in peace.
type judgement struct {
	right bool
	why   string // of a wrong one: what the suite made of the mutant
}

// judge reads what came of a run: a benign mutant must pass whole, another one
// must be noticed by a violation for the right reason.
func (m Mutant) judge(run *report.Run) *judgement {
	if m.Kind == Benign {
		return m.judgeBenign(run)
	}
	inconclusive, noticed := 0, false
	var clause, reason string // what is named instead
	for _, o := range run.Scenarios {
		if o.Verdict == outcome.Inconclusive {
			inconclusive++
		}
		if o.Verdict != outcome.Broken {
			continue
		}
		for _, v := range o.Violations {
			if m.rightReason(v) {
				return &judgement{right: true}
			}
			clause = v.Clause
		}
		if !noticed {
			noticed, reason = true, o.Why()
		}
	}
	const otherwise = "noticed, but not for the right reason: the verdicts name "
	switch {
	case clause != "":
		return &judgement{why: otherwise + clause}
	case noticed:
		return &judgement{why: otherwise + "no clause: " + reason}
	case inconclusive > 0:
		return &judgement{why: fmt.Sprintf("not noticed (scenarios run: %d, inconclusive: %d)", len(run.Scenarios), inconclusive)}
	}
	return &judgement{why: fmt.Sprintf("not noticed (scenarios run: %d)", len(run.Scenarios))}
}

// judgeBenign finds what did not pass, though nothing is broken.
func (m Mutant) judgeBenign(run *report.Run) *judgement {
	for _, o := range run.Scenarios {
		if o.Verdict != outcome.Broken && o.Verdict != outcome.Inconclusive {
			continue
		}
		why := fmt.Sprintf("a false alarm: %s (%s:%d)", o.Label(), o.Path, o.Line)
		if len(o.Violations) > 0 {
			v := o.Violations[0]
			return &judgement{why: fmt.Sprintf("%s: %s: want %s, got %s", why, v.Clause, v.Want, v.Got)}
		}
		return &judgement{why: why + ": " + o.Why()}
	}
	if run.Verdict() != outcome.Passed {
		return &judgement{why: "the run was not whole"}
	}
	return &judgement{right: true}
}
