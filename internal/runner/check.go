package runner

import (
	"fmt"
	"strings"

	"github.com/cucumber/messages/go/v34"
)

// Check finds the steps that a run would stumble on: those that no sentence or
// more than one matches, and those that have something beneath them that their
// sentence does not take. A step of an outline or a background is told once.
// Mistakes of the vocabulary itself come first, without a place.
func (s *Suite) Check(vocabulary Vocabulary) Problems {
	if flaws := vocabulary.flaws(); flaws != nil {
		return flaws.sorted()
	}
	return s.check(newLookup(vocabulary))
}

func (s *Suite) check(l *lookup) Problems {
	var problems Problems
	told := map[*messages.Step]bool{}
	for _, c := range s.selected {
		for _, step := range c.pickle.Steps {
			source := c.file.steps[step.AstNodeIds[0]]
			if told[source] {
				continue
			}
			sentence, mend := l.check(step)
			if sentence == "" {
				continue
			}
			told[source] = true
			if len(step.AstNodeIds) > 1 && step.Text != source.Text {
				sentence += fmt.Sprintf(" (example row at line %d)", c.Line)
			}
			problems = append(problems, Problem{c.Path, int(source.Location.Line), sentence, mend})
		}
	}
	return problems.sorted()
}

// check says what is wrong with a step and how to mend it; nothing if all is well.
func (l *lookup) check(step *messages.PickleStep) (sentence, mend string) {
	found := l.sentences(step.Text)
	switch len(found) {
	case 0:
		return fmt.Sprintf("no sentence of the vocabulary is %q", step.Text), l.suggest(step.Text)
	case 1:
		known := l.vocabulary[found[0]]
		if misfit := known.misfit(step); misfit != "" {
			return fmt.Sprintf("the sentence %q %s", known.Says, misfit), "write it so"
		}
		return "", ""
	}
	meanings := make([]string, len(found))
	for i, place := range found {
		meanings[i] = fmt.Sprintf("%q", l.vocabulary[place].Says)
	}
	return fmt.Sprintf("the step %q has %d meanings: %s", step.Text, len(found), strings.Join(meanings, ", ")),
		"make the vocabulary's patterns narrower"
}

func (l *lookup) suggest(text string) string {
	sentences := make([]string, len(l.vocabulary))
	for i, step := range l.vocabulary {
		sentences[i] = step.Says
	}
	if near, ok := nearestSentence(text, sentences); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "use one of the known sentences, or add this one to the vocabulary"
}
