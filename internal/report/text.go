package report

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Clean makes what a terminal would act on visible, in one line: an answer is a stranger's text.
func Clean(text string) string {
	if !strings.ContainsFunc(text, acts) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\t' || r == '\n':
			b.WriteByte(' ')
		case acts(r) && r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case acts(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// acts says whether a terminal may do something else with the character than show it.
func acts(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

// elide shortens a text to at most limit characters by leaving out its middle.
func elide(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	runes := []rune(text)
	head := limit / 2
	return string(runes[:head]) + "…" + string(runes[len(runes)-(limit-1-head):])
}

// took is a duration for people: "0.4s", "12.3s", "2m05s".
func took(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.1fs", d.Seconds())
	}
	d = d.Round(time.Second)
	return fmt.Sprintf("%dm%02ds", d/time.Minute, d%time.Minute/time.Second)
}

// Counted is a number of things, such as "1 scenario" or "12 scenarios".
func Counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// shownNames bounds a list of names.
const shownNames = 5

// list is the labels of the outcomes, the first few of them.
func list(outcomes []Outcome) string {
	var labels []string
	for i, o := range outcomes {
		if i == shownNames {
			labels = append(labels, "…")
			break
		}
		labels = append(labels, Clean(o.Label()))
	}
	return strings.Join(labels, ", ")
}
