package wallet

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// claim is what a verifier was given, read as far as it can be.
type claim struct {
	verifier  Verifier
	message   Message
	read      bool          // the text has the lines of a message
	failed    []FailedCheck // of the message's text
	signature signatureText
	signers   []string
	wallet    string
	now       time.Time
}

// rule is how a check is made: a sentence on what breaks it, empty if nothing does.
type rule struct {
	check  Check
	broken func(*claim) string
}

// rules are all checks in their order. Using a nonce up comes last, so that only a message that is accepted uses it.
var rules = []rule{
	{CheckFormat, func(c *claim) string { return c.text(CheckFormat, "the message is not one of EIP-4361") }},
	{CheckVersion, func(c *claim) string { return c.text(CheckVersion, "the message has an unknown version") }},
	{CheckDomain, (*claim).domain},
	{CheckURI, (*claim).uri},
	{CheckChainID, (*claim).chainID},
	{CheckNonceForm, func(c *claim) string { return c.text(CheckNonceForm, "the message has no proper nonce") }},
	{CheckTimes, func(c *claim) string { return c.text(CheckTimes, "the message has no proper time") }},
	{CheckNotYetValid, (*claim).notYetValid},
	{CheckExpired, (*claim).expired},
	{CheckChecksum, (*claim).checksum},
	{CheckSignatureForm, func(c *claim) string { return c.signature.form }},
	{CheckSignatureLength, func(c *claim) string { return c.signature.length }},
	{CheckRecoveryID, (*claim).recoveryID},
	{CheckHighS, (*claim).highS},
	{CheckSigner, (*claim).signer},
	{CheckWalletAddress, (*claim).walletAddress},
	{CheckNonceReused, (*claim).nonceReused},
}

// text is a sentence on the first line of the message that fails a check.
func (c *claim) text(check Check, sentence string) string {
	for _, f := range c.failed {
		if f.Check == check {
			return sentence + ": " + f.Detail
		}
	}
	return ""
}

func (c *claim) domain() string {
	if !c.read || c.message.Domain == c.verifier.Domain {
		return ""
	}
	return fmt.Sprintf("the message is for the domain %s, want %s", shown(c.message.Domain), shown(c.verifier.Domain))
}

func (c *claim) uri() string {
	if !c.read || c.message.URI == c.verifier.URI {
		return ""
	}
	return fmt.Sprintf("the message is for the URI %s, want %s", shown(c.message.URI), shown(c.verifier.URI))
}

func (c *claim) chainID() string {
	if !c.read || c.verifier.ChainID == 0 || c.message.ChainID == c.verifier.ChainID {
		return ""
	}
	return fmt.Sprintf("the message is for the chain id %d, want %d", c.message.ChainID, c.verifier.ChainID)
}

func (c *claim) notYetValid() string {
	from := c.message.NotBefore
	if !c.read || from.IsZero() || !c.now.Before(from) {
		return ""
	}
	return "the message is not valid before " + inUTC(from)
}

func (c *claim) expired() string {
	end := c.message.ExpirationTime
	if !c.read || end.IsZero() || c.now.Before(end) {
		return ""
	}
	return "the message expired at " + inUTC(end)
}

func (c *claim) checksum() string {
	address := c.message.Address
	if !c.read || !evmForm.MatchString(address) || !claimsChecksum(address) || address == checksummed(address) {
		return ""
	}
	return "the case of the letters in the message's address is not its EIP-55 checksum"
}

func (c *claim) recoveryID() string {
	if c.signature.bytes == nil {
		return ""
	}
	v := c.signature.bytes[signatureBytes-1]
	if _, known := recoveryID(v); known {
		return ""
	}
	return fmt.Sprintf("the signature's last byte is %d, want 0, 1, 27 or 28", v)
}

func (c *claim) highS() string {
	if c.signature.bytes == nil || !highS(c.signature.bytes) {
		return ""
	}
	return "the signature's s is in the upper half of the order"
}

func (c *claim) signer() string {
	switch {
	case c.signature.bytes == nil:
		return ""
	case len(c.signers) == 0:
		return "the signature is not by any key"
	case !c.read || c.signedBy(c.message.Address):
		return ""
	}
	return fmt.Sprintf("the signature is by %s, want the message's address %s", c.signers[0], shown(c.message.Address))
}

func (c *claim) walletAddress() string {
	switch {
	case c.read && !strings.EqualFold(c.message.Address, c.wallet):
		return fmt.Sprintf("the message's address is %s, want the wallet's %s", shown(c.message.Address), shown(c.wallet))
	case !c.read && len(c.signers) > 0 && !c.signedBy(c.wallet):
		return fmt.Sprintf("the signature is by %s, want the wallet's address %s", c.signers[0], shown(c.wallet))
	}
	return ""
}

func (c *claim) signedBy(address string) bool {
	return slices.ContainsFunc(c.signers, func(signer string) bool { return strings.EqualFold(signer, address) })
}

func (c *claim) nonceReused() string {
	if !c.read || c.verifier.UseNonce == nil || c.verifier.UseNonce(c.message.Nonce) {
		return ""
	}
	return fmt.Sprintf("the message's nonce %s was used before", shown(c.message.Nonce))
}

func inUTC(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
