package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/session"
	"kycspec/internal/spec"
)

// trouble is one thing that is wrong, for people: its place and what it is in
// one line, and what to do about it.
type trouble struct {
	sentence string
	mend     []string // lines
}

// tell writes everything that is wrong, each thing with what to do below it.
func tell(stderr io.Writer, err error) {
	for _, t := range troubles(err) {
		fmt.Fprintln(stderr, "Error: "+t.sentence)
		for _, line := range t.mend {
			fmt.Fprintln(stderr, "  "+line)
		}
	}
}

// troubles takes an error apart. The text of one that it does not know is a
// sentence, and in further lines what to do.
func troubles(err error) []trouble {
	var list []trouble
	switch e := err.(type) {
	case *exitError:
		return troubles(e.err)
	case *session.Misuse:
		return troubles(e.Err)
	case *session.Unjudged:
		return troubles(e.Err)
	case *session.Hinted:
		return append(list, newTrouble(e.Error(), e.Hint))
	case interface{ Unwrap() []error }:
		for _, each := range e.Unwrap() {
			list = append(list, troubles(each)...)
		}
		return list
	case *config.Error:
		for _, p := range e.Diagnostics {
			list = append(list, newTrouble(p.String(), p.Hint))
		}
		return list
	case gherkin.Diagnostics:
		for _, p := range e {
			hint := p.Hint
			p.Hint = ""
			list = append(list, newTrouble(p.String(), asSentence(hint)))
		}
		return list
	case spec.Problems:
		for _, p := range e {
			list = append(list, newTrouble(p.String(), ""))
		}
		return list
	}
	sentence, mend, _ := strings.Cut(err.Error(), "\n")
	return append(list, newTrouble(sentence, mend))
}

func newTrouble(sentence, mend string) trouble {
	t := trouble{sentence: sentence}
	for _, line := range strings.Split(mend, "\n") {
		if line = strings.TrimRight(line, " "); line != "" {
			t.mend = append(t.mend, strings.ReplaceAll(line, "\t", "  "))
		}
	}
	return t
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
