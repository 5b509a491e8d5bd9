// Package generate makes values that a JSON Schema allows, or parts of them: the
// plainest there is, for the samples that a contract is shown by, or one that is
// drawn by chance, for exploration. It is told what to allow by a [Node], and
// knows no keyword's name; package spec, which has the table of keywords, makes
// nodes of schemas.
package generate

import (
	"math/big"
	"slices"
)

// Node is what one JSON Schema (draft 2020-12) asks of a value, its references
// followed. A schema that contains itself is a cycle of nodes.
type Node struct {
	Types []string // nil: any
	Enum  []any    // nil: any

	Number   Range // the amount of a number
	Bits     Range // into which a number has to fit as computers count; see formats
	Length   Range // the characters of a text
	Elements Range // of a list
	Size     Range // the properties of an object
	Step     *big.Rat
	Patterns []string // for RE2
	Formats  []string
	Unique   bool

	Properties map[string]*Node
	Names      []string // of the properties, sorted
	Required   []string
	Closed     bool  // no properties but those that are named
	Additional *Node // what other properties must be; nil: anything
	Items      *Node

	All     []*Node
	Choices [][]*Node // each is a oneOf or an anyOf
	Not     *Node

	// Keeps are what every value has to keep: all that is known beforehand.
	Keeps []func(v any) bool

	Examples []any // the one to be preferred first; they may be of an older contract
	Unsent   bool  // the value does not go this way: readOnly in a request, writeOnly in an answer
}

// Range is between what a size must be; nil is no bound.
type Range struct {
	Least, Most  *big.Rat
	Above, Below *big.Rat // which are out of it themselves
}

// Narrow takes what is within both ranges.
func (r *Range) Narrow(other Range) {
	r.Least, r.Most = tighter(r.Least, other.Least, 1), tighter(r.Most, other.Most, -1)
	r.Above, r.Below = tighter(r.Above, other.Above, 1), tighter(r.Below, other.Below, -1)
}

// tighter is the greater of two bounds for sign 1, the lesser for -1; either may be nil.
func tighter(a, b *big.Rat, sign int) *big.Rat {
	if a == nil || b != nil && a.Cmp(b)*sign < 0 {
		return b
	}
	return a
}

// MostCharacters bounds a text or a list that is made.
const MostCharacters = 100_000

// Counts are the bounds as counts; most is -1 where there is none.
func (r Range) Counts() (least, most int) {
	count := func(bound *big.Rat, none int) int {
		if bound == nil || !bound.IsInt() || !bound.Num().IsInt64() {
			return none
		}
		return int(min(bound.Num().Int64(), MostCharacters))
	}
	return count(r.Least, 0), count(r.Most, -1)
}

// Tokens of a place that stand for many.
const (
	Element = "[]" // of a list
	Other   = "*"  // a property that the schema does not name
)

// At lists the schemas that judge the values at a path, every alternative included.
func (n *Node) At(path []string) []*Node {
	level := n.Everywhere(nil)
	for _, token := range path {
		var next []*Node
		for _, part := range level {
			if inner := part.child(token); inner != nil {
				next = inner.Everywhere(next)
			}
		}
		level = next
	}
	return level
}

// child is the schema of what a token of a place leads to; nil for none.
func (n *Node) child(token string) *Node {
	if property := n.Properties[token]; property != nil {
		return property
	}
	switch token {
	case Element:
		return n.Items
	case Other:
		return n.Additional
	}
	return nil
}

// Everywhere appends the node and all that judge the same value.
func (n *Node) Everywhere(list []*Node) []*Node {
	if slices.Contains(list, n) {
		return list
	}
	list = append(list, n)
	for _, part := range append(slices.Clone(n.Choices), n.All) {
		for _, inner := range part {
			list = inner.Everywhere(list)
		}
	}
	return list
}
