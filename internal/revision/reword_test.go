package revision_test

import (
	"hash/fnv"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/revision"
)

// Whatever words sentences are made of, the changes, their order, what breaks
// and the clauses of each are the same.
func TestOtherWords(t *testing.T) {
	rewordings := map[string]func(string) string{
		"one word for everything": func(string) string { return "x" },
		"other words in another order": func(old string) string {
			sum := fnv.New32()
			sum.Write([]byte(old))
			return strconv.Itoa(int(sum.Sum32()))
		},
	}
	documents := map[string][2]string{
		"many changes on one line": {asJSON(t, published(t), ""), asJSON(t, edited(t, manyEdits()...), "")},
	}
	for name, test := range some(allEdits()) {
		documents[name] = [2]string{published(t), edited(t, test.pairs...)}
	}
	for how, words := range rewordings {
		t.Run(how, func(t *testing.T) {
			for name, pair := range documents {
				want := compare(t, pair[0], pair[1])
				first := sentencesOf(want)
				t.Run(name, func(t *testing.T) {
					revision.Reword(t, words)
					got := revision.CompareReworded(t, document("old.yaml", pair[0]), document("new.yaml", pair[1]), words)
					if diff := cmp.Diff(facts(want), facts(got)); diff != "" {
						t.Errorf("with other words (-before +after):\n%s", diff)
					}
					if len(first) > 0 && slices.Equal(first, sentencesOf(got)) {
						t.Error("the words are the same")
					}
				})
			}
		})
	}
}

// manyEdits are some that can all be made at once.
func manyEdits() []string {
	return slices.Concat(requestEdits["a request's value is another"].pairs, requestEdits["a request's maximum excludes itself"].pairs,
		requestEdits["a request's property may not be left out"].pairs, requestEdits["a request is opened"].pairs,
		answerEdits["an answer's text may be longer"].pairs, answerEdits["an answer's format is wider"].pairs,
		answerEdits["an answer's property is new"].pairs, answerEdits["an answer has a form more"].pairs,
		answerEdits["an answer's value has a form more"].pairs, operationEdits["a status is new"].pairs,
		operationEdits["the media type has a charset"].pairs, operationEdits["an answer has a header"].pairs)
}

// fact is a change without its words.
type fact struct {
	Kind             revision.RevisionKind
	Subject          revision.ChangeSubject
	Place, Property  string
	Statuses         []string
	Lost, Gained     []any
	Breaking         bool
	OldLine, NewLine int
	Clauses          []string
	Touches          []string
	Rules            []string
	Findings         int
}

func facts(c *revision.Comparison) []fact {
	var list []fact
	for _, change := range c.Changes {
		list = append(list, fact{change.Kind, change.Subject, change.Place, change.Property, change.Statuses, change.Lost, change.Gained,
			change.Breaking, change.OldLine, change.NewLine, change.Clauses, change.Touches, change.Rules, len(change.Findings)})
	}
	return list
}

func sentencesOf(c *revision.Comparison) []string {
	var list []string
	for _, change := range c.Changes {
		list = append(list, change.Sentence())
	}
	return list
}
