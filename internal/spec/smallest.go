package spec

import (
	"math/big"
	"regexp/syntax"
	"slices"
	"strings"
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

// written are texts of the formats that are judged.
var written = map[string]string{
	"date": "2000-01-01", "date-time": "2000-01-01T00:00:00Z", "byte": "AAAA",
	"uuid": "00000000-0000-4000-8000-000000000000", "ipv4": "127.0.0.1", "ipv6": "::1",
	"uri": "https://example.com", "email": "someone@example.com", "hostname": "example.com",
}

func (all facets) texts() []any {
	length := min(all.atLeast("minLength"), 1<<16)
	var list []any
	for _, s := range all {
		for _, w := range s.words {
			said, _ := w.value.(string)
			switch {
			case w.name == "format" && written[said] != "":
				list = append(list, written[said])
			case w.name == "pattern":
				parsed, err := syntax.Parse(said, syntax.Perl)
				if err != nil {
					continue
				}
				for _, repeat := range []int{0, 1, length} {
					match := matching(parsed.Simplify(), repeat)
					list = append(list, match, match+strings.Repeat("x", max(0, length-len(match))))
				}
			}
		}
	}
	return append(list, strings.Repeat("x", length))
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
	one := big.NewRat(1, 1)
	var first, then []*big.Rat
	steps := []*big.Rat{}
	for _, s := range all {
		for _, w := range s.words {
			bound, ok := Rational(w.value)
			if !ok {
				continue
			}
			switch w.name {
			case "minimum":
				first = append(first, bound)
			case "maximum":
				then = append(then, bound)
			case "exclusiveMinimum":
				then = append(then, new(big.Rat).Add(bound, one), new(big.Rat).Add(bound, big.NewRat(1, 1000)))
			case "exclusiveMaximum":
				then = append(then, new(big.Rat).Sub(bound, one), new(big.Rat).Sub(bound, big.NewRat(1, 1000)))
			case "multipleOf":
				steps = append(steps, bound)
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
