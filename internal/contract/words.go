package contract

import (
	"fmt"
	"net/http"
	"strings"

	"kycspec/internal/spec"
)

// want says what a clause asks of a value.
func want(c spec.Clause) string {
	v := c.Value
	switch c.Keyword {
	case "type":
		if list, ok := v.([]any); ok {
			return fmt.Sprintf("%v or %v", list[0], list[1])
		}
		return fmt.Sprint(v)
	case "enum":
		return wantEnum(v)
	case "required":
		return fmt.Sprintf("the property %q", v)
	case "additionalProperties":
		return "no properties but those that the contract names"
	case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum":
		words := map[string]string{"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "exclusiveMaximum": "less than"}
		return fmt.Sprintf("%s %v", words[c.Keyword], v)
	case "minLength", "minItems", "minProperties":
		return fmt.Sprintf("at least %s", count(v, strings.TrimPrefix(c.Keyword, "min")))
	case "maxLength", "maxItems", "maxProperties":
		return fmt.Sprintf("at most %s", count(v, strings.TrimPrefix(c.Keyword, "max")))
	case "pattern":
		return fmt.Sprintf("a text that matches %v", v)
	case "format":
		return fmt.Sprintf("the format %v", v)
	case "oneOf":
		return fmt.Sprintf("exactly one of %v forms", v)
	case "anyOf":
		return fmt.Sprintf("at least one of %v forms", v)
	case "multipleOf":
		return fmt.Sprintf("a multiple of %v", v)
	case "uniqueItems":
		return "no element twice"
	case "not":
		return "not what the contract rules out"
	case spec.KeywordJSON:
		return "one JSON document"
	}
	return strings.TrimSuffix(c.Sentence, ".")
}

func wantEnum(v any) string {
	list, ok := v.([]any)
	if !ok {
		return encode(v)
	}
	words := make([]string, 0, len(list))
	for i, item := range list {
		if i == 6 && len(list) > 7 {
			words = append(words, fmt.Sprintf("%d more", len(list)-i))
			break
		}
		words = append(words, encode(item))
	}
	if len(words) == 1 {
		return words[0]
	}
	return "one of " + strings.Join(words, ", ")
}

var units = map[string]string{"Length": "character", "Items": "element", "Properties": "property"}

func count(n any, what string) string {
	unit := units[what]
	if fmt.Sprint(n) == "1" {
		return "1 " + unit
	}
	if unit == "property" {
		return fmt.Sprintf("%v properties", n)
	}
	return fmt.Sprintf("%v %ss", n, unit)
}

// statusText is a status with its name: "404 Not Found".
func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
