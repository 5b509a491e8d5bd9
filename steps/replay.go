package steps

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/google/uuid"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
)

// replaySentences are about a sign-in that comes a second time.
var replaySentences = []gherkin.Sentence{
	needing(given("the application has used the signature before", "the application has used the signature before", useSignature), needsToken),
	needing(given("the application has used another signature since", "the application has used another signature since", useAnotherSince), needsSignature),
	when(requests+" for another customer with the same wallet", requests+" for another customer with the same wallet", requestForSameWallet),
	when(requests+" twice at the same moment", requests+" twice at the same moment", requestTwice),
	then("KYC is started only once", "KYC is started only once", isStartedOnce),
}

// useSignature asks with the signature once. That must be accepted, and uses up the
// nonce of the message: whatever is then asked with that is to be refused.
func useSignature(ctx context.Context) error {
	s := fromContext(ctx)
	if s.signed.text == "" {
		return misuse{errNotSigned}
	}
	if err := s.ask(ctx, client.Call{}); err != nil {
		return err
	}
	s.signed.used, s.signed.about = true, exchange.SignIn{Demand: spec.KeywordSIWENonce, Broken: true}
	return isStarted(ctx)
}

// useAnotherSince asks with another signature of the same wallet, and comes back to the one before.
func useAnotherSince(ctx context.Context) error {
	s := fromContext(ctx)
	first := s.signed
	if first.text == "" {
		return misuse{errNotSigned}
	}
	if err := s.signMessage("is good", good); err != nil {
		return err
	}
	if err := useSignature(ctx); err != nil {
		return err
	}
	s.signed = first
	s.put()
	return nil
}

func requestForSameWallet(ctx context.Context) error {
	return requestChanged(ctx, func(d *contract.Draft) error {
		d.Set(spec.RoleCustomer, "kycspec-"+uuid.NewString())
		return nil
	})
}

// requestTwice sends the request of one sign-in twice without waiting for the first
// answer. It is the pace that says how soon the second follows: without one they
// are under way at the same time. Which of them is served is chance, and nothing
// to remember: the one that is comes first.
func requestTwice(ctx context.Context) error {
	s := fromContext(ctx)
	if s.signed.text == "" {
		return misuse{errNotSigned}
	}
	call := client.Call{App: s.app, Body: s.draft.Bytes(), Once: true, SignIn: exchange.SignIn{Demand: spec.KeywordSIWENonce}}
	again, other := call, make(chan apart, 1)
	again.SignIn.Broken = true // if the other one is served; if not, this one must be
	go func() { other <- s.sendApart(ctx, again) }()
	first, last := s.sendApart(ctx, call), <-other
	if err := errors.Join(first.err, last.err); err != nil {
		first.attach(ctx)
		last.attach(ctx)
		return err
	}
	if first.answer.Status() > last.answer.Status() {
		first, last = last, first
	}
	return errors.Join(first.take(ctx, s), last.take(ctx, s))
}

// apart is what came of a request that was sent beside another one, with what is to be kept of it.
type apart struct {
	answer *exchange.Exchange
	err    error
	kept   []attachment
}

type attachment struct {
	mediaType string
	body      json.RawMessage
}

func (s *scenarioState) sendApart(ctx context.Context, call client.Call) (a apart) {
	keep := func(mediaType string, body []byte) { a.kept = append(a.kept, attachment{mediaType, body}) }
	a.answer, a.err = s.env.Sender.Send(exchange.WithAttach(ctx, keep), call)
	return a
}

// take judges the answer as that of the scenario's next request.
func (a apart) take(ctx context.Context, s *scenarioState) error {
	a.attach(ctx)
	return s.take(ctx, a.answer)
}

func (a apart) attach(ctx context.Context) {
	for _, kept := range a.kept {
		exchange.Attach(ctx, kept.mediaType, kept.body)
	}
}

// isStartedOnce checks that of two requests with one sign-in one was served, and
// the other refused.
func isStartedOnce(ctx context.Context) error {
	s := fromContext(ctx)
	if s.before == nil {
		return misuse{errNotTwice}
	}
	if err := contract.Keep(s.env.Contract.Answered(s.before, http.StatusCreated, s.about())...); err != nil {
		return err
	}
	return contract.Keep(s.env.Contract.RefusedAsDocumented(s.answer, s.about())...)
}
