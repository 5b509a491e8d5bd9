package revision

import (
	"slices"

	"kycspec/internal/spec"
)

// properties finds places that only one document speaks of, each with
// everything that is said of it and below it.
func (f *changeFinder) properties() {
	for {
		first := slices.IndexFunc(f.pending, func(p clausePair) bool { return f.top(p) != nil })
		if first < 0 {
			return
		}
		pair := f.pending[first]
		status, top := pair.clause().Status, f.top(pair)
		pairs := f.take(func(p clausePair) bool {
			return p.clause().Status == status && p.appeared() == pair.appeared() && slices.Equal(f.top(p), top)
		})
		parent, name := top[:len(top)-1], top[len(top)-1]
		if name == "*" {
			f.add(f.unnamedSchema(append(f.takeAdditional(status, parent), pairs...), parent))
			continue
		}
		presence := f.take(func(p clausePair) bool { return p.clause().Status == status && saysPresence(p, parent, name) })
		f.add(f.property(append(presence, pairs...), top))
	}
}

// top is the shortest path to a place that is new with the pair's clause, or
// gone with it; nil where both documents speak of the clause's place.
func (f *changeFinder) top(pair clausePair) []string {
	switch c := pair.clause(); {
	case c.Part == spec.MediaPart:
		return nil
	case pair.appeared():
		return f.old.unknown(c.Status, c.Place)
	case pair.vanished():
		return f.new.unknown(c.Status, c.Place)
	}
	return nil
}

// saysPresence says whether a clause is that a property has to be there, or may
// be left out.
func saysPresence(pair clausePair, parent []string, name string) bool {
	c := pair.clause()
	return namesProperty(*c) && c.Value == name && slices.Equal(spec.SplitPlace(c.Place), parent)
}

// property is the change of one that comes or goes. In a request it breaks an
// application that does not send what it must have, or that sends what a closed
// object no longer names; in an answer, one that finds a property where none
// could be, or misses one that had to be there.
func (f *changeFinder) property(pairs []clausePair, path []string) *Change {
	c := newChange(Added, SubjectProperty, pairs...)
	c.path, c.Place, c.Property = path, spec.JoinPlace(path[:len(path)-1]), path[len(path)-1]
	c.Required = slices.ContainsFunc(pairs, func(p clausePair) bool {
		return p.clause().Keyword == spec.KeywordRequired && saysPresence(p, path[:len(path)-1], c.Property)
	})
	if pairs[0].vanished() {
		c.Kind = Removed
	}
	switch request := c.ofRequest(); {
	case request && c.Kind == Added && c.Required,
		request && c.Kind == Removed && f.new.closed(c.status(), c.Place):
		c.values = narrowed
	case !request && c.Kind == Added && f.old.closed(c.status(), c.Place),
		!request && c.Kind == Removed && c.Required:
		c.values = widened
	}
	return c
}

// presence finds properties that may be left out, or no longer.
func (f *changeFinder) presence() {
	for {
		first := slices.IndexFunc(f.pending, func(p clausePair) bool { return namesProperty(*p.clause()) })
		if first < 0 {
			return
		}
		clause := f.pending[first].clause()
		parent := spec.SplitPlace(clause.Place)
		name, _ := clause.Value.(string)
		pairs := f.take(func(p clausePair) bool { return p.clause().Status == clause.Status && saysPresence(p, parent, name) })
		path := append(parent, name)
		if clause.Status == "" && !(slices.ContainsFunc(pairs, clausePair.appeared) && slices.ContainsFunc(pairs, clausePair.vanished)) {
			// A request has a clause for either, so this one came or went; it may have any value.
			f.add(f.property(pairs, path))
			continue
		}
		c := newChange(MadeRequired, SubjectProperty, pairs...)
		c.path, c.Property, c.values = path, name, narrowed
		if slices.ContainsFunc(pairs, func(p clausePair) bool { return p.clause().Keyword == spec.KeywordRequired && p.vanished() }) {
			c.Kind, c.values = MadeOptional, widened
		}
		f.add(c)
	}
}

// takeAdditional takes what says whether an object may have properties that are not named.
func (f *changeFinder) takeAdditional(status string, object []string) []clausePair {
	return f.take(func(p clausePair) bool {
		c := p.clause()
		return c.Status == status && c.Keyword == spec.KeywordAdditional && slices.Equal(spec.SplitPlace(c.Place), object)
	})
}

// unnamedSchema is the change of the schema that the unnamed properties of an
// object have to be valid against. Without one the object is either closed to
// them, or open to any.
func (f *changeFinder) unnamedSchema(pairs []clausePair, object []string) *Change {
	c := newChange(Added, SubjectUnnamedSchema, pairs...)
	c.path, c.Place = object, spec.JoinPlace(object)
	if pairs[len(pairs)-1].appeared() {
		c.values = widerIf(f.old.closed(c.status(), c.Place))
	} else {
		c.Kind, c.values = Removed, widerIf(!f.new.closed(c.status(), c.Place))
	}
	return c
}
