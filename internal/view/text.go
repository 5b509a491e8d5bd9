package view

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"kycspec/internal/report"
)

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

// shownNames bounds a list of names.
const shownNames = 5

// list is the labels of the outcomes, the first few of them.
func list(outcomes []report.Outcome) string {
	var labels []string
	for i, o := range outcomes {
		if i == shownNames {
			labels = append(labels, "…")
			break
		}
		labels = append(labels, o.Label())
	}
	return strings.Join(labels, ", ")
}

// counted is a number of things, such as "1 scenario" or "12 scenarios".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
