package contract

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"unicode/utf8"

	"kycspec/internal/spec"
)

// longest is how many characters of a value are shown.
const longest = 60

// elide shortens a text to what is worth showing, as a quoted string.
func elide(text string) string {
	runes := []rune(text)
	if len(runes) <= longest {
		return fmt.Sprintf("%q", text)
	}
	return fmt.Sprintf("%q… (%d characters)", string(runes[:longest-20]), len(runes))
}

// show writes a JSON value, shortened.
func show(v any) string {
	switch v := v.(type) {
	case string:
		if utf8.RuneCountInString(v) > longest {
			return elide(v)
		}
	case map[string]any:
		if text := encode(v); len(text) <= longest {
			return text
		}
		return "an object with " + strings.Join(keys(v), ", ")
	case []any:
		if text := encode(v); len(text) <= longest {
			return text
		}
		return fmt.Sprintf("a list of %d", len(v))
	}
	text := encode(v)
	if len(text) > 2*longest {
		return text[:longest] + "…"
	}
	return text
}

func keys(object map[string]any) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

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

// got says what came where a clause was broken.
func got(c spec.Clause, v any) string {
	switch c.Keyword {
	case "required":
		if object, ok := v.(map[string]any); ok {
			if len(object) == 0 {
				return "an empty object"
			}
			return "only " + strings.Join(keys(object), ", ")
		}
	case "minLength", "maxLength":
		if text, ok := v.(string); ok && utf8.RuneCountInString(text) <= longest {
			return fmt.Sprintf("%s (%s)", show(v), count(json.Number(fmt.Sprint(utf8.RuneCountInString(text))), "Length"))
		}
	case "minItems", "maxItems":
		if list, ok := v.([]any); ok {
			return count(len(list), "Items")
		}
	}
	return show(v)
}

// statusText is a status with its name: "404 Not Found".
func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
