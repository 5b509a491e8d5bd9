package explore

import (
	"slices"
	"strconv"

	"kycspec/internal/exchange"
	"kycspec/internal/generate"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// symptom is one thing that is wrong with what came of a request.
type symptom struct {
	kind    symptomKind
	clause  string   // that is broken
	status  int      // of the answer, where that is what is wrong
	clauses []string // that the request breaks
}

type symptomKind int

const (
	// clauseBroken: the exchange breaks a clause, as the contract judges it.
	clauseBroken symptomKind = iota
	// validRefused: a request that the contract allows is refused.
	validRefused
	// invalidNotRefused: a request that breaks the contract is answered with no
	// documented refusal.
	invalidNotRefused
)

// isAlso says whether the symptom of a smaller request is the same one.
func (s symptom) isAlso(smaller symptom) bool {
	if s.kind != smaller.kind || s.status != smaller.status || s.clause != smaller.clause {
		return false
	}
	return s.kind != invalidNotRefused || contains(s.clauses, smaller.clauses)
}

// what says the symptom to people.
func (s symptom) what(t *testCase, e *exchange.Exchange) string {
	switch {
	case s.kind == validRefused:
		return "a request that the contract allows is refused"
	case s.kind == invalidNotRefused:
		return "a request that breaks the contract is not refused as documented"
	case e.Status()/100 == 2 && len(t.breaks) > 0 && contains(t.breaks, []string{s.clause}):
		return "a request that breaks the contract is accepted"
	case len(t.breaks) > 0:
		return "an answer to a request that breaks the contract is not as documented"
	}
	return "an answer is not as documented"
}

// contains says whether a list has all of some texts.
func contains(list, some []string) bool {
	return !slices.ContainsFunc(some, func(text string) bool { return !slices.Contains(list, text) })
}

// judge says what is wrong with what came of a request; nil: nothing.
func (x *explorer) judge(t *testCase, e *exchange.Exchange) []symptom {
	var list []symptom
	for _, v := range x.Contract.Judge(e) {
		if !slices.ContainsFunc(list, func(known symptom) bool { return known.clause == v.Clause }) {
			list = append(list, symptom{kind: clauseBroken, clause: v.Clause})
		}
	}
	_, documented := x.Contract.Documented(e.Status())
	switch {
	case !documented:
	case len(t.breaks) == 0 && e.Status()/100 != 2:
		list = append(list, symptom{kind: validRefused, status: e.Status()})
	case len(t.breaks) > 0 && e.Status()/100 > 4, len(t.breaks) > 0 && e.Status()/100 == 3:
		list = append(list, symptom{kind: invalidNotRefused, status: e.Status(), clauses: t.breaks})
	}
	return list
}

// violations are those by which a symptom is proved.
func (x *exploration) violations(s symptom, t *testCase, e *exchange.Exchange) []outcome.Violation {
	switch s.kind {
	case validRefused:
		return x.refusal(t, e)
	case invalidNotRefused:
		return x.named(x.Contract.RefusedAsDocumented(e, x.placesOf(t.breaks)), t.breaks)
	}
	var list []outcome.Violation
	for _, v := range x.Contract.Judge(e) {
		if v.Clause == s.clause {
			list = append(list, v)
		}
	}
	return list
}

// named makes violations of a promise name the clauses that the request breaks.
func (x *explorer) named(violations []outcome.Violation, breaks []string) []outcome.Violation {
	if len(violations) == 0 || slices.ContainsFunc(violations, func(v outcome.Violation) bool { return slices.Contains(breaks, v.Clause) }) {
		return violations
	}
	list := make([]outcome.Violation, len(breaks))
	for i, id := range breaks {
		c, _ := x.Contract.Clause(id)
		list[i] = violations[0]
		list[i].Clause, list[i].Line = c.ID, c.Line
	}
	return list
}

// success is the last of the documented successes: the one that starts what was asked for.
func (x *explorer) success() int {
	last := 200
	for _, r := range x.Contract.Bundle().Manifest.Responses {
		if status, err := strconv.Atoi(r.Status); err == nil && status/100 == 2 {
			last = max(last, status)
		}
	}
	return last
}

func (x *explorer) placesOf(clauses []string) []string {
	var list []string
	for _, id := range clauses {
		if c, known := x.Contract.Clause(id); known && c.Place != "" {
			list = append(list, c.Place)
		}
	}
	return list
}

// base is the smallest body for a request of that kind.
func (x *explorer) base(t *testCase) any {
	if t.siwe && x.signed != nil && !slices.ContainsFunc(t.breaks, x.isUnsigned) {
		return x.signed
	}
	return x.plain
}

func (x *explorer) isUnsigned(id string) bool {
	c, _ := x.Contract.Clause(id)
	return c.Keyword == spec.KeywordSIWE
}

// about lists the places at which a request differs from the smallest body.
func (x *explorer) about(t *testCase) []string {
	list := x.differing(t, x.base(t))
	if t.siwe && x.roles.siwe != nil {
		list = append(list, spec.JoinPlace(x.roles.siwe))
	}
	return list
}

func (x *explorer) differing(t *testCase, base any) []string {
	var list []string
	for _, at := range differences(t.tree, base, nil) {
		path := x.described(at)
		list = append(list, spec.JoinPlace(path))
		if last := len(path) - 1; last >= 0 && path[last] == generate.Other {
			list = append(list, spec.JoinPlace(path[:last])) // which lets it be there
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// described is a path with names that the contract does not have, and what is
// below them, as one token.
func (x *explorer) described(at pointer) []string {
	nodes := []*generate.Node{x.root}
	for i, token := range at {
		var next []*generate.Node
		for _, n := range nodes {
			for _, part := range n.Everywhere(nil) {
				if inner := part.Properties[token]; inner != nil {
					next = append(next, inner)
				}
			}
		}
		if len(next) == 0 {
			return append(slices.Clone(at[:i]), generate.Other)
		}
		nodes = next
	}
	return at
}
