package spec

import (
	"encoding/json"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"unicode/utf8"
)

// facets are the schemas that all judge one value.
type facets []*schema

// kind is the type of the value; empty where any is allowed.
func (all facets) kind() string {
	for _, s := range all {
		if s.typ != "" {
			return s.typ
		}
	}
	for _, s := range all {
		if len(s.properties) > 0 {
			return "object"
		}
	}
	return ""
}

// composes says whether the value is to be made of parts: it has parts that
// are described, or an example that has some.
func (all facets) composes(shown []any) bool {
	for _, s := range all {
		if len(s.properties) > 0 || len(s.required) > 0 || s.items != nil || s.additional != nil {
			return true
		}
	}
	for _, v := range shown {
		switch v.(type) {
		case map[string]any, []any:
			return true
		}
	}
	return false
}

func (all facets) listed() []any {
	for _, s := range all {
		if len(s.enum) > 0 {
			return values(s.enum)
		}
	}
	return nil
}

// properties lists the names that a body going this way has, in the document's
// order, each with every schema that describes it.
func (all facets) properties() (names []string, schemas map[string][]*schema) {
	schemas = map[string][]*schema{}
	for _, s := range all {
		for _, p := range s.properties {
			if p.schema.base().unsent(s.way) {
				continue
			}
			if schemas[p.name] == nil {
				names = append(names, p.name)
			}
			schemas[p.name] = append(schemas[p.name], p.schema)
		}
	}
	return names, schemas
}

func (all facets) required() map[string]bool {
	required := map[string]bool{}
	for _, s := range all {
		for _, w := range s.requiredHere() {
			required[w.value.(string)] = true
		}
	}
	return required
}

func (all facets) additional() []*schema {
	var list []*schema
	for _, s := range all {
		if s.additional != nil {
			list = append(list, s.additional)
		}
	}
	return list
}

// word is the first value of a keyword that counts something.
func (all facets) word(name string) (n int, found bool) {
	for _, s := range all {
		for _, w := range s.words {
			if number, ok := w.value.(json.Number); ok && w.name == name {
				count, _ := number.Int64()
				return int(min(count, 1<<20)), true
			}
		}
	}
	return 0, false
}

// atLeast is the bound of a "min" keyword, 0 where there is none.
func (all facets) atLeast(name string) int {
	n, _ := all.word(name)
	return n
}

// allow says whether a scalar is of the type, in the lists and within the bounds.
func (all facets) allow(v any) bool {
	for _, s := range all {
		if !s.allows(v) {
			return false
		}
	}
	return true
}

func (s *schema) allows(v any) bool {
	if len(s.enum) > 0 && !contains(values(s.enum), v) {
		return false
	}
	if v == nil {
		return s.typ == "" || s.nullable
	}
	isType := map[string]bool{"": true}
	switch v := v.(type) {
	case string:
		isType["string"] = true
	case bool:
		isType["boolean"] = true
	case json.Number:
		exact, ok := Rational(v)
		isType["number"], isType["integer"] = ok, ok && exact.IsInt()
	case []any:
		isType["array"] = true
	case map[string]any:
		isType["object"] = true
	}
	if !isType[s.typ] {
		return false
	}
	for _, w := range s.words {
		if !w.allows(v) {
			return false
		}
	}
	return true
}

func contains(list []any, v any) bool {
	return slices.ContainsFunc(list, func(other any) bool { return Same(other, v) })
}

// Same says whether two values are one in JSON Schema: 4 is 4.0 (draft 2020-12,
// core section 4.2.2).
func Same(a, b any) bool {
	m, ok := Rational(a)
	n, both := Rational(b)
	if ok && both {
		return m.Cmp(n) == 0
	}
	return reflect.DeepEqual(a, b)
}

// allows judges a scalar by one keyword; what does not apply to its type allows it.
func (w word) allows(v any) bool {
	if value, ok := v.(string); ok {
		length := int64(utf8.RuneCountInString(value))
		switch w.name {
		case "minLength", "maxLength":
			bound, _ := w.value.(json.Number).Int64()
			return w.name == "minLength" && length >= bound || w.name == "maxLength" && length <= bound
		case "pattern":
			return regexp.MustCompile(w.value.(string)).MatchString(value)
		}
		return true
	}
	exact, ok := Rational(v)
	if !ok {
		return true
	}
	if bits := map[any]int{"int32": 31, "int64": 63}[w.value]; w.name == "format" && bits > 0 {
		limit := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(bits)))
		return exact.Cmp(limit) < 0 && exact.Cmp(new(big.Rat).Neg(limit)) >= 0
	}
	bound, ok := Rational(w.value)
	if !ok {
		return true
	}
	switch w.name {
	case "minimum":
		return exact.Cmp(bound) >= 0
	case "maximum":
		return exact.Cmp(bound) <= 0
	case "exclusiveMinimum":
		return exact.Cmp(bound) > 0
	case "exclusiveMaximum":
		return exact.Cmp(bound) < 0
	case "multipleOf":
		return new(big.Rat).Quo(exact, bound).IsInt()
	}
	return true
}
