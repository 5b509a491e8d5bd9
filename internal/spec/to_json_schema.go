package spec

import "encoding/json"

// draft is the JSON Schema draft that the extracted files are written in.
const draft = "https://json-schema.org/draft/2020-12/schema"

// direction says which body a schema is turned for: readOnly properties are
// not required of a request, writeOnly ones not of an answer.
type direction bool

const (
	toRequest  direction = true
	toResponse direction = false
)

// turn writes a schema as JSON Schema 2020-12. Within a component, references are relative to its folder.
func (s *schema) turn(inComponent bool) map[string]any {
	if s.ref != "" {
		file := s.file
		if inComponent {
			file = file[len("components/"):]
		}
		return map[string]any{KeywordRef: file}
	}
	out := map[string]any{}
	if s.description != "" {
		out["description"] = s.description
	}
	switch {
	case s.typ != "" && s.nullable:
		out[KeywordType] = []any{s.typ, "null"}
	case s.typ != "":
		out[KeywordType] = s.typ
	}
	for _, w := range s.words {
		if w.name == KeywordFormat && !Judged(Text(w.value)) {
			continue // a validator may know it all the same
		}
		out[w.name] = w.value
	}
	if len(s.enum) > 0 {
		out[KeywordEnum] = values(s.enum)
	}
	s.turnObject(out, inComponent)
	if s.items != nil {
		out[KeywordItems] = s.items.turn(inComponent)
	}
	for name, branches := range s.branches {
		list := make([]any, len(branches))
		for i, branch := range branches {
			list[i] = branch.turn(inComponent)
		}
		if name == KeywordNot {
			out[KeywordNot] = list[0]
			continue
		}
		out[name] = list
	}
	return out
}

func (s *schema) turnObject(out map[string]any, inComponent bool) {
	if len(s.properties) > 0 {
		properties := map[string]any{}
		for _, p := range s.properties {
			properties[p.name] = p.schema.turn(inComponent)
		}
		out[KeywordProperties] = properties
	}
	if required := s.requiredHere(); len(required) > 0 {
		out[KeywordRequired] = values(required)
	}
	switch {
	case s.openness != nil:
		out[KeywordAdditional] = s.openness.value
	case s.additional != nil:
		out[KeywordAdditional] = s.additional.turn(inComponent)
	}
}

// requiredHere lists the properties that are required of a body going the schema's way.
func (s *schema) requiredHere() []word {
	var list []word
	for _, w := range s.required {
		p := s.property(w.value.(string))
		if p != nil && p.base().unsent(s.way) {
			continue
		}
		list = append(list, w)
	}
	return list
}

// unsent says whether a property is kept out of a body going that way.
func (s *schema) unsent(way direction) bool {
	return way == toRequest && s.readOnly || way == toResponse && s.writeOnly
}

func (s *schema) property(name string) *schema {
	for _, p := range s.properties {
		if p.name == name {
			return p.schema
		}
	}
	return nil
}

func values(words []word) []any {
	list := make([]any, len(words))
	for i, w := range words {
		list[i] = w.value
	}
	return list
}

// encode writes JSON as it is committed: indented, keys sorted, a line end at the end.
func encode(v any) json.RawMessage {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // v is made of maps, lists and scalars
	}
	return append(text, '\n')
}
