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
	// Likewise are the clauses that the others break in the same way; not those by
	// which something was to be accepted, of which kept requests show some to be fine.
	Likewise []string
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
	effects := f.effects()
	// What was to be accepted tells most of why another status came.
	slices.SortStableFunc(effects, func(a, b *effect) int { return cmp.Compare(b.weight(), a.weight()) })
	for _, e := range effects {
		for _, part := range e.byClause() {
			entries = append(entries, f.split(part)...)
		}
	}
	entries = merged(entries)
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.members[0], b.members[0]) })
	list := make([]Entry, len(entries))
	for i, e := range entries {
		list[i] = Entry{Cause: e.cause, Violations: f.proof(e)}
		list[i].Likewise = e.likewise(list[i].Violations)
		list[i].Outcomes = f.outcomes(e)
	}
	return list
}

// outcomes are those that an entry broke, each once: of the requests of one step, the first.
func (f *finder) outcomes(e entry) []Outcome {
	var list []Outcome
	for _, at := range e.members {
		o := f.run.Scenarios[at]
		if n := len(list); n == 0 || list[n-1].Address() != o.Address() {
			list = append(list, o)
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

// same says whether two entries have one cause: they befell the very same
// scenarios, as a property that is missing and another that is there in its stead,
// or were decided by the same factors, as a refusal in place of an acceptance and
// one in place of another refusal.
func (e entry) same(other entry) bool {
	if e.effects[0].ofForm() != other.effects[0].ofForm() {
		return false
	}
	return slices.Equal(e.members, other.members) || !e.effects[0].ofForm() && len(e.cause.Factors) > 0 && slices.Equal(e.cause.Factors, other.cause.Factors)
}

// union is all members of two sorted lists, sorted.
func union(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// merged puts entries of one cause together.
func merged(entries []entry) []entry {
	var list []entry
	for _, e := range entries {
		at := slices.IndexFunc(list, func(other entry) bool { return other.same(e) })
		if at < 0 {
			list = append(list, e)
			continue
		}
		list[at].effects = append(list[at].effects, e.effects...)
		list[at].members = union(list[at].members, e.members)
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
	list, rest := f.explained(e)
	for len(rest) > 0 {
		factors, met := f.separate(rest, kept, e.prefers())
		if len(factors) == 0 {
			break
		}
		cause := outcome.Cause{Factors: factors}
		if e.kind == ofStatus {
			f.found = append(f.found, cause)
		}
		var others []int
		for _, at := range rest {
			switch known := slices.Contains(met, at); {
			case !known && e.kind == ofStatus && f.explains(cause, e, at):
				met = append(met, at)
			case !known:
				others = append(others, at)
			}
		}
		slices.Sort(met)
		list, rest = append(list, entry{cause, []*effect{e}, met}), others
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

// explained gives the scenarios of an effect on statuses that a cause which is
// found already explains, and the rest: who refuses wallets on amoy will not say
// either that a customer with one is banned.
func (f *finder) explained(e *effect) (list []entry, rest []int) {
	rest = e.members
	if e.kind != ofStatus {
		return nil, rest
	}
	for _, cause := range f.found {
		var met, others []int
		for _, at := range rest {
			if f.explains(cause, e, at) {
				met = append(met, at)
			} else {
				others = append(others, at)
			}
		}
		if len(met) > 0 {
			list = append(list, entry{cause, []*effect{e}, met})
		}
		rest = others
	}
	return list, rest
}

// explains says whether a scenario's request has all factors of a cause; where it
// sent many, and not the last one met with the effect, whether a clause is named
// that the cause points at.
func (f *finder) explains(c outcome.Cause, e *effect, at int) bool {
	if slices.ContainsFunc(e.violations[at], func(v outcome.Violation) bool { return pointsAt(c, v.Clause) }) {
		return true
	}
	request := f.last(at)
	return request != nil && !slices.ContainsFunc(c.Factors, func(factor outcome.Factor) bool { return !slices.Contains(request.Factors, factor) })
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

// likewise lists the clauses of the entry's violations beside the given ones, each once.
func (e entry) likewise(named []outcome.Violation) []string {
	var list []string
	for _, at := range e.members[1:] {
		for _, effect := range e.effects {
			for _, v := range effect.violations[at] {
				known := slices.Contains(list, v.Clause) || slices.ContainsFunc(named, func(n outcome.Violation) bool { return n.Clause == v.Clause })
				if !known && v.Fault != outcome.FaultRefused {
					list = append(list, v.Clause)
				}
			}
		}
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
	case e.promised != acceptance || factor.Kind != outcome.FactorBoundary || len(list) == 0:
		return list
	}
	v := list[0]
	v.Clause, v.Line, v.Pointer, v.Branches = factor.Name, factor.Line, "", nil
	v.Fault, v.Want = outcome.FaultRefused, outcome.Term{Kind: outcome.WantAcceptance}
	return slices.Insert(slices.Clone(list), 0, v)
}
