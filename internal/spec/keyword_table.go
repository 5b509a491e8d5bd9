package spec

import (
	"fmt"
	"regexp"
	"strings"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
)

// keywords is the table of JSON Schema's keywords (draft 2020-12, Validation):
// one row for each of which there are clauses. To add a keyword, add its row
// here, and its limits to TestEveryRowOfTheTable.
var keywords = []Keyword{
	{
		Name: KeywordType, Says: saysType, Wants: wantsType,
		Allows: allowsType, Inside: insideType, Outside: outsideType, Compares: comparesTypes,
		NoBoundary: true, Structural: true,
	},
	{
		Name: KeywordEnum, Says: saysEnum, Wants: wantsEnum,
		Allows: allowsEnum, Inside: listed, Outside: outsideEnum,
		Selects: true, BesideType: true,
	},

	{Name: "minimum", Side: Lower, BesideType: true, read: readNumber},
	{Name: "maximum", Side: Upper, BesideType: true, read: readNumber},
	{Name: "exclusiveMinimum", Side: Lower, Exclusive: true, BesideType: true, read: readTrue},
	{Name: "exclusiveMaximum", Side: Upper, Exclusive: true, BesideType: true, read: readTrue},
	{
		Name: "multipleOf", Verb: "is", Wants: wantsLimit(outcome.WantMultiple, ""), Types: []string{"number"},
		Allows: isMultiple, Inside: func(limit any) []any { return []any{limit} }, Outside: outsideMultiples, Compares: comparesMultiples,
		NoBoundary: true, BesideType: true, read: readAboveZero,
		constrain: func(n *generate.Node, limit any) { n.Step, _ = Rational(limit) },
	},

	{Name: "minLength", Unit: outcome.Characters, Side: Lower, read: readCount},
	{Name: "maxLength", Unit: outcome.Characters, Side: Upper, read: readCount},
	{
		Name: KeywordPattern, Says: says("matches", "%s"), Wants: wantsLimit(outcome.WantPattern, ""), Types: []string{"string"},
		Allows:     func(limit, v any) bool { return regexp.MustCompile(limit.(string)).MatchString(v.(string)) },
		Inside:     insidePattern,
		Outside:    outsidePattern,
		NoBoundary: true, Selects: true, read: readPattern,
		constrain: func(n *generate.Node, limit any) { n.Patterns = []string{Text(limit)} },
	},
	{
		Name: KeywordFormat, Says: saysFormat, Wants: wantsLimit(outcome.WantFormat, ""), judges: judgesFormat,
		Allows: allowsFormat, Inside: insideFormat, Outside: outsideFormat, Compares: comparesFormats,
		NoBoundary: true, Selects: true, read: readText("a format's name"), constrain: constrainFormat,
	},

	{Name: "minItems", Unit: outcome.Elements, Side: Lower, read: readCount},
	{Name: "maxItems", Unit: outcome.Elements, Side: Upper, read: readCount},
	{
		Name: KeywordUnique, Verb: "has", Wants: wants(outcome.WantUnique), Types: []string{"array"},
		Inside:  func(any) []any { return []any{numbered(2)} },
		Outside: func(any) []Breach { return []Breach{{Name: "size", Says: wrongSize, Change: repeated(1)}} },

		NoBoundary: true, read: readTrue, constrain: func(n *generate.Node, _ any) { n.Unique = true },
	},

	{Name: "minProperties", Unit: outcome.Properties, Side: Lower, read: readCount},
	{Name: "maxProperties", Unit: outcome.Properties, Side: Upper, read: readCount},
	{
		Name: KeywordRequired, Says: says("has", "the property %s"), Wants: wantsLimit(outcome.WantProperty, ""),
		Types:      []string{"object"},
		Inside:     func(limit any) []any { return []any{map[string]any{fmt.Sprint(limit): nil}} },
		Outside:    outsideRequired,
		Structural: true,
	},
	{
		Name: KeywordAdditional, Says: saysAdditional, Wants: wants(outcome.WantNamedOnly), Types: []string{"object"},
		Inside: insideAdditional, Outside: outsideAdditional,
		Compares: func(_, is any) (allOld, allNew bool) { return is == true, is != true },
		Permits:  func(limit any) bool { return limit == true },
	},

	{Name: KeywordOneOf, Verb: "has", Wants: wantsLimit(outcome.WantOneForm, ""), Outside: outsideAlternatives, Compares: comparesCounts, NoBoundary: true, Composed: true},
	{Name: KeywordAnyOf, Verb: "has", Wants: wantsLimit(outcome.WantAnyForm, ""), Outside: outsideAlternatives, Compares: comparesCounts, NoBoundary: true, Composed: true},
	{Name: KeywordNot, Verb: "is", Wants: wants(outcome.WantNot), NoBoundary: true, Selects: true, Composed: true},
}

// says makes the words of a keyword whose limit, if it is said at all, stands at %s.
func says(verb, complement string) func(any) (string, string) {
	return func(limit any) (string, string) {
		return verb, strings.ReplaceAll(complement, "%s", Text(limit))
	}
}

// wants makes a term that says no limit.
func wants(kind outcome.TermKind) func(any) outcome.Term {
	return func(any) outcome.Term { return outcome.Term{Kind: kind} }
}

// wantsLimit makes a term that says the limit, in units if there is one.
func wantsLimit(kind outcome.TermKind, unit outcome.Unit) func(any) outcome.Term {
	return func(limit any) outcome.Term { return outcome.Term{Kind: kind, Text: fmt.Sprint(limit), Unit: unit} }
}
