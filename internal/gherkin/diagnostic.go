package gherkin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Diagnostic is one thing that is wrong with a selection or with a feature file.
// While there is one, nothing is run.
type Diagnostic struct {
	Path     string // the feature file or the selected path; empty if it is neither
	Line     int    // 1-based; 0 for the whole file
	Sentence string // what is wrong
	Hint     string // what to do about it
}

// String is one line: place, sentence and hint.
func (d Diagnostic) String() string {
	text := d.Sentence
	if d.Hint != "" {
		text += "; " + d.Hint
	}
	switch {
	case d.Path == "":
		return text
	case d.Line == 0:
		return d.Path + ": " + text
	}
	return fmt.Sprintf("%s:%d: %s", d.Path, d.Line, text)
}

// Diagnostics is everything that was found to be wrong, sorted by place.
type Diagnostics []Diagnostic

// Error is one line for each diagnostic.
func (d Diagnostics) Error() string {
	lines := make([]string, len(d))
	for i, diagnostic := range d {
		lines[i] = diagnostic.String()
	}
	return strings.Join(lines, "\n")
}

// And adds what a closer look has found, in the order of the places. It leaves out
// what is of a line that has a diagnostic already, which is mostly the cause.
func (d Diagnostics) And(more Diagnostics) Diagnostics {
	type place struct {
		path string
		line int
	}
	reported := map[place]bool{}
	for _, diagnostic := range d {
		reported[place{diagnostic.Path, diagnostic.Line}] = true
	}
	all := slices.Clone(d)
	for _, diagnostic := range more {
		if !reported[place{diagnostic.Path, diagnostic.Line}] {
			all = append(all, diagnostic)
		}
	}
	return all.sorted()
}

// sorted orders the diagnostics by place and drops repetitions.
func (d Diagnostics) sorted() Diagnostics {
	slices.SortStableFunc(d, func(a, b Diagnostic) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), strings.Compare(a.Sentence, b.Sentence))
	})
	return slices.Compact(d)
}
