package combination

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Parameters that are no value of a request's body.
const (
	Application = "application" // that asks
	Signature   = "signature"   // of the customer's wallet
	MediaType   = "media type"  // of the body, as it is written
)

// The values of [Application] and [Signature].
const (
	RequiresNone       = "requires no signature"
	RequiresSignatures = "requires signatures"
	Absent             = "absent"
	There              = "there"
)

// Usual is the value of a parameter that is not at one of its limits, which are its
// other values ([contract.Limit]).
const Usual = "usual"

// Parameter is something of which every request has one of a few values.
type Parameter struct {
	Name   string
	Place  string // in the body; empty for one that is no value there
	Values []string

	listed []any            // the values as JSON has them, where the contract lists them, or they are a few numbers
	limits []contract.Limit // where it sets limits instead: all values but the first
}

// choice is one of the parameter's values.
func (p Parameter) choice(i int) outcome.Choice {
	return outcome.Choice{Name: p.Name, Value: p.Values[i]}
}

// mostNumbers is how many whole numbers between two bounds are a few: of more
// than these, the bounds alone are tried.
const mostNumbers = 16

// parametersOf finds the parameters of a contract.
func parametersOf(c *contract.Contract) []Parameter {
	var list []Parameter
	for _, clause := range c.Clauses() {
		if clause.Part != spec.RequestPart || spec.InAlternative(clause) || slices.ContainsFunc(list, func(p Parameter) bool { return p.Place == clause.Place }) {
			continue
		}
		if p := valuesAt(c, clause); len(p.Values) > 1 {
			list = append(list, p)
		}
	}
	if slices.ContainsFunc(c.Clauses(), isUnsigned) {
		list = append(list, Parameter{Name: Application, Values: []string{RequiresNone, RequiresSignatures}})
	}
	if siwe := c.Names().Place(spec.RoleSIWE); slices.ContainsFunc(c.Clauses(), func(clause spec.Clause) bool {
		return clause.Part == spec.RequestPart && clause.Keyword == spec.KeywordOptional && clause.PropertyPlace() == siwe
	}) {
		list = append(list, Parameter{Name: Signature, Values: []string{Absent, There}})
	}
	if spellings := mediaTypes(c); len(spellings) > 0 {
		list = append(list, Parameter{Name: MediaType, Values: spellings})
	}
	return list
}

// valuesAt is the parameter that a clause makes of its place; without values where it makes none.
func valuesAt(c *contract.Contract, clause spec.Clause) Parameter {
	p := Parameter{Name: c.Names().Called(clause.Place), Place: clause.Place, listed: fewValues(c, clause)}
	if len(p.listed) > 0 && settable(c, clause.Place, p.listed) {
		for _, v := range p.listed {
			p.Values = append(p.Values, text(v))
		}
		return p
	}
	p.listed = nil
	if clause.Keyword != spec.KeywordType || within(spec.SplitPlace(clause.Place), spec.SplitPlace(c.Names().Place(spec.RoleSIWE))) {
		return p // what a wallet signs has lengths of its own
	}
	for _, limit := range []contract.Limit{contract.Lowest, contract.Shortest, contract.Longest, contract.Highest} {
		draft := c.Draft()
		if draft.SetLimit(clause.Place, limit, false, fill) == nil && len(c.JudgeRequest(draft.Bytes())) == 0 {
			p.limits = append(p.limits, limit)
			p.Values = append(p.Values, string(limit))
		}
	}
	if p.limits != nil {
		p.Values = append([]string{Usual}, p.Values...)
	}
	return p
}

// fill is what texts at a limit are made of.
const fill = "x"

// text is a value for people.
func text(v any) string {
	if text, ok := v.(string); ok {
		return text
	}
	encoded, _ := json.Marshal(v) // it was JSON before
	return string(encoded)
}

// fewValues are the values that a clause allows at its place, where they are
// listed, or are a few whole numbers; none else.
func fewValues(c *contract.Contract, clause spec.Clause) []any {
	if listed, isList := clause.Value.([]any); clause.Keyword == spec.KeywordEnum && isList {
		return listed
	}
	if clause.Keyword != spec.KeywordType || !slices.Contains(spec.TypesOf(clause.Value), "integer") {
		return nil
	}
	low, noLow := c.Limit(clause.Place, contract.Lowest, false)
	high, noHigh := c.Limit(clause.Place, contract.Highest, false)
	if noLow != nil || noHigh != nil || !low.IsInt() || !high.IsInt() || !low.Num().IsInt64() || !high.Num().IsInt64() {
		return nil
	}
	first, last := low.Num().Int64(), high.Num().Int64()
	if last-first >= mostNumbers {
		return nil
	}
	var list []any
	for n := first; n <= last; n++ {
		list = append(list, json.Number(fmt.Sprint(n)))
	}
	return list
}

