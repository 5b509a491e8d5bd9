package cli

import (
	"io"
	"os"
	"testing"

	"kycspec/internal/config"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/runner"
)

// BenchmarkRun is a whole run of the project's features on the embedded
// sandbox, from reading the features to the summary, in one process.
func BenchmarkRun(b *testing.B) {
	c, err := theContract()
	if err != nil {
		b.Fatal(err)
	}
	settings, err := config.Load(config.Source{})
	if err != nil {
		b.Fatal(err)
	}
	scenarios := 0
	for b.Loop() {
		suite, err := loadSuiteFrom(os.DirFS(project), gherkin.Selection{})
		if err != nil {
			b.Fatal(err)
		}
		target, err := openTarget(c, settings)
		if err != nil {
			b.Fatal(err)
		}
		screen, coverage := newTerminal(io.Discard, false), c.NewCoverage()
		watch := func(_ gherkin.Scenario, e *exchange.Exchange) { coverage.Add(e) }
		if err := runner.Run(b.Context(), suite, target.options(watch, runner.NDJSON(io.Discard), screen.Add)); err != nil {
			b.Fatal(err)
		}
		run, err := screen.Finish()
		target.close()
		scenarios = len(run.Scenarios)
		if err != nil || run.Count(outcome.Passed) != scenarios {
			b.Fatalf("%d of %d scenarios passed: %v", run.Count(outcome.Passed), scenarios, err)
		}
	}
	b.ReportMetric(float64(scenarios), "scenarios")
}
