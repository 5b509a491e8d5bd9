package contract

import (
	"fmt"

	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// mostValues is how many of the allowed values are listed.
const mostValues = 6

// want is what a clause asks of a value.
func want(c spec.Clause) outcome.Term {
	text := fmt.Sprint(c.Value)
	switch c.Keyword {
	case "type":
		return outcome.Term{Kind: outcome.WantType, Names: texts(c.Value)}
	case "enum":
		return wantEnum(c.Value)
	case "required":
		return outcome.Term{Kind: outcome.WantProperty, Text: text}
	case "additionalProperties":
		return outcome.Term{Kind: outcome.WantNamedOnly}
	case "minimum", "minLength", "minItems", "minProperties":
		return outcome.Term{Kind: outcome.WantAtLeast, Text: text, Unit: units[c.Keyword]}
	case "maximum", "maxLength", "maxItems", "maxProperties":
		return outcome.Term{Kind: outcome.WantAtMost, Text: text, Unit: units[c.Keyword]}
	case "exclusiveMinimum":
		return outcome.Term{Kind: outcome.WantMoreThan, Text: text}
	case "exclusiveMaximum":
		return outcome.Term{Kind: outcome.WantLessThan, Text: text}
	case "pattern":
		return outcome.Term{Kind: outcome.WantPattern, Text: text}
	case "format":
		return outcome.Term{Kind: outcome.WantFormat, Text: text}
	case "oneOf":
		return outcome.Term{Kind: outcome.WantOneForm, Text: text}
	case "anyOf":
		return outcome.Term{Kind: outcome.WantAnyForm, Text: text}
	case "multipleOf":
		return outcome.Term{Kind: outcome.WantMultiple, Text: text}
	case "uniqueItems":
		return outcome.Term{Kind: outcome.WantUnique}
	case "not":
		return outcome.Term{Kind: outcome.WantNot}
	}
	return outcome.Term{Kind: outcome.WantSchema, Text: text}
}

var units = map[string]outcome.Unit{
	"minLength": outcome.Characters, "maxLength": outcome.Characters,
	"minItems": outcome.Elements, "maxItems": outcome.Elements,
	"minProperties": outcome.Properties, "maxProperties": outcome.Properties,
}

func texts(v any) []string {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	words := make([]string, len(list))
	for i, item := range list {
		words[i] = fmt.Sprint(item)
	}
	return words
}

func wantEnum(v any) outcome.Term {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	term := outcome.Term{Kind: outcome.WantEnum}
	for i, item := range list {
		if i == mostValues && len(list) > mostValues+1 {
			term.More = len(list) - i
			break
		}
		term.Names = append(term.Names, encode(item))
	}
	return term
}
