package explore

import (
	"encoding/json"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"

	"kycspec/internal/generate"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// otherMedia are media types that are no JSON, or not the contract's.
var otherMedia = []string{"text/plain", "application/xml", "application/x-www-form-urlencoded", "text/html; charset=utf-8",
	"multipart/form-data; boundary=x", "application/octet-stream", "application/x-ndjson", "text/json", "application/vnd.api+json"}

func hasRange(mediaTypes []string) bool {
	return slices.ContainsFunc(mediaTypes, func(name string) bool { return strings.Contains(name, "*") })
}

// breakOne changes the request so that it breaks a clause; false if it cannot be.
func (x *explorer) breakOne(t *testCase, g *generator, c spec.Clause) bool {
	switch {
	case c.Part == spec.SecurityPart:
		t.anonymous = true
		return true
	case c.Part == spec.MediaPart:
		t.contentType = otherMedia[g.rng.IntN(len(otherMedia))]
		return !slices.Contains(x.Contract.Bundle().Manifest.Request.MediaTypes, t.contentType)
	case c.Keyword == spec.KeywordSIWE:
		return len(where(t.tree, x.roles.siwe)) == 0
	case c.Keyword == spec.KeywordJSON:
		t.malform = malformations[g.rng.IntN(len(malformations))](g.rng)
		return true
	}
	places := spots(t.tree, spec.SplitPlace(c.Place), nil)
	if len(places) == 0 {
		return false
	}
	at := places[g.rng.IntN(len(places))]
	v, _ := jsonpointer.Find(t.tree, at)
	b := breaker{generator: g, clause: c, path: spec.SplitPlace(c.Place), root: x.root, is: v}
	b.asked = g.constraints(x.root.At(b.path))
	changed, ok := b.value()
	if ok {
		t.tree = with(t.tree, at, changed)
	}
	return ok
}

// breaker breaks one clause at one value.
type breaker struct {
	*generator
	clause spec.Clause
	path   []string
	root   *generate.Node
	asked  generate.Constraints // of the value
	is     any                  // the value as it is
}

// value is a value that is likely to break the clause; false if none is known.
// Whether it breaks that and nothing else is found out by judging.
func (b *breaker) value() (any, bool) {
	row := b.clause.Row()
	switch b.clause.Keyword {
	case spec.KeywordType:
		return b.otherType(), true
	case spec.KeywordEnum:
		return b.unlisted(), true
	case spec.KeywordAdditional:
		return b.stray()
	case spec.KeywordPattern:
		return b.unmatched(), true
	case spec.KeywordFormat:
		return b.unformed(), true
	case spec.KeywordUnique:
		return b.items()
	}
	switch {
	case slices.Contains(row.Types, "number"):
		return b.numberOutOfRange()
	case row.Side == spec.NoSide:
		return b.asTheTableHasIt()
	case row.Unit == outcome.Characters:
		return b.textOutOfRange()
	case row.Unit == outcome.Elements:
		return b.items()
	}
	return b.properties()
}

// asTheTableHasIt is one of the values that the table of keywords knows to break the clause.
func (b *breaker) asTheTableHasIt() (any, bool) {
	breaches := b.clause.Row().Outside(b.clause.Value)
	switch {
	case b.clause.Row().Composed:
		return b.alternative(), true
	case len(breaches) == 0:
		return nil, false
	}
	v := breaches[0].Apply(b.is)
	if len(breaches) > 1 {
		v = breaches[b.rng.IntN(len(breaches))].Apply(b.is)
	}
	return v, !reflect.DeepEqual(v, b.is)
}

// alternative is a value that may fit none of several forms, or too many, or
// the one that it must not have.
func (b *breaker) alternative() any {
	b.left = 20
	nodes := b.root.At(b.path)
	if b.clause.Keyword != spec.KeywordNot {
		return b.draw(nil, b.path)
	}
	for _, n := range slices.Clone(nodes) {
		if n.Not != nil {
			nodes = append(nodes, n.Not)
		}
	}
	return b.draw(nodes, b.path)
}

// otherType is a value of another type, most often one that is nearly the same.
func (b *breaker) otherType() any {
	near := []any{}
	switch v := b.is.(type) {
	case json.Number:
		near = []any{string(v), json.Number(string(v) + ".5"), []any{v}, v == "1"}
	case string, mark:
		near = []any{json.Number("1"), []any{"x"}, map[string]any{"value": "x"}}
	case bool:
		near = []any{asJSON(v), json.Number("1"), json.Number("0")}
	case map[string]any:
		near = []any{[]any{}, "{}", []any{map[string]any{}}}
	case []any:
		near = []any{map[string]any{}, "[]", map[string]any{"0": "x"}}
	}
	all := []any{nil, true, false, json.Number("0"), json.Number("-7"), json.Number("1.5"), "", "x", []any{}, map[string]any{}}
	if len(near) > 0 && b.rng.IntN(3) > 0 {
		return near[b.rng.IntN(len(near))]
	}
	return all[b.rng.IntN(len(all))]
}

func asJSON(v any) string { return string(write(v, nil)) }

// unlisted is a value of the type that is not in the list, most often nearly one that is.
func (b *breaker) unlisted() any {
	list, _ := b.clause.Value.([]any)
	if len(list) == 0 {
		return generate.Free(b.rng, 8)
	}
	switch v := list[b.rng.IntN(len(list))].(type) {
	case string:
		changes := []string{strings.ToUpper(v), strings.ToLower(v), " " + v, v + " ", v + "2", v + "\x00", v + v,
			strings.Replace(v, "_", "-", 1), v[:len(v)/2], "", generate.Free(b.rng, 1+b.rng.IntN(20)), "null"}
		return changes[b.rng.IntN(len(changes))]
	case json.Number:
		if n, ok := spec.Rational(v); ok {
			return spec.Decimal(n.Add(n, big.NewRat(b.rng.Int64N(2000)-1000, 1)))
		}
	}
	return b.otherType()
}

// stray is an object with a property that it may not have: a name from
// nowhere, one that is at home elsewhere in the body, or nearly one of its own.
func (b *breaker) stray() (any, bool) {
	object, ok := b.is.(map[string]any)
	if !ok {
		return nil, false
	}
	name := generate.StrayName(b.rng)
	switch names, _ := b.asked.Properties(); b.rng.IntN(3) {
	case 0:
		if all := allNames(b.root, nil, map[*generate.Node]bool{}); len(all) > 0 {
			name = all[b.rng.IntN(len(all))]
		}
	case 1:
		if len(names) > 0 {
			own := names[b.rng.IntN(len(names))]
			name = []string{strings.ToUpper(own), own + "s", own + " ", strings.ReplaceAll(own, "_", "")}[b.rng.IntN(4)]
		}
	}
	object = maps.Clone(object)
	b.left = 10
	object[name] = b.draw(nil, []string{generate.Other})
	return object, true
}

// allNames appends the names of properties at any depth.
func allNames(n *generate.Node, names []string, seen map[*generate.Node]bool) []string {
	if n == nil || seen[n] {
		return names
	}
	seen[n] = true
	for _, part := range n.Everywhere(nil) {
		for _, name := range part.Names {
			names = allNames(part.Properties[name], append(names, name), seen)
		}
		names = allNames(part.Items, names, seen)
		names = allNames(part.Additional, names, seen)
	}
	return names
}
