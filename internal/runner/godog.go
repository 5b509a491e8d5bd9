package runner

import (
	"context"
	"io"

	"github.com/cucumber/godog"

	"kycspec/internal/gherkin"
)

const (
	formatName   = "kycspec-silent"
	godogRefused = 2 // godog's exit status for what it cannot run
)

// silent is a formatter that prints nothing: the hooks write everything to the
// log, as it happens.
type silent struct{ *godog.BaseFmt }

// Summary prints nothing.
func (silent) Summary() {}

func init() {
	godog.Format(formatName, "prints nothing", func(name string, out io.Writer) godog.Formatter {
		return silent{godog.NewBaseFmt(name, out)}
	})
}

// execute has godog run the attempts, and gives its exit status. godog is given
// the texts of the files without all other scenarios.
func execute(ctx context.Context, suite *gherkin.Suite, options *Options, attempts []*attempt) int {
	kept := map[*gherkin.File]map[*gherkin.Compiled]bool{}
	h := hooks{run: ctx, options: options, attempts: map[location]*attempt{}}
	for _, a := range attempts {
		c := a.compiled
		if kept[c.File] == nil {
			kept[c.File] = map[*gherkin.Compiled]bool{}
		}
		kept[c.File][c] = true
		h.attempts[location{c.Path, int64(c.Line)}] = a
	}
	var contents []godog.Feature
	for _, file := range suite.Files() {
		if kept[file] == nil {
			continue
		}
		contents = append(contents, godog.Feature{Name: file.Path, Contents: []byte(file.Only(kept[file]))})
	}
	return godog.TestSuite{
		Name: "kycspec",
		// Once for the suite: registering for each scenario compiles and allocates anew, and races.
		TestSuiteInitializer: func(suite *godog.TestSuiteContext) { h.register(suite.ScenarioContext()) },
		Options: &godog.Options{Format: formatName, Output: io.Discard, Strict: true, Concurrency: max(options.Concurrency, 1),
			FeatureContents: contents, DefaultContext: ctx},
	}.Run()
}
