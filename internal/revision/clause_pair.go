package revision

import (
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

// clausePair is one clause in both documents, by its id; nil in the one that
// does not have it.
type clausePair struct{ old, new *spec.Clause }

func (p clausePair) appeared() bool { return p.old == nil }
func (p clausePair) vanished() bool { return p.new == nil }

// clause is that of the new document, or the old one's where there is none.
func (p clausePair) clause() *spec.Clause {
	if p.new != nil {
		return p.new
	}
	return p.old
}

// pairClauses pairs the clauses of two documents and gives the pairs that
// differ: first in the order of the new document, then what only the old one has.
func pairClauses(old, new []spec.Clause) []clausePair {
	unpaired := map[string]*spec.Clause{}
	for i := range old {
		unpaired[old[i].ID] = &old[i]
	}
	var pairs []clausePair
	for i := range new {
		was := unpaired[new[i].ID]
		delete(unpaired, new[i].ID)
		if was == nil || !sameValue(was.Value, new[i].Value) {
			pairs = append(pairs, clausePair{was, &new[i]})
		}
	}
	for i := range old {
		if unpaired[old[i].ID] != nil {
			pairs = append(pairs, clausePair{old: &old[i]})
		}
	}
	return pairs
}

func clauseChange(pairs []clausePair, old, new spec.Manifest) ClauseChange {
	c := ClauseChange{Appeared: []spec.Clause{}, Vanished: []spec.Clause{}, Changed: []ChangedClause{}}
	differs := map[string]bool{}
	for _, pair := range pairs {
		differs[pair.clause().ID] = true
		switch {
		case pair.appeared():
			c.Appeared = append(c.Appeared, *pair.new)
		case pair.vanished():
			c.Vanished = append(c.Vanished, *pair.old)
		default:
			c.Changed = append(c.Changed, ChangedClause{*pair.old, *pair.new})
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
