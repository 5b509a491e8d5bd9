package cli

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/state"
)

type driftFlags struct {
	settingFlags
	stateFlags
	selection gherkin.Selection
	verbose   bool
	spec      string
	accept    bool
	ignore    []string
	asJSON    bool
	detailed  bool

	ignored []*regexp.Regexp
}

func newDrift() *cobra.Command {
	var f driftFlags
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
			return f.drift(cmd)
		},
	}
	f.add(cmd)
	f.addLock(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&f.selection.Tags, "tags", "t", "", `a Cucumber tag expression, such as "@siwe and not @eip-4361"`)
	flags.StringVarP(&f.selection.Name, "name", "n", "", "a regular expression that the scenario's name matches")
	flags.StringP(concurrencyFlag, "c", "", "scenarios at a time (default KYC_CONCURRENCY)")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print every scenario, and those of each change")
	flags.StringVar(&f.spec, "spec", "", "compare the contract in this file with the one in schemas/, and send nothing")
	flags.BoolVar(&f.accept, "accept", false, "write what is observed into the state, as what is to be expected")
	flags.StringArrayVar(&f.ignore, "ignore", nil, "leave out changes whose sentence, and scenarios whose address, this regular expression matches")
	flags.BoolVar(&f.asJSON, "json", false, "print the result as JSON")
	flags.BoolVar(&f.detailed, "detailed-exitcode", false, "exit 0 for no drift, 2 for drift, 1 for everything else")
	return cmd
}

func (f *driftFlags) drift(cmd *cobra.Command) error {
	if err := f.check(cmd); err != nil {
		return f.detail(misused(err))
	}
	if f.spec != "" {
		return driftSpec(cmd, f.spec, driftSpecOptions{JSON: f.asJSON, DetailedExit: f.detailed, Suggest: suggestions(cmd)})
	}
	return f.detail(f.ask(cmd))
}

