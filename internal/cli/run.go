package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/cucumber/godog"
	"github.com/spf13/cobra"

	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/view"
	"kycspec/steps"
)

type runFlags struct {
	settingFlags
	memoryFlags
	selection   gherkin.Selection
	part        bool // a saved plan leaves scenarios out
	verbose     bool
	coverage    string
	retries     int
	failOnFlaky bool
	timeout     time.Duration
	throttle    bool
}

func newRun() *cobra.Command {
	var f runFlags
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

A break that is known is tagged @known:<ticket> and @until:<yyyy-mm-dd>. It is listed and
does not count until that day is over, or until the promise is kept again.

Ctrl-C and SIGTERM let what is under way come to its end, for up to 5 seconds; what was
verified is told and stored. A second Ctrl-C stops at once.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			return f.run(cmd)
		},
	}
	f.add(cmd)
	f.addOwn(cmd)
	f.addMemory(cmd)
	return cmd
}

func (f *runFlags) addOwn(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.selection.Tags, "tags", "t", "", `a Cucumber tag expression, such as "@siwe and not @eip-4361"`)
	flags.StringVarP(&f.selection.Name, "name", "n", "", "a regular expression that the scenario's name matches")
	flags.StringP(concurrencyFlag, "c", "", "scenarios at a time (default KYC_CONCURRENCY)")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print every scenario")
	flags.StringVar(&f.coverage, "coverage", "", "write to this file which clauses of the contract were covered, and which no client can provoke (JSON)")
	flags.IntVar(&f.retries, "retries", 0, "ask scenarios that were broken or inconclusive again, alone, at the end, up to so many times")
	flags.BoolVar(&f.failOnFlaky, "fail-on-flaky", false, "let scenarios count that were broken first and kept when asked again")
	flags.DurationVar(&f.timeout, "timeout", 0, "stop the run after this time, such as 10m, as Ctrl-C does")
	flags.BoolVar(&f.throttle, "throttle", false, "ask a remote target for its rate limit too")
}

func (f *runFlags) run(cmd *cobra.Command) error {
	r, err := f.open(cmd)
	if err != nil {
		return err
	}
	defer r.close()
	result, err := r.perform()
	if err != nil {
		return inconclusive(err)
	}
	remembered := r.remember(cmd, result)
	if err := r.tell(result); err != nil {
		remembered = worst(remembered, inconclusive(err))
	}
	remembered = worst(r.checkAfter(cmd.Context(), result), remembered)
	if f.failOnFlaky && result.Count(outcome.Flaky) > 0 {
		return worst(exitCode(exitBroken), remembered)
	}
	return worst(exitOf(result), remembered)
}

// options are those of a run against the target. Watch is given every exchange
// with its scenario, from many goroutines.
func (t *target) options(watch func(gherkin.Scenario, *exchange.Exchange), sinks ...runner.Sink) runner.Options {
	return runner.Options{
		Vocabulary:  steps.Vocabulary(),
		Concurrency: t.config.Concurrency,
		Sinks:       sinks,
		Now:         now,
		Version:     version(),
		Redact:      t.secrets.Redact,
		Before: func(ctx context.Context, s gherkin.Scenario) (context.Context, error) {
			if reason := t.missing(s); reason != "" {
				return ctx, fmt.Errorf("%w: %s", godog.ErrSkip, reason)
			}
			return t.environment.Begin(ctx, func(e *exchange.Exchange) { watch(s, e) }), nil
		},
	}
}

// throttleTag is of scenarios that ask for the rate limit.
const throttleTag = "@throttle"

// missing says what a scenario needs and the settings do not have.
func (t *target) missing(s gherkin.Scenario) string {
	for _, tag := range s.Tags {
		if tag == throttleTag && t.needs.Remote() && !t.throttle {
			return "asks for the rate limit: say --throttle to ask a remote target"
		}
		if need, found := strings.CutPrefix(tag, "@needs:"); found {
			if reason, missing := t.needs.Missing(need); missing {
				return reason
			}
		}
	}
	return ""
}

func newTerminal(out io.Writer, verbose bool) *view.Terminal {
	screen := &view.Terminal{Out: out, Verbose: verbose}
	if file, ok := fileOf(out); ok {
		screen.Color = view.ColorFor(file, os.Getenv)
		screen.Width, screen.Live = view.Screen(file, os.Getenv)
	}
	return screen
}

// exitOf gives a run's exit code as an error; nil if every promise was kept.
func exitOf(result *report.Run) error {
	switch result.Verdict() {
	case outcome.Broken:
		return exitCode(exitBroken)
	case outcome.Inconclusive:
		return exitCode(exitInconclusive)
	}
	return nil
}
