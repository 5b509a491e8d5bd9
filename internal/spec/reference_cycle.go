package spec

import (
	"fmt"
	"sort"
)

// beside lists the schemas that judge the same value as s: what it refers to, and its alternatives.
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

// checkWays reports readOnly and writeOnly in what both bodies refer to: it is
// extracted once, so it cannot be required of one and not of the other.
func (d *documentReader) checkWays() {
	shared := make([]*schema, 0, len(d.bothWays))
	for s := range d.bothWays {
		shared = append(shared, s)
	}
	sort.Slice(shared, func(i, j int) bool { return d.bothWays[shared[i]] < d.bothWays[shared[j]] })
	seen := map[*schema]bool{}
	for _, s := range shared {
		d.checkWay(s, d.bothWays[s], seen)
	}
}

func (d *documentReader) checkWay(s *schema, ref string, seen map[*schema]bool) {
	if seen[s] {
		return
	}
	seen[s] = true
	for keyword, oneWay := range map[string]bool{"readOnly": s.readOnly, "writeOnly": s.writeOnly} {
		if oneWay {
			d.problems = append(d.problems, Problem{Document: d.name, Line: s.lines[keyword], Where: s.where + "." + keyword,
				Text: fmt.Sprintf("%q is used by the request and by an answer, so %s cannot be turned; give each a schema of its own", ref, keyword)})
		}
	}
	for _, other := range append(s.beside(), s.below()...) {
		d.checkWay(other, ref, seen)
	}
}
