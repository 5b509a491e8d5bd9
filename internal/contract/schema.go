package contract

import (
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/spec"
)

// hop goes down a schema by the first tokens of a keyword location; how many
// they are is 0 where the location leads nowhere.
func hop(s *jsonschema.Schema, location []string) (next *jsonschema.Schema, taken int) {
	word := location[0]
	switch word {
	case spec.KeywordRef:
		return s.Ref, 1
	case spec.KeywordItems:
		return s.Items2020, 1
	case spec.KeywordNot:
		return s.Not, 1
	case spec.KeywordAdditional:
		next, _ = s.AdditionalProperties.(*jsonschema.Schema)
		return next, 1
	}
	if len(location) < 2 {
		return nil, 0
	}
	switch word {
	case spec.KeywordProperties:
		return s.Properties[location[1]], 2
	case spec.KeywordOneOf:
		return alternative(s.OneOf, location[1]), 2
	case spec.KeywordAnyOf:
		return alternative(s.AnyOf, location[1]), 2
	case spec.KeywordAllOf:
		return alternative(s.AllOf, location[1]), 2
	}
	return nil, 0
}

func alternative(list []*jsonschema.Schema, token string) *jsonschema.Schema {
	i, err := strconv.Atoi(token)
	if err != nil || i < 0 || i >= len(list) {
		return nil
	}
	return list[i]
}

// holder finds the schema in which a keyword stands, and the shortest location
// of that keyword: a schema that contains itself has it at every depth, while
// the clauses know the first.
func (b *compiledBody) holder(location string) (*jsonschema.Schema, string) {
	path := jsonpointer.Split(location)
	first := map[*jsonschema.Schema]string{}
	s, short := b.schema, ""
	for len(path) > 1 && s != nil {
		if known, again := first[s]; again {
			short = known
		}
		first[s] = short
		next, taken := hop(s, path)
		if taken == 0 {
			break
		}
		short += jsonpointer.Join(path[:taken])
		s, path = next, path[taken:]
	}
	if known, again := first[s]; again {
		short = known
	}
	return s, short + jsonpointer.Join(path)
}

// reached is a value and the schema that has a keyword for it.
type reached struct {
	schema *jsonschema.Schema
	value  any
}

// reach gives every value that the keyword at a location judges in a body. Of
// alternatives only those judge a value that it fits.
func reach(s *jsonschema.Schema, v any, location []string) []reached {
	if s == nil || len(location) == 0 {
		return nil
	}
	if len(location) == 1 {
		return []reached{{s, v}}
	}
	next, taken := hop(s, location)
	if taken == 0 || next == nil {
		return nil
	}
	rest := location[taken:]
	var list []reached
	switch object, _ := v.(map[string]any); location[0] {
	case spec.KeywordProperties:
		if inner, has := object[location[1]]; has {
			return reach(next, inner, rest)
		}
	case spec.KeywordAdditional:
		for _, name := range unnamed(s, object) {
			list = append(list, reach(next, object[name], rest)...)
		}
	case spec.KeywordItems:
		elements, _ := v.([]any)
		for _, inner := range elements {
			list = append(list, reach(next, inner, rest)...)
		}
	case spec.KeywordOneOf, spec.KeywordAnyOf:
		if next.Validate(v) == nil {
			return reach(next, v, rest)
		}
	case spec.KeywordRef, spec.KeywordAllOf:
		return reach(next, v, rest)
	}
	return list
}

// unnamed lists the properties of an object that a schema does not name, in order.
func unnamed(s *jsonschema.Schema, object map[string]any) []string {
	var list []string
	for _, name := range keys(object) {
		if _, named := s.Properties[name]; !named {
			list = append(list, name)
		}
	}
	return list
}

// keywordOf is the last token of a keyword location.
func keywordOf(location string) string { return location[strings.LastIndex(location, "/")+1:] }
