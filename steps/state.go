package steps

import (
	"context"
	"errors"
	"slices"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/explore"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// scenarioState is what one scenario knows.
type scenarioState struct {
	env    *Environment
	watch  func(*exchange.Exchange)
	app    client.Application
	wallet *wallet.Wallet
	draft  *contract.Draft
	token  string // a token of the scenario's own
	signed signIn

	header bool // the scenario is about fields of the header

	answer, before *exchange.Exchange
	explored       *explore.Result
}

type stateKey struct{}

// fromContext is the state of the scenario whose step runs in the context.
func fromContext(ctx context.Context) *scenarioState {
	return ctx.Value(stateKey{}).(*scenarioState)
}

// These errors fail steps that would otherwise pass, or say nothing, for want of what came before.
var (
	errNoCustomer = errors.New(`there is no customer yet: say "Given a customer" first`)
	errNotAsked   = errors.New(`nothing was asked yet: a step such as "When the application requests KYC" comes first`)
	errNoSession  = errors.New(`there is no KYC session from before: say "Given a customer for whom KYC was started" first`)
	errNotSigned  = errors.New(`the customer has not signed in: say "Given a customer who signs in with the wallet" first`)
)

// misuse is a mistake in a feature: it says nothing of the API.
type misuse struct{ error }

// Verdict is "inconclusive".
func (misuse) Verdict() string { return "inconclusive" }

// ask sends what the scenario has written, with what the call has of its own,
// and judges the answer.
func (s *scenarioState) ask(ctx context.Context, call client.Call) error {
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	call.Body = s.draft.Bytes()
	return s.send(ctx, call)
}

// send is the only way to the API.
func (s *scenarioState) send(ctx context.Context, call client.Call) error {
	if call.App == (client.Application{}) {
		call.App = s.app
	}
	call.Once = call.Once || s.signed.text != ""
	answer, err := s.env.Sender.Send(ctx, call)
	if err != nil {
		return err
	}
	s.before, s.answer = s.answer, answer
	if s.watch != nil {
		s.watch(answer)
	}
	s.header = call.Accept != nil || call.ContentType != nil
	broken := s.env.Contract.Judge(answer)
	return contract.Keep(append(s.promiseBroken(ctx, broken), broken...)...)
}

// promiseBroken is how a refusal breaks what the next step promises, where the
// answer itself breaks the contract with nothing but its form.
//
// Such an answer ends the scenario, so that the next step is never asked whether
// the request was to be refused at all, or for this reason: an API that words all
// refusals in a way of its own could refuse what it must accept, and nobody would
// hear of it. So the promise is held to the answer at once. For example, "Then KYC
// is started" after a 401 without a body: that there is no body breaks the form
// of refusals, and that it is no 201 is what matters.
func (s *scenarioState) promiseBroken(ctx context.Context, broken []contract.Violation) []contract.Violation {
	next, ok := gherkin.Next(ctx)
	if !ok || len(broken) == 0 || s.answer.Status()/100 != 4 || !s.ofFormOnly(broken) {
		return nil
	}
	if !slices.ContainsFunc(answerSentences, func(known gherkin.Sentence) bool { return known.Wording == next.Sentence.Wording }) {
		return nil
	}
	var unkept *contract.Broken
	if !errors.As(next.Run(ctx), &unkept) {
		return nil
	}
	return unkept.Violations
}

// ofFormOnly says whether violations are of nothing but an answer's own form.
func (s *scenarioState) ofFormOnly(broken []contract.Violation) bool {
	for _, v := range broken {
		clause, known := s.env.Contract.Clause(v.Clause)
		if known && (clause.Status == "" || clause.Part == spec.StatusPart) {
			return false
		}
	}
	return true
}

// answered gives the answer that a promise is about.
func (s *scenarioState) answered() (*exchange.Exchange, error) {
	if s.answer == nil {
		return nil, misuse{errNotAsked}
	}
	return s.answer, nil
}

// about lists the places of the request that the scenario has set on purpose.
func (s *scenarioState) about() []string {
	switch {
	case s.header:
		return []string{"$header"} // no place of a body
	case s.draft == nil:
		return nil
	}
	return s.draft.Touched()
}