// settable says whether the request that everything begins with can have each of the values at a place.
func settable(c *contract.Contract, place string, values []any) bool {
	return !slices.ContainsFunc(values, func(v any) bool {
		draft := c.Draft()
		draft.Set(place, v)
		return len(c.JudgeRequest(draft.Bytes())) > 0
	})
}

// mediaTypes are those of the contract's bodies, each as the contract writes it,
// and with the character set that JSON has anyway (RFC 8259 section 11).
func mediaTypes(c *contract.Contract) []string {
	var list []string
	for _, name := range c.Bundle().Manifest.Request.MediaTypes {
		if strings.Contains(name, "*") {
			continue
		}
		list = append(list, name)
		if spec.IsJSON(name) && !strings.Contains(name, ";") {
			list = append(list, name+"; charset=utf-8")
		}
	}
	return list
}

// isUnsigned says whether a clause is that an application may require signatures.
func isUnsigned(c spec.Clause) bool {
	return c.Part == spec.SemanticPart && c.Keyword == spec.KeywordSIWE
}

// Asked is a request, as far as it chooses something.
type Asked struct {
	Body         []byte
	ContentType  string
	SIWERequired bool // of the application
	NoToken      bool // it is of no application
}

// AskedBy is the request of an exchange.
func AskedBy(e *exchange.Exchange) Asked {
	return Asked{Body: e.RequestBody(), ContentType: e.RequestHeader().Get("Content-Type"),
		SIWERequired: e.SIWERequired(), NoToken: e.Credential() == exchange.Worthless}
}

// Choices are what a request has chosen of each parameter, in their order. One that
// has none of a parameter's values, or no place for it, has chosen nothing of that.
// Of what follows the first JSON document of a body nothing is read.
func (d *Design) Choices(asked Asked) []outcome.Choice {
	var body any
	decoder := json.NewDecoder(bytes.NewReader(asked.Body))
	decoder.UseNumber()
	_ = decoder.Decode(&body) // of what is no JSON, nothing is chosen in it
	var list []outcome.Choice
	for _, p := range d.Parameters {
		if value, ok := d.chosen(p, asked, body); ok {
			list = append(list, outcome.Choice{Name: p.Name, Value: value})
		}
	}
	return list
}

// chosen is the value of a parameter that a request has.
func (d *Design) chosen(p Parameter, asked Asked, body any) (value string, ok bool) {
	switch {
	case p.Place != "":
		v, has := jsonpointer.Find(body, spec.SplitPlace(p.Place))
		if !has {
			return "", false
		}
		return d.valueOf(p, v)
	case p.Name == Application:
		value = RequiresNone
		if asked.SIWERequired {
			value = RequiresSignatures
		}
		return value, !asked.NoToken
	case p.Name == Signature:
		holder, _ := jsonpointer.Find(body, d.siwe[:len(d.siwe)-1])
		object, isObject := holder.(map[string]any)
		value = Absent
		if _, has := object[d.siwe[len(d.siwe)-1]]; has {
			value = There
		}
		return value, isObject
	}
	return asked.ContentType, slices.Contains(p.Values, asked.ContentType)
}

// valueOf is which of a parameter's values a value of the body is.
func (d *Design) valueOf(p Parameter, v any) (value string, ok bool) {
	if p.limits == nil {
		i := slices.IndexFunc(p.listed, func(listed any) bool { return spec.Same(listed, v) })
		if i < 0 {
			return "", false
		}
		return p.Values[i], true
	}
	draft := d.contract.Draft()
	draft.Set(p.Place, v)
	if len(d.contract.JudgeRequest(draft.Bytes())) > 0 {
		return "", false
	}
	for _, limit := range p.limits {
		if draft.SetLimit(p.Place, limit, false, fill); sameSize(v, draft.Get(p.Place)) {
			return string(limit), true
		}
	}
	return Usual, true
}

// sameSize says whether two texts are equally long, or two numbers the same.
func sameSize(a, b any) bool {
	one, isText := a.(string)
	other, both := b.(string)
	if isText && both {
		return utf8.RuneCountInString(one) == utf8.RuneCountInString(other)
	}
	return spec.Same(a, b)
}
