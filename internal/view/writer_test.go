package view_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"kycspec/internal/outcome"
	"kycspec/internal/view"
)

// printed is what is written of what print prints.
func printed(w *view.Writer, print func(*view.Writer)) string {
	var out strings.Builder
	w.Out = &out
	print(w)
	_ = w.Flush()
	return out.String()
}

// acting are texts on which a terminal would act, how they are shown, and how
// they stand in JSON.
var acting = map[string]struct{ text, shown, json string }{
	"nothing":                {"a/b ä → 字 🙂 é", "a/b ä → 字 🙂 é", "a/b ä → 字 🙂 é"},
	"escape (C0)":            {"a\x1b[2Jb", `a\x1b[2Jb`, `a\u001b[2Jb`},
	"bell, backspace, NUL":   {"\a\b\x00", `\x07\x08\x00`, `\u0007\b\u0000`},
	"carriage return":        {"a\rb", `a\x0db`, `a\rb`},
	"delete":                 {"a\x7fb", `a\x7fb`, `a\u007fb`},
	"control sequence (C1)":  {"a\u009b31mb\u0085", `a\u009b31mb\u0085`, `a\u009b31mb\u0085`},
	"right to left (bidi)":   {"a\u202eb\u2066c", `a\u202eb\u2066c`, `a\u202eb\u2066c`},
	"zero width":             {"a\u200bb\u200d\ufeff", `a\u200bb\u200d\ufeff`, `a\u200bb\u200d\ufeff`},
	"a tag beyond 16 bits":   {"a\U000e0041b", `a\ue0041b`, `a\udb40\udc41b`},
	"no UTF-8":               {"a\xffb\xc3(", "a\ufffdb\ufffd(", `a\ufffdb\ufffd(`},
	"an escape that was one": {`a\x1bb`, `a\x1bb`, `a\\x1bb`},
}

func TestNothingThatIsPrintedActsOnATerminal(t *testing.T) {
	for name, test := range acting {
		t.Run(name, func(t *testing.T) {
			for way, print := range map[string]func(*view.Writer){
				"written":  func(w *view.Writer) { _, _ = w.Write([]byte(test.text)) },
				"a value":  func(w *view.Writer) { w.Printf("%s", test.text) },
				"an error": func(w *view.Writer) { w.Printf("%v", errors.New(test.text)) },
				"a line":   func(w *view.Writer) { w.Lines("", test.text) },
				"painted":  func(w *view.Writer) { w.Paint(outcome.Bad, test.text) },
				"drawn":    func(w *view.Writer) { w.Live = true; w.Progress(test.text) },
				"by bytes": func(w *view.Writer) {
					for i := range len(test.text) {
						_, _ = w.Write([]byte{test.text[i]})
					}
				},
			} {
				want := test.shown
				if way == "a line" {
					want += "\n"
				}
				if got := printed(&view.Writer{}, print); got != want {
					t.Errorf("%s: got %q, want %q", way, got, want)
				}
			}
		})
	}
}

func TestJSONIsHarmlessAndMeansTheSame(t *testing.T) {
	for name, test := range acting {
		t.Run(name, func(t *testing.T) {
			got := printed(&view.Writer{}, func(w *view.Writer) { w.JSON(map[string]string{test.text: test.text}) })
			if want := "{\n  \"" + test.json + "\": \"" + test.json + "\"\n}\n"; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			var back map[string]string
			plain := strings.ToValidUTF8(test.text, "\ufffd")
			if err := json.Unmarshal([]byte(got), &back); err != nil || back[plain] != plain {
				t.Errorf("%v: read back as %q", err, back)
			}
		})
	}
}

func TestAValueDoesNotBeginALine(t *testing.T) {
	type named string
	got := printed(&view.Writer{}, func(w *view.Writer) {
		w.Printf("Note: %s\n%d %s %v\n", "a\nError:\tb", 7, named("c\nd"), errors.New("e\nf"))
		w.Lines("  ", "g\r\n\nh\ti\n")
	})
	if want := "Note: a Error: b\n7 c d e f\n  g\n  \n  h i\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAWriterIsNotTakenInByColoursOfOthers(t *testing.T) {
	w := &view.Writer{Color: true, Live: true}
	got := printed(w, func(w *view.Writer) {
		w.Progress("1 of 2")
		w.Progress("2 of 2\x1b[0m")
		w.Paint(outcome.Good, "passed\x1b[0m")
		w.Printf(" %s\n", "\x1b[31mred")
		w.Progress("again")
		w.Erase()
	})
	const erase = "\r\x1b[2K"
	if want := "1 of 2" + erase + `2 of 2\x1b[0m` + erase + "\x1b[32m" + `passed\x1b[0m` + "\x1b[0m" + ` \x1b[31mred` + "\nagain" + erase; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAWriterRemembersThatItCouldNotWrite(t *testing.T) {
	w := &view.Writer{Out: full{}}
	if n, err := w.Write([]byte("a")); n != 0 || !errors.Is(err, errFull) {
		t.Errorf("wrote %d, %v", n, err)
	}
	var out strings.Builder
	w.Out = &out
	w.Printf("b")
	if err := w.Flush(); !errors.Is(err, errFull) || out.String() != "b" {
		t.Errorf("later: %v, %q", err, out.String())
	}
	unwritable := &view.Writer{Out: &out}
	unwritable.JSON(func() {})
	if err := unwritable.Flush(); err == nil {
		t.Error("what cannot be written as JSON is not noticed")
	}
}

func TestSecretsAreRemovedFromWhatIsPrinted(t *testing.T) {
	w := &view.Writer{Redact: func(text string) string { return strings.ReplaceAll(text, "hush", "$SECRET") }}
	got := printed(w, func(w *view.Writer) {
		w.Printf("a %s\n", "hush")
		_, _ = w.Write([]byte("hush\n"))
		w.JSON("hush")
	})
	if want := "a $SECRET\n$SECRET\n\"$SECRET\"\n"; got != want {
		t.Errorf("got %q", got)
	}
}
