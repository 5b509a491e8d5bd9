package session

import (
	"os"
	"testing"
	"time"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// BenchmarkRun is a whole run of the project's features on the embedded
// sandbox, from reading the features to the report, in one process.
func BenchmarkRun(b *testing.B) {
	c, err := theContract()
	if err != nil {
		b.Fatal(err)
	}
	settings, err := config.Load(config.Source{})
	if err != nil {
		b.Fatal(err)
	}
	settings.StateDir = b.TempDir()
	scenarios := 0
	for b.Loop() {
		suite, err := LoadSuiteFrom(os.DirFS(project), gherkin.Selection{})
		if err != nil {
			b.Fatal(err)
		}
		s, err := Open(b.Context(), Options{Settings: settings, Contract: c, Suite: suite, Memory: &Memory{}, Log: true, Now: time.Now})
		if err != nil {
			b.Fatal(err)
		}
		result, err := s.Run()
		s.Close()
		if err != nil {
			b.Fatal(err)
		}
		run := result.Run
		scenarios = len(run.Scenarios)
		if run.Count(outcome.Passed) != scenarios {
			b.Fatalf("%d of %d scenarios passed", run.Count(outcome.Passed), scenarios)
		}
	}
	b.ReportMetric(float64(scenarios), "scenarios")
}
