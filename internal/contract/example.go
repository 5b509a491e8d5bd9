package contract

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// LikeExample compares the base64 of JSON that an answer has at a name with
// that of the contract's own example: whatever the example has must be there,
// of the same JSON type; a JSON Web Token must be one with the same claims, and
// a UUID one too. More than the example has is free.
func (c *Contract) LikeExample(e *exchange.Exchange, name string) []outcome.Violation {
	example := gjson.Get(spec.Literal(c.Sample(e.Status())), gjsonPath(c.Names().Place(name)))
	wanted, ok := Unpack(example.Str)
	if !ok {
		return nil // the example is not made this way, so it promises nothing
	}
	came, ok := Unpack(c.Value(e, name).Str)
	if !ok {
		return []outcome.Violation{c.Unkept(e, name, outcome.Term{Kind: outcome.WantExampleBase64}, formatter(e.Redact).value(c.Value(e, name).Value()))}
	}
	var violations []outcome.Violation
	for _, difference := range unlike(gjson.Parse(wanted), gjson.Parse(came), name) {
		violations = append(violations, c.Unkept(e, name, difference.want, difference.got))
	}
	return violations
}

// Unpack decodes base64 (RFC 4648, either alphabet, padding optional) of JSON.
func Unpack(text string) (json string, ok bool) {
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	decoded, err := base64.RawStdEncoding.DecodeString(plain)
	if err != nil || !gjson.ValidBytes(decoded) {
		return "", false
	}
	return string(decoded), true
}

type difference struct{ want, got outcome.Term }

var uuidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// unlike lists where a value differs in kind from the example's.
func unlike(wanted, came gjson.Result, where string) []difference {
	if !came.Exists() {
		return []difference{{outcome.Term{Kind: outcome.WantExampleProperty, Text: where}, outcome.Term{Kind: outcome.GotNothing}}}
	}
	if kind(wanted) != kind(came) {
		return []difference{{outcome.Term{Kind: outcome.WantExampleKind, Text: where, Names: []string{kind(wanted)}},
			outcome.Term{Kind: outcome.GotKind, Names: []string{kind(came)}}}}
	}
	var list []difference
	switch {
	case wanted.IsObject():
		wanted.ForEach(func(key, inner gjson.Result) bool {
			list = append(list, unlike(inner, came.Get(gjson.Escape(key.Str)), where+"."+key.Str)...)
			return true
		})
	case wanted.IsArray() && len(wanted.Array()) > 0:
		for i, inner := range came.Array() {
			list = append(list, unlike(wanted.Array()[0], inner, fmt.Sprintf("%s.%d", where, i))...)
		}
	case kind(wanted) == webToken:
		list = append(list, unlike(claims(wanted.Str), claims(came.Str), where)...)
	}
	return list
}

const webToken = "a JSON Web Token"

// kind names the kind of a value as far as an example can promise it.
func kind(v gjson.Result) string {
	switch {
	case v.IsObject():
		return "an object"
	case v.IsArray():
		return "a list"
	case v.Type == gjson.String && claims(v.Str).Exists():
		return webToken
	case v.Type == gjson.String && uuidForm.MatchString(v.Str):
		return "a UUID"
	case v.Type == gjson.String:
		return "a text"
	case v.Type == gjson.Number:
		return "a number"
	case v.IsBool():
		return "true or false"
	}
	return "null"
}

// claims are the claims of a compact JSON Web Token (RFC 7519); nothing if the text is none.
func claims(text string) gjson.Result {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return gjson.Result{}
	}
	for i, part := range parts[:2] {
		decoded, err := base64.RawURLEncoding.DecodeString(part)
		if err != nil || !gjson.ValidBytes(decoded) || !gjson.ParseBytes(decoded).IsObject() {
			return gjson.Result{}
		}
		if i == 1 {
			return gjson.ParseBytes(decoded)
		}
	}
	return gjson.Result{}
}
