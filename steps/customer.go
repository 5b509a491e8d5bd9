package steps

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

var customerSentences = []Sentence{
	given("an application that requires (no )?wallet signatures", "an application that requires [no] wallet signatures", chooseApplication),
	given("a customer(?: with a wallet on (.+))?", "a customer [with a wallet on <blockchain>]",
		func(ctx context.Context, blockchain string) error { of(ctx).newCustomer(blockchain); return nil }),
	given("a customer that is (banned|forbidden)", "a customer that is <banned or forbidden>", knownCustomer),
	given("a customer for whom KYC was started(?: at level (\\S+))?(?: under (\\S+))?",
		"a customer for whom KYC was started [at level <level>] [under <rules engine>]", startedCustomer),
}

func chooseApplication(ctx context.Context, no string) error {
	w := of(ctx)
	w.app = w.kit.SIWEApp
	if no != "" {
		w.app = w.kit.App
	}
	return nil
}

// newCustomer begins a request for a customer whom the target has not met. An
// empty blockchain is that of the contract's example.
func (w *world) newCustomer(blockchain string) {
	w.draft = w.kit.Contract.Draft()
	if blockchain == "" {
		blockchain, _ = w.draft.Get(spec.RoleBlockchain).(string)
	} else {
		w.draft.Set(spec.RoleBlockchain, blockchain)
	}
	w.draft.Fill(spec.RoleCustomer, "kycspec-"+uuid.NewString())
	w.draft.Fill(spec.RoleAddress, w.wallet.AddressOn(blockchain))
}

func knownCustomer(ctx context.Context, kind string) error {
	w := of(ctx)
	customer := w.kit.Banned
	if kind == "forbidden" {
		customer = w.kit.Forbidden
	}
	if customer == (Customer{}) {
		return misuse{errors.New("no customer is configured as " + kind + ": tag the scenario @needs:" + kind)}
	}
	w.draft = w.kit.Contract.Draft()
	w.draft.Fill(spec.RoleCustomer, customer.ExternalID)
	w.draft.Fill(spec.RoleAddress, customer.Address)
	w.draft.Fill(spec.RoleBlockchain, customer.Blockchain)
	return nil
}

func startedCustomer(ctx context.Context, level, engine string) error {
	w := of(ctx)
	w.newCustomer("")
	if level == "" {
		level = fmt.Sprint(w.draft.Get(spec.RoleLevel))
	}
	if err := requestAtLevel(ctx, level, engine); err != nil {
		return err
	}
	return isStarted(ctx)
}

// anotherCustomer begins a request for a customer with a wallet of their own.
func (w *world) anotherCustomer() error {
	other, err := wallet.New(nil)
	if err != nil {
		return err
	}
	w.wallet = other
	w.newCustomer("")
	return nil
}
