package mutate

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"kycspec/internal/contract"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// lenientReading is one way in which a lenient parser takes a value that breaks a
// clause for one that does not: the text "1" for the number 1, 257 for what is
// left of it in a byte, "Ethereum" for "ethereum".
type lenientReading struct {
	name, says string
	takes      func(v any) bool // values that break the clause
}

// lenientParsers enforces each clause of the request, but for values that are nearly right.
func (m *maker) lenientParsers() {
	for _, clause := range m.manifest.Clauses {
		if clause.Part != spec.RequestPart {
			continue
		}
		path := spec.SplitPlace(clause.Place)
		if clause.Keyword == spec.KeywordOptional {
			path = append(path, fmt.Sprint(clause.Value))
		}
		for _, r := range m.lenientReadings(clause) {
			id := m.brokenBy(clause)
			if len(path) == 0 && r.name == asNull && !m.manifest.Request.Required {
				m.equivalent(OverAccepting, id+"/"+r.name, "the contract requires no body, so null says no more than none")
				continue
			}
			m.add(Mutant{
				ID: id + "/" + r.name, Kind: OverAccepting, Clause: id,
				Says: fmt.Sprintf("In a request, %s %s.", placeName(strings.Join(path, ".")), r.says),
				Faults: sandbox.Faults{Accept: func(body any) bool {
					v, has := jsonpointer.Find(body, path)
					return has && r.takes(v)
				}},
				noticedBy: []contract.Exercise{{Clause: id, Evidence: spec.ViolationRejected}}, tryAll: true,
				hint: "a scenario in which a request has just that, and is refused",
			})
		}
	}
}

// brokenBy is the id of the clause that lenient readings of a clause break: that
// clause itself, but for one that lets an object be left out. Where siwe is
// optional, a lenient parser takes "siwe": {} for no siwe. That breaks the first
// clause on what the object requires, request/customer.wallet.siwe/required/message;
// of an object that requires nothing it breaks none, and [spec.StatusClause]
// stands for that.
func (m *maker) brokenBy(clause spec.Clause) string {
	if clause.Keyword != spec.KeywordOptional {
		return clause.ID
	}
	place := clause.PropertyPlace()
	return m.first(func(c spec.Clause) bool {
		return c.Part == spec.RequestPart && c.Keyword == spec.KeywordRequired && c.Place == place
	})
}

// lenientReadings lists how lenient parsers read values that break a clause.
func (m *maker) lenientReadings(c spec.Clause) []lenientReading {
	switch c.Keyword {
	case spec.KeywordType:
		return mistyped(spec.TypesOf(c.Value))
	case spec.KeywordEnum:
		if list, ok := c.Value.([]any); ok {
			return misspelt(list)
		}
	case spec.KeywordOptional:
		if m.brokenBy(c) != spec.StatusClause {
			return []lenientReading{{"as-none", "is taken for none if it is empty", func(v any) bool {
				object, ok := v.(map[string]any)
				return ok && len(object) == 0
			}}}
		}
	}
	switch contract.LimitOf(c.Keyword) {
	case contract.Lowest:
		return m.unsigned(c)
	case contract.Highest:
		return m.wrapped(c)
	case contract.Longest:
		return m.trimmed(c)
	}
	return nil
}

// asNull is the reading of null as a value of any type.
const asNull = "as-null"

// mistyped are values of another type that servers convert, or take for nothing.
func mistyped(allowed []string) []lenientReading {
	may := func(name string) bool { return slices.Contains(allowed, name) }
	var list []lenientReading
	if !may("null") {
		list = append(list, lenientReading{asNull, "may be null", func(v any) bool { return v == nil }})
	}
	if may("integer") && !may("number") {
		list = append(list, lenientReading{"as-fraction", "may have a fraction", func(v any) bool {
			exact, ok := spec.Rational(v)
			return ok && !exact.IsInt()
		}})
	}
	if (may("integer") || may("number")) && !may("string") {
		list = append(list, lenientReading{"as-text", "may be a number in quotes", func(v any) bool {
			text, _ := v.(string)
			_, isNumber := spec.Rational(json.Number(text))
			return isNumber
		}})
	}
	if may("string") && !may("integer") && !may("number") {
		list = append(list, lenientReading{"as-number", "may be a number", is[json.Number]})
	}
	if may("object") && !may("string") {
		list = append(list, lenientReading{"as-text", "may be a text", is[string]})
	}
	if may("object") && !may("array") {
		list = append(list, lenientReading{"as-list", "may be a list", is[[]any]})
	}
	return list
}

