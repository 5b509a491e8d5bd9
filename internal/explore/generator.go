package explore

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// generator draws a body that the schema allows, as a tree. What a single text
// or number is made of, package generate draws; here it is said what a body has
// at which place.
type generator struct {
	rng    *rand.Rand
	roles  *roles
	wishes []wish
	signed bool // the wallet's signature is to be there
	bare   bool // nothing is to be there that need not be, and what is there is plain
	left   int  // values that may yet be drawn freely
}

// wish is what a body is to have: a value at a place, or one that stands at
// the boundary of a clause there.
type wish struct {
	place    []string
	boundary *spec.Clause // nil: any value
}

const (
	mostValues = 120 // values in a body that are drawn freely
	mostDepth  = 12  // objects and arrays within each other, beyond what is required
)

// constraints merges the schemas of a value, with alternatives chosen by chance.
func (g *generator) constraints(nodes []*generate.Node) generate.Constraints {
	return generate.Merge(nodes, func(alternatives []*generate.Node) *generate.Node {
		return alternatives[g.rng.IntN(len(alternatives))]
	})
}

// forText is what single texts and numbers are drawn by.
func (g *generator) forText() *rand.Rand {
	if g.bare {
		return nil
	}
	return g.rng
}

// draw makes a value that all of the schemas allow, as far as it can be told beforehand.
func (g *generator) draw(nodes []*generate.Node, at []string) any {
	g.left--
	c := g.constraints(nodes)
	boundary := g.boundaryAt(at)
	if v, ok := g.roles.draw(g, at, boundary); ok {
		return v
	}
	if boundary != nil && boundary.Keyword == spec.KeywordEnum {
		return boundary.Value
	}
	if len(c.Enum) > 0 {
		return c.Enum[g.rng.IntN(len(c.Enum))]
	}
	switch g.typeOf(c, at) {
	case "object":
		return g.object(c, at, boundary)
	case "array":
		return g.array(c, at, boundary)
	case "string":
		length := c.DrawLength(g.forText())
		if n, ok := sizeAt(boundary, outcome.Characters); ok {
			length = n
		}
		return c.DrawText(g.forText(), length)
	case "integer", "number":
		if boundary != nil && boundary.Row().BoundsNumber() {
			if n, ok := boundary.Row().Boundary(boundary.Value); ok {
				return spec.Decimal(n)
			}
		}
		return spec.Decimal(c.DrawNumber(g.forText()))
	case "boolean":
		return g.rng.IntN(2) == 0
	}
	return nil
}

// typeOf picks the type of a value.
func (g *generator) typeOf(c generate.Constraints, at []string) string {
	if len(c.Types) == 0 {
		if names, _ := c.Properties(); len(names) > 0 {
			return "object"
		}
		if g.scarce(at) {
			return "string"
		}
		return []string{"object", "array", "string", "integer", "number", "boolean", "null"}[g.rng.IntN(7)]
	}
	for _, name := range c.Types {
		if name != "null" && (g.bare || g.wished(at) || g.rng.IntN(4) > 0) {
			return name
		}
	}
	return c.Types[g.rng.IntN(len(c.Types))]
}

// scarce says whether only what is required may be drawn.
func (g *generator) scarce(at []string) bool { return g.bare || g.left < 0 || len(at) > mostDepth }

func (g *generator) object(c generate.Constraints, at []string, boundary *spec.Clause) any {
	object := map[string]any{}
	names, schemas := c.Properties()
	for _, name := range names {
		inner := append(slices.Clone(at), name)
		if c.Requires(name) || c.Admits(name) && g.wants(inner, boundary) {
			object[name] = g.draw(schemas[name], inner)
		}
	}
	for _, part := range c.Parts {
		for _, name := range part.Required {
			if _, has := object[name]; !has && schemas[name] == nil {
				object[name] = g.draw(c.Unnamed(), append(slices.Clone(at), generate.Other))
			}
		}
	}
	least, most := c.Size.Counts()
	if most < 0 {
		most = generate.MostCharacters
	}
	extra := 0
	size, sized := sizeAt(boundary, outcome.Properties)
	switch {
	case sized:
		least, most = size, size
	case boundary != nil && boundary.Keyword == spec.KeywordAdditional, g.wished(append(slices.Clone(at), generate.Other)):
		extra = 1
	case !g.scarce(at) && g.rng.IntN(4) == 0:
		extra = 1 + g.rng.IntN(3)
	}
	for tries := 0; tries < mostValues && (extra > 0 || len(object) < least) && len(object) < most; tries++ {
		if name := generate.StrayName(g.rng); c.Admits(name) && schemas[name] == nil {
			object[name] = g.draw(c.Unnamed(), append(slices.Clone(at), generate.Other))
			extra--
		}
	}
	for i := len(names) - 1; i >= 0 && len(object) > most; i-- {
		if !c.Requires(names[i]) {
			delete(object, names[i])
		}
	}
	return object
}

// wants says whether an optional property is to be there.
func (g *generator) wants(at []string, holder *spec.Clause) bool {
	last := len(at) - 1
	switch {
	case holder != nil && holder.Keyword == spec.KeywordOptional && holder.Value == at[last]:
		return false
	case g.wished(at):
		return true
	case g.roles.isSignIn(at):
		return g.signed
	}
	return !g.scarce(at) && g.rng.IntN(2) == 0
}

// wished says whether a place, or one below it, is wished for.
func (g *generator) wished(at []string) bool {
	return slices.ContainsFunc(g.wishes, func(w wish) bool {
		return len(w.place) >= len(at) && slices.Equal(w.place[:len(at)], at)
	})
}

// boundaryAt is the clause at whose boundary the value at a place is to stand.
func (g *generator) boundaryAt(at []string) *spec.Clause {
	for _, w := range g.wishes {
		if w.boundary != nil && slices.Equal(w.place, at) {
			return w.boundary
		}
	}
	return nil
}

func (g *generator) array(c generate.Constraints, at []string, boundary *spec.Clause) any {
	inner := append(slices.Clone(at), generate.Element)
	least, most := c.Elements.Counts()
	if g.wished(inner) {
		least = max(least, 1)
	}
	if most < 0 {
		most = least + 4
	}
	n := least
	size, sized := sizeAt(boundary, outcome.Elements)
	switch {
	case sized:
		n = size
	case !g.scarce(at) && most > least:
		n = least + g.rng.IntN(min(most-least, 8)+1)
		if g.rng.IntN(8) == 0 {
			n = min(most, 64)
		}
	}
	list, seen := []any{}, map[string]bool{}
	bare := g.bare
	for tries := 0; len(list) < n && tries < 4*n+8; tries++ {
		g.bare = bare && tries == len(list) // as soon as one came twice, others are wanted
		v := g.draw(c.ElementSchemas(), inner)
		if key := fmt.Sprintf("%#v", v); !c.Unique || !seen[key] {
			seen[key] = true
			list = append(list, v)
		}
	}
	g.bare = bare
	return list
}

// sizeAt is the size at the boundary of a clause that counts in a unit; not ok
// where there is no such clause.
func sizeAt(c *spec.Clause, unit outcome.Unit) (n int, ok bool) {
	if c == nil || !c.Row().Bounds(unit, c.Row().Side) {
		return 0, false
	}
	return sizeOf(c.Row().Boundary(c.Value))
}

// sizeOf is a count that is not too large to be made.
func sizeOf(size *big.Rat, ok bool) (int, bool) {
	if !ok || !size.Num().IsInt64() {
		return 0, ok
	}
	return int(min(size.Num().Int64(), generate.MostCharacters)), true
}
