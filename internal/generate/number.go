package generate

import (
	"math/big"
	"math/rand/v2"
	"slices"
)

var one = big.NewRat(1, 1)

// DrawNumber draws a number within the bounds, often at or beside one of them;
// without chance it is the plainest: the least, or 0, or the greatest. The last
// resort is one that is not allowed.
func (c Constraints) DrawNumber(rng *rand.Rand) *big.Rat {
	canBeFraction := len(c.Types) == 0 || slices.Contains(c.Types, "number")
	if rng == nil {
		if n := c.within(c.plainNumbers(true), true); n != nil || !canBeFraction {
			return orZero(n)
		}
		return orZero(c.within(c.plainNumbers(false), false))
	}
	whole := !canBeFraction || rng.IntN(2) == 0
	low, high := c.limits(whole)
	candidates := []*big.Rat{between(rng, low, high, whole)}
	for _, limit := range []*big.Rat{low, high} {
		if limit != nil {
			candidates = append(candidates, limit, new(big.Rat).Add(limit, one), new(big.Rat).Sub(limit, one))
		}
	}
	for _, n := range []int64{0, 1, -1, 1<<31 - 1, 1 << 31, 1<<53 - 1} {
		candidates = append(candidates, new(big.Rat).SetInt64(n))
	}
	if rng.IntN(2) == 0 {
		rng.Shuffle(len(candidates), func(i, j int) { candidates[i], candidates[j] = candidates[j], candidates[i] })
	}
	if n := c.within(candidates, whole); n != nil {
		return n
	}
	return candidates[0]
}

func orZero(n *big.Rat) *big.Rat {
	if n == nil {
		return new(big.Rat)
	}
	return n
}

func (c Constraints) plainNumbers(whole bool) []*big.Rat {
	var candidates []*big.Rat
	low, high := c.Number.limits(whole)
	if low != nil {
		candidates = append(candidates, low)
	}
	candidates = append(candidates, new(big.Rat))
	if high != nil {
		candidates = append(candidates, high)
	}
	return candidates
}

// within is the first of some numbers that is between the limits once it was
// made a multiple of the step; nil for none.
func (c Constraints) within(candidates []*big.Rat, whole bool) *big.Rat {
	low, high := c.limits(whole)
	for _, n := range candidates {
		if c.Step != nil && c.Step.Sign() > 0 {
			n = new(big.Rat).Mul(floor(new(big.Rat).Quo(n, c.Step)), c.Step)
			if low != nil && n.Cmp(low) < 0 {
				n = new(big.Rat).Add(n, c.Step)
			}
		}
		if (low == nil || n.Cmp(low) >= 0) && (high == nil || n.Cmp(high) <= 0) {
			return n
		}
	}
	return nil
}

// limits are the least and the greatest number that are allowed; nil for none.
func (c Constraints) limits(whole bool) (low, high *big.Rat) {
	both := c.Number
	both.Narrow(c.Bits)
	return both.limits(whole)
}

func (r Range) limits(whole bool) (low, high *big.Rat) {
	step := big.NewRat(1, 1000)
	if whole {
		step = one
	}
	low, high = r.Least, r.Most
	if bound := r.Above; bound != nil {
		low = tighter(low, new(big.Rat).Add(bound, step), 1)
	}
	if bound := r.Below; bound != nil {
		high = tighter(high, new(big.Rat).Sub(bound, step), -1)
	}
	if whole && low != nil && !low.IsInt() {
		low = new(big.Rat).Add(floor(low), one)
	}
	if whole && high != nil {
		high = floor(high)
	}
	return low, high
}

// floor is the greatest whole number that is not above n.
func floor(n *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Div(n.Num(), n.Denom()))
}

// between draws a number of the range; a side without a bound is a thousand away.
func between(rng *rand.Rand, low, high *big.Rat, whole bool) *big.Rat {
	const far = 1000
	switch {
	case low == nil && high == nil:
		low, high = big.NewRat(-far, 1), big.NewRat(far, 1)
	case low == nil:
		low = new(big.Rat).Sub(high, big.NewRat(far, 1))
	case high == nil:
		high = new(big.Rat).Add(low, big.NewRat(far, 1))
	}
	part := new(big.Rat).SetFrac64(rng.Int64N(1<<20), 1<<20)
	n := new(big.Rat).Add(low, part.Mul(part, new(big.Rat).Sub(high, low)))
	if whole {
		return floor(n)
	}
	return new(big.Rat).Quo(floor(new(big.Rat).Mul(n, big.NewRat(8, 1))), big.NewRat(8, 1))
}
