package steps

import (
	"context"
	"errors"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/explore"
	"kycspec/internal/wallet"
)

// world is what one scenario knows.
type world struct {
	kit    *Kit
	watch  func(*exchange.Exchange)
	app    client.Application
	wallet *wallet.Wallet
	draft  *contract.Draft
	token  string // a token of the scenario's own
	signed signIn

	next   []string // the steps that follow
	header bool     // the scenario is about fields of the header

	answer, before *exchange.Exchange
	explored       *explore.Result
}

func of(ctx context.Context) *world { return ctx.Value(worldKey{}).(*world) }

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
func (w *world) ask(ctx context.Context, call client.Call) error {
	if w.draft == nil {
		return misuse{errNoCustomer}
	}
	call.Body = w.draft.Bytes()
	return w.send(ctx, call)
}

// send is the only way to the API.
func (w *world) send(ctx context.Context, call client.Call) error {
	if call.App == (client.Application{}) {
		call.App = w.app
	}
	call.Once = call.Once || w.signed.text != ""
	answer, err := w.kit.Sender.Send(ctx, call)
	if err != nil {
		return err
	}
	w.before, w.answer = w.answer, answer
	if w.watch != nil {
		w.watch(answer)
	}
	w.header = call.Accept != nil || call.ContentType != nil
	broken := w.kit.Contract.Judge(answer)
	return contract.Keep(append(w.hidden(ctx, broken), broken...)...)
}

// answered gives the answer that a promise is about.
func (w *world) answered() (*exchange.Exchange, error) {
	if w.answer == nil {
		return nil, misuse{errNotAsked}
	}
	return w.answer, nil
}

// about lists the places of the request that the scenario has set on purpose.
func (w *world) about() []string {
	switch {
	case w.header:
		return []string{"$header"} // no place of a body
	case w.draft == nil:
		return nil
	}
	return w.draft.Touched()
}
