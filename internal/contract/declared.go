package contract

import (
	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/jsonpointer"
)

// Element is the token of a place that stands for every element of a list.
const Element = "[]"

// Declares says whether the contract names a place of an answer's body: a JSON
// Pointer (RFC 6901) in which [Element] stands for the number of an element.
// What a schema of any kind describes is named, also by additionalProperties;
// what is merely not ruled out is not. Of a status that is not documented, or
// whose body is not described, nothing is named but the body itself.
func (c *Contract) Declares(status int, pointer string) bool {
	path := jsonpointer.Split(pointer)
	if len(path) == 0 {
		return true
	}
	key, documented := c.Documented(status)
	if !documented || c.responses[key].body == nil {
		return false
	}
	here := all([]*jsonschema.Schema{c.responses[key].body.schema})
	for _, token := range path {
		var below []*jsonschema.Schema
		for _, s := range here {
			below = append(below, inside(s, token)...)
		}
		here = all(below)
	}
	return len(here) > 0
}

// inside lists the schemas of a property, or of the elements of a list.
func inside(s *jsonschema.Schema, token string) []*jsonschema.Schema {
	if token == Element && s.Items2020 != nil {
		return []*jsonschema.Schema{s.Items2020}
	}
	if property, named := s.Properties[token]; named {
		return []*jsonschema.Schema{property}
	}
	if rest, described := s.AdditionalProperties.(*jsonschema.Schema); described && token != Element {
		return []*jsonschema.Schema{rest}
	}
	return nil
}

// all adds to schemas those that apply to the same value, each once: what they
// refer to, and their alternatives.
func all(list []*jsonschema.Schema) []*jsonschema.Schema {
	seen := map[*jsonschema.Schema]bool{nil: true}
	var found []*jsonschema.Schema
	for len(list) > 0 {
		s := list[0]
		list = list[1:]
		if seen[s] {
			continue
		}
		seen[s] = true
		found = append(found, s)
		for _, more := range [][]*jsonschema.Schema{{s.Ref}, s.AllOf, s.AnyOf, s.OneOf} {
			list = append(list, more...)
		}
	}
	return found
}
