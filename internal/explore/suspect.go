package explore

import (
	"slices"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// accept counts the boundaries at which an accepted request stands.
func (s *exploration) accept(boundaries []string) {
	if s.accepted == nil {
		s.accepted = map[string]int{}
	}
	for _, id := range boundaries {
		s.accepted[id]++
	}
}

// suspectClauses are those at whose boundary a refused request stands and no
// accepted one does. Where none was accepted at all, that says nothing; nor do
// the boundaries at which the smallest body stands too, if the request is another:
// that so few were accepted there is chance.
func (s *exploration) suspectClauses(t *testCase) []string {
	if len(s.accepted) == 0 {
		return nil
	}
	var common []string
	if base := s.base(t); len(differences(t.tree, base, nil)) > 0 {
		common = s.boundaries(&testCase{number: t.number, siwe: t.siwe, tree: base})
	}
	return slices.DeleteFunc(s.boundaries(t), func(id string) bool { return s.accepted[id] > 0 || slices.Contains(common, id) })
}

// reasons are what a request was refused for, as far as can be known: the
// suspect clauses, or else the factors of the smallest request that was refused,
// but for those that the smallest of all has too.
func (s *exploration) reasons(t *testCase) []string {
	if suspects := s.suspectClauses(t); len(suspects) > 0 {
		return suspects
	}
	common := s.boundaries(&testCase{number: t.number, tree: s.plain})
	return slices.DeleteFunc(s.factors(t), func(factor string) bool { return slices.Contains(common, factor) })
}

// refusal are the violations of a valid request that was refused: of the suspect
// clauses, or else of those that it is about.
func (s *exploration) refusal(t *testCase, e *exchange.Exchange) []outcome.Violation {
	violations := s.Contract.Answered(e, s.success(), s.about(t))
	if len(violations) == 0 {
		return nil
	}
	status := violations[len(violations)-1] // the contract's statuses come after its bodies
	suspects := s.suspectClauses(t)
	switch {
	case len(s.accepted) == 0 && s.Case == 0:
		return []outcome.Violation{status} // whatever was asked
	case len(suspects) == 0:
		return violations
	}
	var list []outcome.Violation
	for _, id := range suspects {
		c, _ := s.Contract.Clause(id)
		v := status
		v.Clause, v.Line, v.Fault, v.Want = c.ID, c.Line, outcome.FaultRefused, outcome.Term{Kind: outcome.WantAcceptance}
		list = append(list, v)
	}
	return append(list, status)
}

// factors are what may be why a valid request was refused: where it differs
// from the smallest one, the boundaries at which it stands, and how it was sent.
func (x *explorer) factors(t *testCase) []string {
	list := append(x.differing(t, x.plain), x.boundaries(t)...)
	if t.siwe {
		list = append(list, "of the application that requires signatures")
	}
	if t.layout != 0 {
		list = append(list, "written in another way")
	}
	return list
}

func (x *explorer) boundaries(t *testCase) []string { return x.Contract.Boundaries(x.standIn(t)) }
