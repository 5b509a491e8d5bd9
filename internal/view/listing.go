package view

import (
	"strings"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

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
