package report

import (
	"regexp"
	"strings"
)

var (
	statusFirst = regexp.MustCompile(`^[1-5][0-9]{2} `)
	quoted      = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// kind is what came instead, without what differs from one request to the
// next: of an answer its status, of a text or a number that it was one, of
// what is no JSON in which way it is none. The names of properties are kept:
// another one is another break.
func kind(got string) string {
	switch {
	case statusFirst.MatchString(got):
		return got[:3]
	case strings.HasPrefix(got, "also "), strings.HasPrefix(got, "only "), strings.HasPrefix(got, "{"), strings.HasPrefix(got, "an object with "):
		return got
	}
	return digits.ReplaceAllString(quoted.ReplaceAllString(got, `"…"`), "0")
}
