package steps

import (
	"context"
	"errors"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/explore"
	"kycspec/internal/gherkin"
)

var explorationSentences = []gherkin.Sentence{
	when(`the application asks with (\d+) requests made from the contract, by seed (\d+)`,
		"the application asks with <n> requests made from the contract, by seed <seed>", exploreContract),
	then("each of them is answered as documented", "each of them is answered as documented", isExplored),
}

// Exploration says how to explore the target: by what it is asked, with signatures
// if there is an application that requires them, and never about a known customer.
func (e *Environment) Exploration() explore.Options {
	o := explore.Options{Contract: e.Contract, Ask: e.Ask}
	if e.SIWEApp.ID != "" {
		o.SIWE = true
		o.Sign = explore.Signer{Domain: e.SIWEDomain, URI: e.SIWEURI, Now: e.signedAt}.Sign
	}
	for _, known := range []Customer{e.Banned, e.Forbidden} {
		for _, text := range []string{known.ExternalID, known.Address} {
			if text != "" {
				o.Avoid = append(o.Avoid, text)
			}
		}
	}
	return o
}

// Ask sends a request that an exploration has generated.
func (e *Environment) Ask(ctx context.Context, q explore.Question) (*exchange.Exchange, error) {
	call := client.Call{App: e.App, Body: q.Body, Once: q.Once, Aside: true}
	if q.SIWERequired {
		call.App = e.SIWEApp
	}
	if q.ContentType != "" {
		call.ContentType = &q.ContentType
	}
	if q.Accept != "" {
		call.Accept = &q.Accept
	}
	if q.Anonymous {
		call.Auth = client.Auth{Kind: client.None, NoRenewal: true}
	}
	return e.Sender.Send(ctx, call)
}

func exploreContract(ctx context.Context, requests int, seed int) error {
	s := fromContext(ctx)
	o := s.env.Exploration()
	o.Requests, o.Seed = requests, uint64(seed)
	o.Asked = func(asked explore.CaseResult) {
		if asked.Exchange != nil {
			s.answer = asked.Exchange // not watched: a generated request covers nothing on purpose
		}
	}
	result, err := explore.Run(ctx, o)
	switch {
	case err != nil:
		return misuse{err}
	case len(result.Failures) > 0:
		s.explored = result // what is known of it may let the scenario go on
		// The last exchange of a step is the one that is shown; after the failure, others were tried.
		exchange.Attach(ctx, exchange.MediaType, result.Failures[0].Exchange)
		return contract.Keep(result.Violations()...)
	case result.Why != nil: // a request had no answer, and so none that could be as documented
		return result.Why
	case result.Stopped != "":
		return misuse{errors.New(result.Stopped)}
	}
	s.explored = result
	return nil
}

func isExplored(ctx context.Context) error {
	s := fromContext(ctx)
	switch {
	case s.explored != nil && s.explored.Asked > 0:
		return contract.Keep(s.explored.Violations()...)
	case s.asked > 0:
		return nil // the step that asked would have failed
	}
	return misuse{errNotAsked}
}
