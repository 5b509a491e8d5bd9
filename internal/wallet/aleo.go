package wallet

import (
	"math/big"
	"slices"

	"github.com/btcsuite/btcd/btcutil/bech32"
)

// An Aleo address is the x coordinate, little-endian, of a point in the prime
// order subgroup of the twisted Edwards curve over the scalar field of BLS12-377:
// -x² + y² = 1 + 3021 x² y², with cofactor 4.
var (
	edwardsPrime, _ = new(big.Int).SetString("8444461749428370424248824938781546531375899335154063827935233455917409239041", 10)
	edwardsD        = big.NewInt(3021)
	one             = big.NewInt(1)
)

const aleoPrefix = "aleo"

// aleoAddress is the address of a point that is found from 32 bytes, by trying
// their hash until it is the x coordinate of one.
func aleoAddress(seed []byte) string {
	for {
		seed = keccak(seed)
		x := littleEndian(seed)
		x.Mod(x, edwardsPrime)
		y := edwardsY(x)
		if y == nil {
			continue
		}
		// Four times any point is in the subgroup; the neutral one has x = 0.
		x, y = edwardsAdd(x, y, x, y)
		x, _ = edwardsAdd(x, y, x, y)
		if x.Sign() != 0 {
			return encodeAleo(x.FillBytes(make([]byte, 32)))
		}
	}
}

func littleEndian(b []byte) *big.Int {
	reversed := slices.Clone(b)
	slices.Reverse(reversed)
	return new(big.Int).SetBytes(reversed)
}

// edwardsY is a y for which (x, y) is on the curve, nil if there is none.
func edwardsY(x *big.Int) *big.Int {
	square := new(big.Int).Mul(x, x)
	over := new(big.Int).Add(one, square)
	under := square.Mul(square, edwardsD)
	under.Sub(one, under).Mod(under, edwardsPrime)
	over.Mul(over, under.ModInverse(under, edwardsPrime)).Mod(over, edwardsPrime)
	return new(big.Int).ModSqrt(over, edwardsPrime)
}

// edwardsAdd adds two points of the curve; its law has no exceptions.
func edwardsAdd(x1, y1, x2, y2 *big.Int) (x, y *big.Int) {
	mul := func(a, b *big.Int) *big.Int { return new(big.Int).Mul(a, b) }
	xx, yy := mul(x1, x2), mul(y1, y2)
	product := mul(edwardsD, mul(xx, yy))
	x = fraction(new(big.Int).Add(mul(x1, y2), mul(y1, x2)), new(big.Int).Add(one, product))
	y = fraction(new(big.Int).Add(yy, xx), new(big.Int).Sub(one, product))
	return x, y
}

func fraction(over, under *big.Int) *big.Int {
	under.Mod(under, edwardsPrime)
	over.Mul(over, under.ModInverse(under, edwardsPrime))
	return over.Mod(over, edwardsPrime)
}

// encodeAleo writes a number of 32 bytes, big-endian, as an address.
func encodeAleo(number []byte) string {
	slices.Reverse(number)
	groups, err := bech32.ConvertBits(number, 8, 5, true)
	if err != nil {
		panic(err) // 8 to 5 bits with padding has no failing input
	}
	address, err := bech32.EncodeM(aleoPrefix, groups)
	if err != nil {
		panic(err) // neither has a lower-case prefix with groups of 5 bits
	}
	return address
}
