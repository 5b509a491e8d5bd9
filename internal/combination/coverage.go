package combination

import (
	"slices"
	"sync"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Covered lists the pairs that an exchange covers, which exercised some clauses.
func (d *Design) Covered(e *exchange.Exchange, exercised []contract.Exercise) []Pair {
	var list []Pair
	add := func(p Pair) {
		if d.possible[p] {
			list = append(list, p)
		}
	}
	has := func(evidence spec.Evidence) bool {
		return slices.ContainsFunc(exercised, func(x contract.Exercise) bool { return x.Evidence == evidence })
	}
	if !has(spec.BoundaryAccepted) && !has(spec.ViolationRejected) {
		return nil
	}
	choices := d.Choices(AskedBy(e))
	if has(spec.BoundaryAccepted) {
		for i, one := range choices {
			for _, other := range choices[i+1:] {
				add(Pair{One: one, Other: other})
			}
		}
	}
	unsigned := d.lacksSignature(choices)
	for _, x := range exercised {
		way, _ := d.contract.Clause(x.Clause)
		if x.Evidence != spec.ViolationRejected || unsigned && !isUnsigned(way) {
			continue // or the missing signature may be what it was refused for
		}
		for _, c := range choices {
			add(Pair{Breaks: x.Clause, Other: c})
		}
	}
	return list
}

// lacksSignature says whether the signature is missing that the application requires.
func (d *Design) lacksSignature(choices []outcome.Choice) bool {
	return slices.Contains(choices, outcome.Choice{Name: Application, Value: RequiresSignatures}) &&
		!slices.Contains(choices, outcome.Choice{Name: Signature, Value: There})
}

// Coverage counts, from exchanges alone, which pairs were covered. It is safe for
// concurrent use; make it with [Design.NewCoverage].
type Coverage struct {
	design *Design
	mu     sync.Mutex
	count  map[Pair]int
}

// NewCoverage has counted nothing yet.
func (d *Design) NewCoverage() *Coverage { return &Coverage{design: d, count: map[Pair]int{}} }

// Add counts an exchange, which exercised some clauses, and gives the pairs that it covers.
func (c *Coverage) Add(e *exchange.Exchange, exercised []contract.Exercise) []Pair {
	list := c.design.Covered(e, exercised)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range list {
		c.count[p]++
	}
	return list
}

// Report says of each pair whether it was covered.
type Report struct {
	Covered  int           `json:"covered"`
	Pairs    int           `json:"pairs"` // that a request can have
	List     []CoveredPair `json:"list"`
	Excluded []Exclusion   `json:"excluded"` // that none can have
}

// CoveredPair is a pair with the number of exchanges that covered it.
type CoveredPair struct {
	Pair
	Count int `json:"count"`
}

// Report says what was covered so far.
func (c *Coverage) Report() Report {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := Report{Pairs: len(c.design.Pairs), Excluded: c.design.Excluded, List: make([]CoveredPair, 0, len(c.design.Pairs))}
	for _, p := range c.design.Pairs {
		if c.count[p] > 0 {
			r.Covered++
		}
		r.List = append(r.List, CoveredPair{p, c.count[p]})
	}
	return r
}

// Missing are the pairs that were not covered.
func (r Report) Missing() []Pair {
	var list []Pair
	for _, p := range r.List {
		if p.Count == 0 {
			list = append(list, p.Pair)
		}
	}
	return list
}
