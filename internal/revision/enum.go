package revision

import (
	"slices"

	"kycspec/internal/spec"
)

// enums finds values that are added to a list and values that are taken from
// it. A request has a clause for each value beside that of the list.
func (f *changeFinder) enums() {
	for {
		first := slices.IndexFunc(f.pending, func(p clausePair) bool { return p.clause().Keyword == spec.KeywordEnum })
		if first < 0 {
			return
		}
		c := f.pending[first].clause()
		pairs := f.take(func(p clausePair) bool {
			other := p.clause()
			return other.Keyword == spec.KeywordEnum && other.Status == c.Status && other.Part == c.Part && slices.Equal(schemaLocation(*other), schemaLocation(*c))
		})
		list := slices.IndexFunc(pairs, func(p clausePair) bool { _, isList := p.clause().Value.([]any); return isList })
		if list < 0 {
			for _, pair := range pairs {
				f.keyword(pair)
			}
			continue
		}
		f.enum(pairs[list], slices.Delete(slices.Clone(pairs), list, list+1))
	}
}

// schemaLocation tells apart the schemas that a keyword may stand in.
func schemaLocation(c spec.Clause) []string {
	if len(c.Locations) == 0 {
		return []string{c.ID}
	}
	return c.Locations[:1]
}

// enum adds the changes of a list, given the pairs of its single values.
func (f *changeFinder) enum(list clausePair, single []clausePair) {
	if list.appeared() || list.vanished() {
		f.keyword(list, single...)
		return
	}
	was, _ := list.old.Value.([]any)
	is, _ := list.new.Value.([]any)
	if gained := without(is, was); len(gained) > 0 {
		c := enumChange(Added, gained, list, single)
		c.Gained, c.values = gained, widened
		f.add(c)
	}
	if lost := without(was, is); len(lost) > 0 {
		c := enumChange(Removed, lost, list, single)
		c.Lost, c.values = lost, narrowed
		f.add(c)
	}
}

// enumChange is one of values, with their own clauses beside that of the list.
func enumChange(kind RevisionKind, values []any, list clausePair, single []clausePair) *Change {
	own := slices.DeleteFunc(slices.Clone(single), func(p clausePair) bool {
		return !slices.ContainsFunc(values, func(v any) bool { return sameValue(v, p.clause().Value) })
	})
	c := newChange(kind, SubjectEnumValue, append(own, list)...)
	c.lines = own
	return c
}

// sameValue compares values as JSON Schema does: 4 is 4.0. Lists have no order,
// as that of an enum says nothing.
func sameValue(a, b any) bool {
	x, isList := a.([]any)
	y, both := b.([]any)
	if isList && both {
		return len(x) == len(y) && len(without(x, y)) == 0 && len(without(y, x)) == 0
	}
	return spec.Same(a, b)
}

// without lists the values that others do not have.
func without(values, others []any) []any {
	return slices.DeleteFunc(slices.Clone(values), func(v any) bool {
		return slices.ContainsFunc(others, func(other any) bool { return sameValue(v, other) })
	})
}
