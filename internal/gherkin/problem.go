package gherkin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with what was asked for or with a feature
// file: nothing is run while there is one.
type Problem struct {
	Path     string // the feature file or the selected path; empty if it is neither
	Line     int    // 1-based; 0 for the whole file
	Sentence string // what is wrong
	Mend     string // what to do about it
}

// String is one line: place, sentence and mend.
func (p Problem) String() string {
	text := p.Sentence
	if p.Mend != "" {
		text += "; " + p.Mend
	}
	switch {
	case p.Path == "":
		return text
	case p.Line == 0:
		return p.Path + ": " + text
	}
	return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, text)
}

// Problems is every problem that was found, sorted by place. As an error it is
// one line for each.
type Problems []Problem

// Error is one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// And adds what a closer look has found, in the order of the places. What it
// says of a line of which something is said already is left out: the one is
// mostly the cause of the other.
func (p Problems) And(more Problems) Problems {
	type place struct {
		path string
		line int
	}
	told := map[place]bool{}
	for _, problem := range p {
		told[place{problem.Path, problem.Line}] = true
	}
	all := slices.Clone(p)
	for _, problem := range more {
		if !told[place{problem.Path, problem.Line}] {
			all = append(all, problem)
		}
	}
	return all.sorted()
}

// sorted orders the problems by place and drops repetitions.
func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), strings.Compare(a.Sentence, b.Sentence))
	})
	return slices.Compact(p)
}
