package revision

import (
	"fmt"
	"slices"
	"strings"
)

// merge makes changes of edits. Answers that share a schema share its changes.
func merge(edits []*edit, old side) []Change {
	var groups [][]*edit
	places := map[string]int{}
	for _, e := range edits {
		was, is := e.lines()
		if e.topic == topicMedia {
			was, is = 0, 0 // each answer says for itself what its media type is
		}
		id := fmt.Sprint(e.intro, "\x00", e.rest, "\x00", e.whole, "\x00", e.status == "", e.breaking, was, is)
		if at, known := places[id]; known {
			groups[at] = append(groups[at], e)
			continue
		}
		places[id] = len(groups)
		groups = append(groups, []*edit{e})
	}
	changes := make([]Change, 0, len(groups))
	for _, group := range groups {
		changes = append(changes, changeOf(group, old))
	}
	return changes
}

func changeOf(group []*edit, old side) Change {
	first := group[0]
	c := Change{Breaking: first.breaking}
	c.OldLine, c.NewLine = first.lines()
	var statuses []string
	for _, e := range group {
		statuses = append(statuses, e.status)
		for _, each := range e.deltas {
			c.Clauses = add(c.Clauses, each.clause().ID)
			if each.old != nil {
				c.Touches = add(c.Touches, each.old.ID)
			}
		}
		for _, rule := range e.rules {
			c.Rules = add(c.Rules, rule)
		}
	}
	if c.Breaking && len(c.Touches) == 0 && first.whole == "" {
		for _, e := range group {
			c.Touches = append(c.Touches, old.at(e.status, e.place)...)
		}
	}
	c.Sentence = first.says(statuses)
	return c
}

func add(list []string, word string) []string {
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// unexplained are the changes that oasdiff alone sees. Those of one rule at one
// place of the documents are one.
func unexplained(findings []finding) []Change {
	var changes []Change
	for _, f := range findings {
		at := slices.IndexFunc(changes, func(c Change) bool {
			return slices.Contains(c.Rules, f.rule) && c.OldLine == f.old && c.NewLine == f.new && f.old+f.new > 0
		})
		if at < 0 {
			changes = append(changes, Change{Breaking: f.breaking, Sentence: f.sentence(), OldLine: f.old, NewLine: f.new, Rules: []string{f.rule}})
			continue
		}
		changes[at].Sentence = strings.TrimSuffix(changes[at].Sentence, ".") + "; " + f.text + "."
	}
	return changes
}
