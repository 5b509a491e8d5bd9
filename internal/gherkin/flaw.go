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
func (f *File) flaws() Problems {
	var problems Problems
	document := f.Document.Feature
	problems = append(problems, f.hidden(document.Location, document.Description)...)
	for _, n := range f.nodes {
		switch {
		case n.scenario != nil:
			problems = append(problems, f.scenarioFlaws(n.scenario)...)
		case n.background != nil:
			problems = append(problems, f.backgroundFlaws(n.background)...)
		case n.rule != nil:
			problems = append(problems, f.hidden(n.rule.Location, n.rule.Description)...)
		}
	}
	if len(f.scenarios) == 0 && problems == nil {
		problems = Problems{f.problem(document.Location, fmt.Sprintf("the feature %q has no scenarios", document.Name), "write one, or delete the file")}
	}
	problems = append(problems, f.misknown()...)
	return append(problems, f.repeated()...)
}

func (f *File) problem(at *messages.Location, sentence, mend string) Problem {
	return Problem{f.Path, int(at.Line), sentence, mend}
}

// hidden finds keywords that a typing error turned into description.
func (f *File) hidden(at *messages.Location, description string) Problems {
	var problems Problems
	for line, text := range f.described(at, description) {
		if keyword, ok := f.mistyped(text); ok {
			problems = append(problems, f.swallowed(line, text, keyword))
		}
	}
	return problems
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

func (f *File) swallowed(line int, text, keyword string) Problem {
	mend := fmt.Sprintf("did you mean %q?", keyword)
	if keyword == "" {
		mend = fmt.Sprintf("begin it with a keyword such as %q, or write it in other words", f.spelled("given"))
	}
	return Problem{f.Path, line, fmt.Sprintf("the line %q is read as a description", text), mend}
}

// unsaid finds sentences of the vocabulary in the descriptions of backgrounds and
// scenarios: steps whose keyword is none, which nothing would miss.
func (f *File) unsaid(l *lookup) Problems {
	var problems Problems
	for _, n := range f.nodes {
		at, description := n.described()
		for line, text := range f.described(at, description) {
			_, rest, _ := strings.Cut(text, " ")
			if _, told := f.mistyped(text); told || len(l.sentences(strings.TrimSpace(rest))) == 0 {
				continue
			}
			keyword, _ := meantKeyword(text, f.keywords())
			problems = append(problems, f.swallowed(line, text, keyword))
		}
	}
	return problems
}

func (f *File) backgroundFlaws(background *messages.Background) Problems {
	if len(background.Steps) == 0 {
		return Problems{f.problem(background.Location, "the background has no steps", f.mendStepless(background.Description))}
	}
	return f.hidden(background.Location, background.Description)
}

func (f *File) scenarioFlaws(scenario *messages.Scenario) Problems {
	var problems Problems
	if scenario.Name == "" {
		problems = append(problems, f.problem(scenario.Location, "a scenario has no name", "say after its keyword what it shows"))
	}
	if len(scenario.Steps) == 0 {
		problems = append(problems, f.problem(scenario.Location, fmt.Sprintf("the scenario %q has no steps", scenario.Name), f.mendStepless(scenario.Description)))
	} else {
		problems = append(problems, f.hidden(scenario.Location, scenario.Description)...)
	}
	if len(scenario.Examples) == 0 && slices.Contains(f.dialect().ScenarioOutlineKeywords(), scenario.Keyword) {
		problems = append(problems, f.problem(scenario.Location, fmt.Sprintf("the outline %q has no examples", scenario.Name),
			`add "Examples:" with a table, or make it a plain scenario`))
	}
	for _, examples := range scenario.Examples {
		problems = append(problems, f.examplesFlaws(scenario, examples)...)
	}
	return problems
}

// mendStepless says what to do about a lack of steps: a description is often a step with a mistyped keyword.
func (f *File) mendStepless(description string) string {
	for line := range strings.Lines(description) {
		text := strings.TrimSpace(line)
		if keyword, ok := meantKeyword(text, f.keywords()); ok {
			return fmt.Sprintf("the line %q is read as a description: did you mean %q?", text, keyword)
		}
	}
	return "give it steps, or delete it"
}

var parameter = regexp.MustCompile(`<([A-Za-z_][\w -]*)>`)

func (f *File) examplesFlaws(scenario *messages.Scenario, examples *messages.Examples) Problems {
	var problems Problems
	if examples.Name == "" {
		problems = append(problems, f.problem(examples.Location, fmt.Sprintf("the examples of %q have no name", scenario.Name),
			fmt.Sprintf("say after %q what the rows have in common", examples.Keyword+":")))
	}
	if len(examples.TableBody) == 0 {
		return append(problems, f.problem(examples.Location, fmt.Sprintf("the examples %q have no rows", examples.Name), "add rows below a row of column names"))
	}
	var columns []string
	for _, cell := range examples.TableHeader.Cells {
		columns = append(columns, cell.Value)
	}
	for _, step := range scenario.Steps {
		for _, match := range parameter.FindAllStringSubmatch(step.Text, -1) {
			if !slices.Contains(columns, match[1]) {
				problems = append(problems, f.problem(step.Location, fmt.Sprintf("the examples %q have no column %q", examples.Name, match[1]),
					"the columns are "+strings.Join(columns, ", ")))
			}
		}
	}
	return problems
}

// repeated finds scenarios that cannot be told apart.
func (f *File) repeated() Problems {
	var problems Problems
	lines := map[string]int{}
	for _, c := range f.scenarios {
		if first, ok := lines[c.Address()]; ok {
			mend := "give it a name of its own"
			if c.Example != "" {
				mend = "make the first cells of the rows, or the names of the examples, differ"
			}
			problems = append(problems, Problem{f.Path, c.Line, fmt.Sprintf("the scenario %q is the same as that of line %d by name", c.label(), first), mend})
			continue
		}
		lines[c.Address()] = c.Line
	}
	return problems
}

// label is the name, and the example for a row whose values are not in it.
func (s Scenario) label() string {
	if s.Example == "" {
		return s.Name
	}
	return s.Name + " (" + s.Example + ")"
}
