package gherkin

import (
	"regexp"
	"strings"

	"github.com/hbollon/go-edlib"
)

// editDistance is how many typing errors make one text of the other: letters put
// in, left out, changed or swapped with their neighbour (the optimal string
// alignment distance). Case does not count.
func editDistance(a, b string) int {
	return edlib.OSADamerauLevenshteinDistance(strings.ToLower(a), strings.ToLower(b))
}

// nearest finds the known text that is closest to the given one; not ok if none
// is so near that it can be what was meant.
func nearest(text string, known []string) (string, bool) {
	best, fewest := "", len(text)/2+1
	for _, candidate := range known {
		if n := editDistance(text, candidate); n < fewest {
			best, fewest = candidate, n
		}
	}
	return best, best != ""
}

// value is what differs between steps of one sentence: a quoted text, a number, a placeholder.
var value = regexp.MustCompile(`"[^"]*"|<[^>]*>|[0-9]+`)

// optional is a part of a sentence's wording that steps may leave out.
var optional = regexp.MustCompile(`,? ?\[[^\]]*\]`)

// nearestSentence is [nearest] among the wordings of sentences. It takes no notice
// of values, and compares each sentence both with and without its optional parts.
func nearestSentence(text string, sentences []string) (string, bool) {
	var bare []string
	full := map[string]string{}
	for _, sentence := range sentences {
		for _, form := range []string{optional.ReplaceAllString(sentence, ""), strings.NewReplacer("[", "", "]", "").Replace(sentence)} {
			form = value.ReplaceAllString(form, "…")
			if full[form] == "" {
				bare, full[form] = append(bare, form), sentence
			}
		}
	}
	found, ok := nearest(value.ReplaceAllString(text, "…"), bare)
	return full[found], ok
}
