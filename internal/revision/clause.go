package revision

import (
	"encoding/json"
	"math/big"
	"reflect"
	"slices"

	"kycspec/internal/spec"
)

// ClauseChange lists the clauses that are not the same in both documents.
type ClauseChange struct {
	Appeared []spec.Clause   `json:"appeared"`
	Vanished []spec.Clause   `json:"vanished"`
	Changed  []ChangedClause `json:"changed"`
	// Moved counts those that say the same on another line.
	Moved int `json:"moved"`
}

// ChangedClause is a clause whose value is another.
type ChangedClause struct {
	Old spec.Clause `json:"old"`
	New spec.Clause `json:"new"`
}

// delta is a clause that differs; one of the two is nil where it is in one document only.
type delta struct{ old, new *spec.Clause }

func (d delta) appeared() bool { return d.old == nil }
func (d delta) vanished() bool { return d.new == nil }

// clause is that of the new document, or the old one's where there is none.
func (d delta) clause() *spec.Clause {
	if d.new != nil {
		return d.new
	}
	return d.old
}

// deltas pairs the clauses of two documents by their ids.
func deltas(old, new []spec.Clause) []delta {
	had := map[string]*spec.Clause{}
	for i := range old {
		had[old[i].ID] = &old[i]
	}
	var list []delta
	for i := range new {
		was := had[new[i].ID]
		delete(had, new[i].ID)
		if was == nil || !same(was.Value, new[i].Value) {
			list = append(list, delta{was, &new[i]})
		}
	}
	for i := range old {
		if had[old[i].ID] != nil {
			list = append(list, delta{old: &old[i]})
		}
	}
	return list
}

func clauseChange(list []delta, old, new spec.Manifest) ClauseChange {
	c := ClauseChange{Appeared: []spec.Clause{}, Vanished: []spec.Clause{}, Changed: []ChangedClause{}}
	differs := map[string]bool{}
	for _, d := range list {
		differs[d.clause().ID] = true
		switch {
		case d.appeared():
			c.Appeared = append(c.Appeared, *d.new)
		case d.vanished():
			c.Vanished = append(c.Vanished, *d.old)
		default:
			c.Changed = append(c.Changed, ChangedClause{*d.old, *d.new})
		}
	}
	lines := map[string]int{}
	for _, clause := range old.Clauses {
		lines[clause.ID] = clause.Line
	}
	for _, clause := range new.Clauses {
		if line, had := lines[clause.ID]; had && line != clause.Line && !differs[clause.ID] {
			c.Moved++
		}
	}
	return c
}

// same compares values as JSON Schema does: 4 is 4.0, and lists have no order.
func same(a, b any) bool {
	x, isList := a.([]any)
	y, both := b.([]any)
	if isList && both {
		return len(x) == len(y) && len(without(x, y)) == 0 && len(without(y, x)) == 0
	}
	m, isNumber := rational(a)
	n, both := rational(b)
	if isNumber && both {
		return m.Cmp(n) == 0
	}
	return reflect.DeepEqual(a, b)
}

// without lists the values that others do not have.
func without(values, others []any) []any {
	return slices.DeleteFunc(slices.Clone(values), func(v any) bool {
		return slices.ContainsFunc(others, func(other any) bool { return same(v, other) })
	})
}

func rational(v any) (*big.Rat, bool) {
	number, ok := v.(json.Number)
	if !ok {
		return nil, false
	}
	return new(big.Rat).SetString(string(number))
}
