package sandbox

import (
	"errors"
	"maps"
	"unicode/utf8"

	"kycspec/internal/wallet"
)

// formChecks are the checks that a text too short for a message cannot pass.
var formChecks = []wallet.Check{wallet.CheckFormat, wallet.CheckVersion, wallet.CheckNonceForm, wallet.CheckTimes}

// checkSignature asks for a wallet signature where the application requires
// one, and verifies the one that came in either application. Two things that
// EIP-4361 says nothing about are decided so:
//
// A blockchain that is not of EVM has no chain id, and its address no EVM key:
// any chain id will do there, and the signature must be by the address that the
// message itself names.
//
// The contract allows messages that are shorter than any of EIP-4361. In an
// application that does not require signatures such a text is judged by the
// signature over it alone; in one that requires them it is refused.
func (s *Sandbox) checkSignature(c *incoming) *refusal {
	if !c.ask.siwe {
		if c.token.siwe && !s.faults.skipsFor(CheckSIWERequired, c) {
			return unsigned("siwe_required", "This application requires the wallet's signature.")
		}
		return nil
	}
	if c.token.siwe && s.faults.refuseRequired {
		return unsigned("siwe", "The wallet's signature is refused.")
	}
	if c.tolerated || s.faults.skips(CheckSIWE) {
		return nil
	}
	blockchain, _ := wallet.Lookup(c.ask.blockchain)
	verifier := wallet.Verifier{Domain: s.fixtures.SIWEDomain, URI: s.fixtures.SIWEURI, ChainID: blockchain.ChainID,
		Now: s.now, Skip: s.skippedChecks(c, blockchain)}
	verifier.UseNonce = func(nonce string) bool {
		if s.faults.UseNonce != nil {
			return s.faults.UseNonce(s.signInOf(c, nonce))
		}
		return s.nonces.add(nonce, struct{}{})
	}
	var refused *wallet.FailedCheck
	if err := verifier.Verify(c.ask.message, c.ask.signature, c.ask.address); errors.As(err, &refused) {
		return unsigned("siwe_"+string(refused.Check), "The wallet's signature does not hold: "+refused.Detail+".")
	}
	return nil
}

func unsigned(code, message string) *refusal {
	r := invalid(message)
	r.code = code
	return r
}

func (s *Sandbox) skippedChecks(c *incoming, blockchain wallet.Blockchain) map[wallet.Check]bool {
	short := !c.token.siwe && utf8.RuneCountInString(c.ask.message) < wallet.ShortestMessage
	if blockchain.Format == wallet.EVM && !short && s.faults.Trusts == nil {
		return s.skipChecks
	}
	skip := maps.Clone(s.skipChecks)
	skip[wallet.CheckWalletAddress] = skip[wallet.CheckWalletAddress] || blockchain.Format != wallet.EVM
	if short {
		for _, check := range formChecks {
			skip[check] = true
		}
	}
	if trusts := s.faults.Trusts; trusts != nil {
		for _, check := range wallet.Checks() {
			skip[check] = skip[check] || trusts(check, s.signInOf(c, ""))
		}
	}
	return skip
}
