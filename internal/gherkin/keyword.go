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

// meantKeyword finds the keyword that a line was to begin with: one that
// differs from its beginning by case or by at most two slips.
func meantKeyword(line string, keywords []string) (string, bool) {
	best, bestSlips := "", 3
	for _, keyword := range keywords {
		slips := slipsFrom(line, keyword)
		if slips < bestSlips && slips*2 < len(keyword) {
			best, bestSlips = keyword, slips
		}
	}
	return best, best != ""
}

// slipsFrom counts the slips between the beginning of a line and a keyword.
func slipsFrom(line, keyword string) int {
	beginning, _, titled := strings.Cut(line, ":")
	name, isTitle := strings.CutSuffix(keyword, ":")
	if isTitle {
		if !titled {
			return len(keyword)
		}
		return slips(strings.TrimSpace(beginning), name)
	}
	words := strings.Fields(line)
	if len(words) < 2 {
		return len(keyword)
	}
	return slips(strings.TrimRight(words[0], ",:"), keyword)
}

// prose lists words that a description may well begin with, though they are one slip from a step's keyword.
var prose = []string{"give", "gives", "the", "them", "they", "thee", "then", "than", "thin", "when", "whey"}

// mistyped finds a keyword in a description line, where it can only be a
// mistake: a description hides the step or the scenario that was meant. Only
// what no writer of prose would begin a line with is taken for one.
func (f *File) mistyped(line string) (string, bool) {
	keyword, ok := meantKeyword(line, f.keywords())
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
	return keyword, len(keyword) > 3 && capital && slipsFrom(line, keyword) == 1 &&
		!slices.Contains(prose, strings.ToLower(word))
}
