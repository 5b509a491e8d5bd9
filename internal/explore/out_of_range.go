package explore

import (
	"maps"
	"math/big"
	"slices"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

var one = big.NewRat(1, 1)

// numberOutOfRange is a number just out of a bound, or far out; or between two multiples.
func (b *breaker) numberOutOfRange() (any, bool) {
	row := b.clause.Row()
	outside, bounds := row.FirstOutside(b.clause.Value)
	if !bounds {
		n, isNumber := spec.Rational(b.is)
		step, ok := spec.Rational(b.clause.Value)
		if !isNumber || !ok {
			return nil, false
		}
		return spec.Decimal(n.Add(n, step.Quo(step, big.NewRat(2, 1)))), true
	}
	distances := []*big.Rat{one, one, big.NewRat(2, 1), big.NewRat(10, 1), big.NewRat(1<<31, 1), big.NewRat(1<<62, 1),
		new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))}
	if !slices.Contains(b.asked.Types, "integer") {
		distances = append(distances, big.NewRat(1, 8), big.NewRat(1, 1000))
	}
	distance := distances[b.rng.IntN(len(distances))]
	further := new(big.Rat).Sub(distance, one)
	return spec.Decimal(outside.Add(outside, further.Mul(further, big.NewRat(int64(row.Side), 1)))), true
}

// textOutOfRange is a text that is too short or too long, by one character or by many.
func (b *breaker) textOutOfRange() (any, bool) {
	bound, _ := sizeAt(&b.clause, outcome.Characters)
	n := bound + 1
	if b.clause.Row().Side == spec.Lower {
		if n = bound - 1; n < 0 {
			return nil, false
		}
		if b.rng.IntN(3) == 0 {
			n = b.rng.IntN(bound)
		}
	} else if b.rng.IntN(3) == 0 {
		n = bound + 1 + b.rng.IntN(bound+100)
	}
	text := b.asked.DrawText(b.rng, n)
	if m, ok := b.is.(mark); ok && m.kind == theMessage && n > 0 {
		return mark{kind: theMessage, length: n, text: text}, true
	}
	return text, true
}

// unmatched is a text of an allowed length that the pattern does not match.
func (b *breaker) unmatched() any {
	text, isText := b.is.(string)
	if !isText {
		text = b.asked.DrawText(b.rng, b.asked.DrawLength(b.rng))
	}
	runes := []rune(text)
	if len(runes) == 0 || b.rng.IntN(4) == 0 {
		return generate.Free(b.rng, b.asked.DrawLength(b.rng))
	}
	runes[b.rng.IntN(len(runes))] = []rune(generate.Free(b.rng, 1))[0]
	return string(runes)
}

// unformed is a value of the type that has not the format.
func (b *breaker) unformed() any {
	if least, greatest, ok := spec.FormatRange(asText(b.clause.Value)); ok {
		above := greatest.Add(greatest, one)
		list := []*big.Rat{above, least.Sub(least, one), new(big.Rat).Mul(above, above)}
		return spec.Decimal(list[b.rng.IntN(len(list))])
	}
	near := []string{"2023-02-29", "2023-13-01", "2023-01-01T25:00:00Z", "256.1.1.1", "1::2::3", "not a uri", "a b@c",
		"-x-.example", "A===", "00000000-0000-0000-0000-00000000000g", ""}
	if b.rng.IntN(2) == 0 {
		return near[b.rng.IntN(len(near))]
	}
	return generate.Free(b.rng, b.asked.DrawLength(b.rng))
}

// items is a list with too few or too many elements, or with one twice.
func (b *breaker) items() (any, bool) {
	list, ok := b.is.([]any)
	if !ok {
		return nil, false
	}
	list = slices.Clone(list)
	inner := append(slices.Clone(b.path), generate.Element)
	switch n, _ := sizeAt(&b.clause, outcome.Elements); b.clause.Row().Side {
	case spec.Lower:
		if n == 0 {
			return nil, false
		}
		return list[:min(len(list), b.rng.IntN(n))], true
	case spec.Upper:
		for n++; len(list) < n; {
			list = append(list, b.draw(b.asked.ElementSchemas(), inner))
		}
		return list, true
	}
	if len(list) == 0 {
		list = append(list, b.draw(b.asked.ElementSchemas(), inner))
	}
	if _, most := b.asked.Elements.Counts(); len(list) == most && most > 1 {
		list = list[:most-1]
	}
	return append(list, list[b.rng.IntN(len(list))]), true
}

// properties is an object with too few or too many properties.
func (b *breaker) properties() (any, bool) {
	object, ok := b.is.(map[string]any)
	if !ok {
		return nil, false
	}
	object = maps.Clone(object)
	n, _ := sizeAt(&b.clause, outcome.Properties)
	if b.clause.Row().Side == spec.Lower {
		for _, name := range slices.Sorted(maps.Keys(object)) {
			if len(object) >= n && !b.asked.Requires(name) {
				delete(object, name)
			}
		}
		return object, true
	}
	names, schemas := b.asked.Properties()
	for _, name := range names {
		if _, has := object[name]; !has && len(object) <= n {
			object[name] = b.draw(schemas[name], append(slices.Clone(b.path), name))
		}
	}
	for tries := 0; tries < mostValues && len(object) <= n; tries++ {
		object[generate.StrayName(b.rng)] = b.draw(b.asked.Unnamed(), append(slices.Clone(b.path), generate.Other))
	}
	return object, true
}
