package gherkin

import (
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// Scenario is one scenario that a run would execute: a scenario of a feature
// file, or one example row of an outline.
type Scenario struct {
	Path    string // of the feature file, below the project's folder, with slashes
	Line    int    // 1-based, of the scenario's keyword or of the example row
	Keyword int    // 1-based line of the scenario's or the outline's keyword
	Feature string
	Rule    string // empty outside of rules
	Name    string // with the row's values in place of placeholders
	Example string // "name of the Examples: first cell of the row"; empty outside of outlines
	Tags    []string
	Known   Known    // by its tags
	Steps   []string // keyword and text, backgrounds first
	Row     []string // the example row, each cell as "column: value"; nil outside of outlines

	Asks     bool // it has a When
	Promises bool // it has a Then, after its When if it has one
}

// Address names the scenario for as long as nobody renames it: path, rule, name
// and example, never a line. It is unique within a suite.
func (s Scenario) Address() string {
	parts := []string{s.Path}
	for _, part := range []string{s.Rule, s.Name, s.Example} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " > ")
}

// Compiled is a scenario with what it was compiled from and to.
type Compiled struct {
	Scenario
	Pickle *messages.Pickle
	File   *File
	origin origin
}

func newCompiled(file *File, pickle *messages.Pickle) *Compiled {
	from := file.origins[pickle.AstNodeIds[len(pickle.AstNodeIds)-1]]
	c := &Compiled{Pickle: pickle, File: file, origin: from}
	c.Scenario = Scenario{
		Path:    file.Path,
		Line:    int(pickle.Location.Line),
		Feature: file.Document.Feature.Name,
		Keyword: int(from.scenario.Location.Line),
		Name:    pickle.Name,
		Steps:   make([]string, len(pickle.Steps)),
	}
	if from.rule != nil {
		c.Rule = from.rule.Name
	}
	if from.row != nil {
		c.Example = exampleKey(from.examples, from.row)
		for i, cell := range from.row.Cells {
			c.Row = append(c.Row, from.examples.TableHeader.Cells[i].Value+": "+cell.Value)
		}
	}
	for _, tag := range pickle.Tags {
		c.Tags = append(c.Tags, tag.Name)
	}
	c.Known, _, _, _ = knownTags(c.Tags)
	for i, step := range pickle.Steps {
		c.Steps[i] = file.steps[step.AstNodeIds[0]].Keyword + step.Text
		switch step.Type {
		case messages.PickleStepType_ACTION:
			c.Asks, c.Promises = true, false
		case messages.PickleStepType_OUTCOME:
			c.Promises = true
		}
	}
	return c
}

func exampleKey(examples *messages.Examples, row *messages.TableRow) string {
	if len(row.Cells) == 0 {
		return examples.Name
	}
	return examples.Name + ": " + row.Cells[0].Value
}
