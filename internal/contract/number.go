package contract

import (
	"encoding/json"
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
