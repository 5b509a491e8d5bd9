package mutate

import (
	"fmt"
	"maps"
	"slices"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// verdict says whether a suite judged a mutant rightly, and if not, what it made of it.
type verdict struct {
	right bool
	why   string
}

// judge reads a run's outcome: a benign mutant must pass whole, another one
// must be noticed by a violation for the right reason.
func (m Mutant) judge(run *report.Run) *verdict {
	if m.Kind == Benign {
		return m.alarm(run)
	}
	noticed, unjudged := "", 0
	for _, o := range run.Scenarios {
		if o.Verdict == outcome.Inconclusive {
			unjudged++
		}
		if o.Verdict != outcome.Broken {
			continue
		}
		for _, v := range o.Violations {
			if m.right(v) {
				return &verdict{right: true}
			}
			noticed = v.Clause
		}
		if noticed == "" {
			noticed = "no clause: " + o.Reason
		}
	}
	if noticed != "" {
		return &verdict{why: "noticed, but not for the right reason: the verdicts name " + noticed}
	}
	if unjudged > 0 {
		return &verdict{why: fmt.Sprintf("not noticed (scenarios run: %d, inconclusive: %d)", len(run.Scenarios), unjudged)}
	}
	return &verdict{why: fmt.Sprintf("not noticed (scenarios run: %d)", len(run.Scenarios))}
}

// alarm finds what is not passed, though nothing is broken.
func (m Mutant) alarm(run *report.Run) *verdict {
	for _, o := range run.Scenarios {
		if o.Verdict != outcome.Broken && o.Verdict != outcome.Inconclusive {
			continue
		}
		why := fmt.Sprintf("a false alarm: %s (%s:%d)", o.Label(), o.Path, o.Line)
		if len(o.Violations) > 0 {
			v := o.Violations[0]
			return &verdict{why: fmt.Sprintf("%s: %s: want %s, got %s", why, v.Clause, v.Want, v.Got)}
		}
		return &verdict{why: why + ": " + o.Reason}
	}
	if run.Verdict() != outcome.Passed {
		return &verdict{why: "the run was not whole"}
	}
	return &verdict{right: true}
}

// resultVersion is the version of a [Result]'s form.
const resultVersion = 1

func (r *run) result() *Result {
	result := &Result{Version: resultVersion, Survivors: []Survivor{}}
	tallies := map[Kind]*Tally{}
	for _, kind := range Kinds() {
		tallies[kind] = &Tally{Kind: kind}
	}
	for i, m := range r.options.Mutants {
		tally := tallies[m.Kind]
		tally.Mutants++
		if m.Kind == Benign {
			result.Benign++
		} else {
			result.Mutants++
		}
		judged := r.verdicts[i]
		if judged == nil {
			continue
		}
		result.Tried++
		tally.Tried++
		if !judged.right {
			result.Survivors = append(result.Survivors, Survivor{ID: m.ID, Kind: m.Kind, Clause: m.Clause, Place: m.Place, Says: m.Says, Why: judged.why, Hint: m.hint})
			continue
		}
		tally.Killed++
		if m.Kind != Benign {
			result.Killed++
		}
	}
	for _, kind := range Kinds() {
		if tallies[kind].Mutants > 0 {
			result.Kinds = append(result.Kinds, *tallies[kind])
		}
	}
	return result
}

func sortedAddresses(exercised map[string][]contract.Exercise) []string {
	return slices.Sorted(maps.Keys(exercised))
}
