package explore

import (
	"cmp"
	"context"
	"kycspec/internal/outcome"
	"slices"
)

// cause is what several requests failed for.
type cause struct {
	finding finding
	traits  []string // of a valid request that was refused
	failure Failure
}

// conclude finds the causes of what failed: for each it asks again with smaller
// requests, unless the exploration was stopped.
func (s *session) conclude(ctx context.Context) {
	// A request that breaks one clause says more than one that breaks two.
	slices.SortFunc(s.failures, func(a, b failure) int {
		return cmp.Or(cmp.Compare(len(a.trial.breaks), len(b.trial.breaks)), a.trial.number-b.trial.number)
	})
	var causes []*cause
	for _, failed := range s.failures {
		for _, f := range failed.findings {
			if known := s.explain(causes, f, failed.trial); known != nil {
				known.failure.Cases = append(known.failure.Cases, failed.trial.number)
				continue
			}
			causes = append(causes, s.find(ctx, causes, f, failed))
		}
	}
	for _, c := range causes {
		slices.Sort(c.failure.Cases)
	}
	var apart []*cause
	for _, c := range causes {
		if !slices.ContainsFunc(apart, func(earlier *cause) bool { return s.joins(earlier, c) }) {
			apart = append(apart, c)
		}
	}
	for _, c := range apart {
		s.result.Failures = append(s.result.Failures, c.failure)
	}
	slices.SortStableFunc(s.result.Failures, func(a, b Failure) int { return a.Cases[0] - b.Cases[0] })
}

// joins adds to a cause what always came with it in the same answers, such as
// a property that is missing and another that is there in its stead.
func (s *session) joins(earlier, c *cause) bool {
	f := &earlier.failure
	if earlier.finding.kind != judged || c.finding.kind != judged || f.What != c.failure.What || !slices.Equal(f.Cases, c.failure.Cases) ||
		!slices.Equal(f.Breaks, c.failure.Breaks) {
		return false
	}
	also := s.violations(c.finding, nil, f.Exchange)
	f.Violations = append(f.Violations, also...)
	f.Clauses = clausesOf(f.Violations)
	return len(also) > 0
}

// explain gives the known cause for which a request failed too; nil for none.
func (s *session) explain(causes []*cause, f finding, t *trial) *cause {
	var traits []string
	for _, c := range causes {
		if !f.like(c.finding) {
			continue
		}
		if f.kind != refused {
			return c
		}
		if traits == nil {
			traits = s.traits(t)
		}
		if contains(traits, c.traits) {
			return c
		}
	}
	return nil
}

// find looks for the smallest request that fails in the same way.
func (s *session) find(ctx context.Context, causes []*cause, f finding, failed failure) *cause {
	k := &shrinker{session: s, ctx: ctx, known: causes, finding: f, trial: failed.trial, came: failed.exchange}
	if s.result.Stopped == "" {
		k.shrink()
	}
	c := &cause{finding: k.finding}
	if f.kind == refused && k.heard { // unheard, one stands for all that were refused
		c.traits = s.reasons(k.trial)
	}
	c.failure = Failure{
		What: k.finding.what(k.trial, k.came), Cases: []int{failed.trial.number}, Breaks: k.trial.breaks,
		Violations: s.violations(k.finding, k.trial, k.came), Exchange: k.came, Written: k.failed && k.trial.layout != 0, Unsettled: k.heard && !k.failed,
	}
	c.failure.Clauses = clausesOf(c.failure.Violations)
	return c
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
