// Package explore looks beyond the written scenarios. It generates requests from
// the contract's request schema: valid ones that stand at the boundary of a
// clause, and ones that break a clause or two. What the API answers has to be
// what the contract says of each. Requests that fail are grouped by what they
// fail for, and each group is shown by the smallest request that still fails.
//
// A seed stands for one sequence of requests: the same in every run, however
// many are asked at a time and whatever is answered, but for the wallets'
// signatures, which must be new each time.
package explore

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
)

// Question is one request as it is to be sent.
type Question struct {
	Body         []byte
	SIWERequired bool   // of the application that is configured to require wallet signatures
	ContentType  string // of the body; not always one that the contract has
	Accept       string // the media types of the contract's answers
	Anonymous    bool   // without a token
	Once         bool   // it has a nonce, and may not be sent again
}

// Options say what to explore and how.
type Options struct {
	Contract *contract.Contract
	Requests int    // how many; 0 is none
	Seed     uint64 // of what is asked
	// Only are clauses by id: what is asked stands at their boundary, or breaks them. Nil: all.
	Only *regexp.Regexp
	// Case is the number, from 1, of the one request to ask; 0: all.
	Case        int
	Concurrency int // requests at a time; less than 1 is 1

	// Ask sends. An error is that the API could not be judged. It is called by many at once.
	Ask func(ctx context.Context, q Question) (*exchange.Exchange, error)
	// Sign signs a customer in; false where it cannot. Nil: no request has a
	// wallet's signature. See [Signer]. It is called by many at once.
	Sign func(Signing) (message, signature string, ok bool)
	// SIWE says that there is an application that requires wallet signatures.
	SIWE bool
	// Avoid are external ids and addresses of customers whom the target is known
	// to answer in a way of its own.
	Avoid []string
	// Asked is called with each request that was asked, one at a time; it may be nil.
	Asked func(CaseResult)
}

// CaseResult is what came of one request.
type CaseResult struct {
	Case     int
	Breaks   []string           // the clauses that it breaks; none: it is valid
	Exchange *exchange.Exchange // nil where the API could not be judged
	Err      error              // why it could not be
	Failed   bool
}

// ErrNoClause: [Options.Only] matches none that a request can hold or break.
var ErrNoClause = errors.New("no clause that a request can hold or break matches")

// Run explores. The error says that nothing can be asked: the contract's
// schema makes no sense, allows no request that could be found, or Only matches
// nothing. That the context ended, or that the API could not be judged, is in
// the result, with what was found until then.
func Run(ctx context.Context, o Options) (*Conclusion, error) {
	x, err := newExplorer(o)
	if err != nil {
		return nil, fmt.Errorf("explore: %w", err)
	}
	began := time.Now()
	s := &exploration{explorer: x, result: &Conclusion{Seed: o.Seed}}
	s.result.Requests = s.wanted()
	s.askAll(ctx)
	s.conclude(ctx)
	s.result.Duration = time.Since(began)
	return s.result, nil
}
