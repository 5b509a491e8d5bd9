package gherkin

import (
	"fmt"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// Bind finds the sentence of each step, and with it what the scenarios ask,
// promise and need. The diagnostics are of steps that are none of the
// vocabulary's sentences, or several at once; that have beneath them what their
// sentence does not take; that stand after another keyword than it goes with;
// and of sentences that are read as descriptions, because no keyword is before
// them. A step of a background is reported once, and one of an outline once for
// each text that the rows make of it. If the vocabulary itself has mistakes,
// those are all that is reported, without a place.
func (s *Suite) Bind(vocabulary Vocabulary) Diagnostics {
	if flaws := vocabulary.flaws(); flaws != nil {
		return flaws.sorted()
	}
	l := newLookup(vocabulary)
	for _, c := range s.selected {
		c.bind(l)
	}
	return s.check(l)
}

// Match gives the sentence of each step: its index in the vocabulary, by the
// step's text. The diagnostics are those of [Suite.Bind].
func (s *Suite) Match(vocabulary Vocabulary) (sentences map[string]int, diagnostics Diagnostics) {
	if flaws := vocabulary.flaws(); flaws != nil {
		return nil, flaws.sorted()
	}
	l := newLookup(vocabulary)
	if diagnostics := s.check(l); diagnostics != nil {
		return nil, diagnostics
	}
	sentences = map[string]int{}
	for _, c := range s.selected {
		for _, step := range c.Pickle.Steps {
			sentences[step.Text] = l.sentences(step.Text)[0]
		}
	}
	return sentences, nil
}

func (s *Suite) check(l *lookup) Diagnostics {
	var diagnostics Diagnostics
	for _, f := range s.files {
		diagnostics = append(diagnostics, f.stepsWithoutKeyword(l, s.selected)...)
	}
	return append(diagnostics, s.checkSteps(l.check)...).sorted()
}

// CheckSteps is the diagnostics of all steps, by what a function says to their
// text: nothing where they are well.
func (s *Suite) CheckSteps(wrong func(text string) (sentence, hint string)) Diagnostics {
	return s.checkSteps(func(step *messages.PickleStep) (sentence, hint string) { return wrong(step.Text) }).sorted()
}

// checkSteps reports each step of a file once, and of an outline's that differ
// from row to row each text once, with the first row that has it.
func (s *Suite) checkSteps(wrong func(*messages.PickleStep) (sentence, hint string)) Diagnostics {
	type said struct {
		source *messages.Step
		text   string
	}
	var diagnostics Diagnostics
	reported := map[said]bool{}
	for _, c := range s.selected {
		for _, step := range c.Pickle.Steps {
			source := c.File.steps[step.AstNodeIds[0]]
			if reported[said{source, step.Text}] {
				continue
			}
			reported[said{source, step.Text}] = true
			sentence, hint := wrong(step)
			if sentence == "" {
				continue
			}
			if len(step.AstNodeIds) > 1 && step.Text != source.Text {
				sentence += fmt.Sprintf(" (example row at line %d)", c.Line)
			}
			diagnostics = append(diagnostics, Diagnostic{c.Path, int(source.Location.Line), sentence, hint})
		}
	}
	return diagnostics
}

// check says what is wrong with a step and what to do about it; both are empty if nothing is.
func (l *lookup) check(step *messages.PickleStep) (sentence, hint string) {
	found := l.sentences(step.Text)
	switch len(found) {
	case 0:
		return fmt.Sprintf("no sentence of the vocabulary is %q", step.Text), l.suggest(step.Text)
	case 1:
		known := l.vocabulary[found[0]]
		if misfit := known.misfit(step); misfit != "" {
			return fmt.Sprintf("the sentence %q %s", known.Wording, misfit), "write it so"
		}
		if keyword := keywordOf[step.Type]; !known.goesWith(keyword) {
			return fmt.Sprintf("the sentence %q goes with %s, and stands as a %s", known.Wording, known.Keyword, keyword),
				fmt.Sprintf("put it where a %s belongs, and write what this %s is to say", known.Keyword, keyword)
		}
		return "", ""
	}
	meanings := make([]string, len(found))
	for i, place := range found {
		meanings[i] = fmt.Sprintf("%q", l.vocabulary[place].Wording)
	}
	return fmt.Sprintf("the step %q has %d meanings: %s", step.Text, len(found), strings.Join(meanings, ", ")),
		"make the vocabulary's patterns narrower"
}

// keywordOf is the English keyword of each type of step; a step after * has none.
var keywordOf = map[messages.PickleStepType]string{messages.PickleStepType_CONTEXT: "Given",
	messages.PickleStepType_ACTION: "When", messages.PickleStepType_OUTCOME: "Then"}

// goesWith says whether a step of the keyword does what the keyword announces.
// One that does not would pass: a When that asks nothing, a Then that promises nothing.
func (s Sentence) goesWith(keyword string) bool {
	return s.Keyword == "" || keyword == "" || s.Keyword == keyword || s.Keyword == "When" && keyword == "Given"
}
