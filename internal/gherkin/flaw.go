package gherkin

import (
	"fmt"
	"slices"

	"github.com/cucumber/messages/go/v34"
)

// flaws lists what is wrong with a feature that parses: what would pass without
// anything having been asked.
func (f *File) flaws() Diagnostics {
	var diagnostics Diagnostics
	document := f.Document.Feature
	diagnostics = append(diagnostics, f.mistypedKeywords(document.Location, document.Description)...)
	diagnostics = append(diagnostics, f.headPlaceholders()...)
	for _, s := range f.sections {
		switch {
		case s.scenario != nil:
			diagnostics = append(diagnostics, f.scenarioFlaws(s.scenario)...)
		case s.background != nil:
			diagnostics = append(diagnostics, f.backgroundFlaws(s.background)...)
		case s.rule != nil:
			diagnostics = append(diagnostics, f.mistypedKeywords(s.rule.Location, s.rule.Description)...)
		}
	}
	if len(f.scenarios) == 0 && diagnostics == nil {
		diagnostics = Diagnostics{f.diagnostic(document.Location, fmt.Sprintf("the feature %q has no scenarios", document.Name), "write one, or delete the file")}
	}
	diagnostics = append(diagnostics, f.tagFlaws()...)
	return append(diagnostics, f.repeated()...)
}

func (f *File) diagnostic(at *messages.Location, sentence, hint string) Diagnostic {
	return Diagnostic{f.Path, int(at.Line), sentence, hint}
}

func (f *File) backgroundFlaws(background *messages.Background) Diagnostics {
	if len(background.Steps) == 0 {
		return Diagnostics{f.diagnostic(background.Location, "the background has no steps", f.hintStepless(background.Description))}
	}
	return append(f.mistypedKeywords(background.Location, background.Description), f.backgroundPlaceholders(background)...)
}

func (f *File) scenarioFlaws(scenario *messages.Scenario) Diagnostics {
	var diagnostics Diagnostics
	if scenario.Name == "" {
		diagnostics = append(diagnostics, f.diagnostic(scenario.Location, "a scenario has no name", "say after its keyword what it shows"))
	}
	if len(scenario.Steps) == 0 {
		diagnostics = append(diagnostics, f.diagnostic(scenario.Location, fmt.Sprintf("the scenario %q has no steps", scenario.Name), f.hintStepless(scenario.Description)))
	} else {
		diagnostics = append(diagnostics, f.mistypedKeywords(scenario.Location, scenario.Description)...)
	}
	if len(scenario.Examples) == 0 && slices.Contains(f.dialect().ScenarioOutlineKeywords(), scenario.Keyword) {
		diagnostics = append(diagnostics, f.diagnostic(scenario.Location, fmt.Sprintf("the outline %q has no examples", scenario.Name),
			`add "Examples:" with a table, or make it a plain scenario`))
	}
	diagnostics = append(diagnostics, f.scenarioPlaceholders(scenario)...)
	for _, examples := range scenario.Examples {
		diagnostics = append(diagnostics, f.examplesFlaws(scenario, examples)...)
	}
	return diagnostics
}

// repeated finds scenarios that cannot be told apart.
func (f *File) repeated() Diagnostics {
	var diagnostics Diagnostics
	lines := map[string]int{}
	for _, c := range f.scenarios {
		if first, ok := lines[c.Address()]; ok {
			name, hint := c.Name, "give it a name of its own"
			if c.Example != "" {
				name += " (" + c.Example + ")"
				hint = "make the first cells of the rows, or the names of the examples, differ"
			}
			diagnostics = append(diagnostics, Diagnostic{f.Path, c.Line, fmt.Sprintf("the scenario %q is the same as that of line %d by name", name, first), hint})
			continue
		}
		lines[c.Address()] = c.Line
	}
	return diagnostics
}
