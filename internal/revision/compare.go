package revision

import (
	"slices"

	"kycspec/internal/spec"
)

// How changes are found. The clauses of both documents are paired by their ids.
// A pair whose values differ, or that has a clause in one document only, has to
// be explained by a change. One change often explains several pairs, so changes
// are looked for in passes, the one that explains most first: a new status
// explains all clauses of its answer, a new property all that is said of it and
// below it. A pair that no pass has taken is a change of its own. Then each of
// oasdiff's findings is matched with the changes that it is about; one that
// matches none may be a change that no clause speaks of. Last, changes that are
// the same in several answers are merged, as answers share schemas.
//
// For example, a request's enum loses "soneium", and the 401 and the 406 answer
// share a schema that gains the property "trace":
//
//	pairs:    request/customer.wallet.blockchain/enum/soneium  in the old document only
//	          request/customer.wallet.blockchain/enum          with different values
//	          response/401/error.trace/type                    in the new document only
//	          response/406/error.trace/type                    in the new document only
//	changes:  enum value removed from the request, lost: soneium (both first pairs)
//	          property trace added to the 401 answer
//	          property trace added to the 406 answer
//	matched:  request-property-enum-value-removed, with the first
//	          response-optional-property-added, with the second and the third
//	merged:   enum value removed from the request, lost: soneium
//	          property trace added to the 401 and the 406 answer

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

// keyword adds the change of a clause that differs for itself. The details are
// pairs that only repeat it, such as an enum's single values.
func (f *changeFinder) keyword(pair clausePair, details ...clausePair) {
	values := valuesOf(pair)
	if pair.clause().Keyword == spec.KeywordAdditional {
		kind := Removed
		if values == widened {
			kind = Added
		}
		c := newChange(kind, SubjectUnnamedProperties, pair)
		c.values = values
		f.add(c)
		return
	}
	c := f.constraintChange(ChangeSubject(pair.clause().Keyword), pair.old, pair.new, append([]clausePair{pair}, details...)...)
	c.values = values
	f.add(c)
}

// constraintChange is the change from one constraint to another, either of
// which may be nil.
func (f *changeFinder) constraintChange(subject ChangeSubject, from, to *spec.Clause, pairs ...clausePair) *Change {
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
