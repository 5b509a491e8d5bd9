package revision

import (
	"slices"

	"kycspec/internal/spec"
)

// properties drafts places that only one document speaks of, each with
// everything that is said of it and below it.
func (d *draft) properties() {
	for {
		first := slices.IndexFunc(d.left, func(each delta) bool { return d.top(each) != nil })
		if first < 0 {
			return
		}
		c, top := d.left[first].clause(), d.top(d.left[first])
		appeared := d.left[first].appeared()
		list := d.take(func(each delta) bool {
			return each.clause().Status == c.Status && each.appeared() == appeared && slices.Equal(d.top(each), top)
		})
		parent, name := top[:len(top)-1], top[len(top)-1]
		own := d.take(func(each delta) bool { return each.clause().Status == c.Status && mentions(each, parent, name) })
		if name == "*" {
			d.further(append(d.openness(c.Status, parent), list...), parent)
			continue
		}
		d.property(append(own, list...), top)
	}
}

// top is the shortest path to a place that is new with the delta's clause, or gone with it.
func (d *draft) top(each delta) []string {
	switch c := each.clause(); {
	case c.Part == spec.MediaPart:
		return nil
	case each.appeared():
		return d.old.unknown(c.Status, c.Place)
	case each.vanished():
		return d.new.unknown(c.Status, c.Place)
	}
	return nil
}

// mentions says whether a clause says that a property is there, or may not be.
func mentions(each delta, parent []string, name string) bool {
	c := each.clause()
	return (c.Keyword == "required" || c.Keyword == spec.KeywordOptional) && c.Value == name &&
		slices.Equal(spec.SplitPlace(c.Place), parent)
}

// property drafts one that comes or goes.
func (d *draft) property(list []delta, path []string) {
	e := newEdit(topicProperty, list...)
	parent, name := path[:len(path)-1], path[len(path)-1]
	e.path, e.place = path, spec.JoinPlace(parent)
	required := slices.ContainsFunc(list, func(each delta) bool {
		return each.clause().Keyword == "required" && mentions(each, parent, name)
	})
	verb := ""
	if list[0].vanished() {
		e.effect, verb = goneEffect(e.status, required, d.new.closed(e.status, e.place)), "no longer has"
	} else {
		e.effect, verb = comingEffect(e.status, required, d.old.closed(e.status, e.place))
	}
	e.rest = subject(e.place) + " " + verb + " the property " + name + "."
	d.add(e)
}

// goneEffect: a closed request refuses what it no longer names; an answer may
// lack what it had to have.
func goneEffect(status string, required, closed bool) effect {
	switch {
	case status == "" && closed:
		return tightened
	case status != "" && required:
		return loosened
	}
	return neutral
}

// comingEffect: a request may have to have it; an answer that was closed could not have it.
func comingEffect(status string, required, closed bool) (does effect, verb string) {
	switch {
	case status == "" && required:
		return tightened, "must now have"
	case status == "":
		return neutral, "may now have"
	case closed:
		does = loosened
	}
	if required {
		return does, "now has"
	}
	return does, "may now have"
}

// presence drafts properties that may be left out, or no longer.
func (d *draft) presence() {
	for {
		first := slices.IndexFunc(d.left, func(each delta) bool {
			return each.clause().Keyword == "required" || each.clause().Keyword == spec.KeywordOptional
		})
		if first < 0 {
			return
		}
		c := d.left[first].clause()
		parent := spec.SplitPlace(c.Place)
		name, _ := c.Value.(string)
		list := d.take(func(each delta) bool { return each.clause().Status == c.Status && mentions(each, parent, name) })
		if c.Status == "" && !paired(list) {
			d.property(list, append(parent, name)) // one that may have any value
			continue
		}
		e := newEdit(topicProperty, list...)
		e.path = append(parent, name)
		e.effect, e.rest = tightened, subject(c.Place)+" may no longer come without the property "+name+"."
		if goes := slices.ContainsFunc(list, func(each delta) bool { return each.clause().Keyword == "required" && each.vanished() }); goes {
			e.effect, e.rest = loosened, subject(c.Place)+" may now come without the property "+name+"."
		}
		d.add(e)
	}
}

// paired says whether a property was required and may now be left out, or the other way round.
func paired(list []delta) bool {
	return slices.ContainsFunc(list, delta.appeared) && slices.ContainsFunc(list, delta.vanished)
}

// openness takes what says whether an object may have other properties.
func (d *draft) openness(status string, parent []string) []delta {
	return d.take(func(each delta) bool {
		c := each.clause()
		return c.Status == status && c.Keyword == "additionalProperties" && slices.Equal(spec.SplitPlace(c.Place), parent)
	})
}

// further drafts properties of any name that have a form.
func (d *draft) further(list []delta, parent []string) {
	e := newEdit("additionalProperties", list...)
	e.path, e.place = parent, spec.JoinPlace(parent)
	appeared := list[len(list)-1].appeared()
	closed := d.old.closed(e.status, e.place)
	if !appeared {
		closed = d.new.closed(e.status, e.place)
	}
	e.effect = opened(closed == appeared)
	e.rest = subject(e.place) + " may have properties that the contract does not name, if they have the form that it gives."
	if !appeared {
		e.rest = "the contract no longer gives a form for other properties of " + subject(e.place) + "."
	}
	d.add(e)
}
