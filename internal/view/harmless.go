package view

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// acts says whether a terminal may do something else with the character than
// show it: controls (C0 without the line break, DEL, C1), and what is invisible
// or turns the direction of a text (Unicode's category Cf).
func acts(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }

// harmless writes what a terminal would act on as an escape, such as \x1b or
// \u202e. What is no UTF-8 is written as U+FFFD.
func harmless(text string) string {
	return escaped(text, func(r rune) string {
		if r < utf8.RuneSelf {
			return fmt.Sprintf(`\x%02x`, r)
		}
		return fmt.Sprintf(`\u%04x`, r)
	})
}

// harmlessJSON is [harmless] for a JSON document, where such characters are only
// within strings: it means the same (RFC 8259 section 7).
func harmlessJSON(document string) string {
	return escaped(document, func(r rune) string {
		if first, second := utf16.EncodeRune(r); first != unicode.ReplacementChar {
			return fmt.Sprintf(`\u%04x\u%04x`, first, second)
		}
		return fmt.Sprintf(`\u%04x`, r)
	})
}

func escaped(text string, escape func(rune) string) string {
	if !strings.ContainsFunc(text, acts) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if acts(r) {
			b.WriteString(escape(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// oneLine is a text with blanks in place of line breaks and tabs.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\n\t") {
		return text
	}
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(text)
}
