// Package view is everything that people and machines read of what kycspec found
// out: on a terminal, as text and as JSON. It makes sentences of facts, at the
// very end; nothing is decided by them.
package view

import (
	"fmt"
	"time"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/spec"
)

// Terminal shows a run to people: progress while it goes on, then what needs
// reading, then the counts. It is not safe for concurrent use.
type Terminal struct {
	*Writer
	Verbose bool // a line for every scenario
	// Clause finds a clause of the contract by its id; nil: none is known.
	Clause func(id string) (spec.Clause, bool)

	printed int       // scenarios that -v has shown, in the plan's order
	feature string    // whose scenarios -v shows
	drawn   time.Time // when the line of progress was, that still stands; zero: there is none
}

// Update shows how far a run has come, whenever a scenario has ended.
func (t *Terminal) Update(c *report.Collector) {
	if t.Verbose {
		t.scenarios(c)
	}
	t.draw(c.Progress())
	_ = t.Flush()
}

// Show shows a run that has ended, or the rest of it after [Terminal.Update].
func (t *Terminal) Show(run *report.Run) {
	t.Erase()
	if t.Verbose {
		for _, o := range run.Scenarios[t.printed:] {
			t.scenario(o)
		}
	}
	t.summary(run)
	_ = t.Flush()
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
		t.scenario(o)
		t.drawn = time.Time{}
	}
}

func (t *Terminal) scenario(o report.Outcome) {
	if o.Path != t.feature {
		if t.feature != "" {
			t.Printf("\n")
		}
		t.feature = o.Path
		t.Printf("%s   %s\n", o.Feature, o.Path)
	}
	t.Printf("  ")
	t.Paint(o.Verdict.Tone(), fmt.Sprintf("%-12s", o.Verdict))
	t.Printf("  %s   %s\n", o.Label(), o.Duration.Round(time.Millisecond))
}

// pace is how often the progress line is drawn anew, by the time of the messages.
const pace = 50 * time.Millisecond

func (t *Terminal) draw(now report.Progress) {
	if !t.drawn.IsZero() && now.At.Sub(t.drawn) < pace && now.Ended < now.Planned {
		return
	}
	t.drawn = now.At
	text := fmt.Sprintf("%d of %d", now.Ended, now.Planned)
	if now.Broken > 0 {
		text += fmt.Sprintf(", %d broken", now.Broken)
	}
	t.Progress(text)
}

// counts prints the last line: "412 passed, 3 broken in 1.9s".
func (t *Terminal) counts(run *report.Run) {
	separator := ""
	for _, v := range outcome.Verdicts() {
		n := run.Count(v)
		if n == 0 && v != outcome.Passed {
			continue
		}
		t.Printf("%s", separator)
		separator = ", "
		if text := fmt.Sprintf("%d %s", n, v); n > 0 {
			t.Paint(v.Tone(), text)
		} else {
			t.Printf("%s", text)
		}
	}
	t.Printf(" in %s\n", took(run.Duration))
}
