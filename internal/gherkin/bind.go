package gherkin

import (
	"slices"

	"github.com/cucumber/messages/go/v34"
)

// bind notes what the scenario asks, promises and needs. A step after "*", which
// stands for any keyword, does what its sentence does; what another step does its
// keyword says, and whether the sentence fits it is checked elsewhere.
func (c *Compiled) bind(l *lookup) {
	c.Asks, c.Promises, c.Needs = false, false, nil
	for _, step := range c.Pickle.Steps {
		var sentence Sentence
		if found := l.sentences(step.Text); len(found) == 1 {
			sentence = l.vocabulary[found[0]]
		}
		does := keywordOf[step.Type]
		if step.Type == messages.PickleStepType_UNKNOWN {
			does = sentence.Keyword
		}
		switch does {
		case "When":
			c.Asks, c.Promises = true, false
		case "Then":
			c.Promises = true
		}
		if sentence.Needs != nil {
			c.need(sentence.Needs(sentence.Pattern.FindStringSubmatch(step.Text)[1:], c.Needs))
		}
	}
	c.need(c.taggedNeeds())
}

func (c *Compiled) need(needs []string) {
	for _, need := range needs {
		if !slices.Contains(c.Needs, need) {
			c.Needs = append(c.Needs, need)
		}
	}
}
