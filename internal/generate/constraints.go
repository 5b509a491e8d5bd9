package generate

import (
	"math/big"
	"reflect"
	"slices"
)

// Constraints are what all schemas that judge one value ask of it together, once
// an alternative was chosen wherever there are several. What the schemas rule
// out beyond this is found out by judging.
type Constraints struct {
	Parts []*Node
	Types []string // JSON Schema's; nil: any
	Enum  []any    // nil: any

	Number, Bits, Length, Elements, Size Range

	Step              *big.Rat
	Patterns, Formats []string
	Unique            bool
}

// Merge gathers what schemas ask of one value; choose picks one of several alternatives.
func Merge(nodes []*Node, choose func(alternatives []*Node) *Node) Constraints {
	var c Constraints
	for _, n := range nodes {
		c.add(n, choose)
	}
	return c
}

func (c *Constraints) add(n *Node, choose func([]*Node) *Node) {
	if slices.Contains(c.Parts, n) {
		return
	}
	c.Parts = append(c.Parts, n)
	if n.Types != nil {
		c.Types = common(c.Types, n.Types)
	}
	if n.Enum != nil {
		c.Enum = narrowed(c.Enum, n.Enum)
	}
	c.Number.Narrow(n.Number)
	c.Bits.Narrow(n.Bits)
	c.Length.Narrow(n.Length)
	c.Elements.Narrow(n.Elements)
	c.Size.Narrow(n.Size)
	c.Step = tighter(c.Step, n.Step, -1)
	c.Patterns, c.Formats = append(c.Patterns, n.Patterns...), append(c.Formats, n.Formats...)
	c.Unique = c.Unique || n.Unique
	for _, part := range n.All {
		c.add(part, choose)
	}
	for _, alternatives := range n.Choices {
		if len(alternatives) > 0 {
			c.add(choose(alternatives), choose)
		}
	}
}

// common lists the types that are in both lists; an integer is a number too.
func common(a, b []string) []string {
	if a == nil {
		return b
	}
	list := []string{}
	for _, name := range a {
		switch {
		case slices.Contains(b, name), name == "integer" && slices.Contains(b, "number"):
			list = append(list, name)
		case name == "number" && slices.Contains(b, "integer"):
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

// Properties lists the names that any part knows, sorted, and their schemas;
// without those that do not go this way.
func (c Constraints) Properties() (names []string, schemas map[string][]*Node) {
	schemas = map[string][]*Node{}
	for _, part := range c.Parts {
		for _, name := range part.Names {
			if part.Properties[name].Unsent {
				continue
			}
			if schemas[name] == nil {
				names = append(names, name)
			}
			schemas[name] = append(schemas[name], part.Properties[name])
		}
	}
	slices.Sort(names)
	return names, schemas
}

// Requires says whether a property has to be there.
func (c Constraints) Requires(name string) bool {
	return slices.ContainsFunc(c.Parts, func(n *Node) bool { return slices.Contains(n.Required, name) })
}

// Admits says whether a property of the name may be there.
func (c Constraints) Admits(name string) bool {
	return !slices.ContainsFunc(c.Parts, func(n *Node) bool { return n.Closed && n.Properties[name] == nil })
}

// Unnamed are the schemas of a property that no part names.
func (c Constraints) Unnamed() []*Node {
	return c.parts(func(n *Node) *Node { return n.Additional })
}

// ElementSchemas are the schemas of the elements of a list.
func (c Constraints) ElementSchemas() []*Node {
	return c.parts(func(n *Node) *Node { return n.Items })
}

func (c Constraints) parts(of func(*Node) *Node) []*Node {
	var list []*Node
	for _, part := range c.Parts {
		if inner := of(part); inner != nil {
			list = append(list, inner)
		}
	}
	return list
}

// Allows says whether a value keeps all that is known beforehand.
func (c Constraints) Allows(v any) bool {
	for _, part := range c.Parts {
		for _, keeps := range part.Keeps {
			if !keeps(v) {
				return false
			}
		}
	}
	return true
}
