package gherkin

import (
	"sort"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// node is a part of a feature file: the head of the file or of a rule, a
// background, or a scenario, each with the lines up to the next one. Of
//
//	1 Feature: A
//	2   Background:
//	3     Given a customer
//	4   @smoke
//	5   Scenario: B
//	6     When the application requests KYC
//
// the nodes are the head (line 1), the background (2 and 3) and the scenario (4 to 6).
type node struct {
	first, last int // 1-based lines
	rule        *messages.Rule
	background  *messages.Background
	scenario    *messages.Scenario
}

// layOut divides the file's lines among its nodes.
func (f *File) layOut() {
	f.nodes = []node{{first: 1}}
	for _, child := range f.Document.Feature.Children {
		if rule := child.Rule; rule != nil {
			f.nodes = append(f.nodes, node{first: firstLine(rule.Tags, rule.Location), rule: rule})
			for _, inner := range rule.Children {
				f.nodes = append(f.nodes, newNode(rule, inner.Background, inner.Scenario))
			}
			continue
		}
		f.nodes = append(f.nodes, newNode(nil, child.Background, child.Scenario))
	}
	for i := range f.nodes {
		if i+1 < len(f.nodes) {
			f.nodes[i].last = f.nodes[i+1].first - 1
		} else {
			f.nodes[i].last = len(f.lines)
		}
	}
}

func newNode(rule *messages.Rule, background *messages.Background, scenario *messages.Scenario) node {
	if scenario != nil {
		return node{first: firstLine(scenario.Tags, scenario.Location), rule: rule, scenario: scenario}
	}
	return node{first: int(background.Location.Line), rule: rule, background: background}
}

// description is the place and the description of a background or a scenario.
func (n node) description() (*messages.Location, string) {
	switch {
	case n.background != nil:
		return n.background.Location, n.background.Description
	case n.scenario != nil:
		return n.scenario.Location, n.scenario.Description
	}
	return nil, ""
}

// firstLine is the line of a keyword, or of the first of the tags above it.
func firstLine(tags []*messages.Tag, keyword *messages.Location) int {
	line := keyword.Line
	for _, tag := range tags {
		line = min(line, tag.Location.Line)
	}
	return int(line)
}

// at gives the node that a line belongs to; false past the end of the file.
func (f *File) at(line int) (node, bool) {
	if line < 1 || line > len(f.lines) {
		return node{}, false
	}
	next := sort.Search(len(f.nodes), func(i int) bool { return f.nodes[i].first > line })
	return f.nodes[max(next-1, 0)], true
}

// covers says whether who selects a line of the file selects the scenario. A line
// of a head or a background selects all scenarios below it, a line of an outline
// all its rows, a line of an Examples block the block's rows, a row's line that row.
func (c *Compiled) covers(line int) bool {
	n, ok := c.File.at(line)
	switch {
	case !ok:
		return false
	case n.scenario == nil:
		return n.rule == nil || n.rule == c.origin.rule
	case n.scenario != c.origin.scenario:
		return false
	case c.origin.row == nil:
		return true
	}
	var block *messages.Examples
	for _, examples := range n.scenario.Examples {
		if firstLine(examples.Tags, examples.Location) <= line {
			block = examples
		}
	}
	if block == nil {
		return true
	}
	for _, row := range block.TableBody {
		if int(row.Location.Line) == line {
			return row == c.origin.row
		}
	}
	return block == c.origin.examples
}

// Only is the file's text without all scenarios but the kept ones. Their lines are
// left empty, so that every other line keeps its number.
func (f *File) Only(kept map[*Compiled]bool) string {
	wanted := map[string]bool{}
	for c := range kept {
		for _, id := range c.Pickle.AstNodeIds {
			wanted[id] = true
		}
	}
	lines := append([]string(nil), f.lines...)
	for _, n := range f.nodes {
		switch {
		case n.scenario == nil:
		case !wanted[n.scenario.Id]:
			clear(lines[n.first-1 : n.last])
		default:
			for _, examples := range n.scenario.Examples {
				for _, row := range examples.TableBody {
					if !wanted[row.Id] {
						lines[row.Location.Line-1] = ""
					}
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}
