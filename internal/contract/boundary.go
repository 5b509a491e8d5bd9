package contract

import (
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// Boundaries lists the ids of the request clauses at whose boundary a valid body
// stands: a level that is just the maximum, a text that is just as long as it
// may be, each enum value that it uses, each optional property that it leaves
// out. Nil for a body that is not valid.
func (c *Contract) Boundaries(text []byte) []string {
	document, malformed := decode(text)
	if malformed != nil || len(document.duplicates) > 0 || c.request.schema.Validate(document.value) != nil {
		return nil
	}
	ids := []string{c.bundle.Manifest.Clauses[c.request.json].ID}
	for _, i := range c.request.clauses {
		if clause := c.bundle.Manifest.Clauses[i]; c.request.standsAt(clause, document.value) {
			ids = append(ids, clause.ID)
		}
	}
	return ids
}

// standsAt says whether a valid body has a value at the boundary of a clause.
func (b *body) standsAt(clause spec.Clause, body any) bool {
	for _, location := range clause.Locations {
		for _, r := range reach(b.schema, body, tokens(location)) {
			if isBoundary(clause, r) {
				return true
			}
		}
	}
	return false
}

// isBoundary says whether a value that a clause allows is the last one that it does.
func isBoundary(clause spec.Clause, r reached) bool {
	switch v := r.value.(type) {
	case nil:
		return false
	case string:
		if clause.Keyword == "minLength" || clause.Keyword == "maxLength" {
			return isCount(clause.Value, utf8.RuneCountInString(v))
		}
	case []any:
		if clause.Keyword == "minItems" || clause.Keyword == "maxItems" {
			return isCount(clause.Value, len(v))
		}
	case map[string]any:
		return isBoundaryOfObject(clause, r.schema, v)
	}
	switch clause.Keyword {
	case "enum":
		_, isList := clause.Value.([]any)
		return !isList && (encode(clause.Value) == encode(r.value) || compare(clause.Value, r.value) == 0)
	case "minimum", "maximum":
		return compare(r.value, clause.Value) == 0
	case "exclusiveMinimum", "exclusiveMaximum":
		return isNext(r.value, clause.Value)
	}
	return always[clause.Keyword]
}

// always are the keywords that have no boundary: every value that they allow is as good as any.
var always = map[string]bool{"type": true, "pattern": true, "format": true, "multipleOf": true,
	"uniqueItems": true, "oneOf": true, "anyOf": true, "not": true}

func isBoundaryOfObject(clause spec.Clause, s *jsonschema.Schema, object map[string]any) bool {
	switch clause.Keyword {
	case "required":
		return !lacks(object, clause.Value)
	case spec.KeywordOptional:
		return lacks(object, clause.Value)
	case "additionalProperties":
		return clause.Value == true && slices.ContainsFunc(unnamed(s, object), func(name string) bool { return !isNamed(s, name) })
	case "minProperties", "maxProperties":
		return isCount(clause.Value, len(object))
	}
	return always[clause.Keyword]
}

// isNamed says whether a schema, or one that judges the same value, names a property.
func isNamed(s *jsonschema.Schema, name string) bool {
	return slices.ContainsFunc(all([]*jsonschema.Schema{s}), func(s *jsonschema.Schema) bool {
		_, named := s.Properties[name]
		return named
	})
}

func isCount(bound any, n int) bool { return compare(json.Number(strconv.Itoa(n)), bound) == 0 }

// children lists the properties that the contract names at a place of the request.
func (c *Contract) children(place string) []string {
	depth := len(spec.SplitPlace(place))
	var list []string
	for _, i := range c.request.clauses {
		clause := c.bundle.Manifest.Clauses[i]
		path := spec.SplitPlace(clause.Place)
		if len(path) == depth+1 && within(path, spec.SplitPlace(place)) {
			list = append(list, path[depth])
		}
		if name, ok := clause.Value.(string); ok && clause.Place == place && (clause.Keyword == "required" || clause.Keyword == spec.KeywordOptional) {
			list = append(list, name)
		}
	}
	return list
}

func within(path, parent []string) bool {
	for i, token := range parent {
		if i >= len(path) || path[i] != token {
			return false
		}
	}
	return true
}
