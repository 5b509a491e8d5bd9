package revision

import (
	"mime"
	"slices"

	"kycspec/internal/spec"
)

// statuses finds answers that are documented in one of the documents only, with
// everything that is said of them.
func (f *changeFinder) statuses() {
	for _, pair := range f.take(func(p clausePair) bool { return p.clause().Keyword == spec.KeywordStatus }) {
		status := pair.clause().Status
		below := f.take(func(p clausePair) bool { return p.clause().Status == status })
		c := newChange(Added, SubjectStatus, append([]clausePair{pair}, below...)...)
		if pair.vanished() {
			c.Kind, c.Lost = Removed, []any{status}
		} else {
			c.Gained, c.Description = []any{status}, f.new.descriptions[status]
		}
		f.add(c)
	}
}

// media finds other media types of a body, and bodies that come or go as a whole.
func (f *changeFinder) media() {
	for _, status := range f.old.statuses() {
		was, is := f.old.media[status], f.new.media[status]
		ofBody := func(p clausePair) bool {
			return p.clause().Status == status && p.clause().Part != spec.SecurityPart
		}
		if (len(was) == 0) != (len(is) == 0) {
			if pairs := f.take(ofBody); len(pairs) > 0 {
				f.add(wholeBody(pairs))
			}
			continue
		}
		pairs := f.take(func(p clausePair) bool { return ofBody(p) && p.clause().Keyword == spec.KeywordMedia })
		if len(pairs) > 0 {
			f.add(mediaChange(pairs))
		}
	}
}

func wholeBody(pairs []clausePair) *Change {
	c := newChange(Added, SubjectBody, pairs...)
	c.values = narrowed
	if pairs[0].vanished() {
		c.Kind, c.values = Removed, widened
	}
	return c
}

// mediaChange is breaking where what was taken, or came, as one media type no
// longer does. Parameters of media types do not matter for that.
func mediaChange(pairs []clausePair) *Change {
	c := newChange(Changed, SubjectMediaType, pairs...)
	var lost, gained []string // without their parameters
	for _, pair := range pairs {
		name := spec.Text(pair.clause().Value)
		if pair.vanished() {
			c.Lost, lost = append(c.Lost, name), append(lost, bare(name))
		} else {
			c.Gained, gained = append(c.Gained, name), append(gained, bare(name))
		}
	}
	if slices.ContainsFunc(lost, func(name string) bool { return !slices.Contains(gained, name) }) {
		c.values = incomparable
	}
	switch {
	case len(lost) == 0:
		c.Kind = Added
	case len(gained) == 0:
		c.Kind = Removed
	}
	return c
}

// bare is a media type without its parameters.
func bare(mediaType string) string {
	if name, _, err := mime.ParseMediaType(mediaType); err == nil {
		return name
	}
	return mediaType
}

// security finds whether a bearer token is asked for. What its scheme is called
// does not matter to anybody who sends one.
func (f *changeFinder) security() {
	pairs := f.take(func(p clausePair) bool { return p.clause().Part == spec.SecurityPart })
	if len(pairs) == 0 {
		return
	}
	c := newChange(Changed, SubjectSecurity, pairs...)
	switch was, is := f.old.asksForToken(), f.new.asksForToken(); {
	case was && is:
	case is:
		c.Kind, c.values = Added, narrowed
	default:
		c.Kind, c.values = Removed, widened
	}
	f.add(c)
}

func (v Version) asksForToken() bool {
	return slices.ContainsFunc(v.clauses, func(c spec.Clause) bool { return c.Part == spec.SecurityPart })
}
