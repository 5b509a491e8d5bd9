package explore

import (
	"cmp"
	"context"
	"slices"

	"kycspec/internal/outcome"
)

// failureGroup is what several requests failed for.
type failureGroup struct {
	symptom symptom
	factors []string // why a valid request was refused, as far as can be known
	failure Failure
}

// conclude groups what failed: for each group it asks again with smaller
// requests, unless the exploration was stopped.
func (s *exploration) conclude(ctx context.Context) {
	// A request that breaks one clause says more than one that breaks two.
	slices.SortFunc(s.failed, func(a, b failedCase) int {
		return cmp.Or(cmp.Compare(len(a.testCase.breaks), len(b.testCase.breaks)), a.testCase.number-b.testCase.number)
	})
	var groups []*failureGroup
	for _, failed := range s.failed {
		for _, symptom := range failed.symptoms {
			if known := s.groupOf(groups, symptom, failed.testCase); known != nil {
				known.failure.Cases = append(known.failure.Cases, failed.testCase.number)
				continue
			}
			groups = append(groups, s.newGroup(ctx, groups, symptom, failed))
		}
	}
	for _, g := range groups {
		slices.Sort(g.failure.Cases)
	}
	var apart []*failureGroup
	for _, g := range groups {
		if !slices.ContainsFunc(apart, func(earlier *failureGroup) bool { return s.joins(earlier, g) }) {
			apart = append(apart, g)
		}
	}
	for _, g := range apart {
		s.result.Failures = append(s.result.Failures, g.failure)
	}
	slices.SortStableFunc(s.result.Failures, func(a, b Failure) int { return a.Cases[0] - b.Cases[0] })
}

// joins adds to a group what always came with it in the same answers, such as
// a property that is missing and another that is there in its stead.
func (s *exploration) joins(earlier, g *failureGroup) bool {
	f := &earlier.failure
	if earlier.symptom.kind != clauseBroken || g.symptom.kind != clauseBroken || f.What != g.failure.What ||
		!slices.Equal(f.Cases, g.failure.Cases) || !slices.Equal(f.Breaks, g.failure.Breaks) {
		return false
	}
	also := s.violations(g.symptom, nil, f.Exchange)
	f.Violations = append(f.Violations, also...)
	f.Clauses = clausesOf(f.Violations)
	return len(also) > 0
}

// groupOf is the known group of what a request failed for; nil for none.
func (s *exploration) groupOf(groups []*failureGroup, found symptom, t *testCase) *failureGroup {
	var factors []string
	for _, g := range groups {
		if !found.isAlso(g.symptom) {
			continue
		}
		if found.kind != validRefused {
			return g
		}
		if factors == nil {
			factors = s.factors(t)
		}
		if contains(factors, g.factors) {
			return g
		}
	}
	return nil
}

// newGroup looks for the smallest request that fails in the same way.
func (s *exploration) newGroup(ctx context.Context, groups []*failureGroup, found symptom, failed failedCase) *failureGroup {
	k := &shrinker{exploration: s, ctx: ctx, known: groups, symptom: found, smallest: failed.testCase, exchange: failed.exchange}
	if s.result.Stopped == "" {
		k.shrink()
	}
	g := &failureGroup{symptom: k.symptom}
	if found.kind == validRefused && k.judged { // where nothing was judged again, one stands for all that were refused
		g.factors = s.reasons(k.smallest)
	}
	g.failure = Failure{
		What: k.symptom.what(k.smallest, k.exchange), Cases: []int{failed.testCase.number}, Breaks: k.smallest.breaks,
		Violations: s.violations(k.symptom, k.smallest, k.exchange), Exchange: k.exchange,
		Written: k.failedAgain && k.smallest.layout != 0, Unsettled: k.judged && !k.failedAgain,
	}
	g.failure.Clauses = clausesOf(g.failure.Violations)
	return g
}

// clausesOf lists the clauses of violations, each once.
func clausesOf(violations []outcome.Violation) []string {
	var list []string
	for _, v := range violations {
		if !slices.Contains(list, v.Clause) {
			list = append(list, v.Clause)
		}
	}
	return list
}
