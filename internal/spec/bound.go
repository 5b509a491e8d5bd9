package spec

import (
	"encoding/json"
	"math/big"
	"strings"
	"unicode/utf8"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
)

// Side is the end at which a keyword bounds what it measures.
type Side int

// The sides. A keyword without one bounds nothing.
const (
	NoSide Side = 0
	Lower  Side = -1
	Upper  Side = 1
)

// unitTypes are JSON's types of which a unit is measured; of no unit, the number itself.
var unitTypes = map[outcome.Unit]string{
	"": "number", outcome.Characters: "string", outcome.Elements: "array", outcome.Properties: "object",
}

// Bounds says whether the keyword bounds values by that unit, at that side. No
// unit is the amount of a number.
func (k *Keyword) Bounds(unit outcome.Unit, side Side) bool {
	return k.Side == side && side != NoSide && k.Unit == unit
}

// BoundsNumber says whether the keyword bounds the amount of a number.
func (k *Keyword) BoundsNumber() bool { return k.Bounds("", Lower) || k.Bounds("", Upper) }

// Measure is the size of a value in the keyword's unit: a number's amount, a
// text's code points (JSON Schema Validation section 6.3.1), how many elements
// or properties there are. Not ok where the keyword does not bound such values.
func (k *Keyword) Measure(v any) (size *big.Rat, ok bool) {
	if k.Side == NoSide || unitTypes[k.Unit] != typeOf(v) {
		return nil, false
	}
	n := 0
	switch v := v.(type) {
	case json.Number:
		return Rational(v)
	case string:
		n = utf8.RuneCountInString(v)
	case []any:
		n = len(v)
	case map[string]any:
		n = len(v)
	}
	return big.NewRat(int64(n), 1), true
}

// Boundary is the last whole size that a limit allows; not ok where the keyword bounds nothing.
func (k *Keyword) Boundary(limit any) (boundary *big.Rat, ok bool) {
	boundary, ok = Rational(limit)
	if !ok || k.Side == NoSide {
		return nil, false
	}
	if k.Exclusive {
		boundary.Sub(boundary, big.NewRat(int64(k.Side), 1))
	}
	return boundary, true
}

// FirstOutside is the first whole size beyond the boundary. Below a limit of 0
// it is negative, as no count is.
func (k *Keyword) FirstOutside(limit any) (size *big.Rat, ok bool) {
	if size, ok = k.Boundary(limit); ok {
		size.Add(size, big.NewRat(int64(k.Side), 1))
	}
	return size, ok
}

// inclusive is the name of the keyword that bounds the same, its limit included.
func (k *Keyword) inclusive() string {
	for _, row := range keywords {
		if row.Bounds(k.Unit, k.Side) && !row.Exclusive {
			return row.Name
		}
	}
	return ""
}

// fillBound gives a row with a side the columns that follow from it.
func (k *Keyword) fillBound() {
	k.Types = []string{unitTypes[k.Unit]}
	k.Wants = wantsLimit(map[Side]outcome.TermKind{Lower: outcome.WantAtLeast, Upper: outcome.WantAtMost}[k.Side], k.Unit)
	if k.Exclusive {
		k.Wants = wantsLimit(map[Side]outcome.TermKind{Lower: outcome.WantMoreThan, Upper: outcome.WantLessThan}[k.Side], k.Unit)
	}
	k.Says = func(limit any) (verb, complement string) {
		switch words := k.Wants(limit).String(); k.Unit {
		case "":
			return "is", words
		case outcome.Characters:
			return "is", words + " long"
		default:
			return "has", words
		}
	}
	k.Allows = func(limit, v any) bool {
		bound, ok := Rational(limit)
		size, measured := k.Measure(v)
		if !ok || !measured {
			return true
		}
		order := size.Cmp(bound) * int(k.Side)
		return order < 0 || order == 0 && !k.Exclusive
	}
	k.Compares = func(was, is any) (allOld, allNew bool) {
		allOld, allNew = comparesCounts(was, is)
		if k.Side == Lower {
			return allNew, allOld
		}
		return allOld, allNew
	}
	k.Inside = func(limit any) []any {
		if v := k.sized(k.Boundary(limit)); v != nil {
			return []any{v}
		}
		return nil
	}
	k.Outside = k.outsideBound
	k.constrain = k.narrow
}

// narrow makes a limit known to those who generate values.
func (k *Keyword) narrow(n *generate.Node, limit any) {
	of := map[outcome.Unit]*generate.Range{
		"": &n.Number, outcome.Characters: &n.Length, outcome.Elements: &n.Elements, outcome.Properties: &n.Size,
	}
	bound, _ := Rational(limit)
	switch {
	case k.Side == Lower && k.Exclusive:
		of[k.Unit].Narrow(generate.Range{Above: bound})
	case k.Side == Lower:
		of[k.Unit].Narrow(generate.Range{Least: bound})
	case k.Exclusive:
		of[k.Unit].Narrow(generate.Range{Below: bound})
	default:
		of[k.Unit].Narrow(generate.Range{Most: bound})
	}
}

// longestMade is the most characters, elements or properties of a value that
// is made for a limit: a larger one is more than clients read, and its size is
// the least that is wrong with it.
const longestMade = 1 << 19

// sized makes a value of a size; nil where there is none, or it would be too large.
func (k *Keyword) sized(size *big.Rat, ok bool) any {
	if ok && k.Unit == "" {
		return Decimal(size)
	}
	if !ok || size.Sign() < 0 || size.Cmp(big.NewRat(longestMade, 1)) > 0 {
		return nil
	}
	n := int(size.Num().Int64())
	switch k.Unit {
	case outcome.Characters:
		return strings.Repeat("A", n)
	case outcome.Elements:
		return numbered(n)
	}
	return resized(map[string]any{}, n)
}

// outsideBound breaks a limit by as little as can be. A list or an object keeps
// what it has as far as that goes.
func (k *Keyword) outsideBound(limit any) []Breach {
	size, ok := k.FirstOutside(limit)
	if k.Exclusive && ok {
		size, _ = Rational(limit)
	}
	v := k.sized(size, ok)
	if v == nil {
		return nil
	}
	if k.Unit == "" || k.Unit == outcome.Characters {
		return []Breach{{Name: "passed", Value: v}}
	}
	n := int(size.Num().Int64())
	return []Breach{{Name: "size", Says: wrongSize, Change: func(have any) any {
		switch have := have.(type) {
		case map[string]any:
			return resized(have, n)
		case []any:
			switch {
			case k.Side == Lower:
				return have[:min(len(have), n)]
			case len(have) == 0:
				return numbered(n)
			}
			return repeated(n)(have)
		}
		return have
	}}}
}
