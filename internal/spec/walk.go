package spec

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// walker lists clauses by walking the schemas of one body after another.
type walker struct {
	clauses []Clause
	notes   []string
	ids     map[string]int // place in clauses

	part   Part
	status string
}

// spot is where the walk stands: in the body, in the schema's file, and in the ids.
type spot struct {
	anchor   string   // the id so far: "response/201", or a branch such as ".../oneOf/1"
	place    []string // path in the body
	relative []string // path in the body below the anchor
	location string   // keyword location
	branch   bool     // below one of several alternatives
}

func (at spot) id(words ...string) string {
	id := at.anchor
	switch {
	case len(at.relative) > 0:
		id += "/" + joinPlace(at.relative)
	case !at.branch:
		id += "/$"
	}
	return id + "/" + strings.Join(words, "/")
}

func (at spot) down(token, location string) spot {
	at.place = append(slices.Clone(at.place), token)
	at.relative = append(slices.Clone(at.relative), token)
	at.location += location
	return at
}

func (at spot) into(keyword string, i int) spot {
	at.anchor, at.relative, at.branch = at.id(keyword, fmt.Sprint(i)), nil, true
	at.location += fmt.Sprintf("/%s/%d", keyword, i)
	return at
}

// add appends a clause. One that says the same as an earlier one is that one,
// met at a second location; one that only shares its id is told apart by a number.
func (w *walker) add(c Clause) {
	id := c.ID
	for n := 2; ; n++ {
		first, taken := w.ids[c.ID]
		if !taken {
			break
		}
		if reflect.DeepEqual(w.clauses[first].Value, c.Value) {
			w.clauses[first].Locations = append(w.clauses[first].Locations, c.Locations...)
			return
		}
		c.ID = fmt.Sprintf("%s(%d)", id, n)
	}
	w.ids[c.ID] = len(w.clauses)
	c.Part, c.Status = w.part, w.status
	if c.Sentence == "" {
		c.Sentence = sentence(c)
	}
	w.clauses = append(w.clauses, c)
}

// keyword appends the clause of one keyword at a spot.
func (w *walker) keyword(at spot, c Clause, id ...string) {
	c.ID = at.id(id...)
	c.Place = joinPlace(at.place)
	c.Locations = []string{at.location + "/" + c.Keyword}
	if c.Needs == nil {
		c.Needs = w.both()
	}
	w.add(c)
}

// both is the whole evidence for a constraint of the body that is being walked.
func (w *walker) both() []Evidence {
	if w.part == RequestPart {
		return []Evidence{Held, Defended}
	}
	return []Evidence{Seen}
}

