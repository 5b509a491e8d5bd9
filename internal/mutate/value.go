package mutate

import (
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// named is a value with the way in which it breaks a clause.
type named struct {
	name  string
	value any
}

// longestText is the most characters of a text that breaks a length: with more, an
// answer is larger than clients read, and its length is the least that is wrong with it.
const longestText = 1 << 19

// breakingValues lists values that break a clause when they stand at its place.
func breakingValues(c spec.Clause) []named {
	switch c.Keyword {
	case "type":
		return wrongTypes(c)
	case "enum":
		return []named{{"left", unlisted(c.Value)}}
	case "minLength":
		if n := whole(c.Value); n > 0 {
			return []named{{"passed", strings.Repeat("A", n-1)}}
		}
	case "maxLength":
		if n := whole(c.Value); n < longestText {
			return []named{{"passed", strings.Repeat("A", n+1)}}
		}
	case "minimum", "exclusiveMinimum":
		return []named{{"passed", shifted(c.Value, -1)}}
	case "maximum", "exclusiveMaximum":
		return []named{{"passed", shifted(c.Value, 1)}}
	case "multipleOf":
		return []named{{"left", json.Number(fmt.Sprintf("%v", halved(c.Value)))}}
	case "pattern":
		return unmatched(c.Value)
	case "format":
		return unformatted(c.Value)
	case "oneOf", "anyOf":
		return []named{{"none", true}, {"null", nil}, {"list", []any{}}}
	case spec.KeywordNull:
		return []named{{"text", "QUJDRA=="}}
	case spec.KeywordNotNull:
		return []named{{"null", nil}}
	case spec.KeywordBase64:
		return []named{{"null", nil}, {"empty", ""}, {"cut", "QUJDR"}}
	case spec.KeywordHTTPStatus:
		return []named{{"another", json.Number(fmt.Sprint(http.StatusTeapot))}}
	}
	return nil
}

// wrongTypes are a value of another type, and null where that is not allowed.
func wrongTypes(c spec.Clause) []named {
	allowed := allowedTypes(c)
	values := []named{{"changed", true}}
	if slices.Contains(allowed, "boolean") {
		values = []named{{"changed", "true"}}
	}
	if slices.Contains(allowed, "integer") && !strings.Contains(c.ID, "Of/") {
		values = append(values, named{"fraction", json.Number("0.5")}, named{"text", "1"})
	}
	if !slices.Contains(allowed, "null") {
		values = append(values, named{"null", nil})
	}
	return values
}

// allowedTypes are the types that a clause names.
func allowedTypes(c spec.Clause) []string {
	list, ok := c.Value.([]any)
	if !ok {
		return []string{fmt.Sprint(c.Value)}
	}
	var allowed []string
	for _, name := range list {
		allowed = append(allowed, fmt.Sprint(name))
	}
	return allowed
}

// unlisted is a value that a list of values does not have.
func unlisted(list any) any {
	values, _ := list.([]any)
	if len(values) > 0 {
		if text, ok := values[0].(string); ok {
			return text + "_OTHER"
		}
	}
	return "something that is not listed"
}

// unmatched is a text that a pattern does not match.
func unmatched(pattern any) []named {
	re, err := regexp.Compile(fmt.Sprint(pattern))
	if err != nil {
		return nil
	}
	for _, text := range []string{"QUJD RA==", "!", "ü", "", "x", "0"} {
		if !re.MatchString(text) {
			return []named{{"broken", text}}
		}
	}
	return nil
}

func unformatted(format any) []named {
	switch format {
	case "int32":
		return []named{{"too-large", json.Number("2147483648")}, {"too-small", json.Number("-2147483649")}}
	case "int64":
		return []named{{"too-large", json.Number("9223372036854775808")}}
	}
	return []named{{"broken", "no such thing"}}
}

func whole(v any) int {
	exact, ok := new(big.Rat).SetString(fmt.Sprint(v))
	if !ok || !exact.IsInt() || !exact.Num().IsInt64() {
		return 0
	}
	return int(exact.Num().Int64())
}

func shifted(v any, by int64) json.Number {
	exact, ok := new(big.Rat).SetString(fmt.Sprint(v))
	if !ok {
		return "0"
	}
	return spec.Decimal(exact.Add(exact, big.NewRat(by, 1)))
}

func halved(v any) string {
	exact, ok := new(big.Rat).SetString(fmt.Sprint(v))
	if !ok {
		return "0.5"
	}
	return exact.Quo(exact, big.NewRat(2, 1)).FloatString(9)
}
