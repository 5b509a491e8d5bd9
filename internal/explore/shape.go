package explore

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
)

// shape is what all schemas that judge one value ask of it together, once an
// alternative was chosen wherever there are several.
type shape struct {
	parts []*node
	kinds []string // JSON Schema's types; nil: any
	enum  []any    // nil: any
}

// shaped merges schemas. What they rule out beyond this is found out by judging.
func shaped(nodes []*node, chance *rand.Rand) shape {
	var s shape
	for _, n := range nodes {
		s.add(n, chance)
	}
	return s
}

func (s *shape) add(n *node, chance *rand.Rand) {
	if slices.Contains(s.parts, n) {
		return
	}
	s.parts = append(s.parts, n)
	if n.types != nil {
		s.kinds = common(s.kinds, n.types)
	}
	if n.enum != nil {
		s.enum = narrowed(s.enum, n.enum)
	}
	for _, part := range n.all {
		s.add(part, chance)
	}
	for _, choices := range n.choices {
		if len(choices) > 0 {
			s.add(choices[chance.IntN(len(choices))], chance)
		}
	}
}

// common lists the types that are in both lists; an integer is a number too.
func common(a, b []string) []string {
	if a == nil {
		return b
	}
	list := []string{}
	for _, kind := range a {
		switch {
		case slices.Contains(b, kind), kind == "integer" && slices.Contains(b, "number"):
			list = append(list, kind)
		case kind == "number" && slices.Contains(b, "integer"):
			list = append(list, "integer")
		}
	}
	return list
}

func narrowed(a, b []any) []any {
	if a == nil {
		return b
	}
	list := []any{}
	for _, v := range a {
		if slices.ContainsFunc(b, func(w any) bool { return reflect.DeepEqual(v, w) }) {
			list = append(list, v)
		}
	}
	return list
}

// bound is the tightest value of a keyword that bounds a number or a count; nil where there is none.
func (s shape) bound(word string) *big.Rat {
	var tightest *big.Rat
	isLeast := strings.Contains(strings.ToLower(word), "min")
	for _, part := range s.parts {
		bound := rational(part.words[word])
		if bound != nil && (tightest == nil || isLeast == (bound.Cmp(tightest) > 0)) {
			tightest = bound
		}
	}
	return tightest
}

// count is a bound as a count, and a default where there is none.
func (s shape) count(word string, otherwise int) int {
	bound := s.bound(word)
	if bound == nil || !bound.IsInt() || !bound.Num().IsInt64() {
		return otherwise
	}
	return int(min(bound.Num().Int64(), mostCharacters))
}

// words are the texts that a keyword has in any of the parts.
func (s shape) words(word string) []string {
	var list []string
	for _, part := range s.parts {
		if text, ok := part.words[word].(string); ok {
			list = append(list, text)
		}
	}
	return list
}

// properties lists the names that any part knows, and their schemas.
func (s shape) properties() (names []string, schemas map[string][]*node) {
	schemas = map[string][]*node{}
	for _, part := range s.parts {
		for _, name := range part.names {
			if schemas[name] == nil {
				names = append(names, name)
			}
			schemas[name] = append(schemas[name], part.properties[name])
		}
	}
	slices.Sort(names)
	return names, schemas
}

func (s shape) requires(name string) bool {
	return slices.ContainsFunc(s.parts, func(n *node) bool { return slices.Contains(n.required, name) })
}

// admits says whether a property of the name may be there.
func (s shape) admits(name string) bool {
	return !slices.ContainsFunc(s.parts, func(n *node) bool { return n.closed && n.properties[name] == nil })
}

// unnamed are the schemas of a property that no part names.
func (s shape) unnamed() []*node {
	var list []*node
	for _, part := range s.parts {
		if part.additional != nil {
			list = append(list, part.additional)
		}
	}
	return list
}

func (s shape) elements() []*node {
	var list []*node
	for _, part := range s.parts {
		if part.items != nil {
			list = append(list, part.items)
		}
	}
	return list
}

// rational is a number of JSON, exact; nil for anything else.
func rational(v any) *big.Rat {
	number, ok := v.(json.Number)
	if !ok {
		return nil
	}
	exact, ok := new(big.Rat).SetString(string(number))
	if !ok {
		return nil
	}
	return exact
}
