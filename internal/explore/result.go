package explore

import (
	"reflect"
	"slices"
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// Conclusion is what an exploration came to.
type Conclusion struct {
	Seed     uint64
	Requests int // that were to be asked
	Asked    int // that were

	Valid, BrokenByOne, BrokenByTwo int // of those that were asked

	Inconclusive int   // of which the API could not be judged
	Why          error // it could not be, for the first of them
	// Stopped is why not all were asked, or why the API cannot be judged: a
	// phrase; empty otherwise.
	Stopped  string
	Failures []Failure // one for each cause, in the order of their first cases
	Duration time.Duration
}

// Failure is one cause for which requests failed, shown by the smallest request
// that still fails.
type Failure struct {
	What       string   // such as "a request that the contract allows is refused"
	Clauses    []string // that are broken
	Cases      []int    // numbers of the requests that failed for it
	Breaks     []string // the clauses that the smallest request breaks; none: it is valid
	Violations []outcome.Violation
	Exchange   *exchange.Exchange
	// Written says that it fails only as it is written: with other white space,
	// order of keys or escapes it does not.
	Written bool
	// Unsettled says that it did not fail when it was asked again.
	Unsettled bool
}

// Violations are those of all failures, each once: nil if every request was answered as documented.
func (r *Conclusion) Violations() []outcome.Violation {
	var list []outcome.Violation
	for _, f := range r.Failures {
		for _, v := range f.Violations {
			if !slices.ContainsFunc(list, func(other outcome.Violation) bool { return reflect.DeepEqual(other, v) }) {
				list = append(list, v)
			}
		}
	}
	return list
}
