package steps

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

var customerSentences = []gherkin.Sentence{
	needing(given("an application that requires (no )?wallet signatures", "an application that requires [no] wallet signatures", chooseApplication), needsApplication),
	given("a customer(?: with a wallet on (.+))?", "a customer [with a wallet on <blockchain>]",
		func(ctx context.Context, blockchain string) error {
			fromContext(ctx).newCustomer(blockchain)
			return nil
		}),
	needing(given("a customer that is (banned|forbidden)", "a customer that is <banned or forbidden>", knownCustomer), needsKnown),
	needing(given("a customer for whom KYC was started(?: at level (\\S+))?(?: under (\\S+))?",
		"a customer for whom KYC was started [at level <level>] [under <rules engine>]", startedCustomer), needsToken),
}

func chooseApplication(ctx context.Context, no string) error {
	s := fromContext(ctx)
	s.app = s.env.SIWEApp
	if no != "" {
		s.app = s.env.App
	}
	return nil
}

// newCustomer drafts a request for a customer whom the target does not know yet.
// If the blockchain is empty, it is that of the contract's example.
func (s *scenarioState) newCustomer(blockchain string) {
	s.draft = s.env.Contract.Draft()
	if blockchain == "" {
		blockchain, _ = s.draft.Get(spec.RoleBlockchain).(string)
	} else {
		s.draft.Set(spec.RoleBlockchain, blockchain)
	}
	s.draft.Fill(spec.RoleCustomer, "kycspec-"+uuid.NewString())
	s.draft.Fill(spec.RoleAddress, s.wallet.AddressOn(blockchain))
}

func knownCustomer(ctx context.Context, kind string) error {
	s := fromContext(ctx)
	customer := s.env.Banned
	if kind == "forbidden" {
		customer = s.env.Forbidden
	}
	if customer == (Customer{}) {
		return notThere(kind, "no customer is configured as "+kind)
	}
	s.draft = s.env.Contract.Draft()
	s.draft.Fill(spec.RoleCustomer, customer.ExternalID)
	s.draft.Fill(spec.RoleAddress, customer.Address)
	s.draft.Fill(spec.RoleBlockchain, customer.Blockchain)
	return nil
}

func startedCustomer(ctx context.Context, level, engine string) error {
	s := fromContext(ctx)
	s.newCustomer("")
	if level == "" {
		level = fmt.Sprint(s.draft.Get(spec.RoleLevel))
	}
	if err := requestAtLevel(ctx, level, engine); err != nil {
		return err
	}
	return isStarted(ctx)
}

// anotherCustomer drafts a request for a customer with another wallet.
func (s *scenarioState) anotherCustomer() error {
	other, err := wallet.New(nil)
	if err != nil {
		return err
	}
	s.wallet = other
	s.newCustomer("")
	return nil
}
