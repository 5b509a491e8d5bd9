package spec

import (
	"fmt"
	"sort"
)

// direction says which body a schema is of. A readOnly property is kept out of a
// request, and a writeOnly one out of an answer, even if it is required.
type direction bool

const (
	toRequest  direction = true
	toResponse direction = false
)

// unsent says whether a property is kept out of a body going that way.
func (s *schema) unsent(way direction) bool {
	return way == toRequest && s.readOnly || way == toResponse && s.writeOnly
}

// checkWays reports readOnly and writeOnly in what both bodies refer to. That is
// extracted once, so that a property of it cannot be required of one body and
// kept out of the other.
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
