package gherkin

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// suggest says which sentence a step was meant to be, if one is near enough.
func (l *lookup) suggest(text string) string {
	words := wordsOf(text)
	best, least := "", max(1, 0.8*float64(len(words)))
	for _, sentence := range l.vocabulary {
		for _, form := range sentence.forms() {
			if cost := misfitOf(words, form); cost < least && related(words, form) {
				best, least = sentence.Wording, cost
			}
		}
	}
	if best == "" {
		return "use one of the known sentences, or add this one to the vocabulary"
	}
	return fmt.Sprintf("did you mean %q?", best)
}

var (
	// optional is a part of a sentence's wording that steps may leave out.
	optional = regexp.MustCompile(`,? ?\[[^\]]*\]`)
	// word is a word of a step or of a wording: a text in quotes and what stands
	// for a value are one, whatever is in them.
	word = regexp.MustCompile(`"[^"]*"|<[^>]*>|[^\s"<-]+|\S`)
	// lastValue is what stands for the last value of a wording.
	lastValue = regexp.MustCompile(`<[^>]*>$`)
)

func wordsOf(text string) []string { return word.FindAllString(text, -1) }

// forms are the words of the sentence with and without what may be left out; of
// one whose last value is from a list, with each value of the list.
func (s Sentence) forms() [][]string {
	wordings := []string{s.Wording}
	if len(s.Choices) > 0 && lastValue.MatchString(s.Wording) {
		wordings = nil
		for _, choice := range s.Choices {
			wordings = append(wordings, lastValue.ReplaceAllLiteralString(s.Wording, choice))
		}
	}
	var forms [][]string
	for _, wording := range wordings {
		forms = append(forms, wordsOf(optional.ReplaceAllString(wording, "")))
		if whole := strings.NewReplacer("[", "", "]", "").Replace(wording); whole != wording {
			forms = append(forms, wordsOf(whole))
		}
	}
	return forms
}

// What it costs where a step differs from a form of a sentence. A word is left out
// more easily than another is put in its place, and a value hardly ever.
const (
	lackingWord  = 1
	lackingValue = 2
	furtherWord  = 1.5
	wordOfValue  = 0.25 // each word of a value after its first
	unquoted     = 1    // a value that is to be in quotes
	misspelt     = 0.5
	shortOther   = 1 // another short word, such as "on" for "at"
	other        = lackingWord + furtherWord
	short        = len("with")
)

// related says whether a step has a word of the form that is not short.
func related(words, form []string) bool {
	return slices.ContainsFunc(words, func(said string) bool {
		return len(said) > short && slices.ContainsFunc(form, func(expected string) bool { return !isValue(expected) && instead(said, expected) <= misspelt })
	})
}

// misfitOf is how much the words of a step differ from those of a form: the least
// cost at which the one can be laid beside the other (an edit distance of words, in
// which a value stands for any words). For example, "with the level "abc"" beside
// "with the <name> given as <JSON>" costs the two words that are left out.
func misfitOf(words, form []string) float64 {
	above := make([]float64, len(form)+1)
	for j, expected := range form {
		above[j+1] = above[j] + lacking(expected)
	}
	for _, said := range words {
		row := make([]float64, len(form)+1)
		row[0] = above[0] + furtherWord
		for j, expected := range form {
			further := furtherWord
			if isValue(expected) && said[0] != '"' {
				further = wordOfValue
			}
			row[j+1] = min(above[j]+instead(said, expected), row[j]+lacking(expected), above[j+1]+further)
		}
		above = row
	}
	return above[len(form)]
}

// isValue says whether a word of a wording stands for a value.
func isValue(word string) bool { return strings.HasPrefix(strings.TrimPrefix(word, `"`), "<") }

func lacking(expected string) float64 {
	if isValue(expected) {
		return lackingValue
	}
	return lackingWord
}

// instead is the cost of a word where another is expected.
func instead(said, expected string) float64 {
	switch longer := max(len(said), len(expected)); {
	case isValue(expected) && strings.Contains(expected, " or "): // one of these words
		if slices.Contains(wordsOf(strings.Trim(expected, "<>")), said) {
			return 0
		}
		return other
	case isValue(expected) && expected[0] == '"' && said[0] != '"':
		return unquoted
	case isValue(expected), strings.EqualFold(said, expected):
		return 0
	case editDistance(said, expected)*3 <= longer:
		return misspelt
	case longer <= short:
		return shortOther
	}
	return other
}
