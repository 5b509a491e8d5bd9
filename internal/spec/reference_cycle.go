package spec

import "fmt"

// beside lists the schemas that judge the same value as s: what it refers to,
// its parts and its alternatives.
func (s *schema) beside() []*schema {
	var list []*schema
	if s.target != nil {
		list = append(list, s.target)
	}
	for _, keyword := range []string{KeywordAllOf, KeywordAnyOf, KeywordOneOf, KeywordNot} {
		list = append(list, s.branches[keyword]...)
	}
	return list
}

// below lists the schemas that judge a value within that of s.
func (s *schema) below() []*schema {
	list := make([]*schema, 0, len(s.properties)+2)
	for _, p := range s.properties {
		list = append(list, p.schema)
	}
	for _, inner := range []*schema{s.items, s.additional} {
		if inner != nil {
			list = append(list, inner)
		}
	}
	return list
}

// cycleFinder finds schemas that refer to themselves without going into a property
// or an element: no value could ever be judged by one.
type cycleFinder struct {
	d     *documentReader
	state map[*schema]string
	next  []*schema
}

func (d *documentReader) checkReferenceCycles(root *schema) {
	c := cycleFinder{d: d, state: map[*schema]string{}, next: []*schema{root}}
	for len(c.next) > 0 {
		s := c.next[0]
		c.next = c.next[1:]
		c.visit(s)
	}
}

func (c *cycleFinder) visit(s *schema) {
	const open, done = "open", "done"
	if c.state[s] != "" {
		return
	}
	c.state[s] = open
	for _, other := range s.beside() {
		if c.state[other] == open {
			c.d.problem(s.refNode, s.where, fmt.Sprintf("the reference %q leads back to itself, with no property or element between; break the reference cycle", s.ref))
			continue
		}
		c.visit(other)
	}
	c.state[s] = done
	c.next = append(c.next, s.below()...)
}