func (w *walker) walk(s *schema, at spot, open []*schema) {
	for s.ref != "" && s.target != nil {
		s, at.location = s.target, at.location+"/$ref"
	}
	if slices.Contains(open, s) {
		return // deeper levels of a recursive schema repeat its clauses
	}
	open = append(open, s)
	w.values(s, at)
	w.object(s, at)
	for _, p := range s.properties {
		w.walk(p.schema, at.down(p.name, "/properties/"+escape(p.name)), open)
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

func (w *walker) values(s *schema, at spot) {
	if s.typ != "" {
		c := Clause{Keyword: "type", Value: s.typ, Line: s.lines["type"]}
		if s.nullable {
			c.Value = []any{s.typ, "null"}
		}
		w.excuseType(s, &c)
		w.keyword(at, c, "type")
	}
	if len(s.enum) > 0 && w.part == RequestPart {
		for _, v := range s.enum {
			w.keyword(at, Clause{Keyword: "enum", Value: v.value, Line: v.line, Needs: []Evidence{Held}}, "enum", text(v.value))
		}
		w.keyword(at, Clause{Keyword: "enum", Value: values(s.enum), Line: s.lines["enum"], Needs: []Evidence{Defended}}, "enum")
	} else if len(s.enum) > 0 {
		w.keyword(at, Clause{Keyword: "enum", Value: values(s.enum), Line: s.lines["enum"]}, "enum")
	}
	for _, word := range s.words {
		if word.name == "format" && !Judged(text(word.value)) {
			w.notes = append(w.notes, fmt.Sprintf("line %d: the format %q is not judged", word.line, text(word.value)))
			continue
		}
		c := Clause{Keyword: word.name, Value: word.value, Line: word.line}
		w.excuseWord(s, &c)
		w.keyword(at, c, word.name)
	}
}

// excuseType: where every allowed value is listed, nothing of another type can break the type alone.
func (w *walker) excuseType(s *schema, c *Clause) {
	if w.part == RequestPart && len(s.enum) > 0 {
		c.Needs = []Evidence{Held}
		c.Unprovokable = "a value of another type is not in the list of values either, so the type is never broken alone"
	}
}

// excuseWord: a bound on a text's length that its pattern implies is never broken alone.
func (w *walker) excuseWord(s *schema, c *Clause) {
	if w.part != RequestPart {
		return
	}
	if strings.HasPrefix(c.Keyword, "min") && text(c.Value) == "0" && c.Keyword != "minimum" {
		c.Needs, c.Unprovokable = []Evidence{Held}, "nothing is shorter than 0"
		return
	}
	if c.Keyword != "minLength" && c.Keyword != "maxLength" {
		return
	}
	for _, word := range s.words {
		if word.name != "pattern" {
			continue
		}
		shortest, longest, anchored := spanOf(word.value.(string))
		bound, err := c.Value.(json.Number).Int64()
		if err != nil || !anchored {
			return
		}
		if c.Keyword == "minLength" && int64(shortest) >= bound || c.Keyword == "maxLength" && longest >= 0 && int64(longest) <= bound {
			c.Needs = []Evidence{Held}
			c.Unprovokable = "a text of any other length breaks the pattern too, so the length is never broken alone"
		}
	}
}

func (w *walker) object(s *schema, at spot) {
	required := map[string]bool{}
	for _, word := range s.requiredHere() {
		name := text(word.value)
		required[name] = true
		w.keyword(at, Clause{Keyword: "required", Value: name, Line: word.line}, "required", name)
	}
	if w.part == RequestPart {
		for _, p := range s.properties {
			if !required[p.name] {
				w.keyword(at, Clause{Keyword: "optional", Value: p.name, Line: p.line, Needs: []Evidence{Held}}, "optional", p.name)
			}
		}
	}
	switch {
	case s.openness != nil && s.openness.value == false:
		c := Clause{Keyword: "additionalProperties", Value: false, Line: s.openness.line}
		if w.part == RequestPart {
			c.Needs = []Evidence{Defended}
		}
		w.keyword(at, c, "additionalProperties")
	case w.part == RequestPart && s.typ == "object" && s.additional == nil:
		c := Clause{Keyword: "additionalProperties", Value: true, Line: s.lines["type"], Needs: []Evidence{Held}}
		if s.openness != nil {
			c.Line = s.openness.line
		}
		w.keyword(at, c, "additionalProperties")
	}
}

func (w *walker) alternatives(s *schema, at spot, open []*schema) {
	for _, keyword := range []string{"allOf", "oneOf", "anyOf"} {
		branches := s.branches[keyword]
		if keyword == "allOf" || len(branches) == 1 {
			for i, branch := range branches {
				inner := at
				inner.location += fmt.Sprintf("/%s/%d", keyword, i)
				w.walk(branch, inner, open)
			}
			continue
		}
		if len(branches) > 1 {
			w.keyword(at, Clause{Keyword: keyword, Value: json.Number(fmt.Sprint(len(branches))), Line: s.lines[keyword]}, keyword)
		}
		for i, branch := range branches {
			w.walk(branch, at.into(keyword, i), open)
		}
	}
	if len(s.branches["not"]) > 0 {
		w.keyword(at, Clause{Keyword: "not", Line: s.lines["not"]}, "not")
	}
}

// text is a JSON value as it stands in an id: a string without its quotes.
func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	out, _ := json.Marshal(v)
	return string(out)
}
