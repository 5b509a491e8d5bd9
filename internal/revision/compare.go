package revision

import (
	"slices"

	"kycspec/internal/spec"
)

// How changes are found. The clauses of both documents are paired by their ids;
// the pairs whose values differ, or that have one side only, are what is to be
// explained. Several of them often have one reason, so the passes below each
// take the pairs that they explain, the pass that explains most first: a new
// status explains all clauses of its answer, a new property all that is said of
// it and below it, and what is left is a change of its own. Changes of different
// answers that are the same but for the status are then merged ([merge]), as
// answers share schemas. Last, each finding of oasdiff is matched with the change
// that it is about; one that matches none is a change that no clause speaks of.
//
// For example, let a request's enum lose "soneium", and let all error answers
// share a schema that gains the property "trace":
//
//	pairs:    request/…blockchain/enum/soneium  old only
//	          request/…blockchain/enum          both, the values differ
//	          response/401/error.trace/type     new only
//	          response/406/error.trace/type     new only
//	changes:  enum value removed, lost: soneium, of the request    (the first two pairs)
//	          property added, trace, of the 401 answer
//	          property added, trace, of the 406 answer
//	merged:   enum value removed, lost: soneium, of the request
//	          property added, trace, of the 401 and 406 answers
//	matched:  oasdiff's request-property-enum-value-removed is about the first,
//	          its response-optional-property-added about the second

// changeFinder turns the clauses that differ into changes.
type changeFinder struct {
	old, new Version
	pairs    []clausePair // those that differ
	pending  []clausePair // those of them that no change explains yet
	changes  []*Change
}

// compareClauses finds the changes that clauses speak of, one for each answer.
func (f *changeFinder) compareClauses() {
	f.pairs = pairClauses(f.old.clauses, f.new.clauses)
	f.dropReordered()
	f.pending = slices.Clone(f.pairs)
	f.statuses()
	f.media()
	f.security()
	f.alternatives()
	f.properties()
	f.enums()
	f.presence()
	f.bounds()
	for _, pair := range f.pending {
		f.keyword(pair)
	}
	for _, change := range f.changes {
		change.Breaking = change.values.breaks(change.ofRequest())
		change.locate()
	}
}

// take removes pairs from those that are pending.
func (f *changeFinder) take(wanted func(clausePair) bool) []clausePair {
	var taken, rest []clausePair
	for _, pair := range f.pending {
		if wanted(pair) {
			taken = append(taken, pair)
		} else {
			rest = append(rest, pair)
		}
	}
	f.pending = rest
	return taken
}

func (f *changeFinder) add(c *Change) { f.changes = append(f.changes, c) }

// keyword is the change of a clause that differs alone, and of those that only
// say the same in detail.
func (f *changeFinder) keyword(pair clausePair, details ...clausePair) {
	values := valuesOf(pair)
	if pair.clause().Keyword == "additionalProperties" {
		kind := Removed
		if values == widened {
			kind = Added
		}
		c := newChange(kind, SubjectUnnamedProperties, pair)
		c.values = values
		f.add(c)
		return
	}
	c := f.constraintChange(Subject(pair.clause().Keyword), pair.old, pair.new, append([]clausePair{pair}, details...)...)
	c.values = values
	f.add(c)
}

// constraintChange is the change from one constraint to another, either of
// which may be nil.
func (f *changeFinder) constraintChange(subject Subject, from, to *spec.Clause, pairs ...clausePair) *Change {
	kind := Changed
	switch {
	case from == nil:
		kind = Added
	case to == nil:
		kind = Removed
	}
	c := newChange(kind, subject, pairs...)
	c.From, c.To = f.old.constraint(from), f.new.constraint(to)
	return c
}
