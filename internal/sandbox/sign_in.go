package sandbox

import (
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// SignIn is what a request says of its wallet's sign-in, and what is expected of it.
type SignIn struct {
	Message, Signature, Address, Customer, Blockchain, Level string
	Nonce                                                    string // of the message, once it has been read; else empty
	Application                                              string // the id of the one that asks
	Domain, URI                                              string // that the message must name
}

func (s *Sandbox) signInOf(c *incoming, nonce string) SignIn {
	return SignIn{Message: c.ask.message, Signature: c.ask.signature, Address: c.ask.address, Customer: c.ask.externalID,
		Blockchain: c.ask.blockchain, Level: c.ask.level, Nonce: nonce, Application: c.token.application, Domain: s.fixtures.SIWEDomain, URI: s.fixtures.SIWEURI}
}

// demandOf is the keyword of what EIP-4361 demands, by the check that sees to it.
var demandOf = map[wallet.Check]string{
	wallet.CheckFormat: spec.KeywordSIWEForm, wallet.CheckVersion: spec.KeywordSIWEForm,
	wallet.CheckNonceForm: spec.KeywordSIWEForm, wallet.CheckChecksum: spec.KeywordSIWEForm,
	wallet.CheckDomain: spec.KeywordSIWEDomain, wallet.CheckURI: spec.KeywordSIWEURI, wallet.CheckChainID: spec.KeywordSIWEChain,
	wallet.CheckTimes: spec.KeywordSIWETimes, wallet.CheckNotYetValid: spec.KeywordSIWEValidity, wallet.CheckExpired: spec.KeywordSIWEValidity,
	wallet.CheckSignatureForm: spec.KeywordSIWESignature, wallet.CheckSignatureLength: spec.KeywordSIWESignature,
	wallet.CheckRecoveryID: spec.KeywordSIWESignature, wallet.CheckHighS: spec.KeywordSIWESignature, wallet.CheckSigner: spec.KeywordSIWESignature,
	wallet.CheckWalletAddress: spec.KeywordSIWEAddress, wallet.CheckNonceReused: spec.KeywordSIWENonce,
}

// Demand is the keyword of the clause that a check of wallet signatures enforces.
func Demand(check wallet.Check) string { return demandOf[check] }

// skipChecks are the verifier's checks that faults leave out.
func (f *resolvedFaults) skipChecks() map[wallet.Check]bool {
	skip := map[wallet.Check]bool{}
	for _, check := range wallet.Checks() {
		if f.skips(SIWECheck(check)) || f.skipDemands[Demand(check)] {
			skip[check] = true
		}
	}
	return skip
}
