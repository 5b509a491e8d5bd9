package spec

import (
	"encoding/json"
	"slices"

	"kycspec/internal/outcome"
)

var typeNames = map[string]string{
	"string": "a text", "integer": "a whole number", "number": "a number",
	"boolean": "true or false", "array": "a list", "object": "an object", "null": "null",
}

// typeOf is the type of a decoded JSON value; of every number it is "number".
func typeOf(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case json.Number:
		return "number"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "null"
}

// TypesOf lists the types that the limit of "type" names: one, or one and null.
func TypesOf(limit any) []string {
	var types []string
	for _, name := range listed(limit) {
		types = append(types, Text(name))
	}
	return types
}

func saysType(limit any) (verb, complement string) {
	if list, isList := limit.([]any); isList {
		return "is", typeNames[Text(list[0])] + " or null"
	}
	return "is", typeNames[Text(limit)]
}

func wantsType(limit any) outcome.Term {
	return outcome.Term{Kind: outcome.WantType, Names: TypesOf(limit)}
}

func allowsType(limit, v any) bool {
	types := TypesOf(limit)
	exact, isNumber := Rational(v)
	return slices.Contains(types, typeOf(v)) || isNumber && exact.IsInt() && slices.Contains(types, "integer")
}

// insideType is a value of each of the types.
func insideType(limit any) []any {
	values := map[string]any{"string": "x", "integer": json.Number("1"), "number": json.Number("1.5"), "boolean": true,
		"array": []any{}, "object": map[string]any{}}
	var list []any
	for _, name := range TypesOf(limit) {
		list = append(list, values[name])
	}
	return list
}

// outsideType is a value of another type, what is taken for a whole number by
// mistake, and null where that is not allowed.
func outsideType(limit any) []Breach {
	types := TypesOf(limit)
	list := []Breach{{Name: "changed", Value: true}}
	if slices.Contains(types, "boolean") {
		list = []Breach{{Name: "changed", Value: "true"}}
	}
	if slices.Contains(types, "integer") {
		list = append(list, Breach{Name: "fraction", Value: json.Number("0.5"), Near: true}, Breach{Name: "text", Value: "1", Near: true})
	}
	if !slices.Contains(types, "null") {
		list = append(list, Breach{Name: "null"})
	}
	return list
}

// comparesTypes: every integer is a number.
func comparesTypes(was, is any) (allOld, allNew bool) {
	within := func(some, all []string) bool {
		return !slices.ContainsFunc(some, func(name string) bool {
			return !slices.Contains(all, name) && (name != "integer" || !slices.Contains(all, "number"))
		})
	}
	return within(TypesOf(was), TypesOf(is)), within(TypesOf(is), TypesOf(was))
}
