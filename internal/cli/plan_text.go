package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"kycspec/internal/plan"
	"kycspec/internal/report"
)

// mostTold is how many of a list are told, before the rest is counted.
const mostTold = 20

func tellPlan(out io.Writer, p *plan.Plan) {
	fmt.Fprintf(out, "Target:   %s\nContract: %s, %s\n\n", p.Target, p.Document, shortDigest(p.Contract))
	total := 0
	for _, a := range p.Areas {
		total += a.Scenarios
		fmt.Fprintf(out, "  %-20s %4d scenarios   +%d ~%d -%d =%d\n", a.Name, a.Scenarios, a.New, a.Changed, a.Gone, a.Same)
	}
	switch {
	case p.Since.IsZero() && !p.Changed():
		fmt.Fprintln(out, "\nNothing changed since the last run, which could verify nothing.")
	case p.Since.IsZero():
		fmt.Fprintln(out, "\nThis target has not been run against yet: everything is new.")
	case !p.Changed():
		fmt.Fprintf(out, "\nNothing changed since the last run, on %s.\n", p.Since.Format("2 January 2006"))
	default:
		fmt.Fprintf(out, "\nSince the last run, on %s:\n", p.Since.Format("2 January 2006"))
		tellChanges(out, p.Changes)
	}
	for _, b := range p.Blocked {
		fmt.Fprintf(out, "\nCannot run (%d): it %s.\n", len(b.Addresses), b.Reason)
	}
	tellRequests(out, p, total)
	fmt.Fprintf(out, "It would cover %d of %d clauses of the contract.\n", p.Covered, p.Clauses)
	for i, g := range p.Gaps {
		if i == mostTold {
			fmt.Fprintf(out, "  and %d more not; --json lists them\n", len(p.Gaps)-i)
			break
		}
		fmt.Fprintf(out, "  not %s   (%s:%d)\n", g.Clause.ID, g.Document, g.Clause.Line)
	}
	for _, k := range p.Known {
		fmt.Fprintf(out, "Known to be broken: %s\n  %s, until %s, %s\n", k.Address, k.Ticket, k.Until, left(k.DaysLeft))
	}
}

// left says how long a known break is still accepted.
func left(days int) string {
	switch {
	case days < 0:
		return "which has passed: it counts again"
	case days == 0:
		return "the last day"
	}
	return report.Counted(days, "day") + " left"
}

func tellChanges(out io.Writer, changes []plan.ScenarioChange) {
	for i, change := range changes {
		if i == mostTold {
			fmt.Fprintf(out, "  and %d more; --json lists them\n", len(changes)-i)
			return
		}
		fmt.Fprintf(out, "  %s %s\n", change.Sign, change.Address)
		if change.What != "" {
			fmt.Fprintf(out, "      %s\n", change.What)
		}
	}
}

func tellRequests(out io.Writer, p *plan.Plan, scenarios int) {
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
	fmt.Fprintf(out, "\nA run would send %s for %d of %s", report.Counted(r.Total(), "request"), len(p.Run), report.Counted(scenarios, "scenario"))
	if len(parts) > 0 {
		fmt.Fprint(out, ": "+strings.Join(parts, ", "))
	}
	fmt.Fprintf(out, ".\nThey create %s", report.Counted(r.Sessions, "KYC session"))
	if p.Rate > 0 {
		fmt.Fprintf(out, ", and take %s at %g requests a second", time.Duration(p.Seconds*float64(time.Second)).Round(time.Second), p.Rate)
	}
	fmt.Fprintln(out, ".")
}

func shortDigest(digest string) string { return digest[:min(len(digest), len("sha256:")+12)] }
