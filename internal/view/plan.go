package view

import (
	"fmt"
	"strings"
	"time"

	"kycspec/internal/plan"
)

// mostListed is how many of a list are named, before the rest is counted.
const mostListed = 20

// Plan prints what a run would do.
func Plan(w *Writer, p *plan.Plan) {
	w.Printf("Target:   %s\nContract: %s, %s\n\n", p.Target, p.Document, shortDigest(p.Contract))
	total := 0
	for _, a := range p.Areas {
		total += a.Scenarios
		w.Printf("  %-20s %4d scenarios   +%d ~%d -%d =%d\n", a.Name, a.Scenarios, a.New, a.Changed, a.Gone, a.Same)
	}
	switch {
	case p.Since.IsZero() && !p.Changed():
		w.Printf("\nNothing changed since the last run, which could verify nothing.\n")
	case p.Since.IsZero():
		w.Printf("\nThis target has not been run against yet: everything is new.\n")
	case !p.Changed():
		w.Printf("\nNothing changed since the last run, on %s.\n", p.Since.Format("2 January 2006"))
	default:
		w.Printf("\nSince the last run, on %s:\n", p.Since.Format("2 January 2006"))
		planChanges(w, p.Changes)
	}
	for _, b := range p.Blocked {
		w.Printf("\nCannot run (%d): it %s.\n", len(b.Addresses), b.Reason)
	}
	planRequests(w, p, total)
	w.Printf("It would cover %d of %d clauses of the contract, and %d of %d pairs that a request can have.\n", p.Covered, p.Clauses, p.PairsCovered, p.Pairs)
	for i, g := range p.Gaps {
		if i == mostListed {
			w.Printf("  and %d more not; --json lists them\n", len(p.Gaps)-i)
			break
		}
		w.Printf("  not %s   (%s:%d)\n", g.Clause.ID, g.Document, g.Clause.Line)
	}
	for _, k := range p.Known {
		w.Printf("Known to be broken: %s\n  %s, until %s, %s\n", k.Address, k.Ticket, k.Until, daysLeft(k.DaysLeft))
	}
	_ = w.Flush()
}

// daysLeft says how long a known break is still accepted.
func daysLeft(days int) string {
	switch {
	case days < 0:
		return "which has passed: it counts again"
	case days == 0:
		return "the last day"
	}
	return counted(days, "day") + " left"
}

func planChanges(w *Writer, changes []plan.ScenarioChange) {
	for i, change := range changes {
		if i == mostListed {
			w.Printf("  and %d more; --json lists them\n", len(changes)-i)
			return
		}
		w.Printf("  %s %s\n", change.Sign, change.Address)
		if change.What != "" {
			w.Printf("      %s\n", change.What)
		}
	}
}

func planRequests(w *Writer, p *plan.Plan, scenarios int) {
	r := p.Requests
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{r.Probe, "to probe the target"}, {r.Tokens, "for tokens"}, {r.Started, "starting KYC"}, {r.Banned, "told of a ban"},
		{r.Refused, "refused"}, {r.Failed, "answered with a failure that was asked for"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	w.Printf("\nA run would send %s for %d of %s", counted(r.Total(), "request"), len(p.Run), counted(scenarios, "scenario"))
	if len(parts) > 0 {
		w.Printf(": %s", strings.Join(parts, ", "))
	}
	w.Printf(".\nThey create %s", counted(r.Sessions, "KYC session"))
	if p.Rate > 0 {
		w.Printf(", and take %s at %g requests a second", time.Duration(p.Seconds*float64(time.Second)).Round(time.Second), p.Rate)
	}
	w.Printf(".\n")
}

func shortDigest(digest string) string { return digest[:min(len(digest), len("sha256:")+12)] }