func is[T any](v any) bool { _, ok := v.(T); return ok }

// misspelt are texts that are nearly one of a list.
func misspelt(listed []any) []lenientReading {
	lists := func(text string) bool { return slices.Contains(listed, any(text)) }
	nearly := func(name, says string, is func(text string) bool) lenientReading {
		return lenientReading{name, says, func(v any) bool {
			text, ok := v.(string)
			return ok && !lists(text) && is(text)
		}}
	}
	some := func(is func(value string) bool) bool {
		return slices.ContainsFunc(listed, func(v any) bool { value, ok := v.(string); return ok && is(value) })
	}
	if !some(func(string) bool { return true }) {
		return nil
	}
	return []lenientReading{
		nearly("case", "may be in another case", func(text string) bool {
			return some(func(value string) bool { return strings.EqualFold(value, text) })
		}),
		nearly("space-before", "may begin with white space", func(text string) bool { return lists(strings.TrimLeft(text, " ")) }),
		nearly("space-after", "may end with white space", func(text string) bool { return lists(strings.TrimRight(text, " ")) }),
		nearly("line-break", "may end with a line break", func(text string) bool { return lists(strings.TrimRight(text, "\n")) }),
		nearly("dash", "may have dashes for its underscores", func(text string) bool { return lists(strings.ReplaceAll(text, "-", "_")) }),
		nearly("shorter", "may be the beginning of one of its values", func(text string) bool {
			return text != "" && some(func(value string) bool { return strings.HasPrefix(value, text) })
		}),
		nearly("longer", "need only begin with one of its values", func(text string) bool {
			return !strings.Contains(text, " ") && some(func(value string) bool { return strings.HasPrefix(text, value) })
		}),
		nearly("empty", "may be empty", func(text string) bool { return text == "" }),
	}
}

// unsigned takes a number without its sign.
func (m *maker) unsigned(c spec.Clause) []lenientReading {
	low, known := m.bound(c.Place, contract.Lowest)
	if !known || low <= 0 {
		return nil
	}
	return []lenientReading{{"unsigned", "is taken without its sign", func(v any) bool {
		n, ok := wholeNumber(v)
		return ok && n.Sign() < 0 && m.within(c.Place, n.Neg(n))
	}}}
}

// wrapped takes what is left of a number in as many bits as computers count with.
func (m *maker) wrapped(c spec.Clause) []lenientReading {
	high, known := m.bound(c.Place, contract.Highest)
	if !known {
		return nil
	}
	var list []lenientReading
	for _, bits := range []uint{8, 16, 32, 64} {
		size := new(big.Int).Lsh(big.NewInt(1), bits)
		if size.Cmp(big.NewInt(high)) <= 0 {
			continue
		}
		list = append(list, lenientReading{fmt.Sprintf("wrapped-%d", bits), fmt.Sprintf("is taken for what is left of it in %d bits", bits), func(v any) bool {
			n, ok := wholeNumber(v)
			return ok && n.Cmp(size) > 0 && m.within(c.Place, n.Mod(n, size))
		}})
	}
	return list
}

// trimmed counts no white space at the ends of a text. A wallet's signature is over all of its message.
func (m *maker) trimmed(c spec.Clause) []lenientReading {
	if names := m.contract.Names(); c.Place == names.Place(spec.RoleMessage) || c.Place == names.Place(spec.RoleSignature) {
		return nil
	}
	most := whole(c.Value)
	return []lenientReading{{"trimmed", "may be longer by white space", func(v any) bool {
		text, ok := v.(string)
		return ok && utf8.RuneCountInString(text) > most && utf8.RuneCountInString(strings.TrimSpace(text)) <= most
	}}}
}

// within says whether a number is between the bounds of a place.
func (m *maker) within(place string, n *big.Int) bool {
	low, hasLow := m.bound(place, contract.Lowest)
	high, hasHigh := m.bound(place, contract.Highest)
	return n.IsInt64() && (!hasLow || n.Int64() >= low) && (!hasHigh || n.Int64() <= high)
}

func wholeNumber(v any) (*big.Int, bool) {
	exact, ok := spec.Rational(v)
	if !ok || !exact.IsInt() {
		return nil, false
	}
	return exact.Num(), true
}
