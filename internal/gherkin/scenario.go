package gherkin

import (
	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/outcome"
)

// Scenario is one scenario that a run would execute: a scenario of a feature
// file, or one example row of an outline.
type Scenario struct {
	outcome.Identity
	Line        int // 1-based, of the scenario's keyword or of the example row
	KeywordLine int // 1-based line of the scenario's or the outline's keyword
	Feature     string
	Tags        []string // its own and those that it inherits
	Known       Known    // by its tags
	Steps       []string // keyword and text, backgrounds first
	Row         []string // the example row, each cell as "column: value"; nil outside of outlines

	// What its steps come to, once they are bound to their sentences ([Suite.Bind]).
	Asks     bool     // a step of it asks
	Promises bool     // a step of it promises something, after the last that asks
	Needs    []string // what they, and its tags, say that it needs of the target, each once
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
		Identity:    outcome.Identity{Path: file.Path, Name: pickle.Name, Template: from.scenario.Name},
		Line:        int(pickle.Location.Line),
		Feature:     file.Document.Feature.Name,
		KeywordLine: int(from.scenario.Location.Line),
		Steps:       make([]string, len(pickle.Steps)),
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
	}
	return c
}

// exampleKey is what tells a row of an outline from its others.
func exampleKey(examples *messages.Examples, row *messages.TableRow) string {
	if len(row.Cells) == 0 {
		return examples.Name
	}
	return examples.Name + ": " + row.Cells[0].Value
}
