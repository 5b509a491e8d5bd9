package state

import (
	"kycspec/internal/outcome"
	"time"
)

// Sighting is what a run saw.
type Sighting struct {
	At        time.Time // when it ended
	Target    string    // for people
	Contract  string    // the digest of the contract by which it was judged
	TokenPath string    // where tokens were given; empty: none was
	Scenarios []Sight   // those that the run was to run, in its order
	// Whole says that these are all scenarios that there are: one that is not
	// among them is gone.
	Whole bool
}

// Sight is what a run saw of a scenario.
type Sight struct {
	Address  string
	Label    string // its name for people
	Steps    []string
	Row      []string
	Verdict  outcome.Verdict
	Observed []Observation
}

// Remember takes in what a run saw. What was observed differently than before
// is kept beside that, until it is accepted; a scenario that was not verified
// keeps what was seen of it before.
func (s *State) Remember(seen Sighting) { s.take(seen, false) }

// Accept takes in what a run saw, as what is to be expected from now on.
func (s *State) Accept(seen Sighting) { s.take(seen, true) }

func (s *State) take(seen Sighting, accept bool) {
	seen.At = seen.At.UTC().Truncate(time.Second)
	if s.Scenarios == nil {
		s.Scenarios = map[string]Scenario{}
	}
	present, judged := map[string]bool{}, false
	for _, sight := range seen.Scenarios {
		present[sight.Address] = true
		known := s.Scenarios[sight.Address]
		switch {
		case sight.Verdict.Verified():
			s.Scenarios[sight.Address], judged = known.with(sight, seen.At, accept), true
		case !known.Verdict.Verified():
			s.Scenarios[sight.Address] = Scenario{Verdict: sight.Verdict, Steps: sight.Steps, Row: sight.Row}
		}
	}
	for address, known := range s.Scenarios {
		if seen.Whole && !present[address] && !known.Verified.After(seen.At) {
			delete(s.Scenarios, address)
		}
	}
	s.Tokens.take(seen, accept)
	if judged && !s.Verified.After(seen.At) {
		s.Target, s.Contract, s.Verified = seen.Target, seen.Contract, seen.At
	}
}

// with is the scenario after it was verified. What another run saw later stands.
func (s Scenario) with(seen Sight, at time.Time, accept bool) Scenario {
	latest := !s.Verified.After(at)
	if seen.Verdict.Kept() && latest {
		s = s.observed(seen, at, accept)
	}
	if seen.Verdict.Broke() && latest && (s.Passed.IsZero() || !s.asksTheSame(seen)) {
		// What a broken answer was does not replace what one is to be.
		s.Observed, s.Moved = seen.Observed, nil
		if !s.asksTheSame(seen) {
			s.Passed = time.Time{}
		}
	}
	if seen.Verdict.Kept() && at.After(s.Passed) {
		s.Passed = at
	}
	if seen.Verdict.Broke() && at.After(s.Broken) {
		s.Broken = at
	}
	if latest {
		s.Verdict, s.Verified, s.Steps, s.Row = seen.Verdict, at, seen.Steps, seen.Row
	}
	return s
}

// observed takes in what was observed of a scenario that was kept.
func (s Scenario) observed(seen Sight, at time.Time, accept bool) Scenario {
	switch {
	case accept, s.Passed.IsZero(), !s.asksTheSame(seen), same(s.Observed, seen.Observed):
		s.Observed, s.Moved = seen.Observed, nil
	case s.Moved == nil:
		s.Moved = &Moved{Until: s.until(), Since: at, Observed: seen.Observed}
	case !same(s.Moved.Observed, seen.Observed):
		s.Moved = &Moved{Until: s.Moved.Until, Since: at, Observed: seen.Observed}
	}
	return s
}

func (t *Tokens) take(seen Sighting, accept bool) {
	switch {
	case seen.TokenPath == "":
	case accept, t.Path == "", t.Path == seen.TokenPath:
		*t = Tokens{Path: seen.TokenPath, Seen: seen.At}
	case t.Moved == nil:
		t.Moved = &MovedToken{Path: seen.TokenPath, Until: t.Seen, Since: seen.At}
	case t.Moved.Path != seen.TokenPath:
		t.Moved = &MovedToken{Path: seen.TokenPath, Until: t.Moved.Until, Since: seen.At}
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
