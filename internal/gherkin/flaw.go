package gherkin

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// flaws lists what is wrong with a feature that parses: what would pass without
// anything having been asked.
func (f *File) flaws() Diagnostics {
	var diagnostics Diagnostics
	document := f.Document.Feature
	diagnostics = append(diagnostics, f.hidden(document.Location, document.Description)...)
	for _, n := range f.nodes {
		switch {
		case n.scenario != nil:
			diagnostics = append(diagnostics, f.scenarioFlaws(n.scenario)...)
		case n.background != nil:
			diagnostics = append(diagnostics, f.backgroundFlaws(n.background)...)
		case n.rule != nil:
			diagnostics = append(diagnostics, f.hidden(n.rule.Location, n.rule.Description)...)
		}
	}
	if len(f.scenarios) == 0 && diagnostics == nil {
		diagnostics = Diagnostics{f.diagnostic(document.Location, fmt.Sprintf("the feature %q has no scenarios", document.Name), "write one, or delete the file")}
	}
	diagnostics = append(diagnostics, f.misknown()...)
	return append(diagnostics, f.repeated()...)
}

func (f *File) diagnostic(at *messages.Location, sentence, hint string) Diagnostic {
	return Diagnostic{f.Path, int(at.Line), sentence, hint}
}

// hidden finds keywords that a typing error turned into description.
func (f *File) hidden(at *messages.Location, description string) Diagnostics {
	var diagnostics Diagnostics
	for line, text := range f.described(at, description) {
		if keyword, ok := f.mistyped(text); ok {
			diagnostics = append(diagnostics, f.swallowed(line, text, keyword))
		}
	}
	return diagnostics
}

// described gives the lines of the description below a keyword, with their numbers.
func (f *File) described(at *messages.Location, description string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if description == "" {
			return
		}
		from := int(at.Line)
		for line := range strings.Lines(description) {
			text := strings.TrimSpace(line)
			if text == "" {
				continue
			}
			for from < len(f.lines) && strings.TrimSpace(f.lines[from]) != text {
				from++
			}
			if !yield(from+1, text) {
				return
			}
		}
	}
}

func (f *File) swallowed(line int, text, keyword string) Diagnostic {
	hint := fmt.Sprintf("did you mean %q?", keyword)
	if keyword == "" {
		hint = fmt.Sprintf("begin it with a keyword such as %q, or write it in other words", f.spelled("given"))
	}
	return Diagnostic{f.Path, line, fmt.Sprintf("the line %q is read as a description", text), hint}
}

// unsaid finds sentences of the vocabulary in the descriptions of backgrounds and
// scenarios: steps whose keyword is none, which nothing would miss.
func (f *File) unsaid(l *lookup) Diagnostics {
	var diagnostics Diagnostics
	for _, n := range f.nodes {
		at, description := n.described()
		for line, text := range f.described(at, description) {
			_, rest, _ := strings.Cut(text, " ")
			if _, told := f.mistyped(text); told || len(l.sentences(strings.TrimSpace(rest))) == 0 {
				continue
			}
			keyword, _ := meantKeyword(text, f.keywords())
			diagnostics = append(diagnostics, f.swallowed(line, text, keyword))
		}
	}
	return diagnostics
}

func (f *File) backgroundFlaws(background *messages.Background) Diagnostics {
	if len(background.Steps) == 0 {
		return Diagnostics{f.diagnostic(background.Location, "the background has no steps", f.hintStepless(background.Description))}
	}
	return f.hidden(background.Location, background.Description)
}

func (f *File) scenarioFlaws(scenario *messages.Scenario) Diagnostics {
	var diagnostics Diagnostics
	if scenario.Name == "" {
		diagnostics = append(diagnostics, f.diagnostic(scenario.Location, "a scenario has no name", "say after its keyword what it shows"))
	}
	if len(scenario.Steps) == 0 {
		diagnostics = append(diagnostics, f.diagnostic(scenario.Location, fmt.Sprintf("the scenario %q has no steps", scenario.Name), f.hintStepless(scenario.Description)))
	} else {
		diagnostics = append(diagnostics, f.hidden(scenario.Location, scenario.Description)...)
	}
	if len(scenario.Examples) == 0 && slices.Contains(f.dialect().ScenarioOutlineKeywords(), scenario.Keyword) {
		diagnostics = append(diagnostics, f.diagnostic(scenario.Location, fmt.Sprintf("the outline %q has no examples", scenario.Name),
			`add "Examples:" with a table, or make it a plain scenario`))
	}
	for _, examples := range scenario.Examples {
		diagnostics = append(diagnostics, f.examplesFlaws(scenario, examples)...)
	}
	return diagnostics
}

// hintStepless says what to do about a lack of steps: a description is often a step with a mistyped keyword.
func (f *File) hintStepless(description string) string {
	for line := range strings.Lines(description) {
		text := strings.TrimSpace(line)
		if keyword, ok := meantKeyword(text, f.keywords()); ok {
			return fmt.Sprintf("the line %q is read as a description: did you mean %q?", text, keyword)
		}
	}
	return "give it steps, or delete it"
}

var parameter = regexp.MustCompile(`<([A-Za-z_][\w -]*)>`)

func (f *File) examplesFlaws(scenario *messages.Scenario, examples *messages.Examples) Diagnostics {
	var diagnostics Diagnostics
	if examples.Name == "" {
		diagnostics = append(diagnostics, f.diagnostic(examples.Location, fmt.Sprintf("the examples of %q have no name", scenario.Name),
			fmt.Sprintf("say after %q what the rows have in common", examples.Keyword+":")))
	}
	if len(examples.TableBody) == 0 {
		return append(diagnostics, f.diagnostic(examples.Location, fmt.Sprintf("the examples %q have no rows", examples.Name), "add rows below a row of column names"))
	}
	var columns []string
	for _, cell := range examples.TableHeader.Cells {
		columns = append(columns, cell.Value)
	}
	for _, step := range scenario.Steps {
		for _, match := range parameter.FindAllStringSubmatch(step.Text, -1) {
			if !slices.Contains(columns, match[1]) {
				diagnostics = append(diagnostics, f.diagnostic(step.Location, fmt.Sprintf("the examples %q have no column %q", examples.Name, match[1]),
					"the columns are "+strings.Join(columns, ", ")))
			}
		}
	}
	return diagnostics
}

// repeated finds scenarios that cannot be told apart.
func (f *File) repeated() Diagnostics {
	var diagnostics Diagnostics
	lines := map[string]int{}
	for _, c := range f.scenarios {
		if first, ok := lines[c.Address()]; ok {
			hint := "give it a name of its own"
			if c.Example != "" {
				hint = "make the first cells of the rows, or the names of the examples, differ"
			}
			diagnostics = append(diagnostics, Diagnostic{f.Path, c.Line, fmt.Sprintf("the scenario %q is the same as that of line %d by name", c.label(), first), hint})
			continue
		}
		lines[c.Address()] = c.Line
	}
	return diagnostics
}

// label is the name, and the example for a row whose values are not in it.
func (s Scenario) label() string {
	if s.Example == "" {
		return s.Name
	}
	return s.Name + " (" + s.Example + ")"
}
