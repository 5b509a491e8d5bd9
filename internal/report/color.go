package report

import (
	"os"

	"golang.org/x/term"
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

// paint holds the escape sequences (ECMA-48 SGR) of each verdict.
var paint = map[Verdict]string{
	Passed: "\x1b[32m", Broken: "\x1b[1;31m", Known: "\x1b[33m",
	Flaky: "\x1b[33m", Inconclusive: "\x1b[33m", Skipped: "\x1b[36m",
}

const plain = "\x1b[0m"

// colored paints the text in the verdict's colour.
func (t *Terminal) colored(v Verdict, text string) string {
	if !t.Color {
		return text
	}
	return paint[v] + text + plain
}
