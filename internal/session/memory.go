package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
	"kycspec/internal/report"
	"kycspec/internal/spec"
	"kycspec/internal/state"
)

// Memory is what was last observed of a target.
type Memory struct {
	State *state.State // before the session; nil: nothing is known
	store state.Store
}

// Recall reads the state of the target of the settings. Where these are wrong,
// and name no folder of states, there is no memory and no error. A file that
// cannot be read is a [Misuse].
func Recall(settings config.Config) (*Memory, error) {
	if settings.StateDir == "" {
		return nil, nil
	}
	base := settings.BaseURL
	if settings.Embedded {
		base = ""
	}
	m := &Memory{store: state.Of(settings.StateDir, base)}
	var err error
	if m.State, err = m.store.Read(); err != nil {
		return nil, &Misuse{stateHint(err)}
	}
	return m, nil
}

// Path is the state's file for people.
func (m *Memory) Path() string { return filepath.ToSlash(m.store.Path) }

// Comparable says whether any of the scenarios can be compared with what was
// last observed of it. The error is a [Misuse].
func (m *Memory) Comparable(suite *gherkin.Suite) error {
	if m.State == nil {
		return &Misuse{WithHint(fmt.Errorf("there is nothing to compare with: %s is not there", m.Path()), "kycspec run makes it.")}
	}
	known := func(s gherkin.Scenario) bool { return m.State.Knows(s.Address(), s.Steps, s.Row) }
	if !slices.ContainsFunc(suite.Scenarios(), known) {
		return &Misuse{WithHint(fmt.Errorf("there is nothing to compare with: %s has none of these scenarios as they are", m.Path()),
			"kycspec run writes them into it.")}
	}
	return nil
}

// last is what the state knows of scenarios.
func (m *Memory) last() plan.Last {
	last := plan.Last{Steps: map[string][]string{}, Rows: map[string][]string{}}
	if m.State == nil {
		return last
	}
	last.At = m.State.Verified
	for address, s := range m.State.Scenarios {
		last.Steps[address], last.Rows[address] = s.Steps, s.Row
	}
	return last
}

// update changes the state. Somebody who stops the run wants to keep what it
// observed all the same.
func (m *Memory) update(ctx context.Context, l state.Lock, change func(*state.State)) error {
	err := m.store.Update(context.WithoutCancel(ctx), l, func(s *state.State) error {
		change(s)
		return nil
	})
	if err != nil {
		return &Unjudged{stateHint(err)}
	}
	return nil
}

// stateHint says what to do about a state that cannot be read or written.
func stateHint(err error) error {
	var wrong *state.Unreadable
	var locked *state.Locked
	switch {
	case errors.As(err, &wrong):
		return WithHint(err, wrong.Hint)
	case errors.As(err, &locked):
		return WithHint(err, "The state is as it was; try again when the other has ended, or give a longer --lock-timeout.")
	}
	return WithHint(err, chooseStateDir)
}

// observe is what a run observed. A scenario that was not begun is not in it.
func (s *Session) observe(run *report.Run) state.RunObservation {
	outcomes := map[string]report.Outcome{}
	for _, o := range run.Scenarios {
		outcomes[o.Address()] = o
	}
	observation := state.RunObservation{At: s.options.Now(), Target: s.Target.Name, Contract: s.options.Contract.Bundle().Manifest.Digest,
		TokenPath: s.Target.Client.TokenPath(), Whole: s.options.Whole && run.Whole && !run.Stopped}
	observer := observerOf(s.options.Contract)
	for _, scenario := range s.options.Suite.Scenarios() {
		o, ran := outcomes[scenario.Address()]
		if !ran || o.Stopped {
			continue
		}
		observation.Scenarios = append(observation.Scenarios, state.ScenarioObservation{Address: o.Address(), Label: o.Label(),
			Steps: scenario.Steps, Row: scenario.Row, Verdict: o.Verdict, Observed: observer.Observe(o.Answers)})
	}
	return observation
}

// observerOf says where the contract keeps the code and the reason of an answer.
func observerOf(c *contract.Contract) state.Observer {
	observer := state.Observer{Declares: c.Declares}
	for _, name := range []string{spec.RoleErrorCode, spec.RoleRefusalCode, spec.RoleRefusalReason} {
		if c.Names().Known(name) {
			observer.Says = append(observer.Says, "/"+strings.Join(spec.SplitPlace(c.Names().Place(name)), "/"))
		}
	}
	return observer
}
