package spec

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kycspec/internal/jsonpointer"
)

// walker lists clauses by walking the schemas of one body after another.
type walker struct {
	clauses []Clause
	notes   []string
	ids     map[string]int // place in clauses

	part   Part
	status string
	visits int
	places map[string]bool // of the body that is being walked
}

// mostVisits bounds how far schemas that refer to each other may unfold.
const mostVisits = 20_000

// position is where the walk stands: in the body, in the schema's file, and in the ids.
type position struct {
	// anchor is the id of the body, "response/201", or of the innermost alternative,
	// "response/201/data/oneOf/1"; relative is the path in the body from there.
	anchor   string
	relative []string
	place    []string // path in the whole body
	location string   // of the schema, as a keyword location

	branch bool          // below one of several alternatives
	in     []Alternative // those, the outermost first

	together []*schema // that all judge the value; nil until the first of them is met
	known    bool      // another of them has said what properties the value may have besides
	unsent   bool      // below a property that does not go this way
}

// id is the id of a clause at the position: the words are its keyword, and what
// tells it from others of that keyword. A slash in a name is written "~1".
func (at position) id(words ...string) string {
	id := at.anchor
	switch {
	case len(at.relative) > 0:
		id += "/" + strings.ReplaceAll(JoinPlace(at.relative), "/", "~1")
	case !at.branch:
		id += "/$"
	}
	return id + "/" + strings.Join(words, "/")
}

func (at position) down(token, location string) position {
	at.place = append(slices.Clone(at.place), token)
	at.relative = append(slices.Clone(at.relative), token)
	at.location += location
	at.together, at.known = nil, false
	return at
}

func (at position) into(keyword string, i, of int) position {
	at.anchor, at.relative, at.branch = at.id(keyword, fmt.Sprint(i)), nil, true
	at.location += fmt.Sprintf("/%s/%d", keyword, i)
	at.in = append(slices.Clone(at.in), Alternative{i + 1, of, JoinPlace(at.place)})
	return at
}

// add appends a clause. One that says the same as an earlier one is that one,
// met at a second location; one that only shares its id gets a number behind it.
func (w *walker) add(c Clause) {
	id := c.ID
	for n := 2; ; n++ {
		first, taken := w.ids[c.ID]
		if !taken {
			break
		}
		if reflect.DeepEqual(w.clauses[first].Value, c.Value) {
			w.clauses[first].addLocations(c.Locations)
			return
		}
		c.ID = fmt.Sprintf("%s(%d)", id, n)
	}
	w.ids[c.ID] = len(w.clauses)
	c.Part, c.Status = w.part, w.status
	w.clauses = append(w.clauses, c)
}

// keyword appends the clause of one keyword at a position, with the evidence
// that a client can bring about.
func (w *walker) keyword(at position, c Clause, id ...string) {
	c.ID = at.id(id...)
	c.Place = JoinPlace(at.place)
	c.Part, c.Status = w.part, w.status
	c.Sentence = sentence(c, at.in)
	if c.Needs == nil {
		c.Needs = w.both()
	}
	if at.unsent {
		c.Needs, c.Unprovokable = []Evidence{}, otherWay
	}
	if w.part == RequestPart && at.branch && slices.Contains(c.Needs, ViolationRejected) {
		c.Needs = slices.DeleteFunc(slices.Clone(c.Needs), func(e Evidence) bool { return e == ViolationRejected })
		c.Unprovokable = otherForm
	}
	if w.part == ResponsePart && at.branch && (len(at.relative) > 0 || !c.Row().anyType()) {
		c.Needs, c.Unprovokable = []Evidence{}, itsForm
	}
	w.add(c)
}

// bodyKeyword appends the clause of a keyword with its location in the extracted
// schema. What no keyword says, such as "optional", gets the one that it would have.
func (w *walker) bodyKeyword(at position, c Clause, id ...string) {
	c.Locations = []string{at.location + "/" + c.Keyword}
	w.keyword(at, c, id...)
}

// both is the whole evidence for a constraint of the body that is being walked.
func (w *walker) both() []Evidence {
	if w.part == RequestPart {
		return []Evidence{BoundaryAccepted, ViolationRejected}
	}
	return []Evidence{Observed}
}

