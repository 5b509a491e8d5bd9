package gherkin

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/tag-expressions/go/v6"
)

// Selection says which scenarios are selected: those that meet each part of it
// that is given. The zero value selects all below the folder "features".
type Selection struct {
	// Paths are folders, feature files, or "file:line" with one or more lines
	// ("file:3:9"). A line may be any line of a scenario; that of an example
	// row selects the row alone.
	Paths []string
	// Tags is a Cucumber tag expression such as "@siwe and not @resilience".
	// Tags of the feature, the rule and the examples count.
	Tags string
	// Name is a regular expression (RE2) that the scenario's name has a match of.
	Name string
}

// IsWhole says whether the selection leaves nothing out.
func (s Selection) IsWhole() bool { return len(s.Paths) == 0 && s.Tags == "" && s.Name == "" }

// filter is the part of a selection that looks at one scenario.
type filter struct {
	tags tagexpressions.Evaluatable
	name *regexp.Regexp
}

// compile reads the parts of the selection; those that cannot be read are diagnostics.
func (s Selection) compile() (filter, Diagnostics) {
	var f filter
	var diagnostics Diagnostics
	tags, err := parseTags(s.Tags)
	if err != nil {
		diagnostics = append(diagnostics, Diagnostic{Sentence: fmt.Sprintf("the tag expression %q cannot be read: %v", s.Tags, err),
			Hint: `write it such as "@siwe and not (@slow or @banned)"`})
	}
	name, err := regexp.Compile(s.Name)
	if err != nil {
		diagnostics = append(diagnostics, Diagnostic{Sentence: fmt.Sprintf("the name %q is not a regular expression: %v", s.Name, err),
			Hint: `put a backslash before any of ( ) [ ] { } * + ? . ^ $ | that is meant as itself`})
	}
	f.tags, f.name = tags, name
	return f, diagnostics
}

// parseTags parses a tag expression more strictly than its parser, which takes
// "siwe", "@a,@b", "~@a" and "AND" for tags. Since no scenario has such a tag,
// the expression would silently select nothing, or everything after a "not".
func parseTags(text string) (expression tagexpressions.Evaluatable, err error) {
	words := tagWords(text)
	for i, word := range words {
		switch {
		case slices.Contains([]string{"and", "or", "not"}, word):
			if i == len(words)-1 {
				return nil, fmt.Errorf("nothing follows %q", word)
			}
		case word == "(" || word == ")":
		case !strings.HasPrefix(word, "@") || len(word) == 1:
			return nil, fmt.Errorf("%q is neither a tag nor one of and, or, not", word)
		case strings.ContainsAny(word, ",&|"):
			return nil, fmt.Errorf("%q is not one tag", word)
		}
	}
	// The parser panics where an operand is missing: it pops from an empty stack.
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("a tag is missing")
		}
	}()
	expression, err = tagexpressions.Parse(text)
	if err != nil {
		_, cause, _ := strings.Cut(err.Error(), "syntax error: ")
		return nil, fmt.Errorf("%s", strings.ToLower(strings.TrimSuffix(cause, ".")))
	}
	return expression, nil
}

// tagWords are the tags, words and parentheses of a tag expression, as they are
// written: a backslash before a parenthesis or a blank makes it a part of a tag,
// so that "not @area\(kyc\)" is two words.
func tagWords(text string) []string { return tagWord.FindAllString(text, -1) }

var (
	tagWord   = regexp.MustCompile(`[()]|(?:\\.|[^\s()\\])+|\\`)
	unescaped = strings.NewReplacer(`\\`, `\`, `\(`, "(", `\)`, ")", `\ `, " ")
)

// valid says whether every part of the selection could be read.
func (f filter) valid() bool { return f.tags != nil && f.name != nil }

func (f filter) wants(c *Compiled) bool {
	return f.tags.Evaluate(c.Tags) && f.name.MatchString(c.Name)
}

// empty says why the selection, which is well formed, selects none of the candidates.
func (s Selection) empty(candidates []*Compiled) Diagnostic {
	var asked []string
	if s.Tags != "" {
		asked = append(asked, fmt.Sprintf("tags %q", s.Tags))
	}
	if s.Name != "" {
		asked = append(asked, fmt.Sprintf("name %q", s.Name))
	}
	diagnostic := Diagnostic{
		Sentence: fmt.Sprintf("none of the %d scenarios is selected by %s", len(candidates), strings.Join(asked, " and ")),
		Hint:     "select less narrowly",
	}
	tags := tagsOf(candidates)
	for _, tag := range s.unknown(tags) {
		diagnostic.Hint = noSuchTag(tag, tags)
		if _, near := Nearest(tag, tags); !near {
			diagnostic.Hint += "; the tags are " + strings.Join(tags, " ")
		}
	}
	return diagnostic
}

// tagsOf lists all tags of the candidates, each once, in the order of the alphabet.
func tagsOf(candidates []*Compiled) []string {
	known := map[string]bool{}
	for _, c := range candidates {
		for _, tag := range c.Tags {
			known[tag] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}

// unknown lists the selection's tags that are not among the given ones, each once.
func (s Selection) unknown(tags []string) []string {
	var unknown []string
	for _, word := range tagWords(s.Tags) {
		if word = unescaped.Replace(word); strings.HasPrefix(word, "@") && !slices.Contains(tags, word) && !slices.Contains(unknown, word) {
			unknown = append(unknown, word)
		}
	}
	return unknown
}

func noSuchTag(tag string, tags []string) string {
	sentence := "no scenario has the tag " + tag
	if near, ok := Nearest(tag, tags); ok {
		sentence += ": did you mean " + near + "?"
	}
	return sentence
}
