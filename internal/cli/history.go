package cli

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/state"
)

// history is what is known of the scenarios of a target.
type history struct {
	memory *memory
	runs   []pastRun // the newest first
}

type pastRun struct {
	name     string
	outcomes map[string]report.Outcome
}

// newHistory reads the stored runs of the target. A log that cannot be read is
// left out; the error says which.
func newHistory(settings config.Config, m *memory, stored []storedRun) (*history, error) {
	h := &history{memory: m}
	var unread error
	for _, each := range stored {
		run, err := readRun(each)
		if err != nil {
			unread = err
			continue
		}
		if !ranOn(run, settings) {
			continue
		}
		past := pastRun{each.name, map[string]report.Outcome{}}
		for _, o := range run.Scenarios {
			past.outcomes[o.Address()] = o
		}
		h.runs = append(h.runs, past)
	}
	return h, unread
}

// ranOn says whether a run was on the target of the settings, which its exchanges
// tell. A run without any saw nothing, whichever target it was meant for.
func ranOn(run *report.Run, settings config.Config) bool {
	for _, o := range run.Scenarios {
		for _, e := range o.Exchanges {
			asked, err := url.Parse(e.URL)
			if err != nil {
				continue
			}
			// Where the embedded sandbox listened is not kept.
			return strings.HasPrefix(e.URL, settings.BaseURL+"/") || (settings.Embedded && asked.Host == "")
		}
	}
	return false
}

// find lists the addresses that are meant: by a place in a feature file, by the
// whole of an address, or by a part of it in any case.
func (h *history) find(asked string) []string {
	if suite, err := loadSuite(gherkin.Selection{Paths: []string{asked}}); err == nil {
		var list []string
		for _, s := range suite.Scenarios() {
			list = append(list, s.Address())
		}
		return list
	}
	known := map[string]bool{}
	if h.memory.old != nil {
		for address := range h.memory.old.Scenarios {
			known[address] = true
		}
	}
	for _, run := range h.runs {
		for address := range run.outcomes {
			known[address] = true
		}
	}
	if known[asked] {
		return []string{asked}
	}
	var list []string
	for _, address := range slices.Sorted(maps.Keys(known)) {
		if strings.Contains(strings.ToLower(address), strings.ToLower(asked)) {
			list = append(list, address)
		}
	}
	return list
}

// text is everything that is known of a scenario.
func (h *history) text(address string) string {
	var b strings.Builder
	b.WriteString(report.Clean(address) + "\n")
	if h.memory.old != nil {
		if known, found := h.memory.old.Scenarios[address]; found {
			b.WriteString(knownText(known))
		}
	}
	b.WriteString("Runs:\n")
	width, lines := 0, 0
	for _, run := range h.runs {
		width = max(width, len(run.name))
	}
	for _, run := range h.runs {
		if o, ran := run.outcomes[address]; ran {
			fmt.Fprintf(&b, "  %-*s  %-12s  %s\n", width, run.name, o.Verdict, pastText(o))
			lines++
		}
	}
	if lines == 0 {
		b.WriteString("  none that is stored\n")
	}
	return b.String()
}

// knownText is what the state holds of a scenario.
func knownText(s state.ScenarioState) string {
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
