package revision

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// assertion is what a clause says, wherever in a schema it stands.
type assertion struct{ place, keyword, value string }

func assertionOf(c spec.Clause) assertion { return assertion{c.Place, c.Keyword, spec.Text(c.Value)} }

// branch is one alternative of oneOf or anyOf: how often each assertion stands in it.
type branch map[assertion]int

func (b branch) equal(other branch) bool { return maps.Equal(b, other) }

// branches are the alternatives of a choice.
func branches(clauses []spec.Clause, choice string) []branch {
	var list []branch
	for {
		b := branch{}
		for _, c := range clauses {
			if below(c.ID, fmt.Sprintf("%s/%d", choice, len(list))) {
				b[assertionOf(c)]++
			}
		}
		if len(b) == 0 {
			return list
		}
		list = append(list, b)
	}
}

// isChoice says whether a clause counts alternatives.
func isChoice(c spec.Clause) bool {
	return c.Keyword == spec.KeywordOneOf || c.Keyword == spec.KeywordAnyOf
}

// below says whether an id is one of those below that of a choice or a branch.
func below(id, above string) bool { return strings.HasPrefix(id, above+"/") }

// dropReordered drops the pairs below choices whose branches only changed places.
func (f *changeFinder) dropReordered() {
	for _, c := range f.old.clauses {
		if isChoice(c) && sameBranches(branches(f.old.clauses, c.ID), branches(f.new.clauses, c.ID)) {
			f.pairs = slices.DeleteFunc(f.pairs, func(p clausePair) bool { return below(p.clause().ID, c.ID) })
		}
	}
}

// sameBranches compares without regard to order.
func sameBranches(was, is []branch) bool {
	unmatched := slices.Clone(is)
	for _, b := range was {
		at := slices.IndexFunc(unmatched, b.equal)
		if at < 0 {
			return false
		}
		unmatched = slices.Delete(unmatched, at, at+1)
	}
	return len(unmatched) == 0
}

// alternatives finds choices that have more or fewer branches, with everything
// that is said in those.
func (f *changeFinder) alternatives() {
	for {
		first := slices.IndexFunc(f.pending, func(p clausePair) bool { return isChoice(*p.clause()) && f.top(p) == nil })
		if first < 0 {
			return
		}
		choice := f.pending[first]
		id := choice.clause().ID
		pairs := f.take(func(p clausePair) bool { return p == choice || below(p.clause().ID, id) })
		c := f.constraintChange(SubjectAlternatives, choice.old, choice.new, pairs...)
		c.lines = []clausePair{choice}
		switch was, is := branches(f.old.clauses, id), branches(f.new.clauses, id); c.Kind {
		case Added:
			c.values = f.plainAmong(c, is, clausePair.vanished)
		case Removed:
			c.values = f.plainAmong(c, was, clausePair.appeared).inverse()
		default:
			c.values = compareSets(includes(is, was), includes(was, is))
		}
		f.add(c)
	}
}

// plainAmong compares a choice with the plain schema that the other document has
// in its stead, whose clauses are pending pairs of that document only. If these
// say what one of the branches says, the choice allows that and more, and the
// change takes them. Otherwise the choice is taken for a further constraint.
func (f *changeFinder) plainAmong(c *Change, branches []branch, ofOtherOnly func(clausePair) bool) valueSetChange {
	plain := func(p clausePair) bool {
		other := p.clause()
		path := spec.SplitPlace(other.Place)
		return ofOtherOnly(p) && judgesBody(*other) && other.Status == c.status() && len(path) >= len(c.path) && slices.Equal(path[:len(c.path)], c.path)
	}
	if !slices.ContainsFunc(f.pending, plain) {
		return narrowed
	}
	for _, b := range branches {
		unlike := func(p clausePair) bool { return plain(p) && b[assertionOf(*p.clause())] == 0 }
		if !slices.ContainsFunc(f.pending, unlike) {
			c.pairs = append(c.pairs, f.take(plain)...)
			return widened
		}
	}
	return narrowed
}

// includes says whether all of some branches are among others.
func includes(all, some []branch) bool {
	return !slices.ContainsFunc(some, func(b branch) bool { return !slices.ContainsFunc(all, b.equal) })
}

// uncompared notes what may differ though the clauses do not: a "not" has no
// value by which two of them could be compared.
func (f *changeFinder) uncompared() []string {
	var notes []string
	for _, c := range f.new.clauses {
		had := slices.ContainsFunc(f.old.clauses, func(old spec.Clause) bool { return old.ID == c.ID })
		if c.Keyword == spec.KeywordNot && had {
			notes = append(notes, fmt.Sprintf("What %s rules out was not compared; see line %d.", c.ID, c.Line))
		}
	}
	return notes
}
