package view

import (
	"fmt"
	"net/url"
	"strings"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// summary shows what needs reading: what was broken, a cause an entry, then
// what could not be judged and what was skipped, a reason an entry, then the counts.
func (t *Terminal) summary(run *report.Run) {
	shown := t.Verbose && len(run.Scenarios) > 0
	gap := func() {
		if shown {
			t.out.WriteByte('\n')
		}
		shown = true
	}
	for _, entry := range run.Causes() {
		gap()
		t.entry(entry)
	}
	for _, group := range run.Grouped(outcome.Flaky) {
		gap()
		t.flaky(group)
	}
	for _, group := range run.Grouped(outcome.Known) {
		gap()
		t.known(group)
	}
	for _, group := range run.Grouped(outcome.Inconclusive) {
		gap()
		t.reason(group)
	}
	t.skipped(run.Grouped(outcome.Skipped), gap)
	gap()
	if !run.Whole {
		t.out.WriteString("The log ends before the run did.\n")
	}
	if run.SkippedAll() && !run.Stopped {
		t.out.WriteString("Nothing was asked, so nothing is known.\n")
	}
	t.out.WriteString(t.counts(run) + "\n")
}

// proof shows where a scenario was broken, and by what.
func (t *Terminal) proof(o report.Outcome) {
	t.where(o)
	if len(o.Violations) > 0 {
		t.violations(o.Violations, "  ")
	} else {
		t.step(o)
	}
	for _, more := range o.Also {
		fmt.Fprintf(&t.out, "  %s\n", report.Clean(more))
	}
}

// likewise names the clauses that are broken for the same cause as those of the first outcome.
func (t *Terminal) likewise(group []report.Outcome) {
	if more := report.Likewise(group); len(more) > 0 {
		fmt.Fprintf(&t.out, "  likewise %s\n", report.Clean(strings.Join(more, ", ")))
	}
}

// reason shows why scenarios were not judged, and their names.
func (t *Terminal) reason(group []report.Outcome) {
	first := group[0]
	name := first.Verdict.String()
	word := strings.ToUpper(name[:1]) + name[1:] + ":"
	lines := strings.Split(strings.TrimSpace(first.Why()), "\n")
	fmt.Fprintf(&t.out, "%s %s\n", t.colored(first.Verdict, word), report.Clean(lines[0]))
	for _, line := range lines[1:] {
		fmt.Fprintf(&t.out, "  %s\n", report.Clean(line))
	}
	if first.Verdict != outcome.Skipped {
		t.where(first)
	}
	fmt.Fprintf(&t.out, "  %s: %s\n", report.Counted(len(group), "scenario"), list(group))
	if first.Verdict != outcome.Skipped {
		t.askAgain(first)
	}
}

// where shows the scenario's place and what was asked last.
func (t *Terminal) where(o report.Outcome) {
	if o.Path == "" {
		return // the run as a whole
	}
	fmt.Fprintf(&t.out, "  %s:%d", report.Clean(o.Path), o.Line)
	if n := len(o.Exchanges); n > 0 {
		last := o.Exchanges[n-1]
		path := last.URL
		if u, err := url.Parse(last.URL); err == nil {
			path = strings.TrimPrefix(u.EscapedPath(), "$KYC_BASE_URL")
		}
		answer := "no answer"
		if last.Status != 0 {
			answer = fmt.Sprint(last.Status)
		}
		fmt.Fprintf(&t.out, "   %s %s → %s", report.Clean(last.Method), report.Clean(path), answer)
	}
	t.out.WriteByte('\n')
}

func (t *Terminal) violations(list []outcome.Violation, indent string) {
	for i, v := range list {
		fmt.Fprintf(&t.out, "%s%s   ", indent, report.Clean(v.Clause))
		if i > 0 && says(v) == says(list[i-1]) {
			t.out.WriteString("likewise")
		} else {
			t.out.WriteString(says(v))
		}
		if v.Document != "" {
			fmt.Fprintf(&t.out, "   (%s:%d)", report.Clean(v.Document), v.Line)
		}
		t.out.WriteByte('\n')
		t.violations(v.Branches, indent+"  ")
	}
}

// says is where the answer breaks the clause, what was wanted there and what came.
func says(v outcome.Violation) string {
	text := report.Clean(v.Place()) + ": want " + value(v.Want.String())
	if got := v.Got.String(); got != "" {
		text += ", got " + value(got)
	}
	return text
}

// longestValue is how many characters are shown of a value. That does not depend
// on the width of the screen, which is better filled than without the reason.
const longestValue = 200

// value bounds what is shown of a value.
func value(text string) string { return elide(report.Clean(text), longestValue) }

// step shows the step that failed and what it says.
func (t *Terminal) step(o report.Outcome) {
	if o.FailedStep.Text != "" {
		fmt.Fprintf(&t.out, "  %s   (line %d)\n", report.Clean(o.FailedStep.Text), o.FailedStep.Line)
	}
	for line := range strings.Lines(strings.TrimSpace(o.Why())) {
		fmt.Fprintf(&t.out, "    %s\n", report.Clean(strings.TrimRight(line, "\r\n")))
	}
}

// askAgain shows the last request as a command. It is never shortened: it is to
// be pasted. One with a wallet's signature needs a new one, for it is a secret and used up.
func (t *Terminal) askAgain(o report.Outcome) {
	n := len(o.Exchanges)
	if n == 0 || o.Exchanges[n-1].Curl == "" {
		return
	}
	fmt.Fprintf(&t.out, "  Ask again:  %s\n", report.Clean(o.Exchanges[n-1].Curl))
	if strings.Contains(o.Exchanges[n-1].Curl, "$SIWE_SIGNATURE") {
		fmt.Fprintf(&t.out, "  With a new signature:  kycspec run %s:%d\n", report.Clean(o.Path), o.Line)
	}
}
