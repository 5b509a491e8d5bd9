package spec

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"kycspec/internal/outcome"
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
	open  map[*schema]bool // whose value is being made
	left  int
}

// sample is nil where no value was found, such as for an object that must hold itself.
func (w *walker) sample(root *schema, whole bool) any {
	if w.visits > mostVisits {
		return nil
	}
	m := &sampler{whole: whole, open: map[*schema]bool{}, left: mostSampled}
	v := m.value([]*schema{root}, nil)
	if m.left < 0 {
		return nil
	}
	return v
}

// gather lists the schemas that all judge one value: what s refers to, every
// part of an allOf, and the likeliest of the alternatives.
func gather(s *schema) []*schema {
	s = s.base()
	list := []*schema{s}
	for _, part := range s.branches[KeywordAllOf] {
		list = append(list, gather(part)...)
	}
	for _, keyword := range []string{KeywordOneOf, KeywordAnyOf} {
		if branches := s.branches[keyword]; len(branches) > 0 {
			list = append(list, gather(likeliest(branches))...)
		}
	}
	return list
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

// value makes a value that all of the schemas allow. What is shown are examples
// of it, the one to be preferred first; they may be of an older contract.
func (m *sampler) value(schemas []*schema, shown []any) any {
	if m.left--; m.left < 0 {
		return nil
	}
	again := m.isOpen(schemas)
	var all facets
	for _, s := range schemas {
		all = append(all, gather(s)...)
	}
	for _, s := range all {
		if s.hasExample {
			shown = append(shown, s.example)
		}
		if !m.open[s] {
			m.open[s] = true
			defer delete(m.open, s)
		}
	}
	if again && len(shown) == 0 && all.allow(nil) {
		return nil
	}
	kind := all.kind()
	if kind != "object" && kind != "array" || !all.composes(shown) {
		for _, v := range slices.Concat(shown, all.listed(), []any{nil}) {
			if all.allow(v) {
				return v
			}
		}
	}
	switch kind {
	case "object":
		return m.object(all, shown)
	case "array":
		return m.array(all, shown)
	}
	return all.smallest()
}

func (m *sampler) object(all facets, shown []any) any {
	examples := make([]map[string]any, 0, len(shown))
	for _, v := range shown {
		if example, ok := v.(map[string]any); ok {
			examples = append(examples, example)
		}
	}
	object := map[string]any{}
	names, properties := all.properties()
	required := all.required()
	for _, name := range names {
		var values []any
		for _, example := range examples {
			if v, ok := example[name]; ok {
				values = append(values, v)
			}
		}
		if required[name] || len(values) > 0 || m.whole && !m.isOpen(properties[name]) {
			object[name] = m.value(properties[name], values)
		}
	}
	if len(names) == 0 && len(examples) > 0 && len(all.additional()) == 0 {
		maps.Copy(object, examples[0])
	}
	m.fill(object, all, required)
	return object
}

// fill adds the properties that are asked for without being described.
func (m *sampler) fill(object map[string]any, all facets, required map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(required)) {
		if _, has := object[name]; !has {
			object[name] = m.value(all.additional(), nil)
		}
	}
	for i := 1; len(object) < all.atLeast(outcome.Properties) && m.left >= 0; i++ {
		object[fmt.Sprintf("x%d", i)] = m.value(all.additional(), nil)
	}
}

// isOpen says whether a property leads back to an object that it is in.
func (m *sampler) isOpen(schemas []*schema) bool {
	for _, s := range schemas {
		for _, facet := range gather(s) {
			if m.open[facet] {
				return true
			}
		}
	}
	return false
}

func (m *sampler) array(all facets, shown []any) any {
	var items []*schema
	for _, s := range all {
		if s.items != nil {
			items = append(items, s.items)
		}
	}
	list := []any{}
	for _, v := range shown {
		if example, ok := v.([]any); ok {
			list = slices.Clone(example)
			break
		}
	}
	if most, bound := all.limit(outcome.Elements, Upper); bound && len(list) > most {
		list = list[:most]
	}
	for i := range list {
		list[i] = m.value(items, []any{list[i]})
	}
	for len(list) < all.atLeast(outcome.Elements) && m.left >= 0 {
		v := m.value(items, nil)
		if all.unique() {
			v = unlike(list, v, items)
		}
		list = append(list, v)
	}
	return list
}

func (all facets) unique() bool {
	return slices.ContainsFunc(all, func(s *schema) bool {
		return slices.ContainsFunc(s.words, func(w word) bool { return w.name == KeywordUnique })
	})
}

// unlike is a scalar like v that all of the schemas allow and the list does not
// have; v itself where none was found.
func unlike(list []any, v any, schemas []*schema) any {
	var all facets
	for _, s := range schemas {
		all = append(all, gather(s)...)
	}
	candidates := slices.Concat([]any{v}, all.listed())
	for i := range len(list) {
		switch v := v.(type) {
		case string:
			candidates = append(candidates, v+strings.Repeat("x", i+1))
		case json.Number:
			if exact, ok := Rational(v); ok {
				candidates = append(candidates, Decimal(new(big.Rat).Add(exact, big.NewRat(int64(i+1), 1))))
			}
		case bool:
			candidates = append(candidates, !v)
		}
	}
	for _, candidate := range candidates {
		if !contains(list, candidate) && all.allow(candidate) {
			return candidate
		}
	}
	return v
}
