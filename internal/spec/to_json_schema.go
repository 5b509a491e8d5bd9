package spec

import (
	"encoding/json"
	"slices"
)

// draft is the JSON Schema draft that the extracted files are written in.
const draft = "https://json-schema.org/draft/2020-12/schema"

// writing is how a schema is written.
type writing struct {
	inComponent bool // references are relative to the folder of components
	annotated   bool // with what the sampler has to know, see [nodeReader]
}

// toJSONSchema writes a schema as JSON Schema 2020-12.
func (s *schema) toJSONSchema(how writing) map[string]any {
	if s.ref != "" {
		file := s.file
		if how.inComponent {
			file = file[len("components/"):]
		}
		return map[string]any{KeywordRef: file}
	}
	out := map[string]any{}
	if s.description != "" {
		out["description"] = s.description
	}
	if how.annotated {
		s.annotate(out)
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
	s.partsToJSONSchema(out, how)
	for name, branches := range s.branches {
		list := make([]any, len(branches))
		for i, branch := range branches {
			list[i] = branch.toJSONSchema(how)
		}
		if name == KeywordNot {
			out[KeywordNot] = list[0]
			continue
		}
		out[name] = list
	}
	return out
}

func (s *schema) annotate(out map[string]any) {
	if s.hasExample {
		out[examplesWord] = []any{s.example}
	}
	if s.unsent(s.way) {
		out[unsentWord] = true
	}
}

// partsToJSONSchema writes what is asked of properties and elements.
func (s *schema) partsToJSONSchema(out map[string]any, how writing) {
	if len(s.properties) > 0 {
		properties := map[string]any{}
		for _, p := range s.properties {
			properties[p.name] = p.schema.toJSONSchema(how)
		}
		out[KeywordProperties] = properties
	}
	if required := s.requiredHere(); len(required) > 0 {
		out[KeywordRequired] = values(required)
	}
	switch {
	case s.allowsOther != nil:
		out[KeywordAdditional] = s.allowsOther.value
	case s.additional != nil:
		out[KeywordAdditional] = s.additional.toJSONSchema(how)
	}
	if s.items != nil {
		out[KeywordItems] = s.items.toJSONSchema(how)
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

func (s *schema) requires(name string) bool {
	return slices.ContainsFunc(s.requiredHere(), func(w word) bool { return w.value == name })
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
