package spec

import (
	"encoding/json"
	"reflect"
	"slices"

	"kycspec/internal/outcome"
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

// limit is the first value of a keyword that bounds what is counted at an end.
func (all facets) limit(unit outcome.Unit, side Side) (n int, found bool) {
	for _, s := range all {
		for _, w := range s.words {
			row := KeywordNamed(w.name)
			if number, ok := w.value.(json.Number); ok && row.Bounds(unit, side) {
				count, _ := number.Int64()
				return int(min(count, 1<<20)), true
			}
		}
	}
	return 0, false
}

// atLeast is how many there must be, 0 where nothing says so.
func (all facets) atLeast(unit outcome.Unit) int {
	n, _ := all.limit(unit, Lower)
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
	if s.typ != "" && !allowsType(s.typ, v) {
		return false
	}
	for _, w := range s.words {
		if row := KeywordNamed(w.name); row.Judges(w.value, v) && row.Allows != nil && !row.Allows(w.value, v) {
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
