package contract

import (
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/jsonpointer"
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
func (b *compiledBody) standsAt(clause spec.Clause, body any) bool {
	for _, location := range clause.Locations {
		for _, r := range reach(b.schema, body, jsonpointer.Split(location)) {
			if isBoundary(clause, r) {
				return true
			}
		}
	}
	return false
}

// isBoundary says whether a value that a clause allows is the last one that it does.
func isBoundary(clause spec.Clause, r reached) bool {
	row := clause.Row()
	object, isObject := r.value.(map[string]any)
	switch _, isList := clause.Value.([]any); {
	case r.value == nil:
		return false
	case row.Side != spec.NoSide:
		boundary, ok := row.Boundary(clause.Value)
		size, measured := row.Measure(r.value)
		return ok && measured && size.Cmp(boundary) == 0
	case clause.Keyword == spec.KeywordEnum:
		return !isList && spec.Same(clause.Value, r.value)
	case clause.Keyword == spec.KeywordRequired:
		return isObject && !lacks(object, clause.Value)
	case clause.Keyword == spec.KeywordOptional:
		return isObject && lacks(object, clause.Value)
	case clause.Keyword == spec.KeywordAdditional:
		return clause.Value == true && slices.ContainsFunc(unnamed(r.schema, object), func(name string) bool { return !isNamed(r.schema, name) })
	}
	return row.NoBoundary
}

// isNamed says whether a schema, or one that judges the same value, names a property.
func isNamed(s *jsonschema.Schema, name string) bool {
	return slices.ContainsFunc(all([]*jsonschema.Schema{s}), func(s *jsonschema.Schema) bool {
		_, named := s.Properties[name]
		return named
	})
}

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
		if name, ok := clause.Value.(string); ok && clause.Place == place && (clause.Keyword == spec.KeywordRequired || clause.Keyword == spec.KeywordOptional) {
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
