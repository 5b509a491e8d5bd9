package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/spf13/cobra"

	"kycspec/internal/session"
	"kycspec/internal/spec"
	"kycspec/internal/view"
)

type driftFlags struct {
	*process
	settingFlags
	selectionFlags
	lockFlag
	detailedFlag
	verbose bool
	spec    string
	accept  bool
	ignore  []string
	asJSON  bool

	ignored []*regexp.Regexp
}

func newDrift(p *process) *cobra.Command {
	f := driftFlags{process: p}
	cmd := &cobra.Command{
		Use:   "drift [folder | file.feature | file.feature:line]...",
		Short: "Say what has changed since the target was last seen",
		Long: `Run scenarios as "kycspec run" does, and say how what the target answers differs from what
the state holds: what breaks the contract first, then what changed within the freedom that
the contract leaves, then what is as it was before. The state and the logs are left alone.

What a run saw for the first time goes into the state; what it saw differently stays a drift,
with the day until which it was otherwise, until --accept takes it for what is to be expected.

With --spec nothing is sent: another copy of the contract is compared with the one in schemas/.

Exit codes are those of kycspec run; a drift alone is 0. With --detailed-exitcode: 0 no drift,
2 drift, 1 everything else: the contract is broken, or the drift cannot be told.`,
		Example: `  kycspec drift                                    what has changed
  kycspec drift --ignore "X-Request-Id"            leave out what matches, this once
  kycspec drift --accept                           from now on this is what is expected
  kycspec drift --spec openapi.yaml                what a newer contract changes`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			return f.exit(f.drift(cmd))
		},
	}
	f.settingFlags.add(cmd)
	f.selectionFlags.add(cmd)
	f.lockFlag.add(cmd)
	f.detailedFlag.add(cmd, "exit 0 for no drift, 2 for drift, 1 for everything else")
	flags := cmd.Flags()
	flags.StringP(concurrencyFlag, "c", "", "scenarios at a time (default KYC_CONCURRENCY)")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print every scenario, and those of each change")
	flags.StringVar(&f.spec, "spec", "", "compare the contract in this file with the one in schemas/, and send nothing")
	flags.BoolVar(&f.accept, "accept", false, "write what is observed into the state, as what is to be expected")
	flags.StringArrayVar(&f.ignore, "ignore", nil, "leave out changes whose sentence, and scenarios whose address, this regular expression matches")
	flags.BoolVar(&f.asJSON, "json", false, "print the result as JSON")
	return cmd
}

// drift says what has changed. Where nothing is broken and something has, the
// error is [errChanged].
func (f *driftFlags) drift(cmd *cobra.Command) error {
	if err := f.check(cmd); err != nil {
		return misused(err)
	}
	if f.spec != "" {
		return f.process.driftSpec(cmd.Context(), f.spec, f.asJSON, session.Suggestions(cmd.Context()))
	}
	return f.ask(cmd)
}

// check finds everything that is wrong with the flags.
func (f *driftFlags) check(cmd *cobra.Command) error {
	problems := []error{f.lockFlag.check()}
	if f.spec == "" && cmd.Flags().Changed("spec") { // a variable of a shell that is not set is not to ask the target
		problems = append(problems, session.WithHint(errors.New("--spec: want the file of a contract, have an empty text"), "Name the file of the newer contract: --spec openapi.yaml."))
	}
	if f.spec != "" && (f.accept || len(f.ignore) > 0 || !f.selection.IsWhole()) {
		problems = append(problems, session.WithHint(errors.New("--spec compares contracts, and asks nothing"), "Leave out --accept, --ignore and what selects scenarios."))
	}
	if f.accept && len(f.ignore) > 0 {
		problems = append(problems, session.WithHint(errors.New("--accept takes everything that is observed, and --ignore would hide some of it"), "Leave out one of them."))
	}
	for _, text := range f.ignore {
		pattern, err := regexp.Compile(text)
		if err != nil {
			problems = append(problems, fmt.Errorf("--ignore: want a regular expression: %w", err))
		}
		f.ignored = append(f.ignored, pattern)
	}
	return errors.Join(problems...)
}

// open prepares a run that leaves no log, and what it is to be compared with.
func (f *driftFlags) open(cmd *cobra.Command, screen *view.Terminal) (*session.Session, error) {
	settings, c, problem := f.loadBoth(cmd)
	held, err := session.LoadHeld(cmd.Context(), c, f.selection, session.RehearsalOptions{Settings: settings, RunOnly: true})
	problem = errors.Join(problem, err)
	m, err := session.Recall(settings)
	if problem = errors.Join(problem, err); problem != nil {
		return nil, misused(problem)
	}
	if m.State != nil {
		f.noteTags(held.Suite)
	}
	if err := m.Comparable(held.Suite); err != nil {
		return nil, err
	}
	return session.Open(cmd.Context(), session.Options{Settings: settings, Contract: c, Suite: held.Suite, Memory: m, Whole: f.selection.IsWhole(),
		Version: version(), Now: f.now, Clock: f.clock, Ended: screen.Update})
}

// ask runs the scenarios, compares and reports.
func (f *driftFlags) ask(cmd *cobra.Command) error {
	screen := f.terminal(f.verbose)
	if f.asJSON {
		screen.Writer = &view.Writer{Out: io.Discard}
	}
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
	drift := s.Compare(result)
	for _, pattern := range f.ignored {
		drift = drift.Without(pattern, f.renderer(drift).Sentence)
	}
	found := view.DriftReport{Drift: drift, Run: result.Run, Target: s.Target.Name, Verified: s.Memory.State.Verified, Renderer: f.renderer(drift)}
	if f.asJSON {
		found.JSON(f.stdout)
	} else {
		found.Print(f.stdout, f.verbose)
	}
	verdict := exitOf(result.Run)
	if verdict == nil && drift.Any() {
		verdict = errChanged
	}
	if !f.accept {
		return verdict
	}
	unkept := s.Accept(cmd.Context(), f.lock(f.process, s.Memory.Path()), result)
	if unkept == nil && !f.asJSON {
		view.Accepted(f.stdout, s.Memory.Path())
	}
	return worst(verdict, unkept)
}

// driftSpec compares the contract in a file with the one that is embedded, and
// reports what changes, which clauses differ and which scenarios that touches.
// Nothing is sent and nothing is written. Suggest says where to add what would
// cover a new clause; an empty answer is no suggestion. Where there is a change,
// the error is [errChanged].
func (p *process) driftSpec(ctx context.Context, file string, asJSON bool, suggest func(spec.Clause) string) error {
	found, err := session.CompareContract(ctx, file)
	if err != nil {
		return err
	}
	changes := view.RevisionReport{Revision: found, Suggestions: found.Suggested(suggest)}
	if asJSON {
		changes.JSON(p.stdout)
	} else {
		changes.Print(p.stdout)
	}
	if len(found.Changes) > 0 {
		return errChanged
	}
	return nil
}
