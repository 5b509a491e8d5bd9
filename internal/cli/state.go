package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/report"
	"kycspec/internal/spec"
	"kycspec/internal/state"
	"kycspec/steps"
)

// stateFlags are those of every command that writes what it saw.
type stateFlags struct{ lockTimeout time.Duration }

const lockTimeout = time.Minute

func (f *stateFlags) problems() []error {
	if f.lockTimeout >= 0 {
		return nil
	}
	return []error{&advised{fmt.Errorf("--lock-timeout: want a time such as 1m, have %s", f.lockTimeout), "0 waits for nobody."}}
}

func (f *stateFlags) addLock(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.lockTimeout, "lock-timeout", lockTimeout, "how long to wait for another kycspec that writes the same state")
}

// memory is what was last seen of a target.
type memory struct {
	file state.Store
	old  *state.State // before the run; nil: nothing is known
}

// recall reads the state of the target of the settings. A file that cannot be
// read is told before anything is sent.
func recall(settings config.Config) (*memory, error) {
	if settings.StateDir == "" {
		return nil, nil // the settings are wrong, and that is told already
	}
	base := settings.BaseURL
	if settings.Embedded {
		base = ""
	}
	m := &memory{file: state.Of(settings.StateDir, base)}
	var err error
	if m.old, err = m.file.Read(); err != nil {
		return nil, misused(adviseState(err))
	}
	return m, nil
}

// path is the state's file for people.
func (m *memory) path() string { return filepath.ToSlash(m.file.Path) }

// adviseState says what to do about a state that cannot be read or written.
func adviseState(err error) error {
	var wrong *state.Unreadable
	var busy *state.Locked
	switch {
	case errors.As(err, &wrong):
		return &advised{err, wrong.Hint}
	case errors.As(err, &busy):
		return &advised{err, "The state is as it was; try again when the other has ended, or give a longer --lock-timeout."}
	}
	return &advised{err, "Choose another KYC_STATE_DIR."}
}

// update changes the state, and says on stderr that it has to wait. Somebody
// who stops the run wants to keep what it saw all the same.
func (m *memory) update(cmd *cobra.Command, f stateFlags, change func(*state.State)) error {
	waiting := func() {
		fmt.Fprintf(cmd.ErrOrStderr(), "Waiting for another kycspec to write %s, for %s at most.\n", m.path(), f.lockTimeout)
	}
	lock := state.Lock{Timeout: f.lockTimeout, Waiting: waiting}
	err := m.file.Update(context.WithoutCancel(cmd.Context()), lock, func(s *state.State) error {
		change(s)
		return nil
	})
	if err != nil {
		return inconclusive(adviseState(err))
	}
	return nil
}

// seen is a run that came to an end, and what it was about.
type seen struct {
	*target
	contract  *contract.Contract
	scenarios []gherkin.Scenario
	run       *report.Run
	whole     bool // nothing was selected: these are all scenarios that there are
}

// sighting is what the run saw. A scenario that was not begun is not in it.
func (s seen) sighting() state.RunObservation {
	outcomes := map[string]report.Outcome{}
	for _, o := range s.run.Scenarios {
		outcomes[o.Address()] = o
	}
	sighting := state.RunObservation{At: now(), Target: s.name, Contract: s.contract.Bundle().Manifest.Digest,
		TokenPath: s.client.TokenPath(), Whole: s.whole && s.run.Whole && !s.run.Stopped}
	reading := readingOf(s.contract)
	for _, scenario := range s.scenarios {
		o, ran := outcomes[scenario.Address()]
		if !ran || o.Stopped {
			continue
		}
		sighting.Scenarios = append(sighting.Scenarios, state.ScenarioObservation{Address: o.Address(), Label: o.Label(),
			Steps: scenario.Steps, Row: scenario.Row, Verdict: o.Verdict, Observed: reading.Observe(o.Answers)})
	}
	return sighting
}

