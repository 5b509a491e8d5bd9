package gherkin

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// A placeholder is a name between < and >. In an outline's title and steps, and
// in what is beneath the steps, Gherkin replaces it by the row's cell of the
// column that has exactly that name; anywhere else, and where no column has it,
// it stands in what is sent as it is written, and every row sends the same. So
// each placeholder that nothing replaces is a flaw.
//
// A text that is to have < and > in it, such as a page of HTML, is written into
// a cell: what a cell says is taken as it stands.
var placeholder = regexp.MustCompile(`<([^<>\n]*)>`)

// written is a piece of a feature's text and where it stands.
type written struct {
	text string
	at   *messages.Location
}

// placeholders are the names of all placeholders in the texts, with their places.
func placeholders(texts []written) []written {
	var names []written
	for _, w := range texts {
		for _, match := range placeholder.FindAllStringSubmatch(w.text, -1) {
			names = append(names, written{match[1], w.at})
		}
	}
	return names
}

// stepTexts are the texts of steps, and of the doc strings and tables beneath them.
func stepTexts(steps []*messages.Step) []written {
	var texts []written
	for _, step := range steps {
		texts = append(texts, written{step.Text, step.Location})
		if below := step.DocString; below != nil {
			texts = append(texts, written{below.MediaType, below.Location}, written{below.Content, below.Location})
		}
		if step.DataTable == nil {
			continue
		}
		for _, row := range step.DataTable.Rows {
			for _, cell := range row.Cells {
				texts = append(texts, written{cell.Value, cell.Location})
			}
		}
	}
	return texts
}

// replaceable are the texts of a scenario in which Gherkin replaces placeholders.
func replaceable(scenario *messages.Scenario) []written {
	return append([]written{{scenario.Name, scenario.Location}}, stepTexts(scenario.Steps)...)
}

// scenarioPlaceholders finds the placeholders of a scenario that nothing replaces.
func (f *File) scenarioPlaceholders(scenario *messages.Scenario) Diagnostics {
	diagnostics := f.tagPlaceholders(scenario.Tags)
	if len(scenario.Examples) == 0 {
		for _, name := range placeholders(replaceable(scenario)) {
			diagnostics = append(diagnostics, f.diagnostic(name.at, fmt.Sprintf("nothing replaces <%s>, because the scenario has no examples", name.text),
				`give it "Examples:" with a column of that name; a text with < and > in it is written into a cell, which is taken as it stands`))
		}
	}
	for _, examples := range scenario.Examples {
		diagnostics = append(diagnostics, f.tagPlaceholders(examples.Tags)...)
		diagnostics = append(diagnostics, f.namePlaceholders("examples", examples.Name, examples.Location)...)
	}
	return diagnostics
}

// backgroundPlaceholders finds the placeholders of a background: there nothing replaces any.
func (f *File) backgroundPlaceholders(background *messages.Background) Diagnostics {
	diagnostics := f.namePlaceholders("a background", background.Name, background.Location)
	for _, name := range placeholders(stepTexts(background.Steps)) {
		diagnostics = append(diagnostics, f.diagnostic(name.at, fmt.Sprintf("nothing replaces <%s> in a background", name.text),
			"move the step into the outlines whose examples have the column"))
	}
	return diagnostics
}

// headPlaceholders finds those in the names and tags of the feature and its rules.
func (f *File) headPlaceholders() Diagnostics {
	feature := f.Document.Feature
	diagnostics := append(f.tagPlaceholders(feature.Tags), f.namePlaceholders("a feature", feature.Name, feature.Location)...)
	for _, child := range feature.Children {
		if rule := child.Rule; rule != nil {
			diagnostics = append(diagnostics, f.tagPlaceholders(rule.Tags)...)
			diagnostics = append(diagnostics, f.namePlaceholders("a rule", rule.Name, rule.Location)...)
		}
	}
	return diagnostics
}

func (f *File) namePlaceholders(of, name string, at *messages.Location) Diagnostics {
	var diagnostics Diagnostics
	for _, each := range placeholders([]written{{name, at}}) {
		diagnostics = append(diagnostics, f.diagnostic(at, fmt.Sprintf("nothing replaces <%s> in the name of %s", each.text, of), "say it without < and >"))
	}
	return diagnostics
}

func (f *File) tagPlaceholders(tags []*messages.Tag) Diagnostics {
	var diagnostics Diagnostics
	for _, tag := range tags {
		for _, each := range placeholders([]written{{tag.Name, tag.Location}}) {
			diagnostics = append(diagnostics, f.diagnostic(tag.Location, fmt.Sprintf("nothing replaces <%s> in a tag", each.text),
				"write the tag out, above examples of its own"))
		}
	}
	return diagnostics
}

// unreplaced finds the placeholders of an outline that a block of examples has no column for.
func (f *File) unreplaced(scenario *messages.Scenario, examples *messages.Examples, columns []string) Diagnostics {
	var diagnostics Diagnostics
	for _, name := range placeholders(replaceable(scenario)) {
		if slices.Contains(columns, name.text) {
			continue
		}
		hint := "the columns are " + strings.Join(columns, ", ")
		if near, ok := Nearest(name.text, columns); ok {
			hint = fmt.Sprintf("did you mean <%s>?", near)
		}
		diagnostics = append(diagnostics, f.diagnostic(name.at, fmt.Sprintf("the examples %q have no column %q", examples.Name, name.text), hint))
	}
	return diagnostics
}
