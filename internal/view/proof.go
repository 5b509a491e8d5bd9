package view

import (
	"fmt"
	"net/url"
	"strings"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// proof shows where a scenario was broken, and by what.
func (t *Terminal) proof(o report.Outcome) {
	t.where(o)
	if len(o.Violations) > 0 && o.Violations[0].Number > 0 {
		t.Printf("  Request %d of the step: %s\n", o.Violations[0].Number, outcome.Chosen(o.Violations[0].Choices))
	}
	if len(o.Violations) > 0 {
		t.violations(o.Violations, "  ")
	} else {
		t.step(o)
	}
	for _, more := range o.Also {
		t.Printf("  %s\n", more)
	}
}

// likewise names the clauses that are broken for the same cause as those of the first outcome.
func (t *Terminal) likewise(group []report.Outcome) {
	if more := report.Likewise(group); len(more) > 0 {
		t.Printf("  likewise %s\n", strings.Join(more, ", "))
	}
}

// where shows the scenario's place and what was asked last.
func (t *Terminal) where(o report.Outcome) {
	if o.Path == "" {
		return // the run as a whole
	}
	t.Printf("  %s:%d", o.Path, o.Line)
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
		t.Printf("   %s %s → %s", last.Method, path, answer)
	}
	t.Printf("\n")
}

func (t *Terminal) violations(list []outcome.Violation, indent string) {
	for i, v := range list {
		t.Printf("%s%s   ", indent, v.Clause)
		if i > 0 && says(v) == says(list[i-1]) {
			t.Printf("likewise")
		} else {
			t.Printf("%s", says(v))
		}
		if v.Document != "" {
			t.Printf("   (%s:%d)", v.Document, v.Line)
		}
		t.Printf("\n")
		t.violations(v.Branches, indent+"  ")
	}
}

// says is where the answer breaks the clause, what was wanted there and what came.
func says(v outcome.Violation) string {
	text := v.Place() + ": want " + elide(v.Want.String(), longestValue)
	if got := v.Got.String(); got != "" {
		text += ", got " + elide(got, longestValue)
	}
	return text
}

// longestValue is how many characters are shown of a value. That does not depend
// on the width of the screen, which is better filled than without the reason.
const longestValue = 200

// step shows the step that failed and what it says.
func (t *Terminal) step(o report.Outcome) {
	if o.FailedStep.Text != "" {
		t.Printf("  %s   (line %d)\n", o.FailedStep.Text, o.FailedStep.Line)
	}
	t.Lines("    ", strings.TrimSpace(o.Why()))
}

// askAgain shows the last request as a command. It is never shortened: it is to
// be pasted. One with a wallet's signature needs a new one, for it is a secret and used up.
func (t *Terminal) askAgain(o report.Outcome) {
	n := len(o.Exchanges)
	if n == 0 || o.Exchanges[n-1].Curl == "" {
		return
	}
	t.Printf("  Ask again:  %s\n", o.Exchanges[n-1].Curl)
	if strings.Contains(o.Exchanges[n-1].Curl, "$SIWE_SIGNATURE") {
		t.Printf("  With a new signature:  kycspec run %s:%d\n", o.Path, o.Line)
	}
}
