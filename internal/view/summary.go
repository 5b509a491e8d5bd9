package view

import (
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
			t.Printf("\n")
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
		t.Printf("The log ends before the run did.\n")
	}
	if run.SkippedAll() && !run.Stopped {
		t.Printf("Nothing was asked, so nothing is known.\n")
	}
	t.counts(run)
}

// title prints how a verdict begins its entry: "Broken: " and what it is of.
func (w *Writer) title(v outcome.Verdict, text string) {
	name := v.String()
	w.Paint(v.Tone(), strings.ToUpper(name[:1])+name[1:]+":")
	w.Printf(" %s\n", text)
}

// reason shows why scenarios were not judged, and their names.
func (t *Terminal) reason(group []report.Outcome) {
	first := group[0]
	why, more, _ := strings.Cut(strings.TrimSpace(first.Why()), "\n")
	t.title(first.Verdict, why)
	t.Lines("  ", more)
	if first.Verdict != outcome.Skipped {
		t.where(first)
	}
	t.Printf("  %s: %s\n", counted(len(group), "scenario"), list(group))
	if first.Verdict != outcome.Skipped {
		t.askAgain(first)
	}
}

// flaky shows what was broken before it was kept, and the names.
func (t *Terminal) flaky(group []report.Outcome) {
	first := group[0].BrokenFirst()
	t.title(outcome.Flaky, group[0].Why())
	if len(group[0].Earlier) == 0 {
		t.where(first)
	} else {
		t.proof(first)
		t.likewise(brokenFirsts(group))
	}
	t.Printf("  %s: %s\n", counted(len(group), "scenario"), list(group))
	t.askAgain(first)
}

// known shows a known break with its ticket and the time that it has left, and
// the names. Nobody has to ask again.
func (t *Terminal) known(group []report.Outcome) {
	first := group[0]
	ticket, rest, _ := strings.Cut(strings.TrimSpace(first.Why()), "\n")
	first.Reason = rest
	t.title(outcome.Known, ticket)
	t.proof(first)
	t.likewise(group)
	t.Printf("  %s: %s\n", counted(len(group), "scenario"), list(group))
}

// skipped shows first what the end of the run kept from being asked, then what
// needs more than there is.
func (t *Terminal) skipped(groups [][]report.Outcome, gap func()) {
	for _, stopped := range []bool{true, false} {
		apart := true
		for _, group := range groups {
			if group[0].Stopped != stopped {
				continue
			}
			if apart {
				gap()
			}
			apart = false
			t.reason(group)
		}
	}
}

// brokenFirsts are the attempts that make outcomes flaky.
func brokenFirsts(group []report.Outcome) []report.Outcome {
	list := make([]report.Outcome, len(group))
	for i, o := range group {
		list[i] = o.BrokenFirst()
	}
	return list
}
