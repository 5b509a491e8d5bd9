package contract

import (
	"encoding/json"
	"math/big"
	"strconv"
	"unicode/utf8"

	"kycspec/internal/spec"
)

// Edges lists the ids of the request clauses that a valid body holds at their
// very edge: a level that is just the maximum, a text that is just as long as
// it may be, each enum value that it uses, each optional property that it
// leaves out. Nil for a body that is not valid.
func (c *Contract) Edges(text []byte) []string {
	value, duplicates, err := decode(text)
	if err != nil || len(duplicates) > 0 || len(c.request.validate(value)) > 0 {
		return nil
	}
	ids := []string{c.bundle.Manifest.Clauses[c.request.json].ID}
	for _, i := range c.request.clauses {
		clause := c.bundle.Manifest.Clauses[i]
		for _, v := range find(value, spec.SplitPlace(clause.Place)) {
			if c.holds(clause, v) {
				ids = append(ids, clause.ID)
				break
			}
		}
	}
	return ids
}

// find gives every value at a path in a body.
func find(v any, path []string) []any {
	if len(path) == 0 {
		return []any{v}
	}
	var list []any
	switch holder := v.(type) {
	case map[string]any:
		if path[0] == "*" {
			for _, name := range keys(holder) {
				list = append(list, find(holder[name], path[1:])...)
			}
		} else if inner, has := holder[path[0]]; has {
			list = find(inner, path[1:])
		}
	case []any:
		if path[0] == "[]" {
			for _, inner := range holder {
				list = append(list, find(inner, path[1:])...)
			}
		}
	}
	return list
}

// holds says whether a valid value stands at the very edge of a clause.
func (c *Contract) holds(clause spec.Clause, v any) bool {
	switch clause.Keyword {
	case "type":
		return v != nil
	case "required":
		return !lacks(v, clause.Value)
	case "optional":
		_, isObject := v.(map[string]any)
		return isObject && lacks(v, clause.Value)
	case "additionalProperties":
		return clause.Value == true && c.hasUnnamed(clause, v)
	case "enum":
		_, isList := clause.Value.([]any)
		return !isList && encode(clause.Value) == encode(v)
	case "minimum", "maximum":
		return compare(v, clause.Value) == 0
	case "exclusiveMinimum", "exclusiveMaximum":
		return isNext(v, clause.Value)
	case "minLength", "maxLength":
		text, ok := v.(string)
		return ok && compare(json.Number(strconv.Itoa(utf8.RuneCountInString(text))), clause.Value) == 0
	case "minItems", "maxItems":
		list, ok := v.([]any)
		return ok && compare(json.Number(strconv.Itoa(len(list))), clause.Value) == 0
	case "minProperties", "maxProperties":
		object, ok := v.(map[string]any)
		return ok && compare(json.Number(strconv.Itoa(len(object))), clause.Value) == 0
	case "pattern", "format", "multipleOf", "uniqueItems", "oneOf", "anyOf", "not":
		return v != nil
	}
	return false
}

// hasUnnamed says whether an object has a property that the contract does not name.
func (c *Contract) hasUnnamed(clause spec.Clause, v any) bool {
	object, ok := v.(map[string]any)
	if !ok {
		return false
	}
	named := map[string]bool{}
	for _, child := range c.children(clause.Place) {
		named[child] = true
	}
	for name := range object {
		if !named[name] {
			return true
		}
	}
	return false
}

// children lists the properties that the contract names at a place of the request.
func (c *Contract) children(place string) []string {
	depth := len(spec.SplitPlace(place))
	var list []string
	for _, i := range c.request.clauses {
		clause := c.bundle.Manifest.Clauses[i]
		path := spec.SplitPlace(clause.Place)
		if len(path) == depth+1 && within(path, spec.SplitPlace(place)) {
			list = append(list, path[depth])
		}
		if name, ok := clause.Value.(string); ok && clause.Place == place && (clause.Keyword == "required" || clause.Keyword == spec.KeywordOptional) {
			list = append(list, name)
		}
	}
	return list
}

func within(path, parent []string) bool {
	for i, token := range parent {
		if i >= len(path) || path[i] != token {
			return false
		}
	}
	return true
}

// compare orders two JSON numbers; values that are none are unequal to all.
func compare(a, b any) int {
	x, ok := rational(a)
	y, also := rational(b)
	if !ok || !also {
		return -2
	}
	return x.Cmp(y)
}

// isNext says whether a whole number is the first one past an exclusive bound.
func isNext(v, bound any) bool {
	x, ok := rational(v)
	y, also := rational(bound)
	if !ok || !also {
		return false
	}
	distance := new(big.Rat).Sub(x, y)
	return distance.Abs(distance).Cmp(big.NewRat(1, 1)) == 0
}

func rational(v any) (*big.Rat, bool) {
	number, ok := v.(json.Number)
	if !ok {
		return nil, false
	}
	return new(big.Rat).SetString(string(number))
}