// check finds everything that is wrong with the flags.
func (f *driftFlags) check(cmd *cobra.Command) error {
	problems := f.problems()
	if f.spec == "" && cmd.Flags().Changed("spec") { // a variable of a shell that is not set is not to ask the target
		problems = append(problems, &advised{errors.New("--spec: want the file of a contract, have an empty text"), "Name the file of the newer contract: --spec openapi.yaml."})
	}
	if f.spec != "" && (f.accept || len(f.ignore) > 0 || !isWhole(f.selection)) {
		problems = append(problems, &advised{errors.New("--spec compares contracts, and asks nothing"), "Leave out --accept, --ignore and what selects scenarios."})
	}
	if f.accept && len(f.ignore) > 0 {
		problems = append(problems, &advised{errors.New("--accept takes everything that is observed, and --ignore would hide some of it"), "Leave out one of them."})
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

// exitDrift is the exit code of --detailed-exitcode where there is a drift.
const exitDrift = exitCode(2)

// detail makes an end one of --detailed-exitcode, where that was asked for.
func (f *driftFlags) detail(err error) error {
	var failed *failure
	var code exitCode
	switch {
	case !f.detailed && errors.Is(err, exitDrift):
		return nil
	case !f.detailed, err == nil, errors.Is(err, exitDrift):
		return err
	case errors.As(err, &failed):
		return &failure{exitBroken, failed.err}
	case errors.As(err, &code):
		return exitCode(exitBroken)
	}
	return &failure{exitBroken, err}
}

// open prepares a run that leaves no log, and what it is to be compared with.
func (f *driftFlags) open(cmd *cobra.Command) (*running, *memory, error) {
	settings, c, problem := f.loadBoth(cmd)
	suite, err := loadSuite(f.selection)
	problem = errors.Join(problem, err)
	m, err := recall(settings)
	if problem = errors.Join(problem, err); problem != nil {
		return nil, nil, misused(problem)
	}
	if m.old == nil {
		return nil, nil, misused(&advised{fmt.Errorf("there is nothing to compare with: %s is not there", m.path()), "kycspec run makes it."})
	}
	tellNotes(cmd, suite)
	if !slices.ContainsFunc(suite.Scenarios(), func(s gherkin.Scenario) bool { return m.old.Knows(s.Address(), s.Steps, s.Row) }) {
		return nil, nil, misused(&advised{fmt.Errorf("there is nothing to compare with: %s has none of these scenarios as they are", m.path()),
			"kycspec run writes them into it."})
	}
	if err := checkBefore(cmd.Context(), c, suite, settings); err != nil {
		return nil, nil, err
	}
	t, err := openTarget(c, settings)
	if err != nil {
		return nil, nil, err
	}
	out := cmd.OutOrStdout()
	if f.asJSON {
		out = io.Discard
	}
	return &running{flags: &runFlags{}, out: out, contract: c, suite: suite, target: t, screen: newTerminal(out, f.verbose),
		coverage: c.NewCoverage(), control: newControl(cmd.Context(), 0, func() {})}, m, nil
}

// ask runs the scenarios, compares and tells. Where nothing is broken and there
// is a drift, the error is [exitDrift].
func (f *driftFlags) ask(cmd *cobra.Command) error {
	r, m, err := f.open(cmd)
	if err != nil {
		return err
	}
	defer r.close()
	result, err := r.perform()
	if err != nil {
		return inconclusive(err)
	}
	saw := seen{target: r.target, contract: r.contract, scenarios: r.suite.Scenarios(), run: result, whole: isWhole(f.selection)}
	sighting := saw.sighting()
	drift := state.Compare(m.old, sighting)
	for _, pattern := range f.ignored {
		drift = drift.Without(pattern, words(drift).Sentence)
	}
	if err := f.tell(cmd.OutOrStdout(), drifted{m.old, result, drift, r.target.name}); err != nil {
		return inconclusive(fmt.Errorf("tell drift: %w", err))
	}
	verdict := exitOf(result)
	if verdict == nil && drift.Any() {
		verdict = exitDrift
	}
	verdict = worst(verdict, r.checkAfter(cmd.Context(), result))
	if !f.accept {
		return verdict
	}
	unkept := m.update(cmd, f.stateFlags, func(known *state.State) { known.Accept(sighting) })
	if unkept == nil && !f.asJSON {
		fmt.Fprintf(cmd.OutOrStdout(), "Accepted into %s.\n", m.path())
	}
	return worst(verdict, unkept)
}

// drifted is a drift with what it was found by.
type drifted struct {
	old    *state.State
	run    *report.Run
	drift  state.Drift
	target string
}

// noDrift is what is told where nothing has changed.
func (d drifted) noDrift() string {
	switch {
	case d.run.Count(outcome.Inconclusive) > 0 || d.run.Stopped:
		return "No drift in what could be judged."
	case d.run.Count(outcome.Broken) > 0:
		return "No drift beside what is broken."
	case d.run.Count(outcome.Passed)+d.run.Count(outcome.Flaky) == 0:
		return "Nothing was compared."
	}
	return "No drift."
}

// text is everything that changed, in sentences: first what did, then what is
// as before; and how much could not be compared.
func (d drifted) text(verbose bool) string {
	var b strings.Builder
	list := func(scenarios []state.ScenarioObservation) {
		for _, s := range scenarios {
			if verbose {
				fmt.Fprintf(&b, "  %s\n", report.Clean(s.Address))
			}
		}
	}
	if !d.drift.Any() {
		b.WriteString(d.noDrift() + "\n")
	}
	say := words(d.drift)
	for _, changes := range [][]state.ObservedChange{d.drift.Changes, d.drift.Returned} {
		if b.Len() > 0 && len(changes) > 0 {
			b.WriteByte('\n')
		}
		for _, c := range changes {
			b.WriteString(say.Sentence(c) + "\n")
			list(c.Scenarios)
		}
	}
	if unseen := d.drift.Unseen; len(unseen) > 0 {
		fmt.Fprintf(&b, "Not compared: %s, new or changed since the last run.\n", report.Counted(len(unseen), "scenario"))
		list(unseen)
	}
	return b.String()
}
