package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/cucumber/godog"
	"github.com/spf13/cobra"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/steps"
)

type runFlags struct {
	settingFlags
	selection runner.Selection
	verbose   bool
	coverage  string
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [folder | file.feature | file.feature:line]...",
		Short: "Run scenarios against the target and judge every answer",
		Long: `Run scenarios against the target of the settings, or against the embedded sandbox
where there is none, and say which promises were broken: the clause of the contract,
its line, what was wanted, what came, and a command to ask again.

In that command secrets are shell variables. "export KYC_TOKEN=$(kycspec token)" sets
the one that it needs most.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			return f.run(cmd)
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&f.selection.Tags, "tags", "t", "", `a Cucumber tag expression, such as "@siwe and not @eip-4361"`)
	flags.StringVarP(&f.selection.Name, "name", "n", "", "a regular expression that the scenario's name matches")
	flags.StringP(concurrencyFlag, "c", "", "scenarios at a time (default KYC_CONCURRENCY)")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print every scenario")
	flags.StringVar(&f.coverage, "coverage", "", "write to this file which clauses of the contract were covered (JSON)")
	return cmd
}

func (f *runFlags) run(cmd *cobra.Command) error {
	settings, problem := f.load(cmd)
	c, err := loadContract()
	problem = errors.Join(problem, err)
	suite, err := loadSuite(f.selection)
	if problem = errors.Join(problem, err); problem != nil {
		return misused(problem)
	}
	t, err := openTarget(c, settings)
	if err != nil {
		return err
	}
	defer t.close()
	log, err := openLog(settings.StateDir, time.Now())
	if err != nil {
		return misused(err)
	}
	defer log.Close()
	out := cmd.OutOrStdout()
	screen, coverage := newTerminal(out, f.verbose), c.NewCoverage()
	watch := func(_ runner.Scenario, e *exchange.Exchange) { coverage.Add(e) }
	err = suite.Run(cmd.Context(), t.options(watch, runner.NDJSON(log), screen.Add))
	if err != nil {
		return inconclusive(fmt.Errorf("run: %w", err))
	}
	result, err := screen.Finish()
	if err != nil {
		return inconclusive(err)
	}
	if err := f.tellCoverage(out, coverage.Report()); err != nil {
		return misused(err)
	}
	for _, note := range t.client.Notes() {
		fmt.Fprintln(out, "Note: "+note)
	}
	fmt.Fprintf(out, "Target: %s. Log: %s\n", t.name, log.Name())
	return exitOf(result)
}

func (f *runFlags) tellCoverage(out io.Writer, covered contract.CoverageReport) error {
	fmt.Fprintln(out, covered)
	if f.coverage == "" {
		return nil
	}
	text, err := json.MarshalIndent(covered, "", "  ")
	if err != nil {
		return fmt.Errorf("write coverage: %w", err)
	}
	if err := os.WriteFile(f.coverage, append(text, '\n'), 0o644); err != nil {
		return fmt.Errorf("write coverage: %w", err)
	}
	return nil
}

// options are those of a run against the target. Watch is given every exchange
// with its scenario, from many goroutines.
func (t *target) options(watch func(runner.Scenario, *exchange.Exchange), sinks ...runner.Sink) runner.Options {
	return runner.Options{
		Vocabulary:  vocabulary(),
		Concurrency: t.config.Concurrency,
		Sinks:       sinks,
		Version:     version(),
		Redact:      t.secrets.Redact,
		Before: func(ctx context.Context, s runner.Scenario) (context.Context, error) {
			if reason := t.missing(s); reason != "" {
				return ctx, fmt.Errorf("%w: %s", godog.ErrSkip, reason)
			}
			return t.kit.Begin(ctx, func(e *exchange.Exchange) { watch(s, e) }), nil
		},
		Step: steps.Expect,
	}
}

// missing says what a scenario needs and the settings do not have.
func (t *target) missing(s runner.Scenario) string {
	for _, tag := range s.Tags {
		if need, found := strings.CutPrefix(tag, "@needs:"); found {
			if reason, missing := t.needs.Missing(need); missing {
				return reason
			}
		}
	}
	return ""
}

func newTerminal(out io.Writer, verbose bool) *report.Terminal {
	screen := &report.Terminal{Out: out, Verbose: verbose}
	if file, ok := out.(*os.File); ok {
		screen.Color = report.ColorFor(file, os.Getenv)
		screen.Width, screen.Live = report.Screen(file, os.Getenv)
	}
	return screen
}

// exitOf gives a run's exit code as an error; nil if every promise was kept.
func exitOf(result *report.Run) error {
	switch result.Verdict() {
	case report.Broken:
		return outcome(exitBroken)
	case report.Inconclusive:
		return outcome(exitInconclusive)
	}
	return nil
}
