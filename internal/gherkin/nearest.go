package gherkin

import (
	"strings"

	"github.com/hbollon/go-edlib"
)

// editDistance is how many typing errors make one text of the other: letters put
// in, left out, changed or swapped with their neighbour (the optimal string
// alignment distance). Case does not count.
func editDistance(a, b string) int {
	return edlib.OSADamerauLevenshteinDistance(strings.ToLower(a), strings.ToLower(b))
}

// Nearest finds the known text that is closest to the given one; not ok if none
// is so near that it can be what was meant.
func Nearest(text string, known []string) (string, bool) {
	best, fewest := "", len(text)/2+1
	for _, candidate := range known {
		if n := editDistance(text, candidate); n < fewest {
			best, fewest = candidate, n
		}
	}
	return best, best != ""
}
