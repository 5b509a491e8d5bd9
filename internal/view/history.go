package view

import (
	"cmp"
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

// History prints everything that is known of a scenario.
func History(w *Writer, h *session.History, address string) {
	w.Printf("%s\n", address)
	if h.State != nil {
		if known, found := h.State.Scenarios[address]; found {
			scenarioState(w, known)
		}
	}
	w.Printf("Runs:\n")
	width, lines := 0, 0
	for _, run := range h.Runs {
		width = max(width, len(run.Name))
	}
	for _, run := range h.Runs {
		if o, ran := run.Outcomes[address]; ran {
			w.Printf("  %-*s  %-12s  %s\n", width, run.Name, o.Verdict, past(o))
			lines++
		}
	}
	if lines == 0 {
		w.Printf("  none that is stored\n")
	}
	_ = w.Flush()
}

// scenarioState prints what the state holds of a scenario.
func scenarioState(w *Writer, s state.RememberedScenario) {
	w.Printf("  %s; last verified %s, last passed %s, last broken %s\n", s.Verdict, moment(s.Verified), moment(s.Passed), moment(s.Broken))
	for _, step := range s.Steps {
		w.Printf("    %s\n", step)
	}
	if s.Moved == nil {
		observations(w, "Observed", s.Observed)
		return
	}
	observations(w, "Observed until "+moment(s.Moved.Until), s.Observed)
	observations(w, "Observed since "+moment(s.Moved.Since)+", and not accepted", s.Moved.Observed)
}

// observations prints answers, a place a line.
func observations(w *Writer, title string, list []state.Observation) {
	if len(list) > 0 {
		w.Printf("%s:\n", title)
	}
	for _, o := range list {
		w.Printf("  %d %s\n", o.Status, cmp.Or(o.MediaType, "no media type"))
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
			w.Printf("    %s\n", line)
		}
		w.Printf("    headers: %s\n", strings.Join(o.Headers, ", "))
	}
}

// past is what came of a scenario in a run, in a line.
func past(o report.Outcome) string {
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
	return strings.Join(parts, "  ")
}

// moment is a time for people, in UTC; "never" where there is none.
func moment(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("2 January 2006 15:04 UTC")
}
