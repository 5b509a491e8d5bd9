package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/session"
	"kycspec/internal/state"
)

// historyText is everything that is known of a scenario.
func historyText(h *session.History, address string) string {
	var b strings.Builder
	b.WriteString(report.Clean(address) + "\n")
	if h.State != nil {
		if known, found := h.State.Scenarios[address]; found {
			b.WriteString(knownText(known))
		}
	}
	b.WriteString("Runs:\n")
	width, lines := 0, 0
	for _, run := range h.Runs {
		width = max(width, len(run.Name))
	}
	for _, run := range h.Runs {
		if o, ran := run.Outcomes[address]; ran {
			fmt.Fprintf(&b, "  %-*s  %-12s  %s\n", width, run.Name, o.Verdict, pastText(o))
			lines++
		}
	}
	if lines == 0 {
		b.WriteString("  none that is stored\n")
	}
	return b.String()
}

// knownText is what the state holds of a scenario.
func knownText(s state.RememberedScenario) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s; last verified %s, last passed %s, last broken %s\n", s.Verdict, moment(s.Verified), moment(s.Passed), moment(s.Broken))
	for _, step := range s.Steps {
		b.WriteString("    " + report.Clean(step) + "\n")
	}
	tell := func(title string, list []state.Observation) {
		if len(list) > 0 {
			b.WriteString(title + ":\n")
		}
		for _, o := range list {
			b.WriteString(observationText(o))
		}
	}
	if s.Moved == nil {
		tell("Observed", s.Observed)
		return b.String()
	}
	tell("Observed until "+moment(s.Moved.Until), s.Observed)
	tell("Observed since "+moment(s.Moved.Since)+", and not accepted", s.Moved.Observed)
	return b.String()
}

// observationText is an answer, a place a line.
func observationText(o state.Observation) string {
	var b strings.Builder
	mediaType := o.MediaType
	if mediaType == "" {
		mediaType = "no media type"
	}
	fmt.Fprintf(&b, "  %d %s\n", o.Status, report.Clean(mediaType))
	for _, pointer := range slices.Sorted(maps.Keys(o.Body)) {
		if pointer == "" && len(o.Body) > 1 {
			continue // an object, as its properties show
		}
		line := strings.TrimSpace(pointer + " " + o.Body[pointer])
		if value := o.Says[pointer]; value != "" && value != "null" {
			line += " " + string(value)
		}
		if slices.Contains(o.Undeclared, pointer) {
			line += ", not declared"
		}
		b.WriteString("    " + report.Clean(line) + "\n")
	}
	fmt.Fprintf(&b, "    headers: %s\n", report.Clean(strings.Join(o.Headers, ", ")))
	return b.String()
}

// pastText is what a run saw of a scenario, in a line.
func pastText(o report.Outcome) string {
	var parts []string
	for _, answer := range o.Answers {
		parts = append(parts, fmt.Sprint(answer.Status))
	}
	for _, v := range o.Violations {
		parts = append(parts, v.Clause)
	}
	if len(o.Violations) == 0 && o.Verdict != outcome.Passed {
		reason, _, _ := strings.Cut(o.Why(), "\n")
		parts = append(parts, reason)
	}
	return report.Clean(strings.Join(parts, "  "))
}

// moment is a time for people, in UTC; "never" where there is none.
func moment(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("2 January 2006 15:04 UTC")
}
