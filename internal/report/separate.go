package report

import (
	"slices"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// finder finds causes in a run.
type finder struct {
	run      *Run              // in which each request that broke something is an outcome of its own
	kept     []outcome.Request // of scenarios that were kept, and of what broken ones asked before they broke
	accepted map[string]bool   // clauses at whose boundary a request was accepted
	found    []outcome.Cause   // of statuses that came in place of others
}

func newFinder(r *Run) *finder {
	f := &finder{run: &Run{}, accepted: map[string]bool{}}
	for _, o := range r.Scenarios {
		parts, kept := o.byRequest()
		f.run.Scenarios, f.kept = append(f.run.Scenarios, parts...), append(f.kept, kept...)
	}
	for _, request := range f.kept {
		for _, factor := range request.Factors {
			if request.Status/100 == 2 && factor.Kind == outcome.FactorBoundary {
				f.accepted[factor.Name] = true
			}
		}
	}
	return f
}

// byRequest gives an outcome for each request that a broken scenario broke with, and
// the requests that were kept. A step that asks many times says of each violation
// which request it is of ([outcome.Violation.Number]); any other scenario ends with
// the request that it breaks with.
func (o Outcome) byRequest() (parts []Outcome, kept []outcome.Request) {
	n := len(o.Requests)
	switch {
	case o.Verdict.Kept():
		return []Outcome{o}, o.Requests
	case o.Verdict != outcome.Broken || n == 0:
		return []Outcome{o}, nil
	case len(o.Violations) == 0 || o.Violations[0].Number == 0:
		return []Outcome{o}, o.Requests[:n-1]
	}
	broken := map[int]bool{}
	for _, v := range o.Violations {
		if !broken[v.Number] {
			parts = append(parts, o.ofRequest(v.Number))
		}
		broken[v.Number] = true
	}
	return parts, slices.DeleteFunc(slices.Clone(o.Requests), func(r outcome.Request) bool { return broken[r.Number] })
}

// ofRequest is what of an outcome is about one of many requests of a step.
func (o Outcome) ofRequest(number int) Outcome {
	o.Violations = slices.DeleteFunc(slices.Clone(o.Violations), func(v outcome.Violation) bool { return v.Number != number })
	o.Requests = slices.DeleteFunc(slices.Clone(o.Requests), func(r outcome.Request) bool { return r.Number != number })
	o.Exchanges = slices.DeleteFunc(slices.Clone(o.Exchanges), func(e exchange.Record) bool { return e.Number != number })
	return o
}

// last is the request that a scenario broke with; nil where none is known.
func (f *finder) last(at int) *outcome.Request {
	requests := f.run.Scenarios[at].Requests
	if len(requests) == 0 {
		return nil
	}
	return &requests[len(requests)-1]
}

// keptOf are the requests that might have met with an effect and did not: those
// that were answered with a status at which it can be seen, or as was promised.
func (f *finder) keptOf(e *effect) []outcome.Request {
	var list []outcome.Request
	for _, request := range f.kept {
		success := request.Status/100 == 2
		switch {
		case e.kind == ofAnswer && e.statuses[request.Status],
			e.kind == ofAccepting && !success,
			e.kind == ofStatus && (e.promised == acceptance && success || e.promised == refusal && !success || e.promised == unknownPromise):
			list = append(list, request)
		}
	}
	return list
}

// separate finds the fewest factors that tell some of the broken scenarios from
// all kept requests, and which those are: one factor of all of them, else two
// together of all of them, else the one that most of them have. None: there are
// no such factors.
func (f *finder) separate(members []int, kept []outcome.Request, prefers outcome.FactorKind) (factors []outcome.Factor, met []int) {
	fine := map[outcome.Factor]bool{}
	for _, request := range kept {
		for _, factor := range request.Factors {
			fine[factor] = true
		}
	}
	counts := map[outcome.Factor]int{}
	var order []outcome.Factor
	for _, at := range members {
		if request := f.last(at); request != nil {
			for _, factor := range request.Factors {
				if counts[factor]++; counts[factor] == 1 {
					order = append(order, factor)
				}
			}
		}
	}
	best, most := outcome.Factor{}, 0
	for _, factor := range order {
		better := counts[factor] > most || counts[factor] == most && best.Kind != prefers && factor.Kind == prefers
		if !fine[factor] && better {
			best, most = factor, counts[factor]
		}
	}
	if most < len(members) {
		if pair := f.pair(members, kept, order, counts); pair != nil {
			return pair, members
		}
	}
	if most == 0 || most < len(members) && (most == 1 && best.Kind.Accidental() || best.Kind == outcome.FactorBreaks) {
		return nil, nil // what is ruled out by one clause is one cause, in however many ways it is accepted
	}
	for _, at := range members {
		if request := f.last(at); request != nil && slices.Contains(request.Factors, best) {
			met = append(met, at)
		}
	}
	return []outcome.Factor{best}, met
}

// pair finds two factors that all of the scenarios have and no kept request has
// together; nil where there are none. The first of them is the one that fewer
// kept requests have.
func (f *finder) pair(members []int, kept []outcome.Request, order []outcome.Factor, counts map[outcome.Factor]int) []outcome.Factor {
	shared := slices.DeleteFunc(slices.Clone(order), func(factor outcome.Factor) bool { return counts[factor] < len(members) })
	for i, one := range shared {
		for _, two := range shared[i+1:] {
			together := slices.ContainsFunc(kept, func(request outcome.Request) bool {
				return slices.Contains(request.Factors, one) && slices.Contains(request.Factors, two)
			})
			if !together {
				return []outcome.Factor{one, two}
			}
		}
	}
	return nil
}
