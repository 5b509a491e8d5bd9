package session

import (
	"maps"
	"os"
	"path"
	"slices"
	"sync"
	"testing"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/config"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/sandbox"
)

// project is the project's folder, seen from this package's.
const project = "../.."

var theContract = sync.OnceValues(LoadContract)

// some is all of a table, and in short a row in eight, other ones each time.
func some[V any](table map[string]V) map[string]V {
	if !testing.Short() {
		return table
	}
	few := map[string]V{}
	for name, row := range table {
		if few[name] = row; len(few) > len(table)/8 {
			break
		}
	}
	return few
}

// stage runs the project's own features against a sandbox with faults; in short
// without the pairs, which asks 800 times.
func stage(t testing.TB, faults sandbox.Faults, paths ...string) *report.Run {
	t.Helper()
	var collector report.Collector
	stageInto(t, faults, paths, func(e *messages.Envelope) error {
		collector.Add(e)
		return nil
	})
	return collector.Run()
}

// stageInto runs the features into sinks, and gives every exchange that steps
// were told of, and the secrets that the run had.
func stageInto(t testing.TB, faults sandbox.Faults, paths []string, sinks ...runner.Sink) (told []*exchange.Exchange, secrets map[string]string) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	selection := gherkin.Selection{Paths: paths}
	if testing.Short() {
		selection.Tags = "not @pairs"
	}
	suite, err := LoadSuiteFrom(os.DirFS(project), selection)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := config.Load(config.Source{})
	if err != nil {
		t.Fatal(err)
	}
	target, err := OpenSandbox(c, RehearsalOptions{Settings: settings, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	var mu sync.Mutex
	watch := func(_ gherkin.Scenario, e *exchange.Exchange) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, e)
	}
	if err := runner.Run(t.Context(), suite, target.options(watch, sinks...)); err != nil {
		t.Fatal(err)
	}
	return told, target.Settings.Secrets()
}

// breaks lists the clauses that a run saw broken, sorted, and the areas (the
// folders of features) in which it did.
func breaks(run *report.Run) (clauses, areas []string) {
	seen, where := map[string]bool{}, map[string]bool{}
	for _, o := range run.Scenarios {
		if o.Verdict != outcome.Broken {
			continue
		}
		where[path.Base(path.Dir(o.Path))] = true
		for _, v := range o.Violations {
			seen[v.Clause] = true
		}
	}
	return slices.Sorted(maps.Keys(seen)), slices.Sorted(maps.Keys(where))
}
