package gherkin

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	cucumber "github.com/cucumber/gherkin/go/v42"

	"github.com/cucumber/messages/go/v34"
)

// parse compiles a feature file. The diagnostics are of the lines that Gherkin
// cannot read; the file is nil if there are any.
func parse(path, source string, newID func() string) (*File, Diagnostics) {
	source = strings.TrimPrefix(source, "\uFEFF")
	f := &File{Path: path, Source: source, lines: strings.Split(strings.TrimSuffix(source, "\n"), "\n"),
		steps: map[string]*messages.Step{}, origins: map[string]origin{}}
	if diagnostics := f.unreadable(); diagnostics != nil {
		return nil, diagnostics
	}
	document, err := cucumber.ParseGherkinDocument(strings.NewReader(source), newID)
	if err != nil {
		return nil, f.parserDiagnostics(err)
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

// longest is how many bytes of a line the parser's scanner can take.
const longest = 64<<10 - 2

// unreadable finds the lines that the parser stops at without saying why.
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

// parserHints are what to do about those of the parser's errors that people can understand, by the error's beginning.
var parserHints = map[string]string{
	"inconsistent cell count within the table": "give every row of the table as many cells as its first",
	"Language not supported":                   "name one that Gherkin knows, such as en, or leave the line out",
}

var (
	parserError = regexp.MustCompile(`^\((\d+):\d+\): (.*)$`)
	unexpected  = regexp.MustCompile(`^expected: .*, got '(.*)'$`)
	endOfFile   = regexp.MustCompile(`^unexpected end of file, expected: .*`)
)

// parserDiagnostics makes diagnostics of the parser's errors. Without a feature
// line every line is an error, so of those only the first is reported.
func (f *File) parserDiagnostics(err error) Diagnostics {
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
		switch {
		case headless && again:
		case headless && !endOfFile.MatchString(match[2]):
			diagnostics = append(diagnostics, f.headless(line))
		default:
			diagnostics = append(diagnostics, f.parserDiagnostic(line, match[2]))
		}
	}
	if diagnostics == nil {
		return Diagnostics{{Path: f.Path, Sentence: "the feature does not parse: " + err.Error()}}
	}
	return diagnostics
}

// headless is the diagnostic of a line that stands where the feature is to begin.
func (f *File) headless(line int) Diagnostic {
	feature, text := f.spelled("feature")+":", strings.TrimSpace(f.lines[line-1])
	if _, near := nearestKeyword(text, []string{feature}); near {
		return Diagnostic{f.Path, line, "the line " + strconv.Quote(text) + " cannot stand here", fmt.Sprintf("did you mean %q?", feature)}
	}
	return Diagnostic{f.Path, line, fmt.Sprintf("no line with %q is before %q", feature, text), fmt.Sprintf("begin the file with %q and what it is about", feature)}
}

// parserDiagnostic makes a diagnostic of one error of the parser.
func (f *File) parserDiagnostic(line int, message string) Diagnostic {
	if endOfFile.MatchString(message) {
		return Diagnostic{f.Path, len(f.lines), "the file ends too early", "write what the last tag or line announces"}
	}
	match := unexpected.FindStringSubmatch(message)
	if match == nil {
		about, _, _ := strings.Cut(message, ":")
		return Diagnostic{f.Path, line, "the feature does not parse: " + message, parserHints[about]}
	}
	text := strings.TrimSpace(match[1])
	hint := fmt.Sprintf("begin the line with a keyword such as %s, %s, %s or %s:, or with # for a remark",
		f.spelled("given"), f.spelled("when"), f.spelled("then"), f.spelled("scenario"))
	if keyword, ok := nearestKeyword(text, f.keywords()); ok {
		hint = "did you mean " + strconv.Quote(keyword) + "?"
	} else if strings.HasPrefix(text, "|") {
		hint = fmt.Sprintf("rows stand below %q or a step, and have no tags of their own", f.spelled("examples")+":")
	}
	return Diagnostic{f.Path, line, "the line " + strconv.Quote(text) + " cannot stand here", hint}
}
