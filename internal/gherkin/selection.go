package gherkin

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	tagexpressions "github.com/cucumber/tag-expressions/go/v6"
)

// Selection says which scenarios are wanted: those that every given part
// selects. The zero value selects all below the folder "features".
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

// filter is the part of a selection that looks at one scenario.
type filter struct {
	tags tagexpressions.Evaluatable
	name *regexp.Regexp
}

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

// parseTags parses strictly: what the parser takes for a tag but nobody can
// have meant as one ("siwe", "@a,@b", "~@a", "AND") would select nothing, or
// after a "not" everything, without a word.
func parseTags(text string) (expression tagexpressions.Evaluatable, err error) {
	words := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(text))
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
	// The parser pops from an empty stack where an operand is missing.
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

// sound says whether every part of the selection could be read.
func (f filter) sound() bool { return f.tags != nil && f.name != nil }

func (f filter) wants(c *Compiled) bool {
	return f.tags.Evaluate(c.Tags) && f.name.MatchString(c.Name)
}

// nothing says why a selection that is well formed selects no scenario of the candidates.
func (s Selection) nothing(candidates []*Compiled) Diagnostic {
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
		if _, near := nearest(tag, tags); !near {
			diagnostic.Hint += "; the tags are " + strings.Join(tags, " ")
		}
	}
	return diagnostic
}

func tagsOf(candidates []*Compiled) []string {
	known := map[string]bool{}
	for _, c := range candidates {
		for _, tag := range c.Tags {
			known[tag] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}

// unknown are the selection's tags that are not among the given ones, each once.
func (s Selection) unknown(tags []string) []string {
	var unknown []string
	for _, word := range strings.Fields(strings.NewReplacer("(", " ", ")", " ").Replace(s.Tags)) {
		if strings.HasPrefix(word, "@") && !slices.Contains(tags, word) && !slices.Contains(unknown, word) {
			unknown = append(unknown, word)
		}
	}
	return unknown
}

func noSuchTag(tag string, tags []string) string {
	sentence := "no scenario has the tag " + tag
	if near, ok := nearest(tag, tags); ok {
		sentence += ": did you mean " + near + "?"
	}
	return sentence
}
