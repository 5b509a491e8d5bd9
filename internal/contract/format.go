package contract

import (
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// formats are those of OpenAPI that JSON Schema does not have. A value of
// another type than the format's is not judged by it.
var formats = map[string]func(any) bool{
	"int32": func(v any) bool { return fits(v, 32) },
	"int64": func(v any) bool { return fits(v, 64) },
	"byte": func(v any) bool {
		text, ok := v.(string)
		if !ok {
			return true
		}
		_, err := base64.StdEncoding.DecodeString(text)
		return err == nil
	},
}

// judgedFormats are the formats as the validator is to judge them: those that
// the validator knows and the contract's clauses do not, judge nothing.
func judgedFormats() map[string]func(any) bool {
	list := map[string]func(any) bool{}
	for name := range jsonschema.Formats {
		if !spec.Judged(name) {
			list[name] = func(any) bool { return true }
		}
	}
	for name, judge := range formats {
		list[name] = judge
	}
	return list
}

// fits says whether a number is a whole one of so many bits, sign included.
func fits(v any, bits uint) bool {
	number, ok := v.(json.Number)
	if !ok {
		return true
	}
	exact, ok := new(big.Rat).SetString(string(number))
	if !ok || !exact.IsInt() {
		return false
	}
	limit := new(big.Int).Lsh(big.NewInt(1), bits-1)
	n := exact.Num()
	return n.Cmp(new(big.Int).Neg(limit)) >= 0 && n.Cmp(limit) < 0
}

// decodesAsBase64 accepts both alphabets of RFC 4648, padded or not.
func decodesAsBase64(text string) bool {
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	decoded, err := base64.RawStdEncoding.DecodeString(plain)
	return err == nil && len(decoded) > 0
}
