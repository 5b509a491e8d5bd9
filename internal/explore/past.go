package explore

import (
	"maps"
	"math/big"
	"slices"

	"kycspec/internal/spec"
)

// pastNumber is a number just past a bound, or far past it.
func (b *breaker) pastNumber() (any, bool) {
	bound := rational(b.clause.Value)
	if bound == nil {
		return nil, false
	}
	if b.clause.Keyword == "multipleOf" {
		n := rational(b.is)
		if n == nil {
			return nil, false
		}
		return spec.Decimal(n.Add(n, new(big.Rat).Quo(bound, big.NewRat(2, 1)))), true
	}
	distances := []*big.Rat{one, one, big.NewRat(2, 1), big.NewRat(10, 1), big.NewRat(1<<31, 1), big.NewRat(1<<62, 1),
		new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))}
	if !slices.Contains(b.shape.kinds, "integer") {
		distances = append(distances, big.NewRat(1, 8), big.NewRat(1, 1000))
	}
	distance := distances[b.chance.IntN(len(distances))]
	switch b.clause.Keyword {
	case "minimum":
		bound.Sub(bound, distance)
	case "maximum":
		bound.Add(bound, distance)
	case "exclusiveMinimum":
		bound.Sub(bound, new(big.Rat).Sub(distance, one))
	case "exclusiveMaximum":
		bound.Add(bound, new(big.Rat).Sub(distance, one))
	}
	return spec.Decimal(bound), true
}

// pastLength is a text that is too short or too long, by one character or by many.
func (b *breaker) pastLength() (any, bool) {
	bound := countOf(&b.clause)
	n := bound + 1
	if b.clause.Keyword == "minLength" {
		if n = bound - 1; n < 0 {
			return nil, false
		}
		if b.chance.IntN(3) == 0 {
			n = b.chance.IntN(bound)
		}
	} else if b.chance.IntN(3) == 0 {
		n = bound + 1 + b.chance.IntN(bound+100)
	}
	text := b.textOf(b.shape, n)
	if m, ok := b.is.(mark); ok && m.kind == theMessage && n > 0 {
		return mark{kind: theMessage, length: n, exact: true, text: text}, true
	}
	return text, true
}

// unmatched is a text of an allowed length that the pattern does not match.
func (b *breaker) unmatched() any {
	least, most := b.shape.count("minLength", 0), b.shape.count("maxLength", -1)
	text, isText := b.is.(string)
	if !isText {
		text = b.textOf(b.shape, b.length(least, most))
	}
	runes := []rune(text)
	if len(runes) == 0 || b.chance.IntN(4) == 0 {
		return free(b.chance, b.length(least, most))
	}
	runes[b.chance.IntN(len(runes))] = []rune(free(b.chance, 1))[0]
	return string(runes)
}

// unformed is a value of the type that has not the format.
func (b *breaker) unformed() any {
	if bits := formatBits[asText(b.clause.Value)]; bits > 0 {
		limit := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), bits))
		past := []*big.Rat{limit, new(big.Rat).Sub(new(big.Rat).Neg(limit), one), new(big.Rat).Mul(limit, limit)}
		return spec.Decimal(past[b.chance.IntN(len(past))])
	}
	near := []string{"2023-02-29", "2023-13-01", "2023-01-01T25:00:00Z", "256.1.1.1", "1::2::3", "not a uri", "a b@c",
		"-x-.example", "A===", "00000000-0000-0000-0000-00000000000g", ""}
	if b.chance.IntN(2) == 0 {
		return near[b.chance.IntN(len(near))]
	}
	return free(b.chance, b.length(b.shape.count("minLength", 0), b.shape.count("maxLength", -1)))
}

// items is a list with too few or too many elements, or with one twice.
func (b *breaker) items() (any, bool) {
	list, ok := b.is.([]any)
	if !ok {
		return nil, false
	}
	list = slices.Clone(list)
	inner := append(slices.Clone(b.path), element)
	switch n := countOf(&b.clause); b.clause.Keyword {
	case "minItems":
		if n == 0 {
			return nil, false
		}
		return list[:min(len(list), b.chance.IntN(n))], true
	case "maxItems":
		for n++; len(list) < n; {
			list = append(list, b.draw(b.shape.elements(), inner))
		}
		return list, true
	}
	if len(list) == 0 {
		list = append(list, b.draw(b.shape.elements(), inner))
	}
	if most := b.shape.count("maxItems", -1); len(list) == most && most > 1 {
		list = list[:most-1]
	}
	return append(list, list[b.chance.IntN(len(list))]), true
}

// properties is an object with too few or too many properties.
func (b *breaker) properties() (any, bool) {
	object, ok := b.is.(map[string]any)
	if !ok {
		return nil, false
	}
	object = maps.Clone(object)
	n := countOf(&b.clause)
	if b.clause.Keyword == "minProperties" {
		for _, name := range slices.Sorted(maps.Keys(object)) {
			if len(object) >= n && !b.shape.requires(name) {
				delete(object, name)
			}
		}
		return object, true
	}
	names, schemas := b.shape.properties()
	for _, name := range names {
		if _, has := object[name]; !has && len(object) <= n {
			object[name] = b.draw(schemas[name], append(slices.Clone(b.path), name))
		}
	}
	for tries := 0; tries < mostValues && len(object) <= n; tries++ {
		object[b.strayName()] = b.draw(b.shape.unnamed(), append(slices.Clone(b.path), other))
	}
	return object, true
}
