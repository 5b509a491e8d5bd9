// Package steps is the vocabulary of the features: it translates sentences into
// requests and promises. What it sends goes through one function, which judges
// the answer before the step returns, so no scenario can forget to check one.
package steps

import (
	"context"
	"regexp"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/wallet"
)

// Sentence is one sentence that features may use.
type Sentence struct {
	Pattern *regexp.Regexp
	Do      any      // a function of a context, the pattern's groups and an error
	Says    string   // as people read it
	After   string   // the keyword that it goes with: Given, When or Then
	Choices []string // what the last group may be, where that is a list of words
}

// Sender is what steps need of the API's client. The errors are those of [client.Client].
type Sender interface {
	Send(ctx context.Context, call client.Call) (*exchange.Exchange, error)
	Token(ctx context.Context, app client.Application, prefer string) (token string, applied bool, err error)
	Await(ctx context.Context, e *exchange.Exchange) error
}

// Customer is a customer of whom the target knows something beforehand.
type Customer struct{ ExternalID, Address, Blockchain string }

// Kit is what the steps of a whole run share.
type Kit struct {
	Sender   Sender
	Contract *contract.Contract
	Now      func() time.Time
	SignedAt func() time.Time // by the clock of who checks signatures; nil: Now

	App     client.Application // requires no wallet signatures
	SIWEApp client.Application // requires them

	SIWEDomain, SIWEURI string
	Wallet              *wallet.Wallet // of every customer that is not another one
	Banned, Forbidden   Customer
}

type worldKey struct{}

// Begin gives a scenario its own world. Watch, if not nil, is given each
// exchange of the scenario.
func (k *Kit) Begin(ctx context.Context, watch func(*exchange.Exchange)) context.Context {
	return context.WithValue(ctx, worldKey{}, &world{kit: k, watch: watch, app: k.App, wallet: k.Wallet})
}

// Vocabulary lists every sentence.
func Vocabulary() []Sentence {
	var list []Sentence
	for _, word := range [][]Sentence{customerSentences, signatureSentences, requestSentences,
		valueSentences, accessSentences, resilienceSentences, answerSentences, widgetSentences, explorationSentences} {
		list = append(list, word...)
	}
	return list
}

func given(pattern, says string, do any) Sentence { return sentence("Given", pattern, says, do) }
func when(pattern, says string, do any) Sentence  { return sentence("When", pattern, says, do) }
func then(pattern, says string, do any) Sentence  { return sentence("Then", pattern, says, do) }

func sentence(after, pattern, says string, do any) Sentence {
	return Sentence{Pattern: regexp.MustCompile("^" + pattern + "$"), Do: do, Says: says, After: after}
}

// of gives the sentence with what its last group may be.
func (s Sentence) of(choices ...string) Sentence {
	s.Choices = choices
	return s
}

// signedAt is the time that wallet signatures are made for.
func (k *Kit) signedAt() time.Time {
	if k.SignedAt != nil {
		return k.SignedAt()
	}
	return k.Now()
}
