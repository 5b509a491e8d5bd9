package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// promise says how an answer is not as promised, in the words of some places of the request.
type promise func(e *exchange.Exchange, about []string) []outcome.Violation

// asking is arrays of requests that one step asks, one after the other.
type asking struct {
	state      *scenarioState
	asked, of  int
	violations []outcome.Violation
	err        error // why not all were asked
}

// reply is what came of one request of an array.
type reply struct {
	number   int
	choices  combination.Combination
	exchange *exchange.Exchange
	broken   []outcome.Violation // of the contract
}

// all asks the requests of an array, until one cannot be asked. They are ruled out
// in a way if that is not nil. What failing requests have in common, and no other
// one, is what their violations are about.
func (a *asking) all(ctx context.Context, array *combination.Array, way *spec.Clause, kept promise) {
	var asked []*reply // nil: it was not asked
	for _, c := range array.Combinations {
		asked = append(asked, a.one(ctx, c, way))
	}
	failed := func(i int) bool { return asked[i] != nil && len(a.judged(asked[i], kept, nil)) > 0 }
	var about []string
	for _, choice := range array.Blame(failed) {
		about = append(about, a.state.env.Design().PlaceOf(choice))
	}
	for i := range asked {
		if failed(i) {
			a.violations = append(a.violations, a.judged(asked[i], kept, about)...)
		}
	}
}

// one asks one request; nil where it cannot be asked, or an earlier one could not.
func (a *asking) one(ctx context.Context, c combination.Combination, way *spec.Clause) *reply {
	call, ok := client.Call{}, true
	if a.err == nil {
		call, ok = a.state.combined(c, way)
	}
	if !ok {
		return nil // which is a pair that is not covered
	}
	a.of++
	if a.err != nil {
		return nil
	}
	call.Number = a.of
	var broken *contract.Broken
	if err := a.state.send(ctx, call); err != nil && !errors.As(err, &broken) {
		a.err = err
		return nil
	}
	a.asked++
	r := &reply{number: call.Number, choices: c, exchange: a.state.answer}
	if broken != nil {
		r.broken = broken.Violations
	}
	return r
}

// judged adds to the violations of an answer how it is not as promised, where that
// is still of interest, as [scenarioState.promiseBroken] does for a single request.
func (a *asking) judged(r *reply, kept promise, about []string) []outcome.Violation {
	list := r.broken
	if len(list) == 0 || r.exchange.Status()/100 == 4 && a.state.ofFormOnly(list) {
		list = slices.Concat(kept(r.exchange, about), list)
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].Number, list[i].Choices = r.number, r.choices
	}
	return list
}

// end is the error of the step. What was broken counts, however far it came.
func (a *asking) end() error {
	a.state.asked = a.asked
	switch {
	case len(a.violations) > 0:
		return contract.Keep(a.violations...)
	case a.err != nil:
		return unfinished{a.err, a.asked, a.of}
	case a.of == 0:
		return unsupported("combinations", "nothing of this can be asked of the target")
	}
	return nil
}

// unfinished is why not all requests were asked.
type unfinished struct {
	error
	asked, of int
}

// Unwrap gives what ended it.
func (u unfinished) Unwrap() error { return u.error }

// Error says how far it came, too.
func (u unfinished) Error() string { return u.error.Error() + "\n" + u.Unfinished() }

// Unfinished is how far it came, as a sentence.
func (u unfinished) Unfinished() string {
	return fmt.Sprintf("%d of %d requests were asked.", u.asked, u.of)
}
