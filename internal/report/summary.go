package report

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// summary shows what needs reading: what was broken, a cause an entry, then
// what could not be judged and what was skipped, a reason an entry, then the counts.
func (t *Terminal) summary(run *Run) {
	shown := t.Verbose && len(run.Scenarios) > 0
	gap := func() {
		if shown {
			t.out.WriteByte('\n')
		}
		shown = true
	}
	for _, group := range grouped(run, Broken) {
		gap()
		t.broken(group)
	}
	for _, verdict := range []Verdict{Flaky, Known, Inconclusive, Skipped} {
		for i, group := range grouped(run, verdict) {
			if i == 0 || verdict != Skipped {
				gap()
			}
			t.reason(group)
		}
	}
	gap()
	if !run.Whole {
		t.out.WriteString("The log ends before the run did.\n")
	}
	t.out.WriteString(t.counts(run) + "\n")
}

// grouped puts the outcomes that have the verdict and one cause together, in
// the order in which the causes first come up.
func grouped(run *Run, verdict Verdict) [][]Outcome {
	var groups [][]Outcome
	places := map[string]int{}
	for _, outcome := range run.Scenarios {
		if outcome.Verdict != verdict {
			continue
		}
		cause := cause(outcome)
		place, ok := places[cause]
		if !ok {
			place = len(groups)
			places[cause] = place
			groups = append(groups, nil)
		}
		groups[place] = append(groups[place], outcome)
	}
	return groups
}

var digits = regexp.MustCompile(`[0-9]+`)

// cause is the same for outcomes that one mend would mend: the same clauses,
// wanted and got the same, or the same sentence. The sentences of a network
// that fails differ by ports and times alone.
func cause(o Outcome) string {
	switch {
	case o.Verdict == Inconclusive:
		return digits.ReplaceAllString(o.Reason, "0")
	case o.Verdict != Broken || len(o.Violations) == 0:
		return o.Reason
	}
	parts := make([]string, len(o.Violations))
	for i, v := range o.Violations {
		parts[i] = strings.Join([]string{v.Clause, v.Want, v.Got}, "\x00")
	}
	return strings.Join(parts, "\x01")
}

// broken shows the first outcome of a cause in full, and the names of the others.
func (t *Terminal) broken(group []Outcome) {
	first := group[0]
	fmt.Fprintf(&t.out, "%s %s\n", t.colored(Broken, "Broken:"), clean(first.Label()))
	t.where(first)
	if len(first.Violations) > 0 {
		t.violations(first.Violations, "  ")
	} else {
		t.step(first)
	}
	if len(group) > 1 {
		fmt.Fprintf(&t.out, "  and %d more: %s\n", len(group)-1, list(group[1:]))
	}
	t.askAgain(first)
}

// reason shows why scenarios were not judged, and their names.
func (t *Terminal) reason(group []Outcome) {
	first := group[0]
	word := strings.ToUpper(string(first.Verdict[:1])) + string(first.Verdict[1:]) + ":"
	lines := strings.Split(strings.TrimSpace(first.Reason), "\n")
	fmt.Fprintf(&t.out, "%s %s\n", t.colored(first.Verdict, word), clean(lines[0]))
	for _, line := range lines[1:] {
		fmt.Fprintf(&t.out, "  %s\n", clean(line))
	}
	if first.Verdict != Skipped {
		t.where(first)
	}
	fmt.Fprintf(&t.out, "  %s: %s\n", counted(len(group), "scenario"), list(group))
	if first.Verdict != Skipped {
		t.askAgain(first)
	}
}

// where shows the scenario's place and what was asked last.
func (t *Terminal) where(o Outcome) {
	fmt.Fprintf(&t.out, "  %s:%d", clean(o.Path), o.Line)
	if n := len(o.Exchanges); n > 0 {
		last := o.Exchanges[n-1]
		path := last.URL
		if u, err := url.Parse(last.URL); err == nil {
			path = u.EscapedPath()
		}
		answer := "no answer"
		if last.Status != 0 {
			answer = fmt.Sprint(last.Status)
		}
		fmt.Fprintf(&t.out, "   %s %s → %s", clean(last.Method), clean(path), answer)
	}
	t.out.WriteByte('\n')
}

func (t *Terminal) violations(list []Violation, indent string) {
	for _, v := range list {
		pointer := v.Pointer
		if pointer == "" {
			pointer = "whole"
		}
		fmt.Fprintf(&t.out, "%s%s   %s: want %s", indent, clean(v.Clause), clean(pointer), t.value(v.Want))
		if v.Got != "" {
			fmt.Fprintf(&t.out, ", got %s", t.value(v.Got))
		}
		if v.Document != "" {
			fmt.Fprintf(&t.out, "   (%s:%d)", clean(v.Document), v.Line)
		}
		t.out.WriteByte('\n')
		t.violations(v.Branches, indent+"  ")
	}
}

// value bounds what is shown of a value.
func (t *Terminal) value(text string) string {
	limit := 100
	if t.Width > 0 {
		limit = max(40, t.Width/2)
	}
	return elide(clean(text), limit)
}

// step shows the step that failed and what it says.
func (t *Terminal) step(o Outcome) {
	if o.FailedStep.Text != "" {
		fmt.Fprintf(&t.out, "  %s   (line %d)\n", clean(o.FailedStep.Text), o.FailedStep.Line)
	}
	for line := range strings.Lines(strings.TrimSpace(o.Reason)) {
		fmt.Fprintf(&t.out, "    %s\n", clean(strings.TrimRight(line, "\r\n")))
	}
}

// askAgain shows the last request as a command. It is never shortened: it is to be pasted.
func (t *Terminal) askAgain(o Outcome) {
	if n := len(o.Exchanges); n > 0 && o.Exchanges[n-1].Curl != "" {
		fmt.Fprintf(&t.out, "  Ask again:  %s\n", clean(o.Exchanges[n-1].Curl))
	}
}
