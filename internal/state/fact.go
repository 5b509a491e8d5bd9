package state

import (
	"maps"
	"slices"
	"strings"

	"kycspec/internal/report"
)

// Kind says what changed in an answer.
type Kind string

// The kinds of changes.
const (
	StatusChange   Kind = "status"
	MediaChange    Kind = "media type"
	SaysChange     Kind = "says" // a code or a reason
	NewProperty    Kind = "new property"
	GoneProperty   Kind = "gone property"
	TypeChange     Kind = "type" // of a property, or of the body
	NewHeader      Kind = "new header"
	GoneHeader     Kind = "gone header"
	AnswersChange  Kind = "answers" // how many there were
	TokenPathMoved Kind = "token path"
	KeptAgain      Kind = "kept again" // a scenario that was broken
)

// Fact is one thing that was different.
type Fact struct {
	Kind Kind   `json:"kind"`
	Name string `json:"name,omitempty"` // of a property (JSON Pointer, "[]" for every element) or a header
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// differ lists how two lists of answers differ, each fact with the status that
// the answer has now.
func differ(from, to []Observation) []statusFact {
	if len(from) != len(to) {
		return []statusFact{{Fact{Kind: AnswersChange, From: report.Counted(len(from), "answer"), To: report.Counted(len(to), "answer")}, 0}}
	}
	var list []statusFact
	for i := range from {
		for _, fact := range facts(from[i], to[i]) {
			list = append(list, statusFact{fact, to[i].Status})
		}
	}
	return list
}

// undone lists how answers had moved and are as they were before, though others
// of them, or something else in them, may still be different.
func undone(was, moved, is []Observation) []statusFact {
	var list []statusFact
	if len(was) != len(moved) || len(moved) != len(is) {
		return nil
	}
	for i := range was {
		back := facts(moved[i], is[i])
		for _, fact := range facts(was[i], moved[i]) {
			if slices.Contains(back, fact.reversed()) {
				list = append(list, statusFact{fact, moved[i].Status})
			}
		}
	}
	return list
}

// reversed is the way back.
func (f Fact) reversed() Fact {
	opposite := map[Kind]Kind{NewProperty: GoneProperty, GoneProperty: NewProperty, NewHeader: GoneHeader, GoneHeader: NewHeader}
	f.From, f.To = f.To, f.From
	if kind, differs := opposite[f.Kind]; differs {
		f.Kind = kind
	}
	return f
}

type statusFact struct {
	Fact
	status int
}

// facts lists how two answers differ, a cause once: another status explains
// everything else, and a new object what is in it.
func facts(from, to Observation) []Fact {
	if from.Status != to.Status {
		return []Fact{{Kind: StatusChange, From: status(from.Status), To: status(to.Status)}}
	}
	var list []Fact
	if from.MediaType != to.MediaType {
		list = append(list, Fact{Kind: MediaChange, From: from.MediaType, To: to.MediaType})
	}
	said := map[string]bool{}
	for _, pointer := range slices.Sorted(maps.Keys(from.Says)) {
		if now, says := to.Says[pointer]; says && now != from.Says[pointer] && from.Body != nil && to.Body != nil {
			said[pointer] = true
			list = append(list, Fact{SaysChange, pointer, string(from.Says[pointer]), string(now)})
		}
	}
	if from.Body != nil && to.Body != nil {
		list = append(list, shapes(from.Body, to.Body, said)...)
	}
	return append(list, headers(from.Headers, to.Headers)...)
}

// shapes lists how two bodies differ, leaving out the places in told.
func shapes(from, to Shape, told map[string]bool) []Fact {
	all := maps.Clone(from)
	maps.Copy(all, to)
	var list []Fact
	explained := ""
	for _, pointer := range slices.SortedFunc(maps.Keys(all), byPlace) {
		was, is := from[pointer], to[pointer]
		if was == is || told[pointer] || (len(list) > 0 && below(pointer, explained)) {
			continue
		}
		fact := Fact{TypeChange, pointer, was, is}
		switch {
		case was == "":
			fact = Fact{Kind: NewProperty, Name: pointer, To: is}
		case is == "":
			fact = Fact{Kind: GoneProperty, Name: pointer, From: was}
		}
		list, explained = append(list, fact), pointer
	}
	return list
}

// byPlace orders pointers so that what is within a place follows it at once.
func byPlace(a, b string) int {
	return slices.Compare(strings.Split(a, "/"), strings.Split(b, "/"))
}

func headers(from, to []string) []Fact {
	var list []Fact
	for _, name := range to {
		if !slices.Contains(from, name) && name != contentType {
			list = append(list, Fact{Kind: NewHeader, Name: name})
		}
	}
	for _, name := range from {
		if !slices.Contains(to, name) && name != contentType {
			list = append(list, Fact{Kind: GoneHeader, Name: name})
		}
	}
	return list
}

// contentType comes and goes with the media type, which is told of itself.
const contentType = "Content-Type"
