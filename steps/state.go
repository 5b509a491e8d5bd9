package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/explore"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// scenarioState is what one scenario has come to: each of its steps reads and changes it.
type scenarioState struct {
	env    *Environment
	watch  func(*exchange.Exchange)
	app    client.Application
	wallet *wallet.Wallet
	draft  *contract.Draft
	token  string // of the scenario alone, if a step has asked for one
	signed signIn

	header bool // the last request was about fields of its header, not about its body

	answer, before *exchange.Exchange // the last one and the one before it
	explored       *explore.Conclusion
	asked          int // requests of arrays
}

type stateKey struct{}

// fromContext is the state of the scenario whose step runs in the context.
func fromContext(ctx context.Context) *scenarioState {
	return ctx.Value(stateKey{}).(*scenarioState)
}

// These errors are of steps that need another one before them: without it, they
// would pass although nothing was asked, or fail without saying why.
var (
	errNoCustomer = advice("there is no customer yet", `say "Given a customer" first`)
	errNotAsked   = advice("nothing was asked yet", `a step such as "When the application requests KYC" comes first`)
	errNoSession  = advice("there is no KYC session from before", `say "Given a customer for whom KYC was started" first`)
	errNotTwice   = advice("nothing was asked twice", `say "When the application requests KYC twice at the same moment" first`)
	errNotSigned  = advice("the customer has not signed in", `say "Given a customer who signs in with the wallet" first`)
)

// misuse is a mistake in a feature. It says nothing of the API.
type misuse struct{ error }

// Verdict is that of the scenario.
func (misuse) Verdict() outcome.Verdict { return outcome.Inconclusive }

// Proof is that the feature is what is wrong.
func (m misuse) Proof() outcome.Proof {
	return outcome.Proof{Obstacle: outcome.Obstacle{Kind: outcome.Misused, Subject: m.Error()}}
}

// advice is an error that says on a line of its own what to do about it.
func advice(wrong, hint string) error { return fmt.Errorf("%s\n%s", wrong, hint) }

// unsupported skips a scenario that this target, or nobody, can do; the ability is
// what such scenarios have in common.
func unsupported(ability, reason string) error {
	return &outcome.Skip{Obstacle: outcome.Obstacle{Kind: outcome.NotSupported, Subject: ability}, Reason: reason}
}

// notThere skips a scenario that needs what is not configured. Before a run that
// is seen to by [gherkin.Sentence.Needs]; steps that are run without say it here.
func notThere(need, reason string) error {
	return &outcome.Skip{Obstacle: outcome.Obstacle{Kind: outcome.NotThere, Subject: need}, Reason: reason}
}

// ask sends the request that the scenario has drafted, as the call says, and judges
// the answer.
func (s *scenarioState) ask(ctx context.Context, call client.Call) error {
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	call.Body = s.draft.Bytes()
	return s.send(ctx, call)
}

// send sends a request and judges the answer. Steps have no other way to the API,
// so that no answer remains unjudged.
func (s *scenarioState) send(ctx context.Context, call client.Call) error {
	if call.App == (client.Application{}) {
		call.App = s.app
	}
	call.Once, call.SignIn = call.Once || s.signed.text != "", s.signed.about
	answer, err := s.env.Sender.Send(ctx, call)
	if err != nil {
		return err
	}
	s.header = call.Accept != nil || call.ContentType != nil
	return s.take(ctx, answer)
}

// take judges an answer, which is then what promises are about.
func (s *scenarioState) take(ctx context.Context, answer *exchange.Exchange) error {
	s.before, s.answer = s.answer, answer
	if s.watch != nil {
		s.watch(answer)
	}
	exchange.Attach(ctx, outcome.RequestMediaType, s.env.Contract.Request(answer))
	broken := s.env.Contract.Judge(answer)
	return contract.Keep(append(s.promiseBroken(ctx, broken), broken...)...)
}

// promiseBroken is how an answer whose form is not the documented one breaks the
// promise of the next step: it comes first, for what another status says does not
// matter where that status was not to come.
//
// The form alone fails the step that asked, which ends the scenario. So the next
// step would not run, and nobody would ask whether the request was to be refused
// at all: an API that gives all refusals an undocumented form could refuse what it
// must accept, unnoticed. Therefore the promise is checked here already.
//
// For example, a request that must be accepted is answered by a 401 without a body,
// and the next step is "Then KYC is started". The violations of the answer are
// that it has no body; the one that this function adds is that it is no 201.
func (s *scenarioState) promiseBroken(ctx context.Context, broken []outcome.Violation) []outcome.Violation {
	next, ok := gherkin.Next(ctx)
	if !ok || len(broken) == 0 || !s.ofFormOnly(broken) {
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

// unpromised is a step's context for requests of which the next step promises
// nothing: they lead up to the one that it is about, or may turn out to be none.
func unpromised(ctx context.Context) context.Context { return gherkin.WithNext(ctx, gherkin.Step{}) }

// ofFormOnly says whether all violations are of the form of an answer whose status
// is documented: of what its header and body must be, not of what was asked.
func (s *scenarioState) ofFormOnly(broken []outcome.Violation) bool {
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

// about lists the places of the request that the scenario has set on purpose, of
// which its promises are.
func (s *scenarioState) about() []string {
	switch {
	case s.header:
		return []string{"$header"} // no place of a body
	case s.draft == nil:
		return nil
	}
	return s.draft.Touched()
}
