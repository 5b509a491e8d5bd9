package session

import (
	"os"
	"testing"
	"time"

	"kycspec/internal/gherkin"
	"kycspec/internal/sandbox"
	"kycspec/internal/state"
)

// Some is all of a table, and in short a part of it.
func Some[V any](table map[string]V) map[string]V { return some(table) }

// Observe runs the project's features on a sandbox with faults, and gives what
// the run saw on a day, and its secrets.
func Observe(t *testing.T, faults sandbox.Faults, concurrency int, on time.Time, paths []string) (state.RunObservation, map[string]string) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	suite, err := LoadSuiteFrom(os.DirFS(project), gherkin.Selection{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	settings := settingsOf(t)
	if concurrency > 0 {
		settings.Concurrency = concurrency
	}
	target, err := OpenSandbox(c, RehearsalOptions{Settings: settings, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	s := newSession(t.Context(), target, Options{Contract: c, Suite: suite, Whole: len(paths) == 0, Now: func() time.Time { return on }})
	defer s.Close()
	result, err := s.Run()
	if err != nil {
		t.Fatal(err)
	}
	return result.observation, target.Settings.Secrets()
}
