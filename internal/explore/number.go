package explore

import (
	"encoding/json"
	"math/big"
	"slices"

	"kycspec/internal/spec"
)

// number draws a number within the bounds, often at or beside one of them. A
// whole number is written without a point and without an exponent.
func (d *drawer) number(s shape, edge *spec.Clause) json.Number {
	whole := !slices.Contains(s.kinds, "number") && len(s.kinds) > 0 || d.chance.IntN(2) == 0
	low, high := s.limits(whole)
	if edge != nil {
		if v := edgeNumber(edge); v != nil {
			return spec.Decimal(v)
		}
	}
	candidates := []*big.Rat{d.between(low, high, whole)}
	for _, limit := range []*big.Rat{low, high} {
		if limit != nil {
			candidates = append(candidates, limit, new(big.Rat).Add(limit, one), new(big.Rat).Sub(limit, one))
		}
	}
	for _, n := range []int64{0, 1, -1, 1<<31 - 1, 1 << 31, 1<<53 - 1} {
		candidates = append(candidates, new(big.Rat).SetInt64(n))
	}
	if d.bare {
		candidates = append(candidates[1:], candidates[0])
	} else if d.chance.IntN(2) == 0 {
		d.chance.Shuffle(len(candidates), func(i, j int) { candidates[i], candidates[j] = candidates[j], candidates[i] })
	}
	step := s.bound("multipleOf")
	for _, n := range candidates {
		if step != nil && step.Sign() > 0 {
			n = new(big.Rat).Mul(floor(new(big.Rat).Quo(n, step)), step)
			if low != nil && n.Cmp(low) < 0 {
				n = new(big.Rat).Add(n, step)
			}
		}
		if (low == nil || n.Cmp(low) >= 0) && (high == nil || n.Cmp(high) <= 0) {
			return spec.Decimal(n)
		}
	}
	return spec.Decimal(candidates[0])
}

var one = big.NewRat(1, 1)

// limits are the least and the greatest number that are allowed; nil for none.
func (s shape) limits(whole bool) (low, high *big.Rat) {
	step := big.NewRat(1, 8)
	if whole {
		step = one
	}
	low, high = s.bound("minimum"), s.bound("maximum")
	if bound := s.bound("exclusiveMinimum"); bound != nil {
		low = tighter(low, new(big.Rat).Add(bound, step), 1)
	}
	if bound := s.bound("exclusiveMaximum"); bound != nil {
		high = tighter(high, new(big.Rat).Sub(bound, step), -1)
	}
	for _, format := range s.words("format") {
		if bits := formatBits[format]; bits > 0 {
			limit := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), bits))
			low = tighter(low, new(big.Rat).Neg(limit), 1)
			high = tighter(high, limit.Sub(limit, one), -1)
		}
	}
	if whole && low != nil && !low.IsInt() {
		low = new(big.Rat).Add(floor(low), one)
	}
	if whole && high != nil {
		high = floor(high)
	}
	return low, high
}

var formatBits = map[string]uint{"int32": 31, "int64": 63}

// tighter is the greater of two bounds for sign 1, the lesser for -1; the first may be nil.
func tighter(a, b *big.Rat, sign int) *big.Rat {
	if a == nil || a.Cmp(b)*sign < 0 {
		return b
	}
	return a
}

func floor(n *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Div(n.Num(), n.Denom()))
}

// between draws a number of the range; a side without a bound is a thousand away.
func (d *drawer) between(low, high *big.Rat, whole bool) *big.Rat {
	const far = 1000
	switch {
	case low == nil && high == nil:
		low, high = big.NewRat(-far, 1), big.NewRat(far, 1)
	case low == nil:
		low = new(big.Rat).Sub(high, big.NewRat(far, 1))
	case high == nil:
		high = new(big.Rat).Add(low, big.NewRat(far, 1))
	}
	part := new(big.Rat).SetFrac64(d.chance.Int64N(1<<20), 1<<20)
	n := new(big.Rat).Add(low, part.Mul(part, new(big.Rat).Sub(high, low)))
	if whole {
		return floor(n)
	}
	return new(big.Rat).Quo(floor(new(big.Rat).Mul(n, big.NewRat(8, 1))), big.NewRat(8, 1))
}

// edgeNumber is the last number that a clause allows; nil if it bounds none.
func edgeNumber(c *spec.Clause) *big.Rat {
	bound := rational(c.Value)
	switch {
	case bound == nil:
		return nil
	case c.Keyword == "minimum", c.Keyword == "maximum":
		return bound
	case c.Keyword == "exclusiveMinimum":
		return new(big.Rat).Add(bound, one)
	case c.Keyword == "exclusiveMaximum":
		return new(big.Rat).Sub(bound, one)
	}
	return nil
}
