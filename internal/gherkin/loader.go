package gherkin

import (
	"fmt"
	"io/fs"
)

// loader reads the feature files that are selected, each once.
type loader struct {
	fsys  fs.FS
	order []string                 // the names of the files, as they were selected first
	files map[string]*selectedFile // by name
	newID func() string
}

// selectedFile is which scenarios of a file are selected.
type selectedFile struct {
	whole bool           // all are
	lines []selectedPath // those at the lines of these paths
}

// find notes the files that the paths stand for.
func (l *loader) find(paths []string) Diagnostics {
	if len(paths) == 0 {
		paths = []string{root}
	}
	var diagnostics Diagnostics
	for _, asked := range paths {
		p := newSelectedPath(asked)
		found, wrong := p.find(l.fsys)
		diagnostics = append(diagnostics, wrong...)
		for _, file := range found {
			if l.files[file] == nil {
				l.order = append(l.order, file)
				l.files[file] = &selectedFile{}
			}
			if p.lines == nil {
				l.files[file].whole = true
			} else {
				l.files[file].lines = append(l.files[file].lines, p)
			}
		}
	}
	return diagnostics
}

// read compiles the files, and gives their scenarios that are selected.
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

// choose gives the scenarios of the file that are selected.
func (s *selectedFile) choose(file *File) ([]*Compiled, Diagnostics) {
	if s.whole {
		return file.scenarios, nil
	}
	var diagnostics Diagnostics
	chosen := map[*Compiled]bool{}
	for _, p := range s.lines {
		for _, line := range p.lines {
			found := false
			for _, c := range file.scenarios {
				if c.covers(line) {
					chosen[c], found = true, true
				}
			}
			if !found {
				diagnostics = append(diagnostics, noneAt(file, p.asked, line))
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
