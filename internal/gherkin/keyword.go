package gherkin

import (
	"regexp"
	"slices"
	"strings"

	cucumber "github.com/cucumber/gherkin/go/v42"
)

// keywords lists the words of the file's language that begin a line: "Given",
// "Scenario Outline:" and so on.
func (f *File) keywords() []string {
	dialect := f.dialect()
	var list []string
	for _, word := range dialect.StepKeywords() {
		if word = strings.TrimSpace(word); word != "*" {
			list = append(list, word)
		}
	}
	for _, words := range [][]string{dialect.FeatureKeywords(), dialect.RuleKeywords(), dialect.BackgroundKeywords(),
		dialect.ScenarioKeywords(), dialect.ScenarioOutlineKeywords(), dialect.ExamplesKeywords()} {
		for _, word := range words {
			list = append(list, word+":")
		}
	}
	return list
}

func (f *File) dialect() *cucumber.Dialect {
	for _, line := range f.lines {
		match := languageLine.FindStringSubmatch(line)
		if match == nil {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			break
		}
		if known := cucumber.DialectsBuiltin().GetDialect(match[1]); known != nil {
			return known
		}
	}
	return cucumber.DialectsBuiltin().GetDialect(cucumber.DefaultDialect)
}

// languageLine names the language of a feature file, as the parser reads it: before anything else but remarks.
var languageLine = regexp.MustCompile(`^\s*#\s*language\s*:\s*([a-zA-Z\-_]+)\s*$`)

// spelled is how the file's language writes a keyword of Gherkin, such as "given".
func (f *File) spelled(keyword string) string {
	for _, word := range f.dialect().Keywords[keyword] {
		if word = strings.TrimSpace(word); word != "*" {
			return word
		}
	}
	return keyword
}

// nearestKeyword finds the keyword that a line was to begin with: one that
// differs from the line's beginning by at most two typing errors, such as "Gvne"
// for "Given", and by less than half of its letters. Case does not count.
func nearestKeyword(line string, keywords []string) (string, bool) {
	best, least := "", 3
	for _, keyword := range keywords {
		distance := keywordDistance(line, keyword)
		if distance < least && distance*2 < len(keyword) {
			best, least = keyword, distance
		}
	}
	return best, best != ""
}

// keywordDistance is the [editDistance] between the beginning of a line and a
// keyword; at least the keyword's length where the line is of another kind: it
// has no colon before a title, or nothing after the keyword of a step.
func keywordDistance(line, keyword string) int {
	beginning, _, titled := strings.Cut(line, ":")
	name, isTitle := strings.CutSuffix(keyword, ":")
	if isTitle {
		if !titled {
			return len(keyword)
		}
		return editDistance(strings.TrimSpace(beginning), name)
	}
	words := strings.Fields(line)
	if len(words) < 2 {
		return len(keyword)
	}
	return editDistance(strings.TrimRight(words[0], ",:"), keyword)
}

// prose lists words that a description may well begin with, though they are one typing error from a step's keyword.
var prose = []string{"give", "gives", "the", "them", "they", "thee", "then", "than", "thin", "when", "whey"}

// mistyped finds the keyword that a line of a description was to begin with. Such
// a line is always a mistake: nothing of the step or the scenario that was meant
// would be run. What a writer of prose may begin a line with is no keyword.
func (f *File) mistyped(line string) (string, bool) {
	keyword, ok := nearestKeyword(line, f.keywords())
	if !ok {
		return "", false
	}
	if name, isTitle := strings.CutSuffix(keyword, ":"); isTitle {
		beginning, _, _ := strings.Cut(line, ":")
		return keyword, len(name) > 6 && !strings.EqualFold(beginning, name+"s") && beginning != name
	}
	word := strings.Fields(line)[0]
	first := word[:1]
	capital := first == strings.ToUpper(first)
	return keyword, len(keyword) > 3 && capital && keywordDistance(line, keyword) == 1 &&
		!slices.Contains(prose, strings.ToLower(word))
}
