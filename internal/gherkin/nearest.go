package gherkin

import (
	"regexp"
	"strings"

	"github.com/hbollon/go-edlib"
)

// slips is the number of letters to put in, leave out, change or swap with
// their neighbour to make one text of the other, whatever their case.
func slips(a, b string) int {
	return edlib.OSADamerauLevenshteinDistance(strings.ToLower(a), strings.ToLower(b))
}

// nearest finds the known text that is closest to the given one; false if none
// is near enough to be what was meant.
func nearest(text string, known []string) (string, bool) {
	best, fewest := "", len(text)/2+1
	for _, candidate := range known {
		if n := slips(text, candidate); n < fewest {
			best, fewest = candidate, n
		}
	}
	return best, best != ""
}

// value is what stands for itself in a step: a quoted text, a number, a placeholder.
var value = regexp.MustCompile(`"[^"]*"|<[^>]*>|[0-9]+`)

// optional is a part of a sentence that may be left out.
var optional = regexp.MustCompile(`,? ?\[[^\]]*\]`)

// nearestSentence is [nearest] for sentences, blind to the values in them, and
// with or without the parts that may be left out.
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
