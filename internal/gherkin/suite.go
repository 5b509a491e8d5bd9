// Package gherkin loads features, selects scenarios of them, and checks both.
//
// Gherkin takes a line that begins with no keyword for a description, and runs
// nothing for it. So a typing error can make a scenario pass that asks nothing.
// This package finds all such errors before anything is run, and says of each
// what was probably meant. It is given the vocabulary of the steps, and knows
// nothing of what the features are about.
package gherkin

import (
	"io/fs"
	"slices"

	"github.com/cucumber/messages/go/v34"
)

// Suite is the scenarios that were selected, ready to run.
type Suite struct {
	files    []*File // those with a selected scenario, in the order of a run
	selected []*Compiled
	newID    func() string

	// Notes are what is odd about the selection, though it can be run: tags in it
	// that no scenario has, so that "not @typo" leaves nothing out. There are none
	// where paths are selected, because then not all scenarios are read.
	Notes []string
}

// Load reads and checks features, and selects scenarios of them. fsys is the
// project's folder, or has the same tree; the features are below its folder
// "features". The error is [Diagnostics]: every path that is not there, every
// feature that does not parse or has something in it that would pass without
// asking anything, and a selection that cannot be read or that selects nothing.
// The suite beside an error, if not nil, is what could be read: it is good for
// [Suite.Bind], but not for a run.
func Load(fsys fs.FS, selection Selection) (*Suite, error) {
	l := loader{fsys: fsys, files: map[string]*selectedFile{}, newID: (&messages.Incrementing{}).NewId}
	filter, diagnostics := selection.compile()
	diagnostics = append(diagnostics, l.find(selection.Paths)...)
	candidates, flaws := l.read()
	diagnostics = append(diagnostics, flaws...)
	if !filter.valid() {
		return nil, diagnostics.sorted()
	}
	suite := &Suite{newID: l.newID}
	for _, c := range candidates {
		if filter.wants(c) {
			suite.add(c)
		}
	}
	if len(diagnostics) > 0 {
		return suite, diagnostics.sorted()
	}
	if len(suite.selected) == 0 {
		return nil, Diagnostics{selection.empty(candidates)}
	}
	if len(selection.Paths) == 0 {
		tags := tagsOf(candidates)
		for _, tag := range selection.unknown(tags) {
			suite.Notes = append(suite.Notes, noSuchTag(tag, tags))
		}
	}
	return suite, nil
}

func (s *Suite) add(c *Compiled) {
	if len(s.files) == 0 || s.files[len(s.files)-1] != c.File {
		s.files = append(s.files, c.File)
	}
	s.selected = append(s.selected, c)
}

// Keep gives the suite of those of the scenarios that are wanted. It is made of
// what was read for this one, so only one of the two may be run at a time.
func (s *Suite) Keep(wanted func(Scenario) bool) *Suite {
	kept := &Suite{newID: s.newID}
	for _, c := range s.selected {
		if wanted(c.Scenario) {
			kept.add(c)
		}
	}
	return kept
}

// Without gives the suite without the scenarios that a diagnostic is of: of the
// scenario itself, of its row, or of a background that it has.
func (s *Suite) Without(diagnostics Diagnostics) *Suite {
	kept := &Suite{newID: s.newID}
	for _, c := range s.selected {
		if !slices.ContainsFunc(diagnostics, c.concerned) {
			kept.add(c)
		}
	}
	return kept
}

// concerned says whether a diagnostic is of what decides about the scenario's
// steps. Its tags do not, nor does the head of a file or of a rule.
func (c *Compiled) concerned(d Diagnostic) bool {
	if d.Path != c.Path {
		return false
	}
	at, inside := c.File.at(d.Line)
	switch {
	case !inside:
		return true
	case at.scenario != nil:
		return d.Line >= int(at.scenario.Location.Line) && c.covers(d.Line)
	}
	return at.background != nil && c.covers(d.Line)
}

// Files are the feature files of the suite, in the order of a run.
func (s *Suite) Files() []*File { return s.files }

// Compiled lists the scenarios with what they were compiled to, in the order of a run.
func (s *Suite) Compiled() []*Compiled { return s.selected }

// NewID gives an id that nothing else has, neither in the suite nor in its runs.
func (s *Suite) NewID() string { return s.newID() }

// Scenarios lists what a run would execute, in the order of a run.
func (s *Suite) Scenarios() []Scenario {
	list := make([]Scenario, len(s.selected))
	for i, c := range s.selected {
		list[i] = c.Scenario
	}
	return list
}
