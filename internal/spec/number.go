package spec

import (
	"encoding/json"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

const (
	// longestNumber bounds the digits, and the exponent, of a number in a document.
	longestNumber = 400
	// mostDigits bounds those of a number that is computed with. It leaves room
	// for digits of a body that are beyond any bound.
	mostDigits = 2000
)

// Rational is the exact value of a JSON number, the caller's to change; not ok
// where v is none, or one of more digits or a larger exponent than is computed with.
func Rational(v any) (exact *big.Rat, ok bool) {
	number, ok := v.(json.Number)
	if !ok || !within(number, mostDigits) {
		return nil, false
	}
	return new(big.Rat).SetString(string(number))
}

// within says whether neither a number's digits nor its exponent are more than that.
func within(number json.Number, most int) bool {
	if len(number) > most {
		return false
	}
	_, exponent, found := strings.Cut(strings.ToLower(string(number)), "e")
	n, err := strconv.Atoi(exponent)
	return !found || err == nil && -most <= n && n <= most
}

// Same says whether two values are one in JSON Schema: 4 is 4.0 (draft 2020-12,
// core section 4.2.2).
func Same(a, b any) bool {
	m, ok := Rational(a)
	n, both := Rational(b)
	if ok && both {
		return m.Cmp(n) == 0
	}
	return reflect.DeepEqual(a, b)
}

func contains(list []any, v any) bool {
	return slices.ContainsFunc(list, func(other any) bool { return Same(other, v) })
}

// whole gives a number of a document that is a whole one, not negative, in plain digits.
func whole(v any) (json.Number, bool) {
	exact, ok := documented(v)
	if !ok || !exact.IsInt() || exact.Sign() < 0 || !exact.Num().IsInt64() {
		return "", false
	}
	return json.Number(exact.Num().String()), true
}

// documented is the exact value of a number that a document may set as a bound.
func documented(v any) (*big.Rat, bool) {
	number, ok := v.(json.Number)
	if !ok || !within(number, longestNumber) {
		return nil, false
	}
	return Rational(v)
}

// Decimal writes a number as JSON has it (RFC 8259 section 6), without an
// exponent; one that has no end is cut.
func Decimal(n *big.Rat) json.Number {
	if n.IsInt() {
		return json.Number(n.Num().String())
	}
	return json.Number(strings.TrimRight(n.FloatString(20), "0"))
}
