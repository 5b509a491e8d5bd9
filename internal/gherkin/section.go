package gherkin

import (
	"sort"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// section is a part of a feature file: the head of the file or of a rule, a
// background, or a scenario, each with the lines up to the next one. Of
//
//	1 Feature: A
//	2   Background:
//	3     Given a customer
//	4   @smoke
//	5   Scenario: B
//	6     When the application requests KYC
//
// the sections are the head (line 1), the background (2 and 3) and the scenario (4 to 6).
type section struct {
	first, last int // 1-based lines
	rule        *messages.Rule
	background  *messages.Background
	scenario    *messages.Scenario
}

// layOut divides the file's lines among its sections.
func (f *File) layOut() {
	f.sections = []section{{first: 1}}
	for _, child := range f.Document.Feature.Children {
		if rule := child.Rule; rule != nil {
			f.sections = append(f.sections, section{first: firstLine(rule.Tags, rule.Location), rule: rule})
			for _, inner := range rule.Children {
				f.sections = append(f.sections, newSection(rule, inner.Background, inner.Scenario))
			}
			continue
		}
		f.sections = append(f.sections, newSection(nil, child.Background, child.Scenario))
	}
	for i := range f.sections {
		if i+1 < len(f.sections) {
			f.sections[i].last = f.sections[i+1].first - 1
		} else {
			f.sections[i].last = len(f.lines)
		}
	}
}

func newSection(rule *messages.Rule, background *messages.Background, scenario *messages.Scenario) section {
	if scenario != nil {
		return section{first: firstLine(scenario.Tags, scenario.Location), rule: rule, scenario: scenario}
	}
	return section{first: int(background.Location.Line), rule: rule, background: background}
}

// description is the place and the description of a background or a scenario.
func (s section) description() (*messages.Location, string) {
	switch {
	case s.background != nil:
		return s.background.Location, s.background.Description
	case s.scenario != nil:
		return s.scenario.Location, s.scenario.Description
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

// at gives the section that a line belongs to; false past the end of the file.
func (f *File) at(line int) (section, bool) {
	if line < 1 || line > len(f.lines) {
		return section{}, false
	}
	next := sort.Search(len(f.sections), func(i int) bool { return f.sections[i].first > line })
	return f.sections[max(next-1, 0)], true
}

// covers says whether who selects a line of the file selects the scenario. A line
// of a head or a background selects all scenarios below it, a line of an outline
// all its rows, a line of an Examples block the block's rows, a row's line that row.
func (c *Compiled) covers(line int) bool {
	s, ok := c.File.at(line)
	switch {
	case !ok:
		return false
	case s.scenario == nil:
		return s.rule == nil || s.rule == c.origin.rule
	case s.scenario != c.origin.scenario:
		return false
	case c.origin.row == nil:
		return true
	}
	var block *messages.Examples
	for _, examples := range s.scenario.Examples {
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
	for _, s := range f.sections {
		switch {
		case s.scenario == nil:
		case !wanted[s.scenario.Id]:
			clear(lines[s.first-1 : s.last])
		default:
			for _, examples := range s.scenario.Examples {
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
