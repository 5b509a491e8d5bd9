package steps

import (
	"context"
	"errors"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/explore"
)

var explorationSentences = []Sentence{
	when(`the application asks with (\d+) requests made from the contract, by seed (\d+)`,
		"the application asks with <n> requests made from the contract, by seed <seed>", exploreContract),
	then("each of them is answered as documented", "each of them is answered as documented", isExplored),
}

// Exploration is how the target is explored: what it needs to be asked, and by whom.
func (k *Kit) Exploration() explore.Options {
	o := explore.Options{Contract: k.Contract, Ask: k.Ask}
	if k.SIWEApp.ID != "" {
		o.SIWE = true
		o.Sign = explore.Signer{Domain: k.SIWEDomain, URI: k.SIWEURI, Now: k.signedAt}.Sign
	}
	for _, known := range []Customer{k.Banned, k.Forbidden} {
		for _, text := range []string{known.ExternalID, known.Address} {
			if text != "" {
				o.Avoid = append(o.Avoid, text)
			}
		}
	}
	return o
}

// Ask sends a question of an exploration.
func (k *Kit) Ask(ctx context.Context, q explore.Question) (*exchange.Exchange, error) {
	call := client.Call{App: k.App, Body: q.Body, Once: q.Once, Aside: true}
	if q.SIWERequired {
		call.App = k.SIWEApp
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
	return k.Sender.Send(ctx, call)
}

func exploreContract(ctx context.Context, requests int, seed int) error {
	w := of(ctx)
	o := w.kit.Exploration()
	o.Requests, o.Seed = requests, uint64(seed)
	o.Seen = func(seen explore.Outcome) {
		if seen.Exchange != nil {
			w.answer = seen.Exchange // not watched: what was drawn by lot is not aimed at
		}
	}
	result, err := explore.Run(ctx, o)
	switch {
	case err != nil:
		return misuse{err}
	case len(result.Failures) > 0:
		exchange.Attach(ctx, exchange.MediaType, result.Failures[0].Exchange) // after what was tried since: it is the one to show
		return contract.Keep(result.Violations()...)
	case result.Why != nil: // of a request without an answer nobody knows whether it would be as documented
		return result.Why
	case result.Stopped != "":
		return misuse{errors.New(result.Stopped)}
	}
	w.explored = result
	return nil
}

func isExplored(ctx context.Context) error {
	w := of(ctx)
	if w.explored == nil || w.explored.Asked == 0 {
		return misuse{errNotAsked}
	}
	return contract.Keep(w.explored.Violations()...)
}