// isWhole says whether a selection leaves nothing out.
func isWhole(s gherkin.Selection) bool { return len(s.Paths) == 0 && s.Tags == "" && s.Name == "" }

// readingOf says where the contract keeps the code and the reason of an answer.
func readingOf(c *contract.Contract) state.Observer {
	reading := state.Observer{Declares: c.Declares}
	for _, name := range []string{spec.RoleErrorCode, spec.RoleRefusalCode, spec.RoleRefusalReason} {
		if c.Names().Known(name) {
			reading.Says = append(reading.Says, "/"+strings.Join(spec.SplitPlace(c.Names().Place(name)), "/"))
		}
	}
	return reading
}

// words says changes as of today, in the words of the features.
func words(d state.Drift) state.Renderer {
	return state.Renderer{Now: now(), Called: steps.Called, Statuses: d.Statuses}
}

// memoryFlags are those of a run that remembers.
type memoryFlags struct {
	stateFlags
	failOnDrift bool
	keepRuns    int
}

func (f *memoryFlags) addMemory(cmd *cobra.Command) {
	f.addLock(cmd)
	cmd.Flags().BoolVar(&f.failOnDrift, "fail-on-drift", false, "exit 1 where an answer differs from what was last accepted, though the contract allows it")
	cmd.Flags().IntVar(&f.keepRuns, "keep-runs", keptRuns, "how many logs of runs to keep, the newest; 0 keeps all")
}

func (f *memoryFlags) problems() []error {
	problems := f.stateFlags.problems()
	if f.keepRuns < 0 {
		problems = append(problems, &advised{fmt.Errorf("--keep-runs: want a number of logs, have %d", f.keepRuns), "0 keeps all."})
	}
	return problems
}

// remember writes what a run saw into the state, tells in short what differs
// from what was there before, and prunes the stored runs. The error is that of
// writing, or exit code 1 where a drift is to count: what is as it was before is none.
func (r *running) remember(cmd *cobra.Command, result *report.Run) error {
	f, m := r.flags, r.memory
	sighting := seen{r.target, r.contract, r.suite.Scenarios(), result, isWhole(f.selection) && !f.part}.sighting()
	drift := state.Compare(m.old, sighting)
	unkept := m.update(cmd, f.stateFlags, func(known *state.State) {
		if m.old != nil {
			drift = state.Compare(known, sighting) // another run may have written since
		}
		known.Remember(sighting)
	})
	tellDrift(r.out, drift)
	if err := prune(r.target.config.StateDir, f.keepRuns); err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "Note: an old log was not removed: "+err.Error())
	}
	if unkept == nil && f.failOnDrift && len(drift.Changes) > 0 {
		return exitCode(exitBroken)
	}
	return unkept
}

// worst is the end of a run that came to a verdict and then to another error: a
// break counts for more than anything, and what went wrong is told in any case.
func worst(verdict, after error) error {
	var code exitCode
	var failed *failure
	switch {
	case after == nil:
		return verdict
	case errors.As(verdict, &code) && int(code) == exitBroken && errors.As(after, &failed):
		return &failure{exitBroken, failed.err}
	}
	return after
}

// tellDrift tells in a line how much has changed, and in another what returned
// to normal, since the state says nothing of that any more; nothing where nothing did.
func tellDrift(out io.Writer, drift state.Drift) {
	say := words(drift)
	if n := len(drift.Changes); n > 0 {
		since := state.Drift{Changes: drift.Changes}.Since()
		fmt.Fprintf(out, "Drift: %s since %s (kycspec drift tells which).\n", report.Counted(n, "change"), say.Date(since))
	}
	if n := len(drift.Returned); n > 0 {
		more := ""
		if n > 1 {
			more = fmt.Sprintf(" And %d more.", n-1)
		}
		fmt.Fprintf(out, "Returned to normal: %s%s\n", say.Sentence(drift.Returned[0]), more)
	}
}
