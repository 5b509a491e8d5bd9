package view

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/term"

	"kycspec/internal/outcome"
)

// Writer is where a command prints for people and machines. Whoever writes to
// it, a terminal only shows what it is given: an answer, a feature, a path or a
// flag is anybody's text, so what a terminal would act on is written as an
// escape, see [harmless]. Colours and a line of progress are the writer's own.
//
// It is safe for concurrent use. It remembers the first error of Out, so that
// half a plan is not taken for one.
type Writer struct {
	Out    io.Writer
	Color  bool                // Out knows colours
	Live   bool                // Out can draw a line anew
	Width  int                 // columns of Out; 0 for no bound
	Redact func(string) string // removes secrets; nil: nothing is removed

	mu       sync.Mutex
	pending  bytes.Buffer // what was printed and not flushed yet
	cut      []byte       // the beginning of a character whose end was not written yet
	progress bool         // a line of progress stands in Out
	err      error
}

// NewWriter writes to a file. It has colours where the file is a terminal that
// knows them, unless somebody asks for none (NO_COLOR, no-color.org).
func NewWriter(f *os.File, environ func(string) string) *Writer {
	w := &Writer{Out: f}
	if !term.IsTerminal(int(f.Fd())) {
		return w
	}
	w.Live = environ("TERM") != "dumb"
	w.Color = w.Live && environ("NO_COLOR") == ""
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		w.Width = width
	}
	return w
}

// Write writes a text of several lines at once. The error is that of Out.
func (w *Writer) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	whole := append(w.cut, text...)
	end := wholeCharacters(whole)
	w.put(harmless(string(whole[:end])))
	w.cut = bytes.Clone(whole[end:])
	if err := w.flush(); err != nil {
		return 0, err
	}
	return len(text), nil
}

// Printf prints a format of one or more lines, until [Writer.Flush]. A value in
// it does not begin a line: what it has of line breaks and tabs is a blank.
func (w *Writer) Printf(format string, values ...any) {
	for i, value := range values {
		switch value := value.(type) {
		case string:
			values[i] = oneLine(value)
		case error:
			values[i] = oneLine(value.Error())
		case fmt.Stringer:
			values[i] = oneLine(value.String())
		default:
			if v := reflect.ValueOf(value); v.Kind() == reflect.String {
				values[i] = oneLine(v.String())
			}
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.put(harmless(fmt.Sprintf(format, values...)))
}

// Lines prints each line of a text after an indent.
func (w *Writer) Lines(indent, text string) {
	for line := range strings.Lines(text) {
		w.Printf("%s%s\n", indent, strings.TrimRight(line, "\r\n"))
	}
}

// paints holds the escape sequence (ECMA-48 SGR) of each tone.
var paints = map[outcome.Tone]string{
	outcome.Good: "\x1b[32m", outcome.Bad: "\x1b[1;31m", outcome.Doubtful: "\x1b[33m", outcome.Aside: "\x1b[36m",
}

const (
	unpainted = "\x1b[0m"
	erased    = "\r\x1b[2K" // ECMA-48 EL: the line, from its beginning
)

// Paint prints a text in the colour of a tone.
func (w *Writer) Paint(tone outcome.Tone, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if text = harmless(oneLine(text)); w.Color {
		text = paints[tone] + text + unpainted
	}
	w.put(text)
}

// Progress draws a line anew, which lasts until anything else is printed. Where
// that cannot be done it draws nothing.
func (w *Writer) Progress(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.Live {
		return
	}
	if text = harmless(oneLine(text)); w.Width > 0 && len(text) >= w.Width {
		text = text[:w.Width-1]
	}
	w.put(text)
	w.progress = true
	_ = w.flush()
}

// Erase takes away the line of progress, if there is one.
func (w *Writer) Erase() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.put("")
	_ = w.flush()
}

// put appends what is harmless. The line of progress makes room for it.
func (w *Writer) put(text string) {
	if w.progress {
		w.pending.WriteString(erased)
		w.progress = false
	}
	w.pending.WriteString(text)
}

// Flush writes what was printed, at once. The error is the first that Out had.
func (w *Writer) Flush() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.cut) > 0 {
		w.put(harmless(string(w.cut)))
		w.cut = nil
	}
	return w.flush()
}

func (w *Writer) flush() error {
	if w.pending.Len() == 0 {
		return w.err
	}
	text := w.pending.String()
	w.pending.Reset()
	if w.Redact != nil {
		text = w.Redact(text)
	}
	_, err := io.WriteString(w.Out, text)
	w.err = cmp.Or(w.err, err)
	return w.err
}

// wholeCharacters is the length of a text without the beginning of a character at its end.
func wholeCharacters(text []byte) int {
	for i := len(text) - 1; i >= 0 && i >= len(text)-utf8.UTFMax; i-- {
		if utf8.RuneStart(text[i]) {
			if !utf8.FullRune(text[i:]) {
				return i
			}
			break
		}
	}
	return len(text)
}
