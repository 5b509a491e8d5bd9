package steps

import (
	"context"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/wallet"
)

// Sender is what steps need of the API's client. The errors are those of [client.Client].
type Sender interface {
	Send(ctx context.Context, call client.Call) (*exchange.Exchange, error)
	Token(ctx context.Context, app client.Application, prefer string) (token string, applied bool, err error)
	Await(ctx context.Context, e *exchange.Exchange) error
}

// Customer is a customer of whom the target knows something beforehand.
type Customer struct{ ExternalID, Address, Blockchain string }

// Environment is what the steps of a whole run share.
type Environment struct {
	Sender   Sender
	Contract *contract.Contract
	Design   func() *combination.Design // of the contract's requests, for this target
	Now      func() time.Time
	SignedAt func() time.Time // by the clock of who checks signatures; nil: Now

	App     client.Application // requires no wallet signatures
	SIWEApp client.Application // requires them

	SIWEDomain, SIWEURI string
	Wallet              *wallet.Wallet // of every customer that is not another one
	Banned, Forbidden   Customer
}

// Begin gives a scenario a state of its own. Watch, if not nil, is given each
// exchange of the scenario.
func (e *Environment) Begin(ctx context.Context, watch func(*exchange.Exchange)) context.Context {
	return context.WithValue(ctx, stateKey{}, &scenarioState{env: e, watch: watch, app: e.App, wallet: e.Wallet})
}

// signedAt is the time that wallet signatures are made for.
func (e *Environment) signedAt() time.Time {
	if e.SignedAt != nil {
		return e.SignedAt()
	}
	return e.Now()
}
