package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/view"
)

// running is a run with everything that it needs.
type running struct {
	flags    *runFlags
	out      io.Writer
	contract *contract.Contract
	suite    *gherkin.Suite
	target   *target
	log      *os.File
	screen   *view.Terminal
	coverage *contract.Coverage
	control  *control
	memory   *memory
	release  func() // of the log

	signatures signedIn
}

// open checks everything that was asked for, and prepares the target and the
// log. Nothing is sent yet; every error is of use or configuration.
func (f *runFlags) open(cmd *cobra.Command) (*running, error) {
	settings, c, problem := f.loadBoth(cmd)
	suite, err := f.chosen(c, settings)
	problem = errors.Join(problem, err, f.check())
	memory, err := recall(settings)
	if problem = errors.Join(problem, err); problem != nil {
		return nil, misused(problem)
	}
	tellNotes(cmd, suite)
	if err := checkBefore(cmd.Context(), c, suite, settings); err != nil {
		return nil, err
	}
	t, err := openTarget(c, settings)
	if err != nil {
		return nil, err
	}
	t.throttle = f.throttle
	log, err := openLog(settings.StateDir, now())
	if err != nil {
		t.close()
		return nil, misused(err)
	}
	out := cmd.OutOrStdout()
	screen := newTerminal(out, f.verbose)
	say := func() {
		signal.Reset(os.Interrupt, syscall.SIGTERM) // so that what is said below is true, whatever stopped the run
		if screen.Live {
			fmt.Fprintln(cmd.ErrOrStderr()) // below the line that shows the progress
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "Stopping: what is under way may take %s more. Ctrl-C stops at once.\n", grace)
	}
	return &running{flags: f, out: out, contract: c, suite: suite, target: t, log: log, memory: memory, release: hold(log),
		screen: screen, coverage: c.NewCoverage(), control: newControl(cmd.Context(), f.timeout, say)}, nil
}

func (f *runFlags) check() error {
	problems := f.problems()
	if f.retries < 0 {
		problems = append(problems, &advised{fmt.Errorf("--retries: want a number of times, have %d", f.retries), "0 asks nothing again."})
	}
	if f.timeout < 0 {
		problems = append(problems, &advised{fmt.Errorf("--timeout: want a time such as 10m, have %s", f.timeout), "0 is no limit."})
	}
	if folder := filepath.Dir(f.coverage); f.coverage != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			problems = append(problems, &advised{fmt.Errorf("--coverage: there is no folder %s", folder), "Name a file in a folder that is there."})
		}
	}
	return errors.Join(problems...)
}

func (r *running) close() {
	r.control.close()
	r.target.close()
	if r.log != nil {
		_ = r.log.Close()
		r.release()
	}
}

// probe asks a target that is not this program whether it is ready. If it is
// not, the run is stopped.
func (r *running) probe() {
	if r.target.config.Embedded {
		return
	}
	needsToken := func() bool { return r.target.needsToken(r.control.going, r.contract, r.suite) }
	if err := r.target.probe(r.control.going, r.contract, needsToken); err != nil {
		r.control.stop(err.Error())
	}
}

// perform runs the scenarios and shows them. The log begins before the target
// is asked anything: whatever happens, there is one to read. The error is that of the log or the screen.
func (r *running) perform() (*report.Run, error) {
	watch := func(_ gherkin.Scenario, e *exchange.Exchange) {
		r.coverage.Add(e)
		r.signatures.watch(e)
	}
	sinks := []runner.Sink{r.screen.Add}
	if r.log != nil {
		sinks = append(sinks, runner.NDJSON(r.log))
	}
	options := r.target.options(watch, sinks...)
	options.Known, options.Retries = true, r.flags.retries
	probed := sync.OnceFunc(r.probe)
	options.Stop = func() string {
		probed()
		return r.control.why()
	}
	options.Judged = func(_ gherkin.Scenario, verdict outcome.Verdict) { r.control.count(verdict) }
	if err := runner.Run(r.control.work, r.suite, options); err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	return r.screen.Finish()
}

// checkAfter is [checkSound] after a run on the embedded sandbox, where it left
// something open.
func (r *running) checkAfter(ctx context.Context, result *report.Run) error {
	if !r.target.config.Embedded || result.Stopped || result.Count(outcome.Inconclusive) == 0 {
		return nil
	}
	return checkSound(ctx, r.contract, r.suite, r.target.config)
}

// tell says what there is to say beside the scenarios.
func (r *running) tell(result *report.Run) error {
	covered := r.coverage.Report()
	fmt.Fprintln(r.out, covered)
	notes := r.target.client.Notes()
	if note := r.signatures.note(r.contract, result); note != "" {
		notes = append(notes, note)
	}
	for _, note := range notes {
		fmt.Fprintln(r.out, "Note: "+note)
	}
	fmt.Fprintf(r.out, "Target: %s. Log: %s\n", r.target.name, r.log.Name())
	return r.flags.writeCoverage(covered)
}

// writeCoverage writes the file that was asked for, if any.
func (f *runFlags) writeCoverage(covered contract.CoverageReport) error {
	if f.coverage == "" {
		return nil
	}
	text, err := json.MarshalIndent(covered, "", "  ")
	if err == nil {
		err = os.WriteFile(f.coverage, append(text, '\n'), 0o644)
	}
	if err != nil {
		return fmt.Errorf("write coverage: %w", err)
	}
	return nil
}
