package explore

import (
	"slices"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// accept counts the edges at which an accepted request stands.
func (s *session) accept(edges []string) {
	if s.accepted == nil {
		s.accepted = map[string]int{}
	}
	for _, id := range edges {
		s.accepted[id]++
	}
}

// suspects are the edges at which a refused request stands and no accepted one
// does. Where none was accepted at all, that says nothing.
func (s *session) suspects(t *trial) []string {
	if len(s.accepted) == 0 {
		return nil
	}
	return slices.DeleteFunc(s.edges(t), func(id string) bool { return s.accepted[id] > 0 })
}

// reasons are what a request was refused for, as far as can be told: the
// suspect edges, or else the traits of the smallest request that was refused,
// but for those that the smallest of all has too.
func (s *session) reasons(t *trial) []string {
	if suspects := s.suspects(t); len(suspects) > 0 {
		return suspects
	}
	common := s.edges(&trial{number: t.number, tree: s.plain})
	return slices.DeleteFunc(s.traits(t), func(trait string) bool { return slices.Contains(common, trait) })
}

// refusal tells of a valid request that was refused: of the edges that are
// suspect, or else of what it is about.
func (s *session) refusal(t *trial, e *exchange.Exchange) []outcome.Violation {
	told := s.Contract.Answered(e, s.success(), s.about(t))
	if len(told) == 0 {
		return nil
	}
	status := told[len(told)-1] // the contract's statuses come after its bodies
	suspects := s.suspects(t)
	switch {
	case len(s.accepted) == 0 && s.Case == 0:
		return []outcome.Violation{status} // whatever was asked
	case len(suspects) == 0:
		return told
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
