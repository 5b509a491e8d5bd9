package spec

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// sentence says a clause of a body in words for people who read no schemas. The
// forms are the alternatives that it is a clause of, the outermost first.
func sentence(c Clause, forms []form) string {
	said := body(c) + thing(c.Place) + " " + predicate(c)
	if len(forms) == 0 {
		return said + "."
	}
	words := make([]string, 0, len(forms))
	for _, f := range slices.Backward(forms) {
		word := fmt.Sprintf("form %d of %d", f.number, f.of)
		if f.place != c.Place {
			word += " of " + thing(f.place)
		}
		words = append(words, word)
	}
	return said + " (" + strings.Join(words, ", in ") + ")."
}

// form is one of several alternatives for the value at a place.
type form struct {
	number, of int
	place      string
}

func body(c Clause) string {
	switch {
	case c.Part == RequestPart:
		return "In a request, "
	case c.Status == "default":
		return "In any other answer, "
	default:
		return "In a " + c.Status + " answer, "
	}
}

// thing names a place: "customer.wallet.address" is "the address of the wallet of the customer".
func thing(place string) string {
	path := SplitPlace(place)
	if len(path) == 0 {
		return "the body"
	}
	words := make([]string, 0, len(path))
	for i := len(path) - 1; i >= 0; i-- {
		switch path[i] {
		case "[]":
			words = append(words, "each element")
		case "*":
			words = append(words, "each other property")
		default:
			words = append(words, "the "+strings.ReplaceAll(path[i], "_", " "))
		}
	}
	return strings.Join(words, " of ")
}

var typeNames = map[string]string{
	"string": "a text", "integer": "a whole number", "number": "a number",
	"boolean": "true or false", "array": "a list", "object": "an object", "null": "null",
}

func predicate(c Clause) string {
	v := text(c.Value)
	switch c.Keyword {
	case "type":
		if list, ok := c.Value.([]any); ok {
			return "is " + typeNames[text(list[0])] + " or null"
		}
		return "is " + typeNames[v]
	case "enum":
		if list, ok := c.Value.([]any); ok {
			return "is " + oneOf(list)
		}
		return "may be " + shown(c.Value)
	case "required":
		return "has the property " + v
	case "optional":
		return "may come without the property " + v
	case "format":
		if v == "int32" || v == "int64" {
			return "fits in " + v[len("int"):] + " bits"
		}
	case "additionalProperties":
		if c.Value == false {
			return "has no properties but those that the contract names"
		}
		return "may have properties that the contract does not name"
	case "oneOf":
		return "has exactly one of " + v + " forms"
	case "anyOf":
		return "has at least one of " + v + " forms"
	case "not":
		return "is not what the contract rules out"
	}
	words, known := predicates[c.Keyword]
	switch {
	case !known:
		return c.Keyword + " " + v
	case !strings.Contains(words, "%s"):
		return words
	case v == "1":
		words = strings.NewReplacer("characters", "character", "elements", "element", "properties", "property").Replace(words)
	}
	return fmt.Sprintf(words, v)
}

var predicates = map[string]string{
	"minimum":          "is at least %s",
	"maximum":          "is at most %s",
	"exclusiveMinimum": "is more than %s",
	"exclusiveMaximum": "is less than %s",
	"multipleOf":       "is a multiple of %s",
	"minLength":        "is at least %s characters long",
	"maxLength":        "is at most %s characters long",
	"pattern":          "matches %s",
	"format":           "is written as %s",
	"minItems":         "has at least %s elements",
	"maxItems":         "has at most %s elements",
	"uniqueItems":      "has no element twice",
	"minProperties":    "has at least %s properties",
	"maxProperties":    "has at most %s properties",
	"json":             "is one whole JSON document, no key in it twice",
}

// oneOf names up to six values.
func oneOf(list []any) string {
	words := make([]string, 0, len(list))
	for i, v := range list {
		if i == 6 && len(list) > 7 {
			return "one of " + strings.Join(words, ", ") + fmt.Sprintf(" and %d more", len(list)-i)
		}
		words = append(words, shown(v))
	}
	if len(words) == 1 {
		return words[0]
	}
	return "one of " + strings.Join(words, ", ")
}

// text is a JSON value as it stands in an id: a string, unless it is empty, without its quotes.
func text(v any) string {
	if s, ok := v.(string); ok && s != "" {
		return s
	}
	out, _ := json.Marshal(v)
	return string(out)
}

// shown is a value as a sentence has it.
func shown(v any) string {
	if v == "" {
		return "an empty text"
	}
	return text(v)
}
