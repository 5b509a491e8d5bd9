package spec

import (
	"net/http"
	"slices"
	"strings"
	"unicode"
)

// reworded are the names that statuses had in one RFC and not in another, where
// the standard library knows the other.
var reworded = map[string]int{
	"Content Too Large":     http.StatusRequestEntityTooLarge,
	"Payload Too Large":     http.StatusRequestEntityTooLarge,
	"URI Too Long":          http.StatusRequestURITooLong,
	"Range Not Satisfiable": http.StatusRequestedRangeNotSatisfiable,
	"Unprocessable Content": http.StatusUnprocessableEntity,
	"Moved Temporarily":     http.StatusFound,
}

// called lists, by the letters of a name, the statuses that it is the name of.
var called = func() map[string][]int {
	known := map[string][]int{}
	for status := 100; status < 600; status++ {
		if name := http.StatusText(status); name != "" {
			known[letters(name)] = append(known[letters(name)], status)
		}
	}
	for name, status := range reworded {
		known[letters(name)] = append(known[letters(name)], status)
	}
	return known
}()

// DescribesAnother says whether a text is the name of another HTTP status than
// this one, in the words of RFC 9110 section 15 or of an RFC before it; case and
// punctuation do not matter. Words of an API's own are nobody's name, so under
// 422 "not_found" is another's, and "Invalid wallet" is not.
func DescribesAnother(text string, status int) bool {
	statuses := called[letters(text)]
	return len(statuses) > 0 && !slices.Contains(statuses, status)
}

// letters are the letters of a text in lower case.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
