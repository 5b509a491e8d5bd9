package revision

import (
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// enums drafts values that are added to a list and values that are taken from
// it. A request has a clause for each value beside that of the list.
func (d *draft) enums() {
	for {
		first := slices.IndexFunc(d.left, func(each delta) bool { return each.clause().Keyword == "enum" })
		if first < 0 {
			return
		}
		c := d.left[first].clause()
		list := d.take(func(each delta) bool {
			other := each.clause()
			return other.Keyword == "enum" && other.Status == c.Status && other.Part == c.Part && slices.Equal(spot(*other), spot(*c))
		})
		whole := slices.IndexFunc(list, func(each delta) bool { _, isList := each.clause().Value.([]any); return isList })
		if whole < 0 {
			for _, each := range list {
				d.single(each)
			}
			continue
		}
		d.values(list[whole], append(list[:whole:whole], list[whole+1:]...))
	}
}

// spot is where in its schema a clause stands.
func spot(c spec.Clause) []string {
	if len(c.Locations) == 0 {
		return []string{c.ID}
	}
	return c.Locations[:1]
}

func (d *draft) values(list delta, each []delta) {
	if list.appeared() || list.vanished() {
		d.single(list)
		e := d.edits[len(d.edits)-1]
		e.deltas = append(e.deltas, each...)
		return
	}
	was, _ := list.old.Value.([]any)
	is, _ := list.new.Value.([]any)
	d.listed(topicAdded, without(is, was), list, each)
	d.listed(topicRemoved, without(was, is), list, each)
}

// listed drafts values that come or go, with their own clauses, or that of the list where they have none.
func (d *draft) listed(topic string, values []any, list delta, each []delta) {
	if len(values) == 0 {
		return
	}
	own := slices.DeleteFunc(slices.Clone(each), func(one delta) bool {
		return !slices.ContainsFunc(values, func(v any) bool { return same(v, one.clause().Value) })
	})
	e := newEdit(topic, append(own, list)...)
	e.at = own
	verb := " may now be "
	if e.effect = loosened; topic == topicRemoved {
		e.effect, verb = tightened, " may no longer be "
	}
	e.rest = subject(e.place) + verb + either(texts(values)) + "."
	d.add(e)
}

// bounds drafts bounds that become exclusive or stop to be.
func (d *draft) bounds() {
	for {
		first := slices.IndexFunc(d.left, func(each delta) bool { return d.other(each) >= 0 })
		if first < 0 {
			return
		}
		one, two := d.left[first], d.left[d.other(d.left[first])]
		d.take(func(each delta) bool { return each == one || each == two })
		was, is := one.old, two.new
		if one.appeared() {
			was, is = two.old, one.new
		}
		e := newEdit(is.Keyword, one, two)
		e.effect = exclusiveEffect(*was, *is)
		e.rest = subject(is.Place) + " " + predicate(*is) + " (before: " + complement(*was) + ")."
		d.add(e)
	}
}

// other is the index of the bound that takes the place of a delta's; -1 for none.
func (d *draft) other(one delta) int {
	side, isBound := boundOf(one.clause().Keyword)
	return slices.IndexFunc(d.left, func(two delta) bool {
		other, also := boundOf(two.clause().Keyword)
		return isBound && also && side == other && one.clause().Keyword != two.clause().Keyword &&
			(one.appeared() && two.vanished() || one.vanished() && two.appeared()) &&
			one.clause().Status == two.clause().Status && folder(one) == folder(two)
	})
}

// boundOf is which end a keyword bounds, "minimum" or "maximum".
func boundOf(keyword string) (end string, isBound bool) {
	switch keyword {
	case "minimum", "exclusiveMinimum":
		return "minimum", true
	case "maximum", "exclusiveMaximum":
		return "maximum", true
	}
	return "", false
}

// folder is a clause's id without its keyword.
func folder(each delta) string {
	return strings.TrimSuffix(each.clause().ID, each.clause().Keyword)
}

// exclusiveEffect compares a bound that excludes its value with one that does not.
func exclusiveEffect(was, is spec.Clause) effect {
	if same(was.Value, is.Value) {
		return opened(strings.HasPrefix(was.Keyword, "exclusive"))
	}
	end, _ := boundOf(is.Keyword)
	return effectOfBound(end, was.Value, is.Value)
}
