package revision

import (
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// edit is a change in the making: the clauses that differ for one reason.
type edit struct {
	topic  string   // a keyword, or one of the words below
	status string   // of the answer; empty for the request
	path   []string // of what the change is about, in its body
	place  string   // of what its clauses judge
	effect effect
	deltas []delta
	at     []delta // those whose lines are its own, if not all are

	// intro, the bodies that it concerns and rest make its sentence; whole is a
	// sentence that names no body.
	intro, rest, whole string

	rules    []string
	breaking bool
}

// Topics of edits that are no keyword of a schema.
const (
	topicProperty = "property"
	topicStatus   = "status"
	topicMedia    = "media"
	topicForms    = "forms"
	topicAdded    = "values added"
	topicRemoved  = "values removed"
	topicSecurity = "security"
)

// draft turns the clauses that differ into edits, each clause into one.
type draft struct {
	old, new side
	deltas   []delta
	left     []delta // not yet in an edit
	edits    []*edit
}

// compare drafts the edits. What explains most comes first: a new status
// explains all clauses of its answer.
func (d *draft) compare() {
	d.deltas = deltas(d.old.clauses, d.new.clauses)
	d.reordered()
	d.left = slices.Clone(d.deltas)
	d.statuses()
	d.media()
	d.security()
	d.forms()
	d.properties()
	d.enums()
	d.presence()
	d.bounds()
	for _, each := range d.left {
		d.single(each)
	}
	for _, e := range d.edits {
		e.breaking = e.effect.breaks(e.status)
	}
}

// take removes deltas from those that are left.
func (d *draft) take(wanted func(delta) bool) []delta {
	var taken, rest []delta
	for _, each := range d.left {
		if wanted(each) {
			taken = append(taken, each)
		} else {
			rest = append(rest, each)
		}
	}
	d.left = rest
	return taken
}

func (d *draft) add(e *edit) { d.edits = append(d.edits, e) }

// single is the edit of a clause that differs alone.
func (d *draft) single(each delta) {
	c := each.clause()
	e := newEdit(c.Keyword, each)
	e.effect = effectOf(each)
	switch {
	case c.Keyword == "additionalProperties":
		e.rest = subject(c.Place) + " may no longer have properties that the contract does not name."
		if e.effect == loosened {
			e.rest = subject(c.Place) + " may now have properties that the contract does not name."
		}
	case each.appeared():
		e.intro, e.rest = "New: ", subject(c.Place)+" "+predicate(*c)+"."
	case each.vanished():
		e.intro, e.rest = "No longer: ", subject(c.Place)+" "+predicate(*c)+"."
	default:
		e.rest = subject(c.Place) + " " + predicate(*c) + " (before: " + complement(*each.old) + ")."
	}
	d.add(e)
}

// newEdit is an edit at the place of its first clause.
func newEdit(topic string, list ...delta) *edit {
	c := list[0].clause()
	return &edit{topic: topic, status: c.Status, place: c.Place, path: spec.SplitPlace(c.Place), deltas: list}
}

// says is the edit's sentence for the bodies of some statuses.
func (e *edit) says(statuses []string) string {
	if e.whole != "" {
		return e.whole
	}
	begin := bodies(statuses)
	if e.intro != "" {
		begin = strings.ToLower(begin[:1]) + begin[1:]
	}
	return e.intro + begin + e.rest
}

// lines are the first lines of the edit's clauses in either document, 0 for none.
func (e *edit) lines() (old, new int) {
	list := e.at
	if len(list) == 0 {
		list = e.deltas
	}
	for _, each := range list {
		if each.old != nil && (old == 0 || each.old.Line < old) {
			old = each.old.Line
		}
		if each.new != nil && (new == 0 || each.new.Line < new) {
			new = each.new.Line
		}
	}
	return old, new
}
