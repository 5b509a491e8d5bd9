package revision

import (
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// reordered drops the deltas below alternatives that only changed places.
func (d *draft) reordered() {
	for _, anchor := range anchors(d.old.clauses) {
		was, is := branches(d.old.clauses, anchor), branches(d.new.clauses, anchor)
		slices.Sort(was)
		slices.Sort(is)
		if slices.Equal(was, is) {
			d.deltas = slices.DeleteFunc(d.deltas, func(each delta) bool { return below(each.clause().ID, anchor) })
		}
	}
}

// anchors are the ids of the clauses that count alternatives, the outer ones first.
func anchors(clauses []spec.Clause) []string {
	var list []string
	for _, c := range clauses {
		if isChoice(c) {
			list = append(list, c.ID)
		}
	}
	return list
}

func isChoice(c spec.Clause) bool {
	return c.Keyword == "oneOf" || c.Keyword == "anyOf"
}

func below(id, anchor string) bool { return strings.HasPrefix(id, anchor+"/") }

// branches are the alternatives below a choice, each as the text of its clauses.
func branches(clauses []spec.Clause, anchor string) []string {
	var list []string
	for i := 0; ; i++ {
		var says []string
		for _, c := range clauses {
			if below(c.ID, fmt.Sprintf("%s/%d", anchor, i)) {
				says = append(says, signature(c))
			}
		}
		if len(says) == 0 {
			return list
		}
		slices.Sort(says)
		list = append(list, strings.Join(says, "\n"))
	}
}

// signature is what a clause says, wherever it stands.
func signature(c spec.Clause) string { return c.Place + " " + c.Keyword + " " + text(c.Value) }

// forms drafts choices that have more or fewer alternatives, with everything
// that is said of those.
func (d *draft) forms() {
	for {
		first := slices.IndexFunc(d.left, func(each delta) bool { return isChoice(*each.clause()) && d.top(each) == nil })
		if first < 0 {
			return
		}
		count := d.left[first]
		c := count.clause()
		list := d.take(func(each delta) bool { return each == count || below(each.clause().ID, c.ID) })
		e := newEdit(topicForms, list...)
		e.at = []delta{count}
		switch {
		case count.appeared():
			e.effect = d.only(e, c.ID, d.new.clauses, delta.vanished)
			e.rest = subject(c.Place) + " " + predicate(*c) + " (before: one form)."
		case count.vanished():
			e.effect = d.only(e, c.ID, d.old.clauses, delta.appeared).inverse()
			e.rest = subject(c.Place) + " has one form (before: " + complement(*c) + ")."
		default:
			e.effect = among(branches(d.old.clauses, c.ID), branches(d.new.clauses, c.ID))
			e.rest = subject(c.Place) + " " + predicate(*c) + " (before: " + complement(*count.old) + ")."
		}
		d.add(e)
	}
}

// only looks for the one form that there was among those that there are now,
// and takes its clauses for the edit.
func (d *draft) only(e *edit, anchor string, clauses []spec.Clause, gone func(delta) bool) effect {
	within := func(each delta) bool {
		c := each.clause()
		path := spec.SplitPlace(c.Place)
		return gone(each) && c.Part == spec.ResponsePart == (e.status != "") && c.Part != spec.SemanticPart &&
			c.Status == e.status && len(path) >= len(e.path) && slices.Equal(path[:len(e.path)], e.path)
	}
	for _, branch := range branches(clauses, anchor) {
		says := strings.Split(branch, "\n")
		if every(d.left, within, func(each delta) bool { return slices.Contains(says, signature(*each.clause())) }) {
			e.deltas = append(e.deltas, d.take(within)...)
			return loosened
		}
	}
	return tightened
}

// every says whether all deltas of a kind are so, and there are some.
func every(list []delta, kind, so func(delta) bool) bool {
	found := false
	for _, each := range list {
		if kind(each) {
			found = true
			if !so(each) {
				return false
			}
		}
	}
	return found
}

// among: all forms of before are still there, or all that are there were.
func among(was, is []string) effect {
	lacks := func(all, some []string) bool {
		return slices.ContainsFunc(some, func(form string) bool { return !slices.Contains(all, form) })
	}
	return between(!lacks(is, was), !lacks(was, is))
}

// uncompared says what the clauses of both documents have and do not tell apart.
func (d *draft) uncompared() []string {
	var notes []string
	for _, c := range d.new.clauses {
		had := slices.ContainsFunc(d.old.clauses, func(old spec.Clause) bool { return old.ID == c.ID })
		if c.Keyword == "not" && had {
			notes = append(notes, fmt.Sprintf("What %s rules out was not compared; see line %d.", c.ID, c.Line))
		}
	}
	return notes
}
