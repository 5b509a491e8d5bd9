package view

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// ProposeKnown writes what a run broke as entries of [gherkin.KnownFile], for
// somebody to review: each lacks its ticket, without which it is not accepted.
func (t *Terminal) ProposeKnown(run *report.Run, until time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Proposed by kycspec. Give each entry a ticket, and keep it in %s.\n", gherkin.KnownFile)
	for _, e := range run.Causes() {
		if len(e.Violations) == 0 {
			continue
		}
		because := fmt.Sprintf("%s: want %s, got %s", e.Violations[0].Place(), e.Violations[0].Want, e.Violations[0].Got)
		if cause := t.cause(e.Factors); cause != "" {
			because = fmt.Sprintf("Where %s: %s", cause, because)
		}
		key, patterns := proposed(e)
		for _, pattern := range patterns {
			fmt.Fprintf(&b, "- %s: %s\n  ticket:\n  until: %s\n  because: %s\n", key, strconv.Quote(pattern), until.Format(time.DateOnly), strconv.Quote(because))
		}
	}
	return b.String()
}

// proposed is how an entry names what it is about.
func proposed(e report.Entry) (key string, patterns []string) {
	first := e.Violations[0]
	if first.Fault == outcome.FaultStatus || first.Fault == outcome.FaultRefused {
		for _, f := range e.Factors {
			if f.Kind == outcome.FactorBoundary || f.Kind == outcome.FactorBreaks {
				return "cause", []string{f.Name}
			}
		}
		return "clause", []string{first.Clause}
	}
	clauses := slices.Clone(e.Likewise)
	for _, v := range e.Violations {
		clauses = append(clauses, v.Clause)
	}
	return "clause", ofAllStatuses(clauses)
}

var aStatus = regexp.MustCompile(`^([a-z]+/)([1-5][0-9]{2})(/.*)$`)

// ofAllStatuses makes one pattern of the clauses that several statuses have alike.
func ofAllStatuses(clauses []string) []string {
	statuses, patterns := map[string][]string{}, []string{}
	for _, clause := range clauses {
		part := aStatus.FindStringSubmatch(clause)
		if part == nil {
			patterns = append(patterns, clause)
			continue
		}
		key := part[1] + "%s" + part[3]
		if !slices.Contains(statuses[key], part[2]) {
			statuses[key] = append(statuses[key], part[2])
		}
	}
	for key, list := range statuses {
		status := list[0]
		for _, other := range list[1:] {
			for status != "" && !strings.HasPrefix(other, status) {
				status = status[:len(status)-1]
			}
		}
		if len(status) < len(list[0]) {
			status += "*"
		}
		patterns = append(patterns, fmt.Sprintf(key, status))
	}
	slices.Sort(patterns)
	return slices.Compact(patterns)
}
