package spec

import (
	"math/big"
	"regexp/syntax"
	"slices"
	"strings"

	"kycspec/internal/outcome"
)

// smallest makes a scalar that the schemas allow, or one of their type where none was found.
func (all facets) smallest() any {
	var candidates []any
	switch all.kind() {
	case "string":
		candidates = all.texts()
	case "integer", "number":
		candidates = all.numbers()
	case "boolean":
		candidates = []any{false, true}
	default:
		return nil
	}
	for _, v := range candidates {
		if all.allow(v) {
			return v
		}
	}
	return candidates[0]
}

func (all facets) texts() []any {
	length := min(all.atLeast(outcome.Characters), 1<<16)
	var list []any
	for _, s := range all {
		for _, w := range s.words {
			switch w.name {
			case KeywordFormat:
				for _, v := range insideFormat(w.value) {
					list = append(list, v)
				}
			case KeywordPattern:
				for _, text := range matchingTexts(Text(w.value), length) {
					list = append(list, text)
				}
			}
		}
	}
	return append(list, strings.Repeat("x", length))
}

// matchingTexts are texts that may match a pattern, some of about that length.
func matchingTexts(pattern string, length int) []string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	var list []string
	for _, repeat := range []int{0, 1, length} {
		match := matching(parsed.Simplify(), repeat)
		list = append(list, match, match+strings.Repeat("x", max(0, length-len(match))))
	}
	return list
}

// matching writes a text that a pattern matches, each of its open repetitions
// taken so many times. Assertions are left to chance.
func matching(re *syntax.Regexp, repeat int) string {
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune)
	case syntax.OpCharClass:
		return fromClass(re.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "x"
	case syntax.OpStar, syntax.OpPlus:
		if re.Op == syntax.OpPlus {
			repeat = max(repeat, 1)
		}
		return strings.Repeat(matching(re.Sub[0], 1), repeat)
	case syntax.OpCapture, syntax.OpAlternate:
		return matching(re.Sub[0], repeat)
	case syntax.OpConcat:
		var b strings.Builder
		for _, sub := range re.Sub {
			b.WriteString(matching(sub, repeat))
		}
		return b.String()
	}
	return ""
}

// fromClass picks a character of a class, a plain one if it can.
func fromClass(ranges []rune) string {
	for _, plain := range "x0AX_ " {
		for i := 0; i+1 < len(ranges); i += 2 {
			if ranges[i] <= plain && plain <= ranges[i+1] {
				return string(plain)
			}
		}
	}
	if len(ranges) == 0 {
		return ""
	}
	return string(ranges[0])
}

func (all facets) numbers() []any {
	var first, then []*big.Rat
	steps := []*big.Rat{}
	for _, s := range all {
		for _, w := range s.words {
			row := KeywordNamed(w.name)
			limit, ok := Rational(w.value)
			boundary, bounds := row.Boundary(w.value)
			switch {
			case !ok || !slices.Contains(row.Types, "number"):
			case !bounds:
				steps = append(steps, limit)
			case row.Exclusive:
				then = append(then, boundary, limit.Sub(limit, big.NewRat(int64(row.Side), 1000)))
			case row.Side == Lower:
				first = append(first, limit)
			default:
				then = append(then, limit)
			}
		}
	}
	starts := slices.Concat(first, []*big.Rat{new(big.Rat)}, then)
	var list []any
	for _, n := range starts {
		list = append(list, Decimal(n))
		for _, step := range steps {
			list = append(list, Decimal(nextMultiple(n, step)), Decimal(new(big.Rat).Sub(nextMultiple(n, step), step)))
		}
	}
	return list
}

// nextMultiple is the least multiple of the step that is not below n.
func nextMultiple(n, step *big.Rat) *big.Rat {
	times := new(big.Rat).Quo(n, step)
	count := new(big.Int).Div(times.Num(), times.Denom())
	if !times.IsInt() {
		count.Add(count, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(count), step)
}
