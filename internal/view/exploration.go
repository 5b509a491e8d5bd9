package view

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/explore"
	"kycspec/internal/outcome"
)

// explorationJSON is the form of an exploration's JSON.
type explorationJSON struct {
	Version      int           `json:"version"`
	Target       string        `json:"target"`
	Seed         uint64        `json:"seed"`
	Requests     int           `json:"requests"` // that were to be asked
	Asked        int           `json:"asked"`
	Valid        int           `json:"valid"`
	BrokenByOne  int           `json:"broken_by_one"`
	BrokenByTwo  int           `json:"broken_by_two"`
	Inconclusive int           `json:"inconclusive"`
	Why          string        `json:"why,omitempty"`     // the first of these was
	Stopped      string        `json:"stopped,omitempty"` // why not all were asked
	Seconds      float64       `json:"seconds"`
	Failures     []failureJSON `json:"failures"`
}

type failureJSON struct {
	What       string              `json:"what"`
	Clauses    []string            `json:"clauses"`
	Count      int                 `json:"count"`
	Cases      []int               `json:"cases"`
	Breaks     []string            `json:"breaks"`              // what the smallest request breaks
	Written    bool                `json:"written,omitempty"`   // it fails only as it is written
	Unsettled  bool                `json:"unsettled,omitempty"` // it did not fail when it was asked again
	Violations []outcome.Violation `json:"violations"`
	Replay     string              `json:"replay"`
	Exchange   exchange.Record     `json:"exchange"`
}

// explorationVersion is the version of the form of an exploration's JSON.
const explorationVersion = 1

// ExplorationReport is what came of an exploration, with what it was about.
type ExplorationReport struct {
	*explore.Conclusion
	Target string
	Last   *explore.CaseResult // of the one case that was asked, if it was one
	Notes  []string            // what the client noted of the target
	// Unsigned is why no request had a wallet's signature; empty if any may have had one.
	Unsigned string
	// Flags are what the command that asks again needs beside the seed and the number.
	Flags string
}

// RequestsTried draws how many requests were asked, until anything else is
// printed: what it gives is to be called for each.
func RequestsTried(w *Writer, wanted int) func(failed bool) {
	done, failures := 0, 0
	return func(failed bool) {
		done++
		if failed {
			failures++
		}
		w.Progress(fmt.Sprintf("%d of %d, %d failed", done, wanted, failures))
	}
}

// Print prints what failed, and how much was asked.
func (e ExplorationReport) Print(w *Writer) {
	for _, f := range e.Failures {
		w.title(outcome.Broken, f.What)
		e.failure(w, f)
	}
	e.kept(w)
	if e.Why != nil {
		why, more, _ := strings.Cut(e.Why.Error(), "\n")
		w.Printf("Inconclusive: %s\n", why)
		w.Lines("  ", more)
	}
	if e.Stopped != "" {
		w.Printf("Stopped after %d of %s: %s.\n", e.Asked, counted(e.Requests, "request"), e.Stopped)
	}
	w.Printf("%s (seed %d): %d valid, %d broken by one clause, %d by two; %s, %d inconclusive in %.1fs\n",
		counted(e.Asked, "request"), e.Seed, e.Valid, e.BrokenByOne, e.BrokenByTwo,
		counted(len(e.Failures), "failure"), e.Inconclusive, e.Duration.Seconds())
	for _, note := range e.Notes {
		w.Printf("Note: %s\n", note)
	}
	if e.Unsigned != "" {
		w.Printf("Note: no request has a wallet's signature: it %s\n", e.Unsigned)
	}
	w.Printf("Target: %s.\n", e.Target)
	_ = w.Flush()
}

func (e ExplorationReport) failure(w *Writer, f explore.Failure) {
	for _, violation := range f.Violations {
		w.Lines("  ", violation.String())
	}
	if slices.ContainsFunc(f.Breaks, func(id string) bool { return !slices.Contains(f.Clauses, id) }) {
		w.Printf("  The request breaks %s.\n", strings.Join(f.Breaks, " and "))
	}
	w.Printf("  %s; the first is number %d of seed %d:  %s\n", counted(len(f.Cases), "request"), f.Cases[0], e.Seed, e.replay(f))
	if f.Written {
		w.Printf("  It fails only as it is written: its white space, order of keys or escapes.\n")
	}
	if f.Unsettled {
		w.Printf("  It did not fail when it was asked again.\n")
	}
	w.Printf("  Ask again:  %s\n\n", f.Exchange.Curl())
}

// kept prints the one case that was asked, if nothing was wrong with it.
func (e ExplorationReport) kept(w *Writer) {
	if e.Last == nil || e.Last.Failed || e.Last.Exchange == nil {
		return
	}
	says := "a request that the contract allows"
	if len(e.Last.Breaks) > 0 {
		says = "a request that breaks " + strings.Join(e.Last.Breaks, " and ")
	}
	status := e.Last.Exchange.Status()
	w.Printf("Number %d is %s. It was answered %d %s, as documented.\n  Ask again:  %s\n\n",
		e.Last.Case, says, status, http.StatusText(status), e.Last.Exchange.Curl())
}

// replay is the command that asks the first request of a failure again.
func (e ExplorationReport) replay(f explore.Failure) string {
	return fmt.Sprintf("kycspec explore --seed %d --case %d%s", e.Seed, f.Cases[0], e.Flags)
}

// JSON prints what came of it as a JSON document.
func (e ExplorationReport) JSON(w *Writer) {
	form := explorationJSON{Version: explorationVersion, Target: e.Target, Seed: e.Seed, Requests: e.Requests, Asked: e.Asked,
		Valid: e.Valid, BrokenByOne: e.BrokenByOne, BrokenByTwo: e.BrokenByTwo, Inconclusive: e.Inconclusive,
		Stopped: e.Stopped, Seconds: e.Duration.Seconds(), Failures: []failureJSON{}}
	if e.Why != nil {
		form.Why = e.Why.Error()
	}
	for _, f := range e.Failures {
		form.Failures = append(form.Failures, failureJSON{What: f.What, Clauses: f.Clauses, Count: len(f.Cases), Cases: f.Cases,
			Breaks: append([]string{}, f.Breaks...), Written: f.Written, Unsettled: f.Unsettled,
			Violations: f.Violations, Replay: e.replay(f), Exchange: f.Exchange.Record()})
	}
	w.JSON(form)
}
