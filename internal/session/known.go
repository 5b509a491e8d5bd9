package session

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// knownBreaks are the entries of [gherkin.KnownFile], and how often each was met.
type knownBreaks struct {
	entries []gherkin.KnownEntry
	now     time.Time

	mu  sync.Mutex
	met []int
}

func newKnownBreaks(entries []gherkin.KnownEntry, now time.Time) *knownBreaks {
	return &knownBreaks{entries: entries, now: now, met: make([]int, len(entries))}
}

// find is [runner.KnownBreaks]. What is past its date is not accepted any longer.
func (k *knownBreaks) find(v outcome.Violation, request outcome.Request) (known outcome.KnownBreak, is bool) {
	for i, e := range k.entries {
		if !e.Matches(v, request) {
			continue
		}
		k.mu.Lock()
		k.met[i]++
		k.mu.Unlock()
		days := e.DaysLeft(k.now)
		return outcome.KnownBreak{Ticket: e.Ticket, Until: e.Until.Format(time.DateOnly), DaysLeft: days}, days >= 0
	}
	return outcome.KnownBreak{}, false
}

// stale gives the entries that are to be mended, once each: those whose date has
// passed, and, where the whole suite was run, those of which all was kept again.
func (k *knownBreaks) stale(whole bool, covered contract.CoverageReport) []error {
	var list []error
	for i, e := range k.entries {
		switch {
		case k.met[i] > 0 && e.DaysLeft(k.now) < 0:
			list = append(list, fmt.Errorf("%s:%d: %s has passed: mend %s, or agree on another date", gherkin.KnownFile, e.Line, e.Until.Format(time.DateOnly), e.Ticket))
		case k.met[i] == 0 && whole && keptAgain(e, covered):
			list = append(list, fmt.Errorf("%s:%d: %s is kept again: remove the entry of %s", gherkin.KnownFile, e.Line, e.Pattern, e.Ticket))
		}
	}
	return list
}

// keptAgain says whether what an entry names was asked, and was as it should be.
func keptAgain(e gherkin.KnownEntry, covered contract.CoverageReport) bool {
	evidence := spec.Observed
	if e.OfCause {
		evidence = spec.BoundaryAccepted
	}
	return slices.ContainsFunc(covered.List, func(c contract.CoveredClause) bool { return e.Names(c.ID) && c.Count[evidence] > 0 })
}

// LoadKnown reads the known breaks of the working folder. The error is a [Misuse].
func LoadKnown(c *contract.Contract) ([]gherkin.KnownEntry, error) {
	entries, err := gherkin.LoadKnown(os.DirFS("."))
	if err != nil {
		return nil, &Misuse{err}
	}
	if wrong := checkKnown(entries, c); len(wrong) > 0 {
		return nil, &Misuse{wrong}
	}
	return entries, nil
}

// checkKnown finds entries that name no clause of the contract.
func checkKnown(entries []gherkin.KnownEntry, c *contract.Contract) gherkin.Diagnostics {
	var list gherkin.Diagnostics
	for _, e := range entries {
		if !slices.ContainsFunc(c.Clauses(), func(clause spec.Clause) bool { return e.Names(clause.ID) }) {
			list = append(list, e.Diagnose(fmt.Sprintf("no clause of the contract is called %q", e.Pattern),
				"take an id as a report has it; * stands for anything but a slash"))
		}
	}
	return list
}
