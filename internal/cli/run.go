package cli

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/session"
	"kycspec/internal/state"
	"kycspec/internal/view"
	"kycspec/steps"
)

type runFlags struct {
	*process
	settingFlags
	selectionFlags
	lockFlag
	verbose      bool
	proposeKnown string
	coverage     string
	retries      int
	failOnFlaky  bool
	failOnDrift  bool
	keepRuns     int
	timeout      time.Duration
	throttle     bool
}

// keptRuns is how many logs of runs are kept where nobody says otherwise.
const keptRuns = 30

func newRun(p *process) *cobra.Command {
	f := runFlags{process: p}
	cmd := &cobra.Command{
		Use:   "run [plan | folder | file.feature | file.feature:line]...",
		Short: "Run scenarios against the target and judge every answer",
		Long: `Run scenarios against the target of the settings, or against the embedded sandbox
where there is none, and say which promises were broken: the clause of the contract,
its line, what was wanted, what came, and a command to ask again.

In that command secrets are shell variables. "export KYC_TOKEN=$(kycspec token)" sets
the one that it needs most, and "export KYC_SIWE_TOKEN=$(kycspec token --siwe)" that of the
application that requires wallet signatures. A signature is good for one request only: where
one was sent, run the scenario again instead.

A break that is known is declared in features/known.yaml, by its clause or its cause, or by the
tags @known:<ticket> and @until:<yyyy-mm-dd> of a scenario. It is listed and does not count until
that day is over, or until the promise is kept again.

Ctrl-C and SIGTERM let what is under way come to its end, for up to 5 seconds; what was
verified is told and stored. A second Ctrl-C stops at once.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			return f.run(cmd)
		},
	}
	f.settingFlags.add(cmd)
	f.selectionFlags.add(cmd)
	f.lockFlag.add(cmd)
	f.add(cmd)
	return cmd
}

func (f *runFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringP(concurrencyFlag, "c", "", "scenarios at a time (default KYC_CONCURRENCY)")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print every scenario")
	flags.StringVar(&f.coverage, "coverage", "", "write to this file which clauses of the contract were covered, and which no client can provoke (JSON)")
	flags.StringVar(&f.proposeKnown, "propose-known", "", "write what is broken to this file as entries of features/known.yaml, to be reviewed")
	flags.IntVar(&f.retries, "retries", 0, "ask scenarios that were broken or inconclusive again, alone, at the end, up to so many times")
	flags.BoolVar(&f.failOnFlaky, "fail-on-flaky", false, "let scenarios count that were broken first and kept when asked again")
	flags.BoolVar(&f.failOnDrift, "fail-on-drift", false, "exit 1 where an answer differs from what was last accepted, though the contract allows it")
	flags.IntVar(&f.keepRuns, "keep-runs", keptRuns, "how many logs of runs to keep, the newest; 0 keeps all")
	flags.DurationVar(&f.timeout, "timeout", 0, "stop the run after this time, such as 10m, as Ctrl-C does")
	flags.BoolVar(&f.throttle, "throttle", false, "ask a remote target for its rate limit too")
}

// check finds everything that is wrong with the flags.
func (f *runFlags) check() error {
	problems := []error{f.lockFlag.check()}
	if f.keepRuns < 0 {
		problems = append(problems, session.WithHint(fmt.Errorf("--keep-runs: want a number of logs, have %d", f.keepRuns), "0 keeps all."))
	}
	if f.retries < 0 {
		problems = append(problems, session.WithHint(fmt.Errorf("--retries: want a number of times, have %d", f.retries), "0 asks nothing again."))
	}
	if f.timeout < 0 {
		problems = append(problems, session.WithHint(fmt.Errorf("--timeout: want a time such as 10m, have %s", f.timeout), "0 is no limit."))
	}
	if folder := filepath.Dir(f.coverage); f.coverage != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			problems = append(problems, session.WithHint(fmt.Errorf("--coverage: there is no folder %s", folder), "Name a file in a folder that is there."))
		}
	}
	return errors.Join(problems...)
}

// open checks everything that was asked for, and prepares the run. Nothing is
// sent yet; every error is of use or configuration.
func (f *runFlags) open(cmd *cobra.Command, screen *view.Terminal) (*session.Session, error) {
	settings, c, problem := f.loadBoth(cmd)
	suite, whole, err := session.Choose(cmd.Context(), f.selection, c, settings, f.throttle)
	problem = errors.Join(problem, err, f.check())
	memory, err := session.Recall(settings)
	if problem = errors.Join(problem, err); problem != nil {
		return nil, misused(problem)
	}
	f.noteTags(suite)
	return session.Open(cmd.Context(), session.Options{
		Settings: settings, Contract: c, Suite: suite, Memory: memory, Whole: whole,
		Log: true, Throttle: f.throttle, Retries: f.retries, Limit: f.timeout, Version: version(),
		Now: f.now, Clock: f.clock, Ended: screen.Update,
		Stopping: func() {
			signal.Reset(os.Interrupt, syscall.SIGTERM) // so that what is said below is true, whatever stopped the run
			view.Stopping(f.stderr, session.Grace, f.stdout.Live)
		},
	})
}

func (f *runFlags) run(cmd *cobra.Command) error {
	screen := f.terminal(f.verbose)
	s, err := f.open(cmd, screen)
	if err != nil {
		return err
	}
	defer s.Close()
	result, err := s.Run()
	if err != nil {
		return err
	}
	screen.Show(result.Run)
	remembered := f.remember(cmd, s, result)
	view.Ending(f.stdout, result, s.Target.Name, s.LogFile)
	if err := f.writeProposal(screen, result.Run); err != nil {
		remembered = worst(remembered, inconclusive(err))
	}
	if err := f.writeCoverage(view.Coverage{CoverageReport: result.Covered, Pairs: result.Pairs}); err != nil {
		remembered = worst(remembered, inconclusive(err))
	}
	if f.failOnFlaky && result.Run.Count(outcome.Flaky) > 0 {
		return worst(exitCode(exitBroken), remembered)
	}
	return worst(exitOf(result.Run), remembered)
}

// remember writes what was observed into the state, reports in short what differs
// from what was there before, and prunes the stored runs. The error is that of
// writing, or exit code 1 where a drift is to count: what is as it was before is none.
func (f *runFlags) remember(cmd *cobra.Command, s *session.Session, result *session.RunResult) error {
	drift, unkept := s.Remember(cmd.Context(), f.lock(f.process, s.Memory.Path()), result)
	view.DriftReport{Drift: drift, Renderer: f.renderer(drift)}.Brief(f.stdout)
	if err := session.Prune(s.Target.Settings.StateDir, f.keepRuns); err != nil {
		view.Note(f.stderr, "an old log was not removed: "+err.Error())
	}
	if unkept == nil && f.failOnDrift && len(drift.Changes) > 0 {
		return exitCode(exitBroken)
	}
	return unkept
}

// acceptedFor is how long a proposed entry is accepted, unless somebody says otherwise.
const acceptedFor = 30 * 24 * time.Hour

// writeProposal writes the known breaks that the run would have, if that was asked for.
func (f *runFlags) writeProposal(screen *view.Terminal, run *report.Run) error {
	if f.proposeKnown == "" {
		return nil
	}
	if err := os.WriteFile(f.proposeKnown, []byte(screen.ProposeKnown(run, f.now().Add(acceptedFor))), 0o644); err != nil {
		return fmt.Errorf("write known breaks: %w", err)
	}
	return nil
}

// writeCoverage writes the file that was asked for, if any.
func (f *runFlags) writeCoverage(covered view.Coverage) error {
	if f.coverage == "" {
		return nil
	}
	text, err := view.JSON(covered)
	if err == nil {
		err = os.WriteFile(f.coverage, text, 0o644)
	}
	if err != nil {
		return fmt.Errorf("write coverage: %w", err)
	}
	return nil
}

// terminal shows runs on stdout.
func (p *process) terminal(verbose bool) *view.Terminal {
	t := &view.Terminal{Writer: p.stdout, Verbose: verbose}
	if c, err := session.LoadContract(); err == nil {
		t.Clause = c.Clause
	}
	return t
}

// noteTags says on stderr what is odd about a selection that can be run.
func (p *process) noteTags(suite *gherkin.Suite) {
	for _, note := range suite.Notes {
		view.Note(p.stderr, "--tags: "+note)
	}
}

// renderer says changes as of today, in the words of the features.
func (p *process) renderer(d state.Drift) view.ChangeRenderer {
	return view.ChangeRenderer{Now: p.now(), Called: steps.Called, Statuses: d.Statuses}
}
