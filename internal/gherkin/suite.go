// Package gherkin loads features, selects scenarios of them, and checks both: it
// finds everything that would pass without anything having been asked.
//
// It is given the vocabulary and knows nothing of what the features are about.
package gherkin

import (
	"fmt"
	"io/fs"

	"github.com/cucumber/messages/go/v34"
)

// Suite is the scenarios that were selected, sound and ready to run.
type Suite struct {
	files    []*File // those with a selected scenario, in order
	selected []*Compiled
	newID    func() string

	// Notes are what is odd about the selection, though it can be run: its tags
	// that no scenario of the project has. A "not" before such a tag leaves
	// nothing out. Of a selection with paths nothing is known.
	Notes []string
}

// Load reads, checks and selects. fsys is the project's folder, or holds the
// same tree; the features are below its folder "features". The error is
// [Diagnostics]: every path that is not there, every feature that does not parse
// or holds something that would pass without asking anything, and a selection
// that cannot be read or that selects nothing. The suite beside an error, if
// not nil, is what could be read: good for [Suite.Check], not for a run.
func Load(fsys fs.FS, selection Selection) (*Suite, error) {
	l := loader{fsys: fsys, files: map[string]*wanted{}, newID: (&messages.Incrementing{}).NewId}
	filter, diagnostics := selection.compile()
	diagnostics = append(diagnostics, l.find(selection.Paths)...)
	candidates, flaws := l.read()
	diagnostics = append(diagnostics, flaws...)
	if !filter.sound() {
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
		return nil, Diagnostics{selection.nothing(candidates)}
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

// Keep gives the suite of those scenarios that are wanted; nothing is read
// again. The two share what they were read into: run one at a time.
func (s *Suite) Keep(wanted func(Scenario) bool) *Suite {
	kept := &Suite{newID: s.newID}
	for _, c := range s.selected {
		if wanted(c.Scenario) {
			kept.add(c)
		}
	}
	return kept
}

// Files are the feature files of the suite, in the order of a run.
func (s *Suite) Files() []*File { return s.files }

// Compiled lists the scenarios with what they were compiled to, in the order of a run.
func (s *Suite) Compiled() []*Compiled { return s.selected }

// NewID gives an id that nothing else of the suite has.
func (s *Suite) NewID() string { return s.newID() }

// Scenarios lists what a run would execute, in the order of a run.
func (s *Suite) Scenarios() []Scenario {
	list := make([]Scenario, len(s.selected))
	for i, c := range s.selected {
		list[i] = c.Scenario
	}
	return list
}

// loader reads the feature files that are asked for, each once.
type loader struct {
	fsys  fs.FS
	order []string
	files map[string]*wanted
	newID func() string
}

// wanted is a file with the lines asked of it; whole if any path asked for all of it.
type wanted struct {
	whole bool
	lines []target
}

func (l *loader) find(paths []string) Diagnostics {
	if len(paths) == 0 {
		paths = []string{root}
	}
	var diagnostics Diagnostics
	for _, asked := range paths {
		t := newTarget(asked)
		found, wrong := t.find(l.fsys)
		diagnostics = append(diagnostics, wrong...)
		for _, file := range found {
			if l.files[file] == nil {
				l.order = append(l.order, file)
				l.files[file] = &wanted{}
			}
			if t.lines == nil {
				l.files[file].whole = true
			} else {
				l.files[file].lines = append(l.files[file].lines, t)
			}
		}
	}
	return diagnostics
}

func (l *loader) read() ([]*Compiled, Diagnostics) {
	var candidates []*Compiled
	var diagnostics Diagnostics
	for _, name := range l.order {
		text, err := fs.ReadFile(l.fsys, name)
		if err != nil {
			diagnostics = append(diagnostics, Diagnostic{Path: name, Sentence: "the feature cannot be read: " + cause(err), Hint: "see to its permissions"})
			continue
		}
		file, wrong := parse(name, string(text), l.newID)
		if wrong != nil {
			diagnostics = append(diagnostics, wrong...)
			continue
		}
		diagnostics = append(diagnostics, file.flaws()...)
		chosen, wrong := l.files[name].choose(file)
		candidates = append(candidates, chosen...)
		diagnostics = append(diagnostics, wrong...)
	}
	return candidates, diagnostics
}

// choose picks the file's scenarios that the asked lines stand for.
func (w *wanted) choose(file *File) ([]*Compiled, Diagnostics) {
	if w.whole {
		return file.scenarios, nil
	}
	var diagnostics Diagnostics
	chosen := map[*Compiled]bool{}
	for _, t := range w.lines {
		for _, line := range t.lines {
			found := false
			for _, c := range file.scenarios {
				if c.covers(line) {
					chosen[c], found = true, true
				}
			}
			if !found {
				diagnostics = append(diagnostics, noneAt(file, t.asked, line))
			}
		}
	}
	var list []*Compiled
	for _, c := range file.scenarios {
		if chosen[c] {
			list = append(list, c)
		}
	}
	return list, diagnostics
}

func noneAt(file *File, asked string, line int) Diagnostic {
	diagnostic := Diagnostic{Path: asked, Sentence: fmt.Sprintf("no scenario is at line %d", line), Hint: "name a line of a scenario or of an example row"}
	if _, inside := file.at(line); !inside {
		diagnostic.Hint = fmt.Sprintf("the file has %d lines", len(file.lines))
	}
	return diagnostic
}
