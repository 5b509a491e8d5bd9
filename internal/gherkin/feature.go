package gherkin

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	cucumber "github.com/cucumber/gherkin/go/v42"
	"github.com/cucumber/messages/go/v34"
)

// File is one feature file: its text, its tree and its compiled scenarios.
type File struct {
	Path     string // below the project's folder, with slashes
	Source   string // its text
	Document *messages.GherkinDocument

	lines     []string
	scenarios []*Compiled
	nodes     []node
	steps     map[string]*messages.Step // by id
	origins   map[string]origin         // by id of a scenario or of an example row
}

// origin is where in the tree a pickle comes from.
type origin struct {
	rule     *messages.Rule
	scenario *messages.Scenario
	examples *messages.Examples
	row      *messages.TableRow
}

// parse compiles a feature file. What Gherkin cannot read is told line by line.
func parse(path, source string, newID func() string) (*File, Problems) {
	source = strings.TrimPrefix(source, "\uFEFF")
	f := &File{Path: path, Source: source, lines: strings.Split(strings.TrimSuffix(source, "\n"), "\n"),
		steps: map[string]*messages.Step{}, origins: map[string]origin{}}
	if problems := f.unreadable(); problems != nil {
		return nil, problems
	}
	document, err := cucumber.ParseGherkinDocument(strings.NewReader(source), newID)
	if err != nil {
		return nil, f.misread(err)
	}
	if document.Feature == nil {
		return nil, Problems{{Path: path, Sentence: "the feature file is empty", Mend: `begin it with "Feature:", or delete it`}}
	}
	document.Uri = path
	f.Document = document
	f.index()
	for _, pickle := range cucumber.Pickles(*document, path, newID) {
		f.scenarios = append(f.scenarios, newCompiled(f, pickle))
	}
	return f, nil
}

// longest is the length in bytes from which on the Gherkin scanner gives up on a line.
const longest = 64<<10 - 2

func (f *File) unreadable() Problems {
	var problems Problems
	for i, line := range f.lines {
		if strings.ToValidUTF8(line, "") != line {
			problems = append(problems, Problem{f.Path, i + 1, "the line is not UTF-8", "save the file as UTF-8"})
		}
		if len(line) > longest {
			problems = append(problems, Problem{f.Path, i + 1, "the line is longer than 64 KiB", "break it up"})
		}
	}
	return problems
}

// unparsed is what to do about the parser's errors that say what is wrong.
var unparsed = map[string]string{
	"inconsistent cell count within the table": "give every row of the table as many cells as its first",
	"Language not supported":                   "name one that Gherkin knows, such as en, or leave the line out",
}

var (
	parserError = regexp.MustCompile(`^\((\d+):\d+\): (.*)$`)
	unexpected  = regexp.MustCompile(`^expected: .*, got '(.*)'$`)
	endOfFile   = regexp.MustCompile(`^unexpected end of file, expected: .*`)
)

// misread turns the parser's errors into problems. Without a feature line every
// line is an error, so of those only the first is told.
func (f *File) misread(err error) Problems {
	var problems Problems
	headless := false
	for text := range strings.Lines(err.Error()) {
		match := parserError.FindStringSubmatch(strings.TrimRight(text, "\r\n"))
		if match == nil {
			continue
		}
		line, _ := strconv.Atoi(match[1])
		again := headless
		headless = strings.Contains(match[2], "#FeatureLine")
		if !headless || !again {
			problems = append(problems, f.misreadLine(line, match[2]))
		}
	}
	if problems == nil {
		return Problems{{Path: f.Path, Sentence: "the feature does not parse: " + err.Error()}}
	}
	return problems
}

func (f *File) misreadLine(line int, message string) Problem {
	if endOfFile.MatchString(message) {
		return Problem{f.Path, len(f.lines), "the file ends too early", "write what the last tag or line announces"}
	}
	match := unexpected.FindStringSubmatch(message)
	if match == nil {
		about, _, _ := strings.Cut(message, ":")
		return Problem{f.Path, line, "the feature does not parse: " + message, unparsed[about]}
	}
	text := strings.TrimSpace(match[1])
	mend := fmt.Sprintf("begin the line with a keyword such as %s, %s, %s or %s:, or with # for a remark",
		f.spelled("given"), f.spelled("when"), f.spelled("then"), f.spelled("scenario"))
	if keyword, ok := meantKeyword(text, f.keywords()); ok {
		mend = "did you mean " + strconv.Quote(keyword) + "?"
	} else if strings.HasPrefix(text, "|") {
		mend = fmt.Sprintf("rows stand below %q or a step, and have no tags of their own", f.spelled("examples")+":")
	}
	return Problem{f.Path, line, "the line " + strconv.Quote(text) + " cannot stand here", mend}
}

// index remembers every step and the place of every scenario and row, by id.
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
