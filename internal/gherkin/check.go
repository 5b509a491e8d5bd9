package gherkin

import (
	"fmt"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// Check finds the steps that a run would stumble on: those that no sentence or
// more than one matches, and those that have something beneath them that their
// sentence does not take, or stand after another keyword than it goes with; and
// sentences that are no steps, for want of a keyword. A step of an outline or a
// background is told once.
// Mistakes of the vocabulary itself come first, without a place.
func (s *Suite) Check(vocabulary Vocabulary) Diagnostics {
	_, diagnostics := s.Match(vocabulary)
	return diagnostics
}

// Match is [Suite.Check] that gives, where nothing is wrong, the place in the
// vocabulary of each step's sentence, by the step's text.
func (s *Suite) Match(vocabulary Vocabulary) (places map[string]int, diagnostics Diagnostics) {
	if flaws := vocabulary.flaws(); flaws != nil {
		return nil, flaws.sorted()
	}
	l := newLookup(vocabulary)
	if diagnostics := s.check(l); diagnostics != nil {
		return nil, diagnostics
	}
	places = map[string]int{}
	for _, c := range s.selected {
		for _, step := range c.Pickle.Steps {
			places[step.Text] = l.sentences(step.Text)[0]
		}
	}
	return places, nil
}

func (s *Suite) check(l *lookup) Diagnostics {
	var diagnostics Diagnostics
	for _, f := range s.files {
		diagnostics = append(diagnostics, f.unsaid(l)...)
	}
	told := map[*messages.Step]bool{}
	for _, c := range s.selected {
		for _, step := range c.Pickle.Steps {
			source := c.File.steps[step.AstNodeIds[0]]
			if told[source] {
				continue
			}
			sentence, hint := l.check(step)
			if sentence == "" {
				continue
			}
			told[source] = true
			if len(step.AstNodeIds) > 1 && step.Text != source.Text {
				sentence += fmt.Sprintf(" (example row at line %d)", c.Line)
			}
			diagnostics = append(diagnostics, Diagnostic{c.Path, int(source.Location.Line), sentence, hint})
		}
	}
	return diagnostics.sorted()
}

// check says what is wrong with a step and how to mend it; nothing if all is well.
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

// keywordOf are the types of steps by their keyword in English; that of * has none.
var keywordOf = map[messages.PickleStepType]string{messages.PickleStepType_CONTEXT: "Given",
	messages.PickleStepType_ACTION: "When", messages.PickleStepType_OUTCOME: "Then"}

// goesWith says whether a step of the keyword does what its keyword announces:
// a When that asks nothing, or a Then that promises nothing, would pass.
func (s Sentence) goesWith(keyword string) bool {
	return s.Keyword == "" || keyword == "" || s.Keyword == keyword || s.Keyword == "When" && keyword == "Given"
}

func (l *lookup) suggest(text string) string {
	sentences := make([]string, len(l.vocabulary))
	for i, step := range l.vocabulary {
		sentences[i] = step.Wording
	}
	if near, ok := nearestSentence(text, sentences); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "use one of the known sentences, or add this one to the vocabulary"
}
