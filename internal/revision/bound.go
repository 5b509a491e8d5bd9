package revision

import (
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// bounds finds bounds that become exclusive or stop to be.
func (f *changeFinder) bounds() {
	for {
		first := slices.IndexFunc(f.pending, func(p clausePair) bool { return f.counterpart(p) >= 0 })
		if first < 0 {
			return
		}
		one, two := f.pending[first], f.pending[f.counterpart(f.pending[first])]
		f.take(func(p clausePair) bool { return p == one || p == two })
		was, is := one.old, two.new
		if one.appeared() {
			was, is = two.old, one.new
		}
		c := f.constraintChange(ChangeSubject(is.Keyword), was, is, one, two)
		c.values = valuesOfOtherBound(*was, *is)
		f.add(c)
	}
}

// counterpart is the index of the pending bound that takes the place of another
// at the same end of the same schema; -1 for none.
func (f *changeFinder) counterpart(one clausePair) int {
	return slices.IndexFunc(f.pending, func(two clausePair) bool {
		return sameEnd(one.clause().Row(), two.clause().Row()) &&
			(one.appeared() && two.vanished() || one.vanished() && two.appeared()) &&
			one.clause().Status == two.clause().Status && schemaID(one) == schemaID(two)
	})
}

// sameEnd says whether two keywords bound the same, the one with its limit, the
// other without.
func sameEnd(a, b *spec.Keyword) bool { return a.Bounds(b.Unit, b.Side) && a.Exclusive != b.Exclusive }

// schemaID is a clause's id without its keyword.
func schemaID(p clausePair) string {
	return strings.TrimSuffix(p.clause().ID, p.clause().Keyword)
}

// valuesOfOtherBound compares a bound that excludes its limit with one that does not.
func valuesOfOtherBound(was, is spec.Clause) valueSetChange {
	if sameValue(was.Value, is.Value) {
		return widerIf(was.Row().Exclusive)
	}
	return valuesOfLimits(was, is)
}
