package revision

import "kycspec/internal/spec"

// valueSetChange is what a change does to the set of values that the contract allows.
type valueSetChange int

const (
	harmless     valueSetChange = iota // whatever it does, it breaks nobody
	narrowed                           // fewer values are allowed
	widened                            // more values are allowed
	incomparable                       // some are no longer allowed and others are now, or it is not known
)

// breaks says whether it breaks an application that keeps to the old contract.
// That may send whatever the old contract allows in a request, so fewer values
// break it there; and it expects no more than what the old contract allows in an
// answer, so more values break it there.
func (v valueSetChange) breaks(request bool) bool {
	return v == incomparable || request && v == narrowed || !request && v == widened
}

func (v valueSetChange) inverse() valueSetChange {
	switch v {
	case narrowed:
		return widened
	case widened:
		return narrowed
	}
	return v
}

// widerIf is for sets of which one is sure to include the other.
func widerIf(wider bool) valueSetChange { return compareSets(wider, !wider) }

// compareSets compares the sets of allowed values, given whether each includes
// the other. Constraints that differ although both do are not understood.
func compareSets(newIncludesOld, oldIncludesNew bool) valueSetChange {
	switch {
	case newIncludesOld && !oldIncludesNew:
		return widened
	case oldIncludesNew && !newIncludesOld:
		return narrowed
	}
	return incomparable
}

// valuesOf is what the change of one clause does.
func valuesOf(pair clausePair) valueSetChange {
	switch {
	case pair.appeared():
		return valuesWithout(*pair.new).inverse()
	case pair.vanished():
		return valuesWithout(*pair.old)
	}
	return valuesOfLimits(*pair.old, *pair.new)
}

// valuesOfLimits is what another limit of a keyword does, such as 3 for 4 in "maximum: 4".
func valuesOfLimits(was, is spec.Clause) valueSetChange {
	if compares := is.Row().Compares; compares != nil {
		return compareSets(compares(was.Value, is.Value))
	}
	return incomparable
}

// valuesWithout is what the removal of a clause does. Without a constraint more
// is allowed. A clause that only permits something is the exception: without it,
// less is allowed.
func valuesWithout(c spec.Clause) valueSetChange { return widerIf(!c.Row().Permits(c.Value)) }
