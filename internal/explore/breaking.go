package explore

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// otherMedia are media types that are no JSON, or not the contract's.
var otherMedia = []string{"text/plain", "application/xml", "application/x-www-form-urlencoded", "text/html; charset=utf-8",
	"multipart/form-data; boundary=x", "application/octet-stream", "application/x-ndjson", "text/json", "application/vnd.api+json"}

func hasRange(mediaTypes []string) bool {
	return slices.ContainsFunc(mediaTypes, func(name string) bool { return strings.Contains(name, "*") })
}

// breakOne changes the request so that it breaks a clause; false if it cannot be.
func (x *explorer) breakOne(t *trial, d *drawer, c spec.Clause) bool {
	switch {
	case c.Part == spec.SecurityPart:
		t.anonymous = true
		return true
	case c.Part == spec.MediaPart:
		t.contentType = otherMedia[d.chance.IntN(len(otherMedia))]
		return !slices.Contains(x.Contract.Bundle().Manifest.Request.MediaTypes, t.contentType)
	case c.Keyword == spec.KeywordSIWE:
		return len(where(t.tree, x.roles.siwe)) == 0
	case c.Keyword == spec.KeywordJSON:
		t.spoil = spoilers[d.chance.IntN(len(spoilers))](d.chance)
		return true
	}
	places := spots(t.tree, spec.SplitPlace(c.Place), nil)
	if len(places) == 0 {
		return false
	}
	at := places[d.chance.IntN(len(places))]
	v, _ := get(t.tree, at)
	b := breaker{drawer: d, clause: c, path: spec.SplitPlace(c.Place), root: x.root, is: v}
	b.shape = shaped(x.root.at(b.path), d.chance)
	changed, ok := b.value()
	if ok {
		t.tree = with(t.tree, at, changed)
	}
	return ok
}

// breaker breaks one clause at one value.
type breaker struct {
	*drawer
	clause spec.Clause
	path   []string
	root   *node
	shape  shape
	is     any // the value as it is
}

// value is a value that is likely to break the clause; false if none is known.
// Whether it breaks that and nothing else is found out by judging.
func (b *breaker) value() (any, bool) {
	switch b.clause.Keyword {
	case "type":
		return b.otherType(), true
	case "enum":
		return b.unlisted(), true
	case "required":
		return b.lacking()
	case "additionalProperties":
		return b.stray()
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		return b.pastNumber()
	case "minLength", "maxLength":
		return b.pastLength()
	case "pattern":
		return b.unmatched(), true
	case "format":
		return b.unformed(), true
	case "minItems", "maxItems", "uniqueItems":
		return b.items()
	case "minProperties", "maxProperties":
		return b.properties()
	}
	return b.alternative(), true
}

// alternative is a value that may fit none of several forms, or too many, or
// the one that it must not have.
func (b *breaker) alternative() any {
	b.left = 20
	nodes := b.root.at(b.path)
	if b.clause.Keyword != "not" {
		return b.draw(nil, b.path)
	}
	for _, n := range slices.Clone(nodes) {
		if n.not != nil {
			nodes = append(nodes, n.not)
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
	if len(near) > 0 && b.chance.IntN(3) > 0 {
		return near[b.chance.IntN(len(near))]
	}
	return all[b.chance.IntN(len(all))]
}

func asJSON(v any) string { return string(write(v, nil)) }

// unlisted is a value of the type that is not in the list, most often nearly one that is.
func (b *breaker) unlisted() any {
	list, _ := b.clause.Value.([]any)
	if len(list) == 0 {
		return free(b.chance, 8)
	}
	switch v := list[b.chance.IntN(len(list))].(type) {
	case string:
		changes := []string{strings.ToUpper(v), strings.ToLower(v), " " + v, v + " ", v + "2", v + "\x00", v + v,
			strings.Replace(v, "_", "-", 1), v[:len(v)/2], "", free(b.chance, 1+b.chance.IntN(20)), "null"}
		return changes[b.chance.IntN(len(changes))]
	case json.Number:
		n := rational(v)
		return spec.Decimal(n.Add(n, big.NewRat(b.chance.Int64N(2000)-1000, 1)))
	}
	return b.otherType()
}

// lacking is an object without the property that the clause requires.
func (b *breaker) lacking() (any, bool) {
	object, ok := b.is.(map[string]any)
	name := asText(b.clause.Value)
	if _, has := object[name]; !ok || !has {
		return nil, false
	}
	object = maps.Clone(object)
	delete(object, name)
	return object, true
}

// stray is an object with a property that it may not have: a name from
// nowhere, one that is at home elsewhere in the body, or nearly one of its own.
func (b *breaker) stray() (any, bool) {
	object, ok := b.is.(map[string]any)
	if !ok {
		return nil, false
	}
	name := b.strayName()
	switch names, _ := b.shape.properties(); b.chance.IntN(3) {
	case 0:
		if all := b.root.allNames(nil, map[*node]bool{}); len(all) > 0 {
			name = all[b.chance.IntN(len(all))]
		}
	case 1:
		if len(names) > 0 {
			own := names[b.chance.IntN(len(names))]
			name = []string{strings.ToUpper(own), own + "s", own + " ", strings.ReplaceAll(own, "_", "")}[b.chance.IntN(4)]
		}
	}
	object = maps.Clone(object)
	b.left = 10
	object[name] = b.draw(nil, []string{other})
	return object, true
}

// allNames appends the names of properties at any depth.
func (n *node) allNames(names []string, seen map[*node]bool) []string {
	if n == nil || seen[n] {
		return names
	}
	seen[n] = true
	for _, part := range n.everywhere(nil) {
		for _, name := range part.names {
			names = part.properties[name].allNames(append(names, name), seen)
		}
		names = part.items.allNames(names, seen)
		names = part.additional.allNames(names, seen)
	}
	return names
}
