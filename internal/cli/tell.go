package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
)

// trouble is one thing that is wrong, for people: its place and what it is in
// one line, and what to do about it.
type trouble struct {
	sentence string
	mend     []string // lines
}

// advised is an error with what to do about it.
type advised struct {
	error
	mend string // a sentence
}

func (a *advised) Unwrap() error { return a.error }

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
	case *failure:
		return troubles(e.err)
	case *advised:
		return append(list, newTrouble(e.Error(), e.mend))
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

// badFlag says what is wrong with a flag without the words of Go's parsers.
func badFlag(cmd *cobra.Command, err error) error {
	text, _, _ := strings.Cut(err.Error(), ": strconv.")
	return misused(&advised{errors.New(text), cmd.CommandPath() + " --help lists the flags."})
}
