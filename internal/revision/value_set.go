package revision

import (
	"math/big"
	"strings"

	"kycspec/internal/spec"
)

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
	was, is := pair.old.Value, pair.new.Value
	switch keyword := pair.new.Keyword; {
	case keyword == "additionalProperties":
		return widerIf(is == true)
	case keyword == "type":
		return valuesOfType(was, is)
	case keyword == "format":
		return compareSets(was == "int32" && is == "int64", was == "int64" && is == "int32")
	case keyword == "multipleOf":
		return compareSets(divides(is, was), divides(was, is))
	case isNumber(was) && isNumber(is):
		return valuesOfBound(keyword, was, is)
	}
	return incomparable
}

// valuesWithout is what the removal of a clause does. Without a constraint more
// is allowed. A clause that only permits something is the exception: without it,
// less is allowed.
func valuesWithout(c spec.Clause) valueSetChange {
	permission := c.Keyword == spec.KeywordOptional || c.Keyword == "additionalProperties" && c.Value == true
	return widerIf(!permission)
}

// valuesOfType: a list of types allows the values of each, and "number" those
// of "integer".
func valuesOfType(was, is any) valueSetChange {
	within := func(a, b any) bool {
		for name := range types(a) {
			if !types(b)[name] && (name != "integer" || !types(b)["number"]) {
				return false
			}
		}
		return true
	}
	return compareSets(within(was, is), within(is, was))
}

func types(v any) map[string]bool {
	names := map[string]bool{}
	if list, ok := v.([]any); ok {
		for _, name := range list {
			names[spec.Text(name)] = true
		}
		return names
	}
	return map[string]bool{spec.Text(v): true}
}

// valuesOfBound: an upper bound that is raised allows more, and a lower one that is lowered.
func valuesOfBound(keyword string, was, is any) valueSetChange {
	old, _ := spec.Rational(was)
	new, _ := spec.Rational(is)
	upper := strings.HasPrefix(strings.ToLower(strings.TrimPrefix(keyword, "exclusive")), "max")
	return widerIf((new.Cmp(old) > 0) == upper)
}

func isNumber(v any) bool {
	_, ok := spec.Rational(v)
	return ok
}

// divides says whether every multiple of b is one of a.
func divides(a, b any) bool {
	m, _ := spec.Rational(a)
	n, _ := spec.Rational(b)
	return m != nil && n != nil && m.Sign() != 0 && new(big.Rat).Quo(n, m).IsInt()
}