func (w *walker) walk(s *schema, at position, open []*schema) {
	for s.ref != "" && s.target != nil {
		s, at.location = s.target, at.location+"/$ref"
	}
	if w.visits++; w.visits > mostVisits {
		return
	}
	w.places[JoinPlace(at.place)] = true
	if slices.Contains(open, s) {
		return // deeper levels of a recursive schema repeat its clauses
	}
	open = append(slices.Clip(open), s)
	if at.together == nil {
		at.together = together(s)
	}
	w.values(s, at)
	w.object(s, at)
	for _, p := range s.properties {
		inner := at.down(p.name, jsonpointer.Join([]string{KeywordProperties, p.name}))
		inner.unsent = at.unsent || p.schema.base().unsent(s.way)
		w.walk(p.schema, inner, open)
	}
	if s.items != nil {
		w.walk(s.items, at.down("[]", "/items"), open)
	}
	if s.additional != nil {
		w.walk(s.additional, at.down("*", "/additionalProperties"), open)
	}
	w.alternatives(s, at, open)
	w.semantics(s, at)
}

func (w *walker) values(s *schema, at position) {
	if s.typ != "" {
		c := Clause{Keyword: KeywordType, Value: s.typ, Line: s.lines[KeywordType]}
		if s.nullable {
			c.Value = []any{s.typ, "null"}
		}
		w.neverTypeAlone(s, &c)
		w.bodyKeyword(at, c, KeywordType)
	}
	if len(s.enum) > 0 && w.part == RequestPart {
		for _, v := range s.enum {
			w.bodyKeyword(at, Clause{Keyword: KeywordEnum, Value: v.value, Line: v.line, Needs: []Evidence{BoundaryAccepted}}, KeywordEnum, Text(v.value))
		}
		w.bodyKeyword(at, Clause{Keyword: KeywordEnum, Value: values(s.enum), Line: s.lines[KeywordEnum], Needs: []Evidence{ViolationRejected}}, KeywordEnum)
	} else if len(s.enum) > 0 {
		w.bodyKeyword(at, Clause{Keyword: KeywordEnum, Value: values(s.enum), Line: s.lines[KeywordEnum]}, KeywordEnum)
	}
	for _, word := range s.words {
		if format, _ := word.value.(string); word.name == KeywordFormat && (!Judged(format) || s.typ != "" && !formatJudges(format, s.typ)) {
			w.notes = append(w.notes, fmt.Sprintf("line %d: the format %q is not judged", word.line, format))
			continue
		}
		c := Clause{Keyword: word.name, Value: word.value, Line: word.line}
		w.neverAlone(s, &c)
		w.neverAccepted(s, &c)
		w.bodyKeyword(at, c, word.name)
	}
}

func (w *walker) object(s *schema, at position) {
	for _, word := range s.requiredHere() {
		w.bodyKeyword(at, Clause{Keyword: KeywordRequired, Value: word.value, Line: word.line}, KeywordRequired, word.value.(string))
	}
	if w.part == RequestPart {
		for _, p := range s.properties {
			if !slices.ContainsFunc(at.together, func(s *schema) bool { return s.requires(p.name) }) {
				w.bodyKeyword(at, Clause{Keyword: KeywordOptional, Value: p.name, Line: p.line, Needs: []Evidence{BoundaryAccepted}}, KeywordOptional, p.name)
			}
		}
	}
	w.additionalProperties(s, at)
}

func (w *walker) alternatives(s *schema, at position, open []*schema) {
	for _, keyword := range []string{KeywordAllOf, KeywordOneOf, KeywordAnyOf} {
		branches := s.branches[keyword]
		if keyword == KeywordAllOf || len(branches) == 1 {
			for i, branch := range branches {
				inner := at
				inner.known = true
				inner.location += fmt.Sprintf("/%s/%d", keyword, i)
				w.walk(branch, inner, open)
			}
			continue
		}
		if len(branches) > 1 {
			w.bodyKeyword(at, Clause{Keyword: keyword, Value: json.Number(fmt.Sprint(len(branches))), Line: s.lines[keyword]}, keyword)
		}
		for i, branch := range branches {
			inner := at.into(keyword, i, len(branches))
			inner.together = slices.Concat(at.together, together(branch))
			inner.known = slices.ContainsFunc(at.together, (*schema).namesProperties)
			w.walk(branch, inner, open)
		}
	}
	if len(s.branches[KeywordNot]) > 0 {
		w.bodyKeyword(at, Clause{Keyword: KeywordNot, Line: s.lines[KeywordNot]}, KeywordNot)
	}
}
