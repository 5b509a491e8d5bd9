package spec

import (
	"encoding/json"
	"strings"
)

// Which optional properties a sample has: a request asks for as little as it
// may, an answer shows as much as it can.
const (
	sampleRequest  = false
	sampleResponse = true
)

// sample makes a value that the schema allows: of its examples where it has
// any, of its first enum value, or of the smallest value of its type.
func (s *schema) sample(whole bool, depth int) any {
	s = s.base()
	switch {
	case depth > deepest:
		return nil
	case len(s.properties) > 0:
		return s.sampleObject(whole, depth)
	case s.hasExample:
		return s.example
	case len(s.enum) > 0:
		return s.enum[0].value
	}
	for _, keyword := range []string{"oneOf", "anyOf", "allOf"} {
		if branches := s.branches[keyword]; len(branches) > 0 {
			return likeliest(branches).sample(whole, depth+1)
		}
	}
	return s.smallest(whole, depth)
}

// likeliest prefers the alternative that lists its values: it says most.
func likeliest(branches []*schema) *schema {
	for _, branch := range branches {
		if len(branch.base().enum) > 0 {
			return branch
		}
	}
	return branches[0]
}

func (s *schema) sampleObject(whole bool, depth int) any {
	example, _ := s.example.(map[string]any)
	required := map[string]bool{}
	for _, word := range s.requiredHere() {
		required[word.value.(string)] = true
	}
	object := map[string]any{}
	for _, p := range s.properties {
		shown, isShown := example[p.name]
		inner := p.schema.base()
		switch {
		case !whole && !required[p.name] && !isShown:
		case len(inner.properties) > 0:
			if isShown {
				with := *inner
				with.example = shown
				inner = &with
			}
			object[p.name] = inner.sampleObject(whole, depth+1)
		case isShown && inner.mayBe(shown):
			object[p.name] = shown
		default:
			object[p.name] = inner.sample(whole, depth+1)
		}
	}
	return object
}

// mayBe says whether an example is still of the schema's type and in its list of values.
func (s *schema) mayBe(v any) bool {
	if v == nil {
		return s.nullable
	}
	if len(s.enum) > 0 {
		for _, allowed := range s.enum {
			if allowed.value == v {
				return true
			}
		}
		return false
	}
	_, isText := v.(string)
	return s.typ != "string" || isText
}

func (s *schema) smallest(whole bool, depth int) any {
	if s.nullable {
		return nil
	}
	switch s.typ {
	case "string":
		return strings.Repeat("x", s.number("minLength"))
	case "integer", "number":
		for _, word := range s.words {
			if word.name == "minimum" {
				return word.value
			}
		}
		return json.Number("0")
	case "boolean":
		return false
	case "array":
		list := make([]any, s.number("minItems"))
		for i := range list {
			list[i] = s.items.sample(whole, depth+1)
		}
		return list
	case "object":
		return map[string]any{}
	}
	return nil
}

func (s *schema) number(name string) int {
	for _, word := range s.words {
		if word.name == name {
			n, _ := word.value.(json.Number).Int64()
			return int(min(n, 1<<16))
		}
	}
	return 0
}
