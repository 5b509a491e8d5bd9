// Package state remembers a target from run to run: each scenario's verdict, and
// what was observed where the contract leaves a target free.
//
// A state is kept in one JSON file, which is fit to be committed and reviewed.
// Where a run observes something else, that is a drift, and stays one until
// somebody accepts it. Say that 401 answers were observed with the reason
// "Unauthorized", and come with "Who are you?" from Tuesday on. Every run from
// then on finds the drift "Unauthorized until Monday, now Who are you?"; once it
// is accepted, "Who are you?" is what the next runs are compared with.
package state

import (
	"slices"
	"time"

	"kycspec/internal/outcome"
)

// Version is that of the file's layout. A file of a newer one is not read.
const Version = 1

// State is what is remembered of one target. Times are in UTC, of whole seconds.
type State struct {
	Target    string    // for people
	Contract  string    // the digest of the contract by which it was judged
	Verified  time.Time // when any scenario was last verified; zero: never
	Tokens    TokenPath
	Scenarios map[string]RememberedScenario // by address
}

// TokenPath is where a target gives tokens.
type TokenPath struct {
	Path  string          `json:"path,omitempty"`
	Seen  time.Time       `json:"-"` // when it was last so; that of the state where nothing moved
	Moved *MovedTokenPath `json:"moved,omitempty"`
}

// MovedTokenPath is another place at which tokens have been given since.
type MovedTokenPath struct {
	Path  string    `json:"path"`
	Until time.Time `json:"until"` // when they were last given at the former place
	Since time.Time `json:"since"`
}

// RememberedScenario is what is remembered of a scenario.
type RememberedScenario struct {
	// Verdict is that of the last time the scenario was verified: one that was
	// skipped or inconclusive never was.
	Verdict  outcome.Verdict
	Verified time.Time
	Passed   time.Time // the last time; zero: never
	Broken   time.Time // the last time, known breaks too; zero: never
	// Steps and Row are the texts of what was asked then, see the runner's scenario.
	Steps, Row []string
	// Observed is an observation for each step that asked: what was accepted
	// last of a scenario that was kept, and the last of one that never was.
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
func (s RememberedScenario) until() time.Time {
	switch {
	case s.Moved != nil:
		return s.Moved.Until
	case !s.Passed.IsZero():
		return s.Passed
	}
	return s.Verified
}

// asksTheSame says whether a scenario asks what it asked when it was seen last.
func (s RememberedScenario) asksTheSame(now ScenarioObservation) bool {
	return slices.Equal(s.Steps, now.Steps) && slices.Equal(s.Row, now.Row)
}

// Knows says whether a scenario that asks this was ever verified.
func (s *State) Knows(address string, steps, row []string) bool {
	known, found := s.Scenarios[address]
	return found && known.Verdict.Verified() && known.asksTheSame(ScenarioObservation{Steps: steps, Row: row})
}
