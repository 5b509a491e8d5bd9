package view

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/session"
	"kycspec/internal/spec"
)

// diagnostic is one thing that is wrong, for people: its place and what it is in
// one line, and what to do about it.
type diagnostic struct{ sentence, hint string }

// Errors prints everything that is wrong, each thing with what to do below it.
func Errors(w *Writer, err error) {
	for _, d := range diagnostics(err) {
		w.Printf("Error: %s\n", d.sentence)
		for line := range strings.Lines(d.hint) {
			if line = strings.TrimRight(line, " \r\n"); line != "" {
				w.Printf("  %s\n", strings.ReplaceAll(line, "\t", "  "))
			}
		}
	}
	_ = w.Flush()
}

// diagnostics takes an error apart. The text of one that it does not know is a
// sentence, and in further lines what to do.
func diagnostics(err error) []diagnostic {
	var list []diagnostic
	switch e := err.(type) {
	case *session.Misuse:
		return diagnostics(e.Err)
	case *session.Unjudged:
		return diagnostics(e.Err)
	case *session.Hinted:
		return []diagnostic{{e.Error(), e.Hint}}
	case interface{ Unwrap() []error }:
		for _, each := range e.Unwrap() {
			list = append(list, diagnostics(each)...)
		}
		return list
	case *config.Error:
		for _, d := range e.Diagnostics {
			list = append(list, diagnostic{d.String(), d.Hint})
		}
		return list
	case gherkin.Diagnostics:
		for _, d := range e {
			hint := d.Hint
			d.Hint = ""
			list = append(list, diagnostic{d.String(), asSentence(hint)})
		}
		return list
	case spec.Problems:
		for _, p := range e {
			list = append(list, diagnostic{p.String(), ""})
		}
		return list
	}
	sentence, hint, _ := strings.Cut(err.Error(), "\n")
	return []diagnostic{{sentence, hint}}
}

// asSentence writes a phrase with a capital letter and a full stop.
func asSentence(phrase string) string {
	first, size := utf8.DecodeRuneInString(phrase)
	if size == 0 {
		return ""
	}
	phrase = string(unicode.ToUpper(first)) + phrase[size:]
	if strings.ContainsAny(phrase[len(phrase)-1:], ".?!") {
		return phrase
	}
	return phrase + "."
}
