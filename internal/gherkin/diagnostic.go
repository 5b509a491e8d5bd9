package gherkin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Diagnostic is one thing that is wrong with what was asked for or with a feature
// file: nothing is run while there is one.
type Diagnostic struct {
	Path     string // the feature file or the selected path; empty if it is neither
	Line     int    // 1-based; 0 for the whole file
	Sentence string // what is wrong
	Hint     string // what to do about it
}

// String is one line: place, sentence and hint.
func (p Diagnostic) String() string {
	text := p.Sentence
	if p.Hint != "" {
		text += "; " + p.Hint
	}
	switch {
	case p.Path == "":
		return text
	case p.Line == 0:
		return p.Path + ": " + text
	}
	return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, text)
}

// Diagnostics is every diagnostic that was found, sorted by place. As an error it is
// one line for each.
type Diagnostics []Diagnostic

// Error is one line for each diagnostic.
func (p Diagnostics) Error() string {
	lines := make([]string, len(p))
	for i, diagnostic := range p {
		lines[i] = diagnostic.String()
	}
	return strings.Join(lines, "\n")
}

// And adds what a closer look has found, in the order of the places. What it
// says of a line of which something is said already is left out: the one is
// mostly the cause of the other.
func (p Diagnostics) And(more Diagnostics) Diagnostics {
	type place struct {
		path string
		line int
	}
	told := map[place]bool{}
	for _, diagnostic := range p {
		told[place{diagnostic.Path, diagnostic.Line}] = true
	}
	all := slices.Clone(p)
	for _, diagnostic := range more {
		if !told[place{diagnostic.Path, diagnostic.Line}] {
			all = append(all, diagnostic)
		}
	}
	return all.sorted()
}

// sorted orders the diagnostics by place and drops repetitions.
func (p Diagnostics) sorted() Diagnostics {
	slices.SortStableFunc(p, func(a, b Diagnostic) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), strings.Compare(a.Sentence, b.Sentence))
	})
	return slices.Compact(p)
}
