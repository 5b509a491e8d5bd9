package state

import (
	"time"

	"kycspec/internal/outcome"
)

// RunObservation is what was observed in a run.
type RunObservation struct {
	At        time.Time             // when it ended
	Target    string                // for people
	Contract  string                // the digest of the contract by which it was judged
	TokenPath string                // where tokens were given; empty: none was
	Scenarios []ScenarioObservation // those that the run was to run, in its order
	// Whole says that these are all scenarios that there are: one that is not
	// among them is gone.
	Whole bool
}

// ScenarioObservation is what was observed in one scenario of a run.
type ScenarioObservation struct {
	Address  string
	Label    string // its name for people
	Steps    []string
	Row      []string
	Verdict  outcome.Verdict
	Observed []Observation // one for each answer
}

// Remember takes in what was observed in a run. Where that differs from what
// was observed before, it is kept beside it until somebody accepts it. A
// scenario that was not verified keeps what was observed of it before.
func (s *State) Remember(run RunObservation) { s.take(run, false) }

// Accept takes in what was observed in a run, as what is to be expected from now on.
func (s *State) Accept(run RunObservation) { s.take(run, true) }

func (s *State) take(run RunObservation, accept bool) {
	run.At = run.At.UTC().Truncate(time.Second)
	if s.Scenarios == nil {
		s.Scenarios = map[string]RememberedScenario{}
	}
	present, judged := map[string]bool{}, false
	for _, now := range run.Scenarios {
		present[now.Address] = true
		known := s.Scenarios[now.Address]
		switch {
		case now.Verdict.Verified():
			s.Scenarios[now.Address], judged = known.with(now, run.At, accept), true
		case !known.Verdict.Verified():
			s.Scenarios[now.Address] = RememberedScenario{Verdict: now.Verdict, Steps: now.Steps, Row: now.Row}
		}
	}
	for address, known := range s.Scenarios {
		if run.Whole && !present[address] && !known.Verified.After(run.At) {
			delete(s.Scenarios, address)
		}
	}
	s.Tokens.take(run, accept)
	if judged && !s.Verified.After(run.At) {
		s.Target, s.Contract, s.Verified = run.Target, run.Contract, run.At
	}
}

// with is the scenario after it was verified. What a later run observed stands,
// though it was written before.
func (s RememberedScenario) with(now ScenarioObservation, at time.Time, accept bool) RememberedScenario {
	latest := !s.Verified.After(at)
	if now.Verdict.Kept() && latest {
		s = s.observed(now, at, accept)
	}
	if now.Verdict.Broke() && latest && (s.Passed.IsZero() || !s.asksTheSame(now)) {
		// What a broken answer was does not replace what one is to be.
		s.Observed, s.Moved = now.Observed, nil
		if !s.asksTheSame(now) {
			s.Passed = time.Time{}
		}
	}
	if now.Verdict.Kept() && at.After(s.Passed) {
		s.Passed = at
	}
	if now.Verdict.Broke() && at.After(s.Broken) {
		s.Broken = at
	}
	if latest {
		s.Verdict, s.Verified, s.Steps, s.Row = now.Verdict, at, now.Steps, now.Row
	}
	return s
}

// observed takes in what was observed of a scenario that was kept.
func (s RememberedScenario) observed(now ScenarioObservation, at time.Time, accept bool) RememberedScenario {
	switch {
	case accept, s.Passed.IsZero(), !s.asksTheSame(now), same(s.Observed, now.Observed):
		s.Observed, s.Moved = now.Observed, nil
	case s.Moved == nil:
		s.Moved = &Moved{Until: s.until(), Since: at, Observed: now.Observed}
	case !same(s.Moved.Observed, now.Observed):
		s.Moved = &Moved{Until: s.Moved.Until, Since: at, Observed: now.Observed}
	}
	return s
}

func (t *TokenPath) take(run RunObservation, accept bool) {
	switch {
	case run.TokenPath == "":
	case accept, t.Path == "", t.Path == run.TokenPath:
		*t = TokenPath{Path: run.TokenPath, Seen: run.At}
	case t.Moved == nil:
		t.Moved = &MovedTokenPath{Path: run.TokenPath, Until: t.Seen, Since: run.At}
	case t.Moved.Path != run.TokenPath:
		t.Moved = &MovedTokenPath{Path: run.TokenPath, Until: t.Moved.Until, Since: run.At}
	}
}

// same says whether answers were the same, as far as both are known. Which
// places are not declared is the contract's affair.
func same(a, b []Observation) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(facts(a[i], b[i])) > 0 {
			return false
		}
	}
	return true
}
