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
func parse(path, source string, newID func() string) (*File, Diagnostics) {
	source = strings.TrimPrefix(source, "\uFEFF")
	f := &File{Path: path, Source: source, lines: strings.Split(strings.TrimSuffix(source, "\n"), "\n"),
		steps: map[string]*messages.Step{}, origins: map[string]origin{}}
	if diagnostics := f.unreadable(); diagnostics != nil {
		return nil, diagnostics
	}
	document, err := cucumber.ParseGherkinDocument(strings.NewReader(source), newID)
	if err != nil {
		return nil, f.misread(err)
	}
	if document.Feature == nil {
		return nil, Diagnostics{{Path: path, Sentence: "the feature file is empty", Hint: `begin it with "Feature:", or delete it`}}
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

func (f *File) unreadable() Diagnostics {
	var diagnostics Diagnostics
	for i, line := range f.lines {
		if strings.ToValidUTF8(line, "") != line {
			diagnostics = append(diagnostics, Diagnostic{f.Path, i + 1, "the line is not UTF-8", "save the file as UTF-8"})
		}
		if len(line) > longest {
			diagnostics = append(diagnostics, Diagnostic{f.Path, i + 1, "the line is longer than 64 KiB", "break it up"})
		}
	}
	return diagnostics
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

// misread turns the parser's errors into diagnostics. Without a feature line every
// line is an error, so of those only the first is told.
func (f *File) misread(err error) Diagnostics {
	var diagnostics Diagnostics
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
			diagnostics = append(diagnostics, f.misreadLine(line, match[2]))
		}
	}
	if diagnostics == nil {
		return Diagnostics{{Path: f.Path, Sentence: "the feature does not parse: " + err.Error()}}
	}
	return diagnostics
}

func (f *File) misreadLine(line int, message string) Diagnostic {
	if endOfFile.MatchString(message) {
		return Diagnostic{f.Path, len(f.lines), "the file ends too early", "write what the last tag or line announces"}
	}
	match := unexpected.FindStringSubmatch(message)
	if match == nil {
		about, _, _ := strings.Cut(message, ":")
		return Diagnostic{f.Path, line, "the feature does not parse: " + message, unparsed[about]}
	}
	text := strings.TrimSpace(match[1])
	hint := fmt.Sprintf("begin the line with a keyword such as %s, %s, %s or %s:, or with # for a remark",
		f.spelled("given"), f.spelled("when"), f.spelled("then"), f.spelled("scenario"))
	if keyword, ok := meantKeyword(text, f.keywords()); ok {
		hint = "did you mean " + strconv.Quote(keyword) + "?"
	} else if strings.HasPrefix(text, "|") {
		hint = fmt.Sprintf("rows stand below %q or a step, and have no tags of their own", f.spelled("examples")+":")
	}
	return Diagnostic{f.Path, line, "the line " + strconv.Quote(text) + " cannot stand here", hint}
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
