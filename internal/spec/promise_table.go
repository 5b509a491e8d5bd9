package spec

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"kycspec/internal/outcome"
)

// promises is the same table for what is promised of bodies by other means: by
// JSON itself, by the absence of a keyword, and by descriptions.
var promises = []Keyword{
	{Name: KeywordJSON, Says: says("is", "one whole JSON document, no key in it twice"), Wants: wants(outcome.WantDocument), Structural: true},
	{
		Name: KeywordOptional, Says: says("may", "come without the property %s"), Types: []string{"object"},
		Inside: func(any) []any { return []any{map[string]any{}} }, Structural: true, Permits: func(any) bool { return true },
	},
	{
		Name: KeywordNull, Verb: "is", Wants: wants(outcome.WantNull), Allows: func(_, v any) bool { return v == nil },
		Inside: func(any) []any { return []any{nil} }, Outside: breaches(Breach{Name: "text", Value: "QUJDRA=="}),
	},
	{
		Name: KeywordNotNull, Says: says("is", "not null"), Wants: wants(outcome.WantValue), Allows: func(_, v any) bool { return v != nil },
		Inside: func(any) []any { return []any{"QUJDRA=="} }, Outside: breaches(Breach{Name: "null"}),
	},
	{
		Name: KeywordBase64, Verb: "is", Wants: wants(outcome.WantBase64), Allows: isBase64,
		Inside:  func(any) []any { return []any{"QUJDRA=="} },
		Outside: breaches(Breach{Name: "null"}, Breach{Name: "empty", Value: ""}, Breach{Name: "cut", Value: "QUJDR"}),
	},
	{
		Name: KeywordHTTPStatus, Says: says("is", "the HTTP status of the answer"), Wants: wantsStatus(outcome.WantSameStatus), OfStatus: true,
		Allows:  func(status, v any) bool { return typeOf(v) != "number" || Same(v, status) }, // of another type is the schema's to say
		Inside:  func(status any) []any { return []any{status} },
		Outside: breaches(Breach{Name: "another", Value: Decimal(big.NewRat(418, 1))}),
	},
	{
		Name: KeywordHTTPReason, Says: says("describes", "the HTTP status of the answer, and is not what another status is called"), Types: []string{"string"},
		Wants: wantsStatus(outcome.WantReason), OfStatus: true, Allows: describes, Inside: func(any) []any { return []any{"Invalid wallet"} },
		Outside: breaches(Breach{Name: "another", Value: "I'm a teapot"}, Breach{Name: "success", Value: "OK"}),
	},
	{Name: KeywordSIWE, Says: says("is", "required of an application that is configured to require wallet signatures")},
}

// wantsStatus makes a term that says the answer's status.
func wantsStatus(kind outcome.TermKind) func(any) outcome.Term {
	return func(status any) outcome.Term { return outcome.Term{Kind: kind, Status: statusOf(status)} }
}

// statusOf is a status as a number; 0 where the limit is none.
func statusOf(limit any) int {
	status, _ := strconv.Atoi(fmt.Sprint(limit))
	return status
}

// isBase64 accepts both alphabets of RFC 4648, padded or not.
func isBase64(_, v any) bool {
	text, _ := v.(string)
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	decoded, err := base64.RawStdEncoding.DecodeString(plain)
	return err == nil && len(decoded) > 0
}

func describes(status, v any) bool {
	text, _ := v.(string)
	return !DescribesAnother(text, statusOf(status))
}

// StatusLimit is an answer's status as the limit of a keyword that is of one.
func StatusLimit(status int) any { return json.Number(strconv.Itoa(status)) }

func breaches(list ...Breach) func(any) []Breach { return func(any) []Breach { return list } }
