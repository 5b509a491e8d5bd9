package report

import (
	"strings"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/outcome"
)

// names finds what the nodes of feature files are called, by id.
type names struct {
	scenarios map[string]Outcome // of a scenario: feature, rule and template
	examples  map[string]string  // of a row
	steps     map[string]Step
}

func newNames() names {
	return names{map[string]Outcome{}, map[string]string{}, map[string]Step{}}
}

func (n names) add(document *messages.GherkinDocument) {
	if document.Feature == nil {
		return
	}
	about := Outcome{Identity: outcome.Identity{Path: document.Uri}, Feature: document.Feature.Name}
	for _, child := range document.Feature.Children {
		n.addChild(about, child.Background, child.Scenario)
		if child.Rule == nil {
			continue
		}
		within := about
		within.Rule = child.Rule.Name
		for _, inner := range child.Rule.Children {
			n.addChild(within, inner.Background, inner.Scenario)
		}
	}
}

func (n names) addChild(about Outcome, background *messages.Background, scenario *messages.Scenario) {
	if background != nil {
		n.addSteps(background.Steps)
	}
	if scenario == nil {
		return
	}
	n.addSteps(scenario.Steps)
	about.Template = scenario.Name
	n.scenarios[scenario.Id] = about
	for _, examples := range scenario.Examples {
		for _, row := range examples.TableBody {
			n.examples[row.Id] = examples.Name
			if len(row.Cells) > 0 {
				n.examples[row.Id] += ": " + row.Cells[0].Value
			}
		}
	}
}

func (n names) addSteps(steps []*messages.Step) {
	for _, step := range steps {
		n.steps[step.Id] = Step{Text: strings.TrimSpace(step.Keyword), Line: line(step.Location)}
	}
}

// outcome says all that is known of a scenario before it runs.
func (n names) outcome(pickle *messages.Pickle) Outcome {
	var o Outcome
	for _, id := range pickle.AstNodeIds {
		if about, ok := n.scenarios[id]; ok {
			o = about
		}
	}
	for _, id := range pickle.AstNodeIds {
		if example, ok := n.examples[id]; ok {
			o.Example = example
		}
	}
	o.Path, o.Line, o.Name = pickle.Uri, line(pickle.Location), pickle.Name
	for _, tag := range pickle.Tags {
		o.Tags = append(o.Tags, tag.Name)
	}
	return o
}

// step is the step of a feature file that a pickle's step was compiled from.
func (n names) step(step *messages.PickleStep) Step {
	var found Step
	for _, id := range step.AstNodeIds {
		if known, ok := n.steps[id]; ok {
			found = known
		}
	}
	found.Text = strings.TrimSpace(found.Text + " " + step.Text)
	return found
}

func line(location *messages.Location) int {
	if location == nil {
		return 0
	}
	return int(location.Line)
}
