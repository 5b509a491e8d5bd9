package view

import (
	"os"

	"golang.org/x/term"

	"kycspec/internal/outcome"
)

// ColorFor says whether what is written to the file may have colours: it is a
// terminal that knows them, and nobody asks for none (NO_COLOR, no-color.org).
func ColorFor(f *os.File, environ func(string) string) bool {
	return environ("NO_COLOR") == "" && environ("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// Screen gives the width in columns of the terminal that the file is, and
// whether a line on it can be drawn anew; 0 and false if it is none.
func Screen(f *os.File, environ func(string) string) (width int, live bool) {
	if !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return width, environ("TERM") != "dumb"
}

// paint holds the escape sequence (ECMA-48 SGR) of each tone.
var paint = map[outcome.Tone]string{
	outcome.Good: "\x1b[32m", outcome.Bad: "\x1b[1;31m", outcome.Doubtful: "\x1b[33m", outcome.Aside: "\x1b[36m",
}

const plain = "\x1b[0m"

// colored paints the text in the verdict's colour.
func (t *Terminal) colored(v outcome.Verdict, text string) string {
	if !t.Color {
		return text
	}
	return paint[v.Tone()] + text + plain
}
