package spec

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
)

// formats are those that have one meaning, and are therefore judged: of numbers
// those that bound their bits, of texts the others, each with a text that has it.
// Formats that are not listed ("password", or a vendor's own) say how a value is
// meant and constrain nothing.
var formats = map[string]struct {
	bits uint // of a whole number, its sign included
	text string
}{
	"int32": {bits: 32}, "int64": {bits: 64},
	"date": {text: "2000-01-01"}, "date-time": {text: "2000-01-01T00:00:00Z"}, "byte": {text: "AAAA"},
	"uuid": {text: "00000000-0000-4000-8000-000000000000"}, "ipv4": {text: "127.0.0.1"}, "ipv6": {text: "::1"},
	"uri": {text: "https://example.com"}, "email": {text: "someone@example.com"}, "hostname": {text: "example.com"},
}

// Judged says whether a value that breaks the format breaks the contract.
func Judged(format string) bool {
	_, judged := formats[format]
	return judged
}

// NumberFormats lists the judged formats that bound a number's bits.
func NumberFormats() []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(formats)) {
		if formats[name].bits > 0 {
			list = append(list, name)
		}
	}
	return list
}

// FormatRange is the least and the greatest whole number of a format that
// bounds a number's bits; not ok of other formats.
func FormatRange(format string) (least, greatest *big.Rat, ok bool) {
	bits := formats[format].bits
	if bits == 0 {
		return nil, nil, false
	}
	half := new(big.Int).Lsh(big.NewInt(1), bits-1)
	least = new(big.Rat).SetInt(new(big.Int).Neg(half))
	return least, new(big.Rat).SetInt(half.Sub(half, big.NewInt(1))), true
}

// FormatJudges says whether a judged format has anything to say of values of a
// type of JSON Schema.
func FormatJudges(format, typ string) bool {
	ofNumbers := formats[format].bits > 0
	return Judged(format) && ofNumbers == (typ == "number" || typ == "integer") && (ofNumbers || typ == "string")
}

func judgesFormat(limit, v any) bool { return FormatJudges(Text(limit), typeOf(v)) }

func saysFormat(limit any) (verb, complement string) {
	if bits := formats[Text(limit)].bits; bits > 0 {
		return "fits", "in " + strconv.Itoa(int(bits)) + " bits"
	}
	return "is", "written as " + Text(limit)
}

// allowsFormat judges numbers. Whether a text has a format is the validator's to say.
func allowsFormat(limit, v any) bool {
	least, greatest, ok := FormatRange(Text(limit))
	exact, isNumber := Rational(v)
	return !ok || !isNumber || exact.IsInt() && exact.Cmp(least) >= 0 && exact.Cmp(greatest) <= 0
}

func insideFormat(limit any) []any {
	if least, greatest, ok := FormatRange(Text(limit)); ok {
		return []any{Decimal(greatest), Decimal(least)}
	}
	if text := formats[Text(limit)].text; text != "" {
		return []any{text}
	}
	return nil
}

func outsideFormat(limit any) []Breach {
	least, greatest, ok := FormatRange(Text(limit))
	if !ok {
		return []Breach{{Name: "broken", Value: "no such thing"}}
	}
	one := big.NewRat(1, 1)
	return []Breach{{Name: "too-large", Value: Decimal(greatest.Add(greatest, one))}, {Name: "too-small", Value: Decimal(least.Sub(least, one))}}
}

// comparesFormats: a number that fits into fewer bits fits into more.
func comparesFormats(was, is any) (allOld, allNew bool) {
	old, new := formats[Text(was)].bits, formats[Text(is)].bits
	return old > 0 && new >= old, new > 0 && old >= new
}
