package gherkin

import (
	"github.com/cucumber/messages/go/v34"
)

// File is one feature file: its text, its tree and its compiled scenarios.
type File struct {
	Path     string // below the project's folder, with slashes
	Source   string // its text
	Document *messages.GherkinDocument

	lines     []string
	scenarios []*Compiled
	sections  []section
	steps     map[string]*messages.Step // by id
	origins   map[string]origin         // by id of a scenario or of an example row
}

// origin is where in the tree a scenario comes from.
type origin struct {
	rule     *messages.Rule // nil outside of rules
	scenario *messages.Scenario
	examples *messages.Examples // nil outside of outlines, as the row
	row      *messages.TableRow
}

// index notes every step and the origin of every scenario and row, by id.
func (f *File) index() {
	for _, child := range f.Document.Feature.Children {
		if child.Rule != nil {
			for _, inner := range child.Rule.Children {
				f.indexChild(child.Rule, inner.Background, inner.Scenario)
			}
		}
		f.indexChild(nil, child.Background, child.Scenario)
	}
	f.layOut()
}

func (f *File) indexChild(rule *messages.Rule, background *messages.Background, scenario *messages.Scenario) {
	if background != nil {
		f.indexSteps(background.Steps)
	}
	if scenario == nil {
		return
	}
	f.indexSteps(scenario.Steps)
	f.origins[scenario.Id] = origin{rule: rule, scenario: scenario}
	for _, examples := range scenario.Examples {
		for _, row := range examples.TableBody {
			f.origins[row.Id] = origin{rule, scenario, examples, row}
		}
	}
}

func (f *File) indexSteps(steps []*messages.Step) {
	for _, step := range steps {
		f.steps[step.Id] = step
	}
}
