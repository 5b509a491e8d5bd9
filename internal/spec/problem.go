package spec

import (
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is one thing in a document that cannot be read as it is meant.
type Problem struct {
	Document string // the document's name
	Line     int    // 1-based; 0 where the whole document is meant
	Where    string // dotted path in the document; empty for its root
	Text     string // what is wrong and how to mend it
}

// String is one line: the place and the text.
func (p Problem) String() string {
	place := p.Document
	if p.Line > 0 {
		place += ":" + strconv.Itoa(p.Line)
	}
	if p.Where != "" {
		place += ": " + p.Where
	}
	return place + ": " + p.Text
}

// Problems is everything that is wrong with a document, in its order.
type Problems []Problem

// Error is one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// problem records what is wrong at a node; nil means the whole document.
func (d *documentReader) problem(n *yaml.Node, where, text string) {
	line := 0
	if n != nil {
		line = n.Line
	}
	d.problems = append(d.problems, Problem{Document: d.name, Line: line, Where: where, Text: text})
}

// err is the problems in the document's order, each once: what two references
// lead to is read for both.
func (d *documentReader) err() error {
	if len(d.problems) == 0 {
		return nil
	}
	sort.SliceStable(d.problems, func(i, j int) bool { return d.problems[i].Line < d.problems[j].Line })
	seen := map[Problem]bool{}
	var once Problems
	for _, p := range d.problems {
		if !seen[p] {
			seen[p] = true
			once = append(once, p)
		}
	}
	return once
}

// shownRunes bounds how much of a document's own text a problem repeats.
const shownRunes = 60

func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "an object"
	case n.Kind == yaml.SequenceNode && len(n.Content) == 0:
		return "an empty list"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.ShortTag() == "!!null":
		return "nothing"
	}
	if short := firstRunes(n.Value, shownRunes); short != n.Value {
		return strconv.Quote(short) + "…"
	}
	return strconv.Quote(n.Value)
}
