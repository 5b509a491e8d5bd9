package revision

import (
	"math/big"
	"strings"

	"kycspec/internal/spec"
)

// effect is what a change does to the values that the contract allows.
type effect int

const (
	neutral   effect = iota // nothing that breaks anybody
	tightened               // fewer values
	loosened                // more values
	unclear                 // other values, or nobody can tell
)

// breaks: an application is free to send what is allowed, and has to take what is allowed.
func (e effect) breaks(status string) bool {
	if status == "" {
		return e == tightened || e == unclear
	}
	return e == loosened || e == unclear
}

func (e effect) inverse() effect {
	switch e {
	case tightened:
		return loosened
	case loosened:
		return tightened
	}
	return e
}

// effectOf is what the change of one clause does.
func effectOf(d delta) effect {
	switch {
	case d.appeared():
		return frees(*d.new).inverse()
	case d.vanished():
		return frees(*d.old)
	}
	was, is := d.old.Value, d.new.Value
	switch keyword := d.new.Keyword; {
	case keyword == "additionalProperties":
		return opened(is == true)
	case keyword == "type":
		return effectOfType(was, is)
	case keyword == "format":
		return between(was == "int32" && is == "int64", was == "int64" && is == "int32")
	case keyword == "multipleOf":
		return between(divides(is, was), divides(was, is))
	case isNumber(was) && isNumber(is):
		return effectOfBound(keyword, was, is)
	}
	return unclear
}

// frees is what it does that a clause is gone: it allows more, unless it was a freedom.
func frees(c spec.Clause) effect {
	if c.Keyword == spec.KeywordOptional || c.Keyword == "additionalProperties" && c.Value == true {
		return tightened
	}
	return loosened
}

func opened(open bool) effect { return between(open, !open) }

func between(looser, tighter bool) effect {
	switch {
	case looser && !tighter:
		return loosened
	case tighter && !looser:
		return tightened
	}
	return unclear
}

// effectOfType: a list of types allows each; "number" allows whole ones.
func effectOfType(was, is any) effect {
	within := func(a, b any) bool {
		for name := range types(a) {
			if !types(b)[name] && (name != "integer" || !types(b)["number"]) {
				return false
			}
		}
		return true
	}
	return between(within(was, is), within(is, was))
}

func types(v any) map[string]bool {
	names := map[string]bool{}
	if list, ok := v.([]any); ok {
		for _, each := range list {
			names[text(each)] = true
		}
		return names
	}
	return map[string]bool{text(v): true}
}

// effectOfBound: a higher upper bound, or a lower one of the lower kind, allows more.
func effectOfBound(keyword string, was, is any) effect {
	old, _ := rational(was)
	new, _ := rational(is)
	upper := strings.HasPrefix(strings.ToLower(strings.TrimPrefix(keyword, "exclusive")), "max")
	switch keyword {
	case "oneOf", "anyOf":
		upper = true
	}
	return opened((new.Cmp(old) > 0) == upper)
}

func isNumber(v any) bool {
	_, ok := rational(v)
	return ok
}

// divides says whether every multiple of b is one of a.
func divides(a, b any) bool {
	m, _ := rational(a)
	n, _ := rational(b)
	return m != nil && n != nil && m.Sign() != 0 && new(big.Rat).Quo(n, m).IsInt()
}
