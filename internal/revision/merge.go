package revision

import (
	"reflect"
	"slices"
)

// merge makes one change of those that are the same in several answers, as
// answers that share a schema share its changes.
func merge(found []*Change, old Version) []Change {
	var merged []*Change
	for _, c := range found {
		at := slices.IndexFunc(merged, func(other *Change) bool { return sameChange(*c, *other) })
		if at < 0 {
			at = len(merged)
			merged = append(merged, c)
		}
		merged[at].absorb(*c)
	}
	changes := make([]Change, 0, len(merged))
	for _, c := range merged {
		if c.Breaking && len(c.Touches) == 0 && c.Subject != SubjectStatus && c.Subject != SubjectSecurity {
			for _, status := range c.Statuses {
				c.Touches = append(c.Touches, old.at(status, c.Place)...)
			}
		}
		changes = append(changes, *c)
	}
	return changes
}

// sameChange says whether two changes are the same but for the answers that
// they are of. The lines have to be the same as well, which those of a shared
// schema are; but each answer names its media types for itself.
func sameChange(a, b Change) bool {
	if a.ofRequest() != b.ofRequest() || a.Breaking != b.Breaking {
		return false
	}
	if a.Subject != SubjectMediaType && a.Subject != SubjectBody && (a.OldLine != b.OldLine || a.NewLine != b.NewLine) {
		return false
	}
	return a.Kind == b.Kind && a.Subject == b.Subject && a.Place == b.Place &&
		a.Property == b.Property && a.Required == b.Required && a.Description == b.Description &&
		reflect.DeepEqual(a.Lost, b.Lost) && reflect.DeepEqual(a.Gained, b.Gained) &&
		a.From.same(b.From) && a.To.same(b.To)
}

// same compares what two constraints say, not where they stand; either may be nil.
func (c *Constraint) same(other *Constraint) bool {
	if c == nil || other == nil {
		return c == other
	}
	return c.Keyword == other.Keyword && reflect.DeepEqual(c.Value, other.Value) && slices.Equal(c.Alternatives, other.Alternatives)
}

// absorb adds the answer and the clauses of the same change, and those of its own.
func (c *Change) absorb(other Change) {
	c.Statuses = addNew(c.Statuses, other.Statuses...)
	c.Rules = addNew(c.Rules, other.Rules...)
	for _, pair := range other.pairs {
		c.Clauses = addNew(c.Clauses, pair.clause().ID)
		if pair.old != nil {
			c.Touches = addNew(c.Touches, pair.old.ID)
		}
	}
}

// unexplained are the changes that no clause speaks of. The findings of one
// rule at one place of the documents are one change.
func unexplained(findings []oasdiffFinding) []Change {
	var changes []Change
	for _, finding := range findings {
		at := slices.IndexFunc(changes, func(c Change) bool {
			return slices.Contains(c.Rules, finding.rule) && c.OldLine == finding.oldLine && c.NewLine == finding.newLine && c.OldLine+c.NewLine > 0
		})
		if at < 0 {
			at = len(changes)
			changes = append(changes, Change{Kind: Changed, Subject: SubjectOasdiffOnly, Breaking: finding.breaking,
				OldLine: finding.oldLine, NewLine: finding.newLine, Rules: []string{finding.rule}})
		}
		changes[at].Findings = append(changes[at].Findings, finding.text)
	}
	return changes
}
