// Package state holds what was last seen of a target: each scenario's verdict,
// and what was observed where the contract leaves a target free.
//
// A state is read from and kept in one JSON file, which is fit to be committed
// and reviewed. What is observed and differs from that is told as a drift, and
// stays one until somebody accepts it.
package state

import (
	"kycspec/internal/outcome"
	"slices"
	"time"
)

// Version is that of the file's form. A file of a newer one is not read.
const Version = 1

// State is what was last seen of one target. Times are in UTC, of whole seconds.
type State struct {
	Target    string    // for people
	Contract  string    // the digest of the contract by which it was judged
	Verified  time.Time // when any scenario was last verified; zero: never
	Tokens    Tokens
	Scenarios map[string]Scenario // by address
}

// Tokens is where a target gives tokens.
type Tokens struct {
	Path  string      `json:"path,omitempty"`
	Seen  time.Time   `json:"-"` // when it was last so; that of the state where nothing moved
	Moved *MovedToken `json:"moved,omitempty"`
}

// MovedToken is another place at which tokens have been given since.
type MovedToken struct {
	Path  string    `json:"path"`
	Until time.Time `json:"until"` // when they were last given at the former place
	Since time.Time `json:"since"`
}

// Scenario is what was last seen of a scenario.
type Scenario struct {
	// Verdict is that of the last time the scenario was verified: one that was
	// skipped or inconclusive never was.
	Verdict  outcome.Verdict
	Verified time.Time
	Passed   time.Time // the last time; zero: never
	Broken   time.Time // the last time, known breaks too; zero: never
	// Steps and Row are the texts of what was asked then, see the runner's scenario.
	Steps, Row []string
	// Observed is one answer for each step that asked, as they were the last
	// time the scenario was kept and somebody accepted it; of a scenario that
	// never was kept, as they were the last time.
	Observed []Observation
	// Moved is what has been observed since instead; nil: nothing else.
	Moved *Moved
}

// Moved is what is observed of a kept scenario and was not accepted yet.
type Moved struct {
	Until    time.Time // when what was observed before was last seen
	Since    time.Time
	Observed []Observation
}

// until is when the accepted observation was last seen.
func (s Scenario) until() time.Time {
	switch {
	case s.Moved != nil:
		return s.Moved.Until
	case !s.Passed.IsZero():
		return s.Passed
	}
	return s.Verified
}

// asksTheSame says whether a scenario asks what it asked when it was seen last.
func (s Scenario) asksTheSame(seen Sight) bool {
	return slices.Equal(s.Steps, seen.Steps) && slices.Equal(s.Row, seen.Row)
}

// Knows says whether a scenario that asks this was ever verified.
func (s *State) Knows(address string, steps, row []string) bool {
	known, found := s.Scenarios[address]
	return found && known.Verdict.Verified() && known.asksTheSame(Sight{Steps: steps, Row: row})
}
