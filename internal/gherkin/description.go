package gherkin

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// mistypedKeywords finds lines below a keyword that Gherkin takes for a
// description, and that were to begin with a keyword of their own.
func (f *File) mistypedKeywords(at *messages.Location, description string) Diagnostics {
	var diagnostics Diagnostics
	for line, text := range f.descriptionLines(at, description) {
		if keyword, ok := f.mistyped(text); ok {
			diagnostics = append(diagnostics, f.readAsDescription(line, text, keyword))
		}
	}
	return diagnostics
}

// descriptionLines gives the lines of the description below a keyword that are
// not empty, by their numbers in the file. Gherkin tells only where the keyword is.
func (f *File) descriptionLines(at *messages.Location, description string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if description == "" {
			return
		}
		from := int(at.Line)
		for line := range strings.Lines(description) {
			text := strings.TrimSpace(line)
			if text == "" {
				continue
			}
			for from < len(f.lines) && strings.TrimSpace(f.lines[from]) != text {
				from++
			}
			if !yield(from+1, text) {
				return
			}
		}
	}
}

// readAsDescription says of a line that it is no step. The keyword is the one that
// was meant; empty if that is not known.
func (f *File) readAsDescription(line int, text, keyword string) Diagnostic {
	hint := fmt.Sprintf("did you mean %q?", keyword)
	if keyword == "" {
		hint = fmt.Sprintf("begin it with a keyword such as %q, or write it in other words", f.spelled("given"))
	}
	return Diagnostic{f.Path, line, fmt.Sprintf("the line %q is read as a description", text), hint}
}

// stepsWithoutKeyword finds sentences of the vocabulary in the descriptions of
// the selected scenarios and their backgrounds. They were meant as steps, but their first word is
// no keyword; without this check nobody would notice that they are not run.
func (f *File) stepsWithoutKeyword(l *lookup, selected []*Compiled) Diagnostics {
	var diagnostics Diagnostics
	for _, s := range f.sections {
		at, description := s.description()
		if at == nil || !slices.ContainsFunc(selected, func(c *Compiled) bool { return c.covers(int(at.Line)) }) {
			continue
		}
		for line, text := range f.descriptionLines(at, description) {
			_, rest, _ := strings.Cut(text, " ")
			if _, reported := f.mistyped(text); reported || len(l.sentences(strings.TrimSpace(rest))) == 0 {
				continue
			}
			keyword, _ := nearestKeyword(text, f.keywords())
			diagnostics = append(diagnostics, f.readAsDescription(line, text, keyword))
		}
	}
	return diagnostics
}

// hintStepless says what to do about a lack of steps: often, to mend a keyword that
// made a description of a step.
func (f *File) hintStepless(description string) string {
	for line := range strings.Lines(description) {
		text := strings.TrimSpace(line)
		if keyword, ok := nearestKeyword(text, f.keywords()); ok {
			return fmt.Sprintf("the line %q is read as a description: did you mean %q?", text, keyword)
		}
	}
	return "give it steps, or delete it"
}
