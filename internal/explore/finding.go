package explore

import (
	"slices"
	"strconv"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// finding is one thing that is wrong with what came of a request.
type finding struct {
	kind    kind
	clause  string   // of an answer that breaks the contract, or of a request that was accepted
	status  int      // of a request that was refused, or not refused as documented
	clauses []string // that the request breaks
}

type kind int

const (
	// judged: the exchange breaks a clause, as the contract judges it.
	judged kind = iota
	// refused: the contract allows the request.
	refused
	// unrefused: the request breaks the contract, and was answered with no
	// documented refusal.
	unrefused
)

// like says whether another finding, of a smaller request, is the same thing.
func (f finding) like(smaller finding) bool {
	if f.kind != smaller.kind || f.status != smaller.status || f.clause != smaller.clause {
		return false
	}
	return f.kind != unrefused || contains(f.clauses, smaller.clauses)
}

// contains says whether a list has all of some texts.
func contains(list, some []string) bool {
	return !slices.ContainsFunc(some, func(text string) bool { return !slices.Contains(list, text) })
}

// judge says what is wrong with what came of a request; nil: nothing.
func (x *explorer) judge(t *trial, e *exchange.Exchange) []finding {
	var list []finding
	for _, v := range x.Contract.Judge(e) {
		f := finding{kind: judged, clause: v.Clause}
		if !slices.ContainsFunc(list, func(known finding) bool { return known.clause == f.clause }) {
			list = append(list, f)
		}
	}
	_, documented := x.Contract.Documented(e.Status())
	switch {
	case !documented:
	case len(t.breaks) == 0 && e.Status()/100 != 2:
		list = append(list, finding{kind: refused, status: e.Status()})
	case len(t.breaks) > 0 && e.Status()/100 > 4, len(t.breaks) > 0 && e.Status()/100 == 3:
		list = append(list, finding{kind: unrefused, status: e.Status(), clauses: t.breaks})
	}
	return list
}

// violations tell a finding to people.
func (x *session) violations(f finding, t *trial, e *exchange.Exchange) []outcome.Violation {
	switch f.kind {
	case refused:
		return x.refusal(t, e)
	case unrefused:
		return x.named(x.Contract.RefusedAsDocumented(e, x.placesOf(t.breaks)), t.breaks)
	}
	var list []outcome.Violation
	for _, v := range x.Contract.Judge(e) {
		if v.Clause == f.clause {
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
func (x *explorer) base(t *trial) any {
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
func (x *explorer) about(t *trial) []string {
	list := x.differing(t, x.base(t))
	if t.siwe && x.roles.siwe != nil {
		list = append(list, spec.JoinPlace(x.roles.siwe))
	}
	return list
}

func (x *explorer) differing(t *trial, base any) []string {
	var list []string
	for _, at := range differences(t.tree, base, nil) {
		path := x.described(at)
		list = append(list, spec.JoinPlace(path))
		if last := len(path) - 1; last >= 0 && path[last] == other {
			list = append(list, spec.JoinPlace(path[:last])) // which lets it be there
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// described is a path with names that the contract does not have, and what is
// below them, as one token.
func (x *explorer) described(at pointer) []string {
	nodes := []*node{x.root}
	for i, token := range at {
		var next []*node
		for _, n := range nodes {
			for _, part := range n.everywhere(nil) {
				if inner := part.properties[token]; inner != nil {
					next = append(next, inner)
				}
			}
		}
		if len(next) == 0 {
			return append(slices.Clone(at[:i]), other)
		}
		nodes = next
	}
	return at
}

// traits are what may be the reason why a valid request was refused: where it
// differs from the smallest one, the edges at which it stands, and how it was sent.
func (x *explorer) traits(t *trial) []string {
	list := append(x.differing(t, x.plain), x.edges(t)...)
	if t.siwe {
		list = append(list, "of the application that requires signatures")
	}
	if t.layout != 0 {
		list = append(list, "written in another way")
	}
	return list
}

func (x *explorer) edges(t *trial) []string {
	return x.Contract.Boundaries(t.text(x.roles.fill(t.tree, newIdentity(x.Seed, t.number, t.attempt), nil)))
}
