package mutate

import (
	"fmt"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// fate is what becomes of a mutant: the suite should kill one that breaks the
// contract, and leave a benign one in peace.
type fate struct {
	right bool
	why   string // of a wrong one: what the suite made of the mutant
}

// judge reads what came of a run: a benign mutant must pass whole, another one
// must be noticed by a violation for the right reason.
func (m Mutant) judge(run *report.Run) *fate {
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
				return &fate{right: true}
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
		return &fate{why: otherwise + clause}
	case noticed:
		return &fate{why: otherwise + "no clause: " + reason}
	case inconclusive > 0:
		return &fate{why: fmt.Sprintf("not noticed (scenarios run: %d, inconclusive: %d)", len(run.Scenarios), inconclusive)}
	}
	return &fate{why: fmt.Sprintf("not noticed (scenarios run: %d)", len(run.Scenarios))}
}

// judgeBenign finds what did not pass, though nothing is broken.
func (m Mutant) judgeBenign(run *report.Run) *fate {
	for _, o := range run.Scenarios {
		if o.Verdict != outcome.Broken && o.Verdict != outcome.Inconclusive {
			continue
		}
		why := fmt.Sprintf("a false alarm: %s (%s:%d)", o.Label(), o.Path, o.Line)
		if len(o.Violations) > 0 {
			v := o.Violations[0]
			return &fate{why: fmt.Sprintf("%s: %s: want %s, got %s", why, v.Clause, v.Want, v.Got)}
		}
		return &fate{why: why + ": " + o.Why()}
	}
	if run.Verdict() != outcome.Passed {
		return &fate{why: "the run was not whole"}
	}
	return &fate{right: true}
}
