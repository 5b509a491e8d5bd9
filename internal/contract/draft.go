package contract

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Draft is a request's body while it is written. Values are set by a name of
// the vocabulary (names.yaml) or by a dotted place.
type Draft struct {
	contract *Contract
	body     map[string]any
	touched  []string
}

// Draft begins with a smallest request that the contract allows.
func (c *Contract) Draft() *Draft {
	body, ok := c.SampleRequest().(map[string]any)
	if !ok {
		body = map[string]any{}
	}
	return &Draft{contract: c, body: body}
}

// CheckSample is an error where the request that every scenario begins with is
// not one that the contract allows: the API would be blamed for refusing it.
// It names each clause that is broken, but for those of values that are filled in.
func (c *Contract) CheckSample(filled ...string) error {
	var problems spec.Problems
	for _, v := range c.JudgeRequest(c.Draft().Bytes()) {
		clause, _ := c.Clause(v.Clause)
		if slices.ContainsFunc(filled, func(name string) bool { return c.Names().Place(name) == clause.Place }) {
			continue
		}
		problems = append(problems, spec.Problem{Document: v.Document, Line: v.Line, Where: v.Clause,
			Text: fmt.Sprintf("the request that scenarios begin with cannot be made: want %s, have %s; give its schema an example that keeps this", v.Want, v.Got)})
	}
	if len(problems) == 0 {
		return nil
	}
	return problems
}

// Bytes is the body as JSON.
func (d *Draft) Bytes() []byte { return []byte(spec.Literal(d.body)) }

// Touched lists the places that were set on purpose: what the request is about.
func (d *Draft) Touched() []string { return d.touched }

// Set puts a value at a name, and makes the objects on the way to it.
func (d *Draft) Set(name string, v any) {
	d.touched = append(d.touched, d.contract.Names().Place(name))
	d.Fill(name, v)
}

// Fill is [Draft.Set] for a value that the request has to have and is not about.
func (d *Draft) Fill(name string, v any) {
	path := spec.SplitPlace(d.contract.Names().Place(name))
	if len(path) == 0 {
		if body, ok := v.(map[string]any); ok {
			d.body = body
		}
		return
	}
	d.holder(path)[path[len(path)-1]] = v
}

// holder is the object in which the last name of a path stands.
func (d *Draft) holder(path []string) map[string]any {
	object := d.body
	for _, token := range path[:len(path)-1] {
		inner, ok := object[token].(map[string]any)
		if !ok {
			inner = map[string]any{}
			object[token] = inner
		}
		object = inner
	}
	return object
}

// Get is the value at a name; nil where there is none.
func (d *Draft) Get(name string) any {
	values := find(d.body, spec.SplitPlace(d.contract.Names().Place(name)))
	if len(values) == 0 {
		return nil
	}
	return values[0]
}

// Remove takes a property out. The error says that the contract has none of that name.
func (d *Draft) Remove(name string) error {
	place := d.contract.Names().Place(name)
	path := spec.SplitPlace(place)
	if err := d.known(name, path); err != nil {
		return err
	}
	d.touched = append(d.touched, place)
	delete(d.holder(path), path[len(path)-1])
	return nil
}

// AddStray puts a property that the contract does not name into an object;
// "request" is the body itself. Without a name of its own it is given one.
func (d *Draft) AddStray(name, called string) error {
	place := d.contract.Names().Place(name)
	if name == string(spec.RequestPart) {
		place = "$"
	}
	path := spec.SplitPlace(place)
	if err := d.known(name, path); len(path) > 0 && err != nil {
		return err
	}
	d.touched = append(d.touched, place)
	children := d.contract.children(place)
	stray := called
	if called == "" {
		for stray = spec.StrayName; slices.Contains(children, stray); {
			stray += "_"
		}
	}
	if slices.Contains(children, stray) {
		return fmt.Errorf("%q is no stray property of the %s: the contract names it", called, name)
	}
	d.holder(append(path, stray))[stray] = spec.StrayValue
	return nil
}

func (d *Draft) known(name string, path []string) error {
	if last := len(path) - 1; last >= 0 && slices.Contains(d.contract.children(spec.JoinPlace(path[:last])), path[last]) {
		return nil
	}
	return fmt.Errorf("the contract has no place for %q in a request: use a name of %s or a dotted place such as action.level", name, spec.NamesFile)
}

// Limit is a bound of the contract by the word that features use for it.
type Limit string

// The limits of numbers and of texts.
const (
	Lowest   Limit = "lowest"
	Highest  Limit = "highest"
	Shortest Limit = "shortest"
	Longest  Limit = "longest"
)

// LimitOf is the limit that a keyword of JSON Schema sets; empty for none.
func LimitOf(keyword string) Limit {
	switch row := spec.KeywordNamed(keyword); {
	case row.Bounds("", spec.Lower):
		return Lowest
	case row.Bounds("", spec.Upper):
		return Highest
	case row.Bounds(outcome.Characters, spec.Lower):
		return Shortest
	case row.Bounds(outcome.Characters, spec.Upper):
		return Longest
	}
	return ""
}

// SetLimit sets the value at a name to its limit, or to the first one out of its range.
// A text is made of the fill, repeated. The error says that the contract sets no such limit.
func (d *Draft) SetLimit(name string, limit Limit, outOfRange bool, fill string) error {
	bound, err := d.contract.Limit(name, limit, outOfRange)
	switch {
	case err != nil:
		return err
	case limit == Lowest || limit == Highest:
		d.Set(name, spec.Decimal(bound))
	default:
		d.Set(name, textOf(int(bound.Num().Int64()), fill))
	}
	return nil
}

// longestText is the length, in characters, up to which texts are made: a body
// with one fits into a mebibyte in any letters. Documents that were generated
// have limits for which no machine has room.
const longestText = 1 << 17

// Limit is the last value, or length in characters, that the contract allows
// at a name; or the first one out of that range. The error says that it sets no such
// limit, or a length that no text here has.
func (c *Contract) Limit(name string, limit Limit, outOfRange bool) (*big.Rat, error) {
	place := c.Names().Place(name)
	for _, i := range c.request.clauses {
		clause := c.bundle.Manifest.Clauses[i]
		bound, ok := clause.Row().Boundary(clause.Value)
		if outOfRange {
			bound, ok = clause.Row().FirstOutside(clause.Value)
		}
		if clause.Place != place || !ok || LimitOf(clause.Keyword) != limit {
			continue
		}
		if limit == Shortest && bound.Sign() < 0 {
			return nil, fmt.Errorf("no text is past the contract's limit %q to %s (%s)", limit, name, place)
		}
		if (limit == Shortest || limit == Longest) && bound.Cmp(big.NewRat(longestText, 1)) > 0 {
			return nil, fmt.Errorf("the contract's limit %q to %s (%s) is longer than any text that is made here (%d characters)", limit, name, place, longestText)
		}
		return bound, nil
	}
	return nil, fmt.Errorf("the contract sets no limit %q to %s (%s)", limit, name, place)
}

// textOf is a text of so many characters (code points).
func textOf(length int, fill string) string {
	if length <= 0 || fill == "" {
		return ""
	}
	each := utf8.RuneCountInString(fill)
	text := []rune(strings.Repeat(fill, length/each+1))
	return string(text[:length])
}
