// Package view is everything that people and machines read of what kycspec found
// out: on a terminal, as text and as JSON. It makes sentences of facts, at the
// very end; nothing is decided by them.
package view

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/spec"
)

// Terminal shows a run to people: progress while it goes on, then what needs
// reading, then the counts. It is not safe for concurrent use.
type Terminal struct {
	Out     io.Writer
	Color   bool
	Verbose bool // a line for every scenario
	Live    bool // Out can draw a line anew: show progress
	Width   int  // columns of Out; 0 for no bound
	// Clause finds a clause of the contract by its id; nil: none is known.
	Clause func(id string) (spec.Clause, bool)

	printed  int    // scenarios that -v has shown, in the plan's order
	feature  string // whose scenarios -v shows
	drawn    time.Time
	progress bool // a progress line stands on the screen
	out      bytes.Buffer
}

// Update shows how far a run has come, whenever a scenario has ended. The error is that of Out.
func (t *Terminal) Update(c *report.Collector) error {
	if t.Verbose {
		t.scenarios(c)
	}
	t.draw(c.Progress())
	return t.flush()
}

// Show shows a run that has ended, or the rest of it after [Terminal.Update].
// The error is that of Out.
func (t *Terminal) Show(run *report.Run) error {
	t.erase()
	if t.Verbose {
		for _, o := range run.Scenarios[t.printed:] {
			t.scenario(o)
		}
	}
	t.summary(run)
	return t.flush()
}

func (t *Terminal) flush() error {
	if t.out.Len() == 0 {
		return nil
	}
	_, err := t.Out.Write(t.out.Bytes())
	t.out.Reset()
	return err
}

// scenarios shows the scenarios that have ended, in the plan's order: one that
// runs holds back those behind it.
func (t *Terminal) scenarios(c *report.Collector) {
	for {
		o, ended := c.Ended(t.printed)
		if !ended {
			return
		}
		t.printed++
		t.erase()
		t.scenario(o)
	}
}

func (t *Terminal) scenario(o report.Outcome) {
	if o.Path != t.feature {
		if t.feature != "" {
			t.out.WriteByte('\n')
		}
		t.feature = o.Path
		fmt.Fprintf(&t.out, "%s   %s\n", report.Clean(o.Feature), report.Clean(o.Path))
	}
	word := t.colored(o.Verdict, fmt.Sprintf("%-12s", o.Verdict))
	fmt.Fprintf(&t.out, "  %s  %s   %s\n", word, report.Clean(o.Label()), o.Duration.Round(time.Millisecond))
}

// pace is how often the progress line is drawn anew, by the time of the messages.
const pace = 50 * time.Millisecond

func (t *Terminal) draw(now report.Progress) {
	if !t.Live {
		return
	}
	if t.progress && now.At.Sub(t.drawn) < pace && now.Ended < now.Planned {
		return
	}
	t.drawn = now.At
	text := fmt.Sprintf("%d of %d", now.Ended, now.Planned)
	if now.Broken > 0 {
		text += fmt.Sprintf(", %d broken", now.Broken)
	}
	if t.Width > 0 && len(text) >= t.Width {
		text = text[:t.Width-1]
	}
	t.erase()
	t.out.WriteString(text)
	t.progress = true
}

func (t *Terminal) erase() {
	if t.progress {
		t.out.WriteString("\r\x1b[2K")
		t.progress = false
	}
}

// counts is the last line: "412 passed, 3 broken in 1.9s".
func (t *Terminal) counts(run *report.Run) string {
	var parts []string
	for _, v := range outcome.Verdicts() {
		n := run.Count(v)
		if n == 0 && v != outcome.Passed {
			continue
		}
		text := fmt.Sprintf("%d %s", n, v)
		if n > 0 {
			text = t.colored(v, text)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ") + " in " + took(run.Duration)
}
