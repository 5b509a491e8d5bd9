package revision

import (
	"fmt"
	"mime"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// longestStatus bounds the sentence of a new status, which has its description in it.
const longestStatus = 100

// statuses drafts answers that are documented in one of the documents only,
// with everything that is said of them.
func (d *draft) statuses() {
	for _, each := range d.take(func(each delta) bool { return each.clause().Keyword == spec.KeywordStatus }) {
		c := each.clause()
		e := newEdit(topicStatus, append([]delta{each}, d.take(func(other delta) bool { return other.clause().Status == c.Status })...)...)
		e.place = ""
		e.whole = strings.Replace(c.Sentence, " may answer ", " may now answer ", 1)
		if len(e.whole) > longestStatus {
			e.whole, _, _ = strings.Cut(e.whole, ":")
			e.whole = strings.TrimSuffix(e.whole, ".") + "."
		}
		if each.vanished() {
			e.whole = "The API no longer answers " + c.Status + "."
			if c.Status == "default" {
				e.whole = "The API no longer answers with statuses that are not listed."
			}
		}
		d.add(e)
	}
}

// media drafts other media types of a body, and bodies that come or go as a whole.
func (d *draft) media() {
	for _, status := range d.old.statuses() {
		was, is := d.old.media[status], d.new.media[status]
		of := func(each delta) bool {
			return each.clause().Status == status && each.clause().Part != spec.SecurityPart
		}
		if (len(was) == 0) != (len(is) == 0) {
			if list := d.take(of); len(list) > 0 {
				d.add(wholeBody(list))
			}
			continue
		}
		list := d.take(func(each delta) bool { return of(each) && each.clause().Keyword == spec.KeywordMedia })
		if len(list) == 0 {
			continue
		}
		e := newEdit(topicMedia, list...)
		e.effect, e.rest = mediaChange(list)
		d.add(e)
	}
}

func (s side) statuses() []string {
	var list []string
	for status := range s.media {
		list = append(list, status)
	}
	slices.Sort(list)
	return list
}

func wholeBody(list []delta) *edit {
	e := newEdit(topicMedia, list...)
	e.effect, e.rest = tightened, "a body is described now."
	if list[0].vanished() {
		e.effect, e.rest = loosened, "no body is described any more."
	}
	return e
}

// mediaChange: what was taken or came as one media type no longer does. Their
// parameters do not matter.
func mediaChange(list []delta) (effect, string) {
	var more, fewer, bases []string
	for _, each := range list {
		name := text(each.clause().Value)
		if each.vanished() {
			fewer = append(fewer, name)
			continue
		}
		more, bases = append(more, name), append(bases, base(name))
	}
	gone := slices.ContainsFunc(fewer, func(name string) bool { return !slices.Contains(bases, base(name)) })
	does := neutral
	if gone {
		does = unclear
	}
	switch {
	case len(fewer) == 0:
		return does, fmt.Sprintf("the body may now also be %s.", either(more))
	case len(more) == 0:
		return does, fmt.Sprintf("the body may no longer be %s.", either(fewer))
	}
	return does, fmt.Sprintf("the body is now %s, no longer %s.", either(more), either(fewer))
}

func base(mediaType string) string {
	if name, _, err := mime.ParseMediaType(mediaType); err == nil {
		return name
	}
	return mediaType
}

// security drafts whether a bearer token is asked for. What its scheme is
// called does not matter to anybody who sends one.
func (d *draft) security() {
	list := d.take(func(each delta) bool { return each.clause().Part == spec.SecurityPart })
	if len(list) == 0 {
		return
	}
	asks := func(s side) bool {
		return slices.ContainsFunc(s.clauses, func(c spec.Clause) bool { return c.Part == spec.SecurityPart })
	}
	e := newEdit(topicSecurity, list...)
	switch was, is := asks(d.old), asks(d.new); {
	case was && is:
		e.whole = "The security schemes are others; a request still needs a bearer token."
	case is:
		e.effect, e.whole = tightened, "A request now needs a bearer token that the API gave."
	default:
		e.effect, e.whole = loosened, "A request no longer needs a bearer token."
	}
	d.add(e)
}
