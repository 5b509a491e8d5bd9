package explore

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"kycspec/internal/generate"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// simpler lists values to try in the place of one, the simplest first. Each is
// simpler than the value, so that there is an end to it.
func (s *shrinker) simpler(v any, at pointer) []any {
	switch v := v.(type) {
	case string:
		return s.simplerTexts(v, at)
	case json.Number:
		return s.simplerNumbers(v, at)
	case bool:
		if v {
			return []any{false}
		}
	case mark:
		return s.simplerMarks(v, at)
	case map[string]any:
		if len(v) > 0 {
			return []any{map[string]any{}}
		}
	case []any:
		if len(v) > 0 {
			return []any{[]any{}}
		}
	}
	return nil
}

// simplerMarks are messages of no length of their own, or of one beside a bound.
func (s *shrinker) simplerMarks(m mark, at pointer) []any {
	if m.length == 0 {
		return nil
	}
	list := []any{mark{kind: m.kind, text: strings.Repeat("x", s.roles.standInLength(0))}}
	if plain := strings.Repeat("x", m.length); m.text != plain {
		for _, n := range s.limits(at, outcome.Characters) {
			if length := int(n.Int64()); n.IsInt64() && 0 < length && length < generate.MostCharacters {
				list = append(list, mark{kind: m.kind, length: length, text: strings.Repeat("x", length)})
			}
		}
		list = append(list, mark{kind: m.kind, length: m.length, text: plain})
	}
	return list
}

// shortText is up to how many characters a text is tried without each of them.
const shortText = 24

func (s *shrinker) simplerTexts(text string, at pointer) []any {
	runes := []rune(text)
	var list []any
	add := func(simpler string) {
		if simpler != text {
			list = append(list, simpler)
		}
	}
	if len(runes) > 1 {
		add("")
		add("x")
	}
	for _, n := range s.limits(at, outcome.Characters) {
		if n.IsInt64() && n.Int64() < int64(len(runes)) && n.Sign() > 0 {
			add(strings.Repeat("x", int(n.Int64())))
			add(string(runes[:n.Int64()]))
		}
	}
	if half := len(runes) / 2; half > 0 {
		add(string(runes[:half]))
		add(string(runes[half:]))
		add(string(runes[half/2 : half+half/2]))
	}
	add(strings.Repeat("x", len(runes)))
	if len(runes) <= shortText {
		for i := range runes {
			add(string(slices.Delete(slices.Clone(runes), i, i+1)))
		}
	}
	return list
}

func (s *shrinker) simplerNumbers(number json.Number, at pointer) []any {
	have, ok := spec.Rational(number)
	if !ok {
		return nil
	}
	var list []any
	for _, n := range append([]*big.Int{new(big.Int), big.NewInt(1)}, s.limits(at, "")...) {
		exact := new(big.Rat).SetInt(n)
		if new(big.Rat).Abs(exact).Cmp(new(big.Rat).Abs(have)) < 0 {
			list = append(list, spec.Decimal(exact))
		}
	}
	return list
}

// limits lists the whole numbers at and beside the bounds by a unit that are set
// at a place.
func (s *shrinker) limits(at pointer, unit outcome.Unit) []*big.Int {
	var list []*big.Int
	for _, c := range s.Contract.Clauses() {
		row := c.Row()
		if c.Part != spec.RequestPart || !row.Bounds(unit, row.Side) || c.Place != spec.JoinPlace(at) {
			continue
		}
		if bound, ok := spec.Rational(c.Value); ok {
			n := new(big.Int).Div(bound.Num(), bound.Denom())
			list = append(list, n, new(big.Int).Add(n, big.NewInt(1)), new(big.Int).Sub(n, big.NewInt(1)))
		}
	}
	slices.SortFunc(list, func(a, b *big.Int) int { return a.CmpAbs(b) })
	return list
}

// rename gives a property that the contract does not name a simpler name.
func (s *shrinker) rename(at pointer) bool {
	last := len(at) - 1
	described := s.described(at)
	if last < 0 || at[last] == plainName || described[len(described)-1] != generate.Other || len(described) != len(at) {
		return false
	}
	v, has := jsonpointer.Find(s.smallest.tree, at)
	holder, _ := jsonpointer.Find(s.smallest.tree, at[:last])
	object, isObject := holder.(map[string]any)
	if !has || !isObject {
		return false
	}
	for _, name := range append([]any{plainName}, s.simplerTexts(at[last], at)...) {
		if _, taken := object[name.(string)]; taken {
			continue
		}
		t := *s.smallest
		t.tree = with(without(t.tree, at), append(slices.Clone(at[:last]), name.(string)), v)
		if s.fails(&t) {
			return true
		}
	}
	return false
}

// plainName is the name of a stray property where any will do.
const plainName = "x"
