package contract

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
)

const (
	// furthest is the power of ten past which a number is past every bound that a contract sets.
	furthest = 400
	// mostDigits is how many digits of a number are looked at; more than
	// furthest, so that those left out stand behind the decimal point.
	mostDigits = 2 * furthest
)

// bounded keeps a number as written, unless exact arithmetic on it would take
// the judge's time or memory. Then it is one of the same kind: on the same side
// of every bound that a contract sets, and whole only if the number is.
func bounded(number json.Number) json.Number {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(string(number)), "e")
	if len(mantissa) <= furthest && exponentOf(exponent) <= furthest && exponentOf(exponent) >= -furthest {
		return number
	}
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	power := exponentOf(exponent) - len(fraction) + len(digits)
	digits = strings.TrimRight(digits, "0")
	power -= len(digits)
	switch magnitude := power + len(digits); {
	case digits == "":
		return "0"
	case magnitude < -furthest:
		return json.Number(sign + "1e-" + strconv.Itoa(furthest))
	case magnitude > furthest && power >= 0:
		return json.Number(sign + "1e" + strconv.Itoa(furthest))
	case magnitude > furthest:
		return json.Number(sign + "1" + strings.Repeat("0", furthest) + ".5")
	}
	if left := len(digits) - mostDigits; left > 0 {
		digits, power = digits[:mostDigits-1]+"1", power+left
	}
	return json.Number(sign + digits + "e" + strconv.Itoa(power))
}

// exponentOf reads a JSON number's exponent; one beyond what a body could
// make up for by its digits is as good as any other.
func exponentOf(text string) int {
	const beyond = 1 << 40
	n, err := strconv.Atoi(text)
	switch {
	case text == "":
		return 0
	case err == nil && -beyond < n && n < beyond:
		return n
	case strings.HasPrefix(text, "-"):
		return -beyond
	}
	return beyond
}

// compare orders two JSON numbers; values that are none are unequal to all.
func compare(a, b any) int {
	x, ok := rational(a)
	y, also := rational(b)
	if !ok || !also {
		return -2
	}
	return x.Cmp(y)
}

func rational(v any) (*big.Rat, bool) {
	number, ok := v.(json.Number)
	if !ok {
		return nil, false
	}
	return new(big.Rat).SetString(string(number))
}

// isNext says whether a number is one away from an exclusive bound.
func isNext(v, bound any) bool {
	x, ok := rational(v)
	y, also := rational(bound)
	if !ok || !also {
		return false
	}
	distance := new(big.Rat).Sub(x, y)
	return distance.Abs(distance).Cmp(big.NewRat(1, 1)) == 0
}
