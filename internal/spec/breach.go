package spec

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
)

// Breach is one way to break a keyword.
type Breach struct {
	Name string // short, such as "passed"
	// Value is what breaks it in the place of whatever is there, where Change is nil.
	Value any
	// Change makes a value that breaks it of one that keeps it, which stays as it
	// is. What is not of a type that the keyword judges comes back unchanged.
	Change func(have any) any
	// Says is what is said of a changed value: "has the wrong size".
	Says string
	// Near: the value is nearly right, so that another alternative may allow it.
	Near bool
}

// Apply gives the value that breaks the keyword where another one stands.
func (b Breach) Apply(have any) any {
	if b.Change != nil {
		return b.Change(have)
	}
	return b.Value
}

// A property that no contract names.
const (
	StrayName  = "kycspec_stray"
	StrayValue = "a property that the contract does not name"
)

const wrongSize = "has the wrong size"

// numbered is a list of n numbers, each another.
func numbered(n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = json.Number(fmt.Sprint(i))
	}
	return list
}

// repeated puts the first element of a list before it, so many times.
func repeated(times int) func(any) any {
	return func(have any) any {
		if list, ok := have.([]any); ok && len(list) > 0 {
			return append(slices.Repeat(list[:1], times), list...)
		}
		return have
	}
}

// resized is an object with n properties: some of its own, and strays.
func resized(object map[string]any, n int) map[string]any {
	object = maps.Clone(object)
	for i := 0; len(object) < n; i++ {
		object[fmt.Sprint(StrayName, i)] = StrayValue
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if len(object) > n {
			delete(object, name)
		}
	}
	return object
}

func outsideRequired(limit any) []Breach {
	name := fmt.Sprint(limit)
	return []Breach{{Name: "dropped", Says: "has no " + name, Change: func(have any) any {
		object, ok := have.(map[string]any)
		if !ok {
			return have
		}
		object = maps.Clone(object)
		delete(object, name)
		return object
	}}}
}

// WithStray is an object with a property that no contract names; another value as it is.
func WithStray(have any) any {
	object, ok := have.(map[string]any)
	if !ok {
		return have
	}
	object = maps.Clone(object)
	object[StrayName] = StrayValue
	return object
}

// insideAdditional: what an object may have besides stands at the boundary of the permission.
func insideAdditional(limit any) []any {
	if limit == true {
		return []any{WithStray(map[string]any{})}
	}
	return []any{map[string]any{}}
}

func outsideAdditional(limit any) []Breach {
	if limit == true {
		return nil
	}
	return []Breach{{Name: "extra", Says: "has a property that the contract does not name", Change: WithStray}}
}

// outsideAlternatives are guesses: few values are of any of these forms.
func outsideAlternatives(any) []Breach {
	return []Breach{{Name: "none", Value: true}, {Name: "null"}, {Name: "list", Value: []any{}}}
}

// outsideEnum is a value like the first of the list.
func outsideEnum(limit any) []Breach {
	list, isList := limit.([]any)
	if !isList {
		return nil
	}
	other := "something that is not listed"
	if first, isText := list[0].(string); isText {
		for other = first + "_OTHER"; contains(list, other); {
			other += "_OTHER"
		}
	}
	return []Breach{{Name: "left", Value: other}}
}

func isMultiple(limit, v any) bool {
	step, ok := Rational(limit)
	exact, isNumber := Rational(v)
	return !ok || !isNumber || step.Sign() == 0 || exact.Quo(exact, step).IsInt()
}

func outsideMultiples(limit any) []Breach {
	step, ok := Rational(limit)
	if !ok {
		return nil
	}
	return []Breach{{Name: "left", Value: Decimal(step.Quo(step, big.NewRat(2, 1)))}}
}

// comparesMultiples: a multiple of 4 is one of 2.
func comparesMultiples(was, is any) (allOld, allNew bool) {
	return isMultiple(is, was), isMultiple(was, is)
}

// comparesCounts: the more alternatives there are, the more values are allowed.
func comparesCounts(was, is any) (allOld, allNew bool) {
	old, ok := Rational(was)
	new, also := Rational(is)
	if !ok || !also {
		return false, false
	}
	return new.Cmp(old) >= 0, new.Cmp(old) <= 0
}

func insidePattern(limit any) []any {
	text := generate.Constraints{Patterns: []string{Text(limit)}}.DrawText(nil, 0)
	if !regexp.MustCompile(Text(limit)).MatchString(text) {
		return nil
	}
	return []any{text}
}

// outsidePattern tries texts that patterns rarely match.
func outsidePattern(limit any) []Breach {
	pattern, err := regexp.Compile(Text(limit))
	if err != nil {
		return nil
	}
	for _, text := range []string{"QUJD RA==", "!", "ü", "", "x", "0"} {
		if !pattern.MatchString(text) {
			return []Breach{{Name: "broken", Value: text}}
		}
	}
	return nil
}

// listed are the values of an enum's limit: the whole list, or one of it.
func listed(limit any) []any {
	if list, isList := limit.([]any); isList {
		return list
	}
	return []any{limit}
}

func allowsEnum(limit, v any) bool { return contains(listed(limit), v) }

func saysEnum(limit any) (verb, complement string) {
	if list, isList := limit.([]any); isList {
		return "is", oneOf(list)
	}
	return "may", "be " + shown(limit)
}

func wantsEnum(limit any) outcome.Term {
	term := outcome.Term{Kind: outcome.WantEnum}
	list := listed(limit)
	if len(list) > mostShown+1 {
		list, term.More = list[:mostShown], len(list)-mostShown
	}
	for _, v := range list {
		term.Names = append(term.Names, Literal(v))
	}
	return term
}

func saysAdditional(limit any) (verb, complement string) {
	if limit == true {
		return "may", "have properties that the contract does not name"
	}
	return "has", "no properties but those that the contract names"
}
