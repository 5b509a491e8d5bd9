package spec

import (
	"maps"
	"math/big"
	"slices"
	"strconv"

	"kycspec/internal/generate"
)

// formatBits are the formats of numbers that are judged: the bits of a whole
// number, its sign included. Of texts it is those that package generate can
// write. Formats that are in neither list ("password", or a vendor's own) say
// how a value is meant and constrain nothing.
var formatBits = map[string]uint{"int32": 32, "int64": 64}

// Judged says whether a value that breaks the format breaks the contract.
func Judged(format string) bool {
	_, ofTexts := generate.Formatted(format)
	return ofTexts || formatBits[format] > 0
}

// NumberFormats lists the judged formats that bound a number's bits.
func NumberFormats() []string { return slices.Sorted(maps.Keys(formatBits)) }

// FormatRange is the least and the greatest whole number of a format that
// bounds a number's bits; not ok of other formats.
func FormatRange(format string) (least, greatest *big.Rat, ok bool) {
	bits := formatBits[format]
	if bits == 0 {
		return nil, nil, false
	}
	half := new(big.Int).Lsh(big.NewInt(1), bits-1)
	least = new(big.Rat).SetInt(new(big.Int).Neg(half))
	return least, new(big.Rat).SetInt(half.Sub(half, big.NewInt(1))), true
}

// formatJudges says whether a judged format has anything to say of values of a
// type of JSON Schema.
func formatJudges(format, typ string) bool {
	ofNumbers := formatBits[format] > 0
	return Judged(format) && ofNumbers == (typ == "number" || typ == "integer") && (ofNumbers || typ == "string")
}

func judgesFormat(limit, v any) bool { return formatJudges(Text(limit), typeOf(v)) }

func saysFormat(limit any) (verb, complement string) {
	if bits := formatBits[Text(limit)]; bits > 0 {
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
	if text, ok := generate.Formatted(Text(limit)); ok {
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

func constrainFormat(n *generate.Node, limit any) {
	n.Formats = []string{Text(limit)}
	if least, greatest, ok := FormatRange(Text(limit)); ok {
		n.Bits.Narrow(generate.Range{Least: least, Most: greatest})
	}
}

// comparesFormats: a number that fits into fewer bits fits into more.
func comparesFormats(was, is any) (allOld, allNew bool) {
	old, new := formatBits[Text(was)], formatBits[Text(is)]
	return old > 0 && new >= old, new > 0 && old >= new
}
