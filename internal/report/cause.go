package report

import (
	"cmp"
	"slices"

	"kycspec/internal/outcome"
)

// Entry is one cause and what it broke.
type Entry struct {
	outcome.Cause
	Outcomes []Outcome // that it broke, in the order of the run
	// Violations are those of the first of them, the clause that the cause points
	// at first; none where no clause is named.
	Violations []outcome.Violation
}

// Causes finds what the broken scenarios of the run have in common.
//
// Scenarios are first put together by what happened: the same clause of an
// answer was broken in the same way, what is ruled out was accepted, or another
// status came than the one that was promised. Of each of these effects there are
// requests that met with it, and requests of the same kind that did not: the
// kept ones. A factor that all of the former have and none of the latter is the
// cause; else two factors together are; else the factor that explains most of
// them is, and what it leaves is looked at again. What nothing tells apart stays
// together by the clauses that are broken, with no cause.
//
// So if a target refuses wallets on amoy, thirteen scenarios are answered 422
// where 201 was promised. Some ask at the highest level, some without an
// optional property; but others do that too, and were accepted. What all
// thirteen have and no accepted request has is "amoy".
func (r *Run) Causes() []Entry {
	f := newFinder(r)
	var entries []entry
	for _, e := range f.effects() {
		entries = append(entries, f.split(e)...)
	}
	entries = merged(entries)
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.members[0], b.members[0]) })
	list := make([]Entry, len(entries))
	for i, e := range entries {
		list[i] = Entry{Cause: e.cause, Violations: f.proof(e)}
		for _, at := range e.members {
			list[i].Outcomes = append(list[i].Outcomes, f.run.Scenarios[at])
		}
	}
	return list
}

// entry is an [Entry] in the making: its outcomes by their places in the run.
type entry struct {
	cause   outcome.Cause
	effects []*effect
	members []int
}

// merged puts together the effects that befell the very same scenarios, such as a
// property that is missing and another that is there in its stead.
func merged(entries []entry) []entry {
	var list []entry
	for _, e := range entries {
		at := slices.IndexFunc(list, func(other entry) bool {
			return slices.Equal(other.members, e.members) && (other.effects[0].ofForm() == e.effects[0].ofForm())
		})
		if at < 0 {
			list = append(list, e)
			continue
		}
		list[at].effects = append(list[at].effects, e.effects...)
		if !list[at].cause.Found() {
			list[at].cause = e.cause
		}
	}
	return list
}

// split finds the causes of one effect.
func (f *finder) split(e *effect) []entry {
	kept := f.keptOf(e)
	if len(kept) == 0 && e.kind != unnamed {
		return []entry{{outcome.Cause{Always: true}, []*effect{e}, e.members}}
	}
	var list []entry
	rest := e.members
	for len(rest) > 0 {
		factors, met := f.separate(rest, kept, e.prefers())
		if len(factors) == 0 {
			break
		}
		list = append(list, entry{outcome.Cause{Factors: factors}, []*effect{e}, met})
		rest = slices.DeleteFunc(slices.Clone(rest), func(at int) bool { return slices.Contains(met, at) })
	}
	groups := map[string]int{}
	for _, at := range rest {
		key := f.run.Scenarios[at].cause()
		place, known := groups[key]
		if !known {
			place = len(list)
			groups[key] = place
			list = append(list, entry{effects: []*effect{e}})
		}
		list[place].members = append(list[place].members, at)
	}
	return list
}

// proof is the violations of the entry's first outcome that are of its effects,
// without those whose clauses kept requests show to be fine.
func (f *finder) proof(e entry) []outcome.Violation {
	first := e.members[0]
	var list []outcome.Violation
	for _, effect := range e.effects {
		for _, v := range effect.violations[first] {
			if v.Fault != outcome.FaultRefused || pointsAt(e.cause, v.Clause) || !f.accepted[v.Clause] {
				list = append(list, v)
			}
		}
	}
	for _, factor := range slices.Backward(e.cause.Factors) {
		list = pointed(list, factor, e.effects[0])
	}
	return list
}

func pointsAt(c outcome.Cause, clause string) bool {
	return slices.ContainsFunc(c.Factors, func(f outcome.Factor) bool { return f.Name == clause })
}

// pointed puts the violation of a factor's clause first; where the status is what
// is wrong, and nobody named that clause, it is named now.
func pointed(list []outcome.Violation, factor outcome.Factor, e *effect) []outcome.Violation {
	if factor.Kind != outcome.FactorBoundary && factor.Kind != outcome.FactorBreaks {
		return list
	}
	at := slices.IndexFunc(list, func(v outcome.Violation) bool { return v.Clause == factor.Name })
	switch {
	case at >= 0:
		v := list[at]
		return slices.Insert(slices.Delete(slices.Clone(list), at, at+1), 0, v)
	case e.ofForm() || len(list) == 0:
		return list
	}
	v := list[0]
	v.Clause, v.Line, v.Pointer, v.Branches = factor.Name, factor.Line, "", nil
	v.Fault, v.Want = outcome.FaultRefused, outcome.Term{Kind: outcome.WantAcceptance}
	if factor.Kind == outcome.FactorBreaks {
		v.Fault, v.Want = outcome.FaultStatus, outcome.Term{Kind: outcome.WantDocumented}
	}
	return slices.Insert(slices.Clone(list), 0, v)
}
