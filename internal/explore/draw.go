package explore

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"kycspec/internal/spec"
)

// drawer draws a body that the schema allows, as a tree.
type drawer struct {
	chance *rand.Rand
	roles  *roles
	wishes []wish
	signed bool // the wallet's signature is to be there
	bare   bool // nothing is to be there that need not be
	left   int  // values that may yet be drawn freely
}

// wish is what a body is to have: a value at a place, or one that stands at
// the very edge of a clause there.
type wish struct {
	place []string
	edge  *spec.Clause // nil: any value
}

const (
	mostValues = 120 // values in a body that are drawn freely
	mostDepth  = 12  // objects and arrays within each other, beyond what is required
)

// draw makes a value that all of the schemas allow, as far as it can be told beforehand.
func (d *drawer) draw(nodes []*node, at []string) any {
	d.left--
	s := shaped(nodes, d.chance)
	edge := d.edgeAt(at)
	if v, ok := d.roles.draw(d, s, at, edge); ok {
		return v
	}
	if edge != nil && edge.Keyword == "enum" {
		return edge.Value
	}
	if len(s.enum) > 0 {
		return s.enum[d.chance.IntN(len(s.enum))]
	}
	switch d.kind(s, at) {
	case "object":
		return d.object(s, at, edge)
	case "array":
		return d.array(s, at, edge)
	case "string":
		return d.text(s, edge)
	case "integer", "number":
		return d.number(s, edge)
	case "boolean":
		return d.chance.IntN(2) == 0
	}
	return nil
}

// kind picks the type of a value.
func (d *drawer) kind(s shape, at []string) string {
	if len(s.kinds) == 0 {
		if names, _ := s.properties(); len(names) > 0 {
			return "object"
		}
		if d.scarce(at) {
			return "string"
		}
		return []string{"object", "array", "string", "integer", "number", "boolean", "null"}[d.chance.IntN(7)]
	}
	for _, kind := range s.kinds {
		if kind != "null" && (d.bare || d.wished(at) || d.chance.IntN(4) > 0) {
			return kind
		}
	}
	return s.kinds[d.chance.IntN(len(s.kinds))]
}

// scarce says whether only what is required may be drawn.
func (d *drawer) scarce(at []string) bool { return d.bare || d.left < 0 || len(at) > mostDepth }

func (d *drawer) object(s shape, at []string, edge *spec.Clause) any {
	object := map[string]any{}
	names, schemas := s.properties()
	for _, name := range names {
		inner := append(slices.Clone(at), name)
		if s.requires(name) || s.admits(name) && d.wants(inner, edge) {
			object[name] = d.draw(schemas[name], inner)
		}
	}
	for _, part := range s.parts {
		for _, name := range part.required {
			if _, has := object[name]; !has && schemas[name] == nil {
				object[name] = d.draw(s.unnamed(), append(slices.Clone(at), other))
			}
		}
	}
	least, most := s.count("minProperties", 0), s.count("maxProperties", 1<<20)
	extra := 0
	switch {
	case edge != nil && (edge.Keyword == "maxProperties" || edge.Keyword == "minProperties"):
		least, most = countOf(edge), countOf(edge)
	case edge != nil && edge.Keyword == "additionalProperties", d.wished(append(slices.Clone(at), other)):
		extra = 1
	case !d.scarce(at) && d.chance.IntN(4) == 0:
		extra = 1 + d.chance.IntN(3)
	}
	for tries := 0; tries < mostValues && (extra > 0 || len(object) < least) && len(object) < most; tries++ {
		if name := d.strayName(); s.admits(name) && schemas[name] == nil {
			object[name] = d.draw(s.unnamed(), append(slices.Clone(at), other))
			extra--
		}
	}
	for i := len(names) - 1; i >= 0 && len(object) > most; i-- {
		if !s.requires(names[i]) {
			delete(object, names[i])
		}
	}
	return object
}

// wants says whether an optional property is to be there.
func (d *drawer) wants(at []string, holder *spec.Clause) bool {
	last := len(at) - 1
	switch {
	case holder != nil && holder.Keyword == spec.KeywordOptional && holder.Value == at[last]:
		return false
	case d.wished(at):
		return true
	case d.roles.isSignIn(at):
		return d.signed
	}
	return !d.scarce(at) && d.chance.IntN(2) == 0
}

// wished says whether a place, or one below it, is wished for.
func (d *drawer) wished(at []string) bool {
	return slices.ContainsFunc(d.wishes, func(w wish) bool {
		return len(w.place) >= len(at) && slices.Equal(w.place[:len(at)], at)
	})
}

// edgeAt is the clause at whose edge the value at a place is to stand.
func (d *drawer) edgeAt(at []string) *spec.Clause {
	for _, w := range d.wishes {
		if w.edge != nil && slices.Equal(w.place, at) {
			return w.edge
		}
	}
	return nil
}

func (d *drawer) array(s shape, at []string, edge *spec.Clause) any {
	inner := append(slices.Clone(at), element)
	least := s.count("minItems", 0)
	if d.wished(inner) {
		least = max(least, 1)
	}
	most := s.count("maxItems", least+4)
	n := least
	switch {
	case edge != nil && (edge.Keyword == "maxItems" || edge.Keyword == "minItems"):
		n = countOf(edge)
	case !d.scarce(at) && most > least:
		n = least + d.chance.IntN(min(most-least, 8)+1)
		if d.chance.IntN(8) == 0 {
			n = min(most, 64)
		}
	}
	unique := slices.ContainsFunc(s.parts, func(n *node) bool { return n.words["uniqueItems"] == true })
	list, seen := []any{}, map[string]bool{}
	bare := d.bare
	for tries := 0; len(list) < n && tries < 4*n+8; tries++ {
		d.bare = bare && tries == len(list) // as soon as one came twice, others are wanted
		v := d.draw(s.elements(), inner)
		if key := fmt.Sprintf("%#v", v); !unique || !seen[key] {
			seen[key] = true
			list = append(list, v)
		}
	}
	d.bare = bare
	return list
}

// countOf is the number that a clause counts with.
func countOf(c *spec.Clause) int {
	bound := rational(c.Value)
	if bound == nil || !bound.Num().IsInt64() {
		return 0
	}
	return int(min(bound.Num().Int64(), mostCharacters))
}
