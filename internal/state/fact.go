package state

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ChangeKind says what changed in an answer.
type ChangeKind string

// The kinds of changes.
const (
	StatusChange   ChangeKind = "status"
	MediaChange    ChangeKind = "media type"
	SaysChange     ChangeKind = "says" // a code or a reason
	NewProperty    ChangeKind = "new property"
	GoneProperty   ChangeKind = "gone property"
	TypeChange     ChangeKind = "type" // of a property, or of the body
	NewHeader      ChangeKind = "new header"
	GoneHeader     ChangeKind = "gone header"
	AnswersChange  ChangeKind = "answers" // how many there are
	TokenPathMoved ChangeKind = "token path"
	KeptAgain      ChangeKind = "kept again" // a scenario that was broken
)

// Fact is one thing that was different. What it was and is are values, for a
// sentences in package view.
type Fact struct {
	Kind ChangeKind `json:"kind"`
	Name string     `json:"name,omitempty"` // of a property (JSON Pointer, "[]" for every element) or a header
	From string     `json:"from,omitempty"` // a status, a number of answers, a media type, JSON types, a path, or a value as JSON
	To   string     `json:"to,omitempty"`
}

// differ lists how two lists of answers differ, each fact with the status that
// the answer has now.
func differ(from, to []Observation) []statusFact {
	if len(from) != len(to) {
		return []statusFact{{Fact{Kind: AnswersChange, From: strconv.Itoa(len(from)), To: strconv.Itoa(len(to))}, 0}}
	}
	var list []statusFact
	for i := range from {
		for _, fact := range facts(from[i], to[i]) {
			list = append(list, statusFact{fact, to[i].Status})
		}
	}
	return list
}

// undone lists what had changed in answers and is as it was before, though other
// answers, or something else in them, may still be different.
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
	opposite := map[ChangeKind]ChangeKind{NewProperty: GoneProperty, GoneProperty: NewProperty, NewHeader: GoneHeader, GoneHeader: NewHeader}
	f.From, f.To = f.To, f.From
	if kind, differs := opposite[f.Kind]; differs {
		f.Kind = kind
	}
	return f
}

// statusFact is a fact with the status of the answer that shows it; 0 for none.
type statusFact struct {
	Fact
	status int
}

// facts lists how two answers differ, but nothing that another fact explains:
// another status explains all else, and a new object everything in it.
func facts(from, to Observation) []Fact {
	if from.Status != to.Status {
		return []Fact{{Kind: StatusChange, From: strconv.Itoa(from.Status), To: strconv.Itoa(to.Status)}}
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
		list = append(list, typeFacts(from.Body, to.Body, said)...)
	}
	return append(list, headerFacts(from.Headers, to.Headers)...)
}

// typeFacts lists how the structures of two bodies differ, but for the places
// whose values were compared already.
func typeFacts(from, to Structure, compared map[string]bool) []Fact {
	all := maps.Clone(from)
	maps.Copy(all, to)
	var list []Fact
	explained := ""
	for _, pointer := range slices.SortedFunc(maps.Keys(all), byPlace) {
		was, is := from[pointer], to[pointer]
		if was == is || compared[pointer] || (len(list) > 0 && below(pointer, explained)) {
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

func headerFacts(from, to []string) []Fact {
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

// contentType comes and goes with the media type, which has a fact of its own.
const contentType = "Content-Type"
