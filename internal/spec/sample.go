package spec

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"kycspec/internal/generate"
)

// Which optional properties a sample has: a request asks for as little as it
// may, an answer shows as much as it can.
const (
	sampleRequest  = false
	sampleResponse = true
)

// mostSampled bounds the values in a sample; a body that needs more has none.
const mostSampled = 5_000

// sampler makes a body that a schema allows, of the document's examples where they still fit.
type sampler struct {
	whole bool
	open  map[*generate.Node]bool // whose value is being made
	left  int
}

// sample is nil where no value was found, such as for an object that must hold itself.
func (d *documentReader) sample(root *schema, file string, whole bool) any {
	r := &nodeReader{nodes: map[string]*generate.Node{}, file: func(name string) (any, error) {
		if name == file {
			return root.toJSONSchema(writing{annotated: true}), nil
		}
		return d.schemas[d.files[name]].toJSONSchema(writing{annotated: true, inComponent: true}), nil
	}}
	node, err := r.read(file)
	if err != nil {
		panic(err) // it was written a line above
	}
	m := &sampler{whole: whole, open: map[*generate.Node]bool{}, left: mostSampled}
	v := m.value([]*generate.Node{node}, nil)
	if m.left < 0 {
		return nil
	}
	return v
}

// likeliest prefers the alternative that lists its values: it says most.
func likeliest(alternatives []*generate.Node) *generate.Node {
	for _, n := range alternatives {
		if len(n.Enum) > 0 {
			return n
		}
	}
	return alternatives[0]
}

// value makes a value that all of the schemas allow. What is shown are examples
// of it, the one to be preferred first; they may be of an older contract.
func (m *sampler) value(nodes []*generate.Node, shown []any) any {
	if m.left--; m.left < 0 {
		return nil
	}
	again := m.isOpen(nodes)
	c := generate.Merge(nodes, likeliest)
	for _, part := range c.Parts {
		shown = append(shown, part.Examples...)
		if !m.open[part] {
			m.open[part] = true
			defer delete(m.open, part)
		}
	}
	if again && len(shown) == 0 && c.Allows(nil) {
		return nil
	}
	made := typeMade(c)
	if made != "object" && made != "array" || !composes(c, shown) {
		for _, v := range slices.Concat(shown, c.Enum, []any{nil}) {
			if c.Allows(v) {
				return v
			}
		}
	}
	switch made {
	case "object":
		return m.object(c, shown)
	case "array":
		return m.array(c, shown)
	case "string":
		return c.DrawText(nil, c.DrawLength(nil))
	case "integer", "number":
		return Decimal(c.DrawNumber(nil))
	case "boolean":
		return !c.Allows(false)
	}
	return nil
}

// typeMade is the type of the value that is made; empty where any is allowed.
func typeMade(c generate.Constraints) string {
	for _, name := range c.Types {
		if name != "null" {
			return name
		}
	}
	if names, _ := c.Properties(); len(names) > 0 {
		return "object"
	}
	return ""
}

// composes says whether the value is to be made of parts: it has parts that
// are described, or an example that has some.
func composes(c generate.Constraints, shown []any) bool {
	for _, n := range c.Parts {
		if len(n.Properties) > 0 || len(n.Required) > 0 || n.Items != nil || n.Additional != nil {
			return true
		}
	}
	return slices.ContainsFunc(shown, func(v any) bool { return typeOf(v) == "object" || typeOf(v) == "array" })
}

func (m *sampler) object(c generate.Constraints, shown []any) any {
	examples := ofType[map[string]any](shown)
	object := map[string]any{}
	names, properties := c.Properties()
	for _, name := range names {
		var values []any
		for _, example := range examples {
			if v, ok := example[name]; ok {
				values = append(values, v)
			}
		}
		if c.Requires(name) || len(values) > 0 || m.whole && !m.isOpen(properties[name]) {
			object[name] = m.value(properties[name], values)
		}
	}
	if len(names) == 0 && len(examples) > 0 && len(c.Unnamed()) == 0 {
		maps.Copy(object, examples[0])
	}
	m.fill(object, c)
	return object
}

func ofType[T any](values []any) []T {
	var list []T
	for _, v := range values {
		if v, ok := v.(T); ok {
			list = append(list, v)
		}
	}
	return list
}

// fill adds the properties that are asked for without being described.
func (m *sampler) fill(object map[string]any, c generate.Constraints) {
	for _, part := range c.Parts {
		for _, name := range part.Required {
			if _, has := object[name]; !has {
				object[name] = m.value(c.Unnamed(), nil)
			}
		}
	}
	least, _ := c.Size.Counts()
	for i := 1; len(object) < least && m.left >= 0; i++ {
		object[fmt.Sprintf("x%d", i)] = m.value(c.Unnamed(), nil)
	}
}

// isOpen says whether a property leads back to an object that it is in.
func (m *sampler) isOpen(nodes []*generate.Node) bool {
	return slices.ContainsFunc(generate.Merge(nodes, likeliest).Parts, func(n *generate.Node) bool { return m.open[n] })
}

func (m *sampler) array(c generate.Constraints, shown []any) any {
	items := c.ElementSchemas()
	least, most := c.Elements.Counts()
	list := []any{}
	if examples := ofType[[]any](shown); len(examples) > 0 {
		list = slices.Clone(examples[0])
	}
	if most >= 0 && len(list) > most {
		list = list[:most]
	}
	for i := range list {
		list[i] = m.value(items, []any{list[i]})
	}
	for len(list) < least && m.left >= 0 {
		v := m.value(items, nil)
		if c.Unique {
			v = unlike(list, v, generate.Merge(items, likeliest))
		}
		list = append(list, v)
	}
	return list
}

// unlike is a scalar like v that is allowed and that the list does not have; v
// itself where none was found.
func unlike(list []any, v any, c generate.Constraints) any {
	candidates := slices.Concat([]any{v}, c.Enum)
	for i := range len(list) {
		switch v := v.(type) {
		case string:
			candidates = append(candidates, v+strings.Repeat("x", i+1))
		case json.Number:
			if exact, ok := Rational(v); ok {
				candidates = append(candidates, Decimal(exact.Add(exact, big.NewRat(int64(i+1), 1))))
			}
		case bool:
			candidates = append(candidates, !v)
		}
	}
	for _, candidate := range candidates {
		if !contains(list, candidate) && c.Allows(candidate) {
			return candidate
		}
	}
	return v
}
