package steps

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

var signatureSentences = []gherkin.Sentence{
	needing(given("a customer who signs in with the wallet", "a customer who signs in with the wallet", signInWithWallet), needsSignature),
	needing(given("the customer signs in with the wallet", "the customer signs in with the wallet", signInWithWallet), needsSignature),
	needing(given("the customer signs a message that (.+)", "the customer signs a message that <has some quality>", signMessageThat, words(qualities)...), needsSignature),
	needing(given("the customer signs a message (at|just past) its (shortest|longest)", "the customer signs a message <at or just past> its <limit>", signMessageOf), needsSignature),
	given("the signature (.+)", "the signature <has some flaw>", flawSignature, words(signatureFlaws, anyV)...),
	given("the message is altered after signing", "the message is altered after signing", alterMessage),
	needing(given("the application has used the signature before", "the application has used the signature before", useSignature), needsToken),
}

// signIn is a Sign-In with Ethereum message as it was signed.
type signIn struct {
	text      string
	signature string
}

// lifetime is how long a message is valid: so long that clocks may be a little wrong.
const lifetime = 10 * time.Minute

// message is a good message of the customer for the blockchain of the request.
func (s *scenarioState) message() wallet.Message {
	blockchain, _ := s.draft.Get(spec.RoleBlockchain).(string)
	chain, _ := wallet.Lookup(blockchain)
	now := s.env.signedAt().UTC().Truncate(time.Second)
	return wallet.Message{
		Domain: s.env.SIWEDomain, URI: s.env.SIWEURI, Version: "1", ChainID: chain.ChainID,
		Address: s.wallet.Address(wallet.EVM), Statement: "Sign in to start KYC.", Nonce: wallet.NewNonce(nil),
		IssuedAt: now, ExpirationTime: now.Add(lifetime),
	}
}

// sign puts a message and a wallet's signature of it into the request.
func (s *scenarioState) sign(text string, by *wallet.Wallet) {
	s.signed = signIn{text, by.Sign(text)}
	s.put()
}

func (s *scenarioState) put() {
	s.draft.Set(spec.RoleMessage, s.signed.text)
	s.draft.Set(spec.RoleSignature, s.signed.signature)
}

func signInWithWallet(ctx context.Context) error {
	s := fromContext(ctx)
	if s.draft == nil {
		s.newCustomer("")
	}
	s.sign(s.message().String(), s.wallet)
	return nil
}

func signMessageOf(ctx context.Context, side, limit string) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	bound, err := s.env.Contract.Limit(spec.RoleMessage, contract.Limit(limit), side == "just past")
	if err != nil {
		return misuse{err}
	}
	length, message := int(bound.Num().Int64()), s.message()
	text, err := message.OfLength(length)
	if err != nil {
		text = message.Fragment(length) // no message is so short
	}
	s.sign(text, s.wallet)
	return nil
}

func flawSignature(ctx context.Context, flaw string) error {
	s := fromContext(ctx)
	if s.signed.text == "" {
		return misuse{errNotSigned}
	}
	change, known := signatureFlaws[flaw]
	if !known {
		number, found := strings.CutPrefix(flaw, "has v ")
		v, err := strconv.ParseUint(number, 10, 8)
		if !found || err != nil {
			return misuse{fmt.Errorf("no signature that %q is known: say one that %s", flaw, either(signatureFlaws, anyV))}
		}
		change = func(s signIn) (string, error) { return wallet.TamperV(s.signature, byte(v)), nil }
	}
	signature, err := change(s.signed)
	if err != nil {
		return misuse{err}
	}
	s.signed.signature = signature
	s.put()
	return nil
}

// anyV is the flaw of a signature whose last byte, v, is another one.
const anyV = "has v <number>"

// curveOrder is the order of secp256k1 (SEC 2 section 2.4.1). As a signature's r it
// is just past the last allowed value, so that no key can be recovered.
const curveOrder = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

var signatureFlaws = map[string]func(signIn) (string, error){
	"is written in upper-case hex":     func(s signIn) (string, error) { return "0x" + strings.ToUpper(s.signature[2:]), nil },
	"is without its 0x":                func(s signIn) (string, error) { return "00" + s.signature[2:], nil },
	"begins with 0X":                   func(s signIn) (string, error) { return "0X" + s.signature[2:], nil },
	"ends with a line break":           func(s signIn) (string, error) { return s.signature + "\n", nil },
	"is of no key at all":              func(s signIn) (string, error) { return "0x" + curveOrder + s.signature[2+len(curveOrder):], nil },
	"has a digit g":                    func(s signIn) (string, error) { return s.signature[:10] + "g" + s.signature[11:], nil },
	"has a digit too few":              func(s signIn) (string, error) { return s.signature[:len(s.signature)-1], nil },
	"has a digit too many":             func(s signIn) (string, error) { return s.signature + "0", nil },
	"is the high-s twin of a good one": func(s signIn) (string, error) { return wallet.HighS(s.signature) },
	"is of another wallet": func(s signIn) (string, error) {
		other, err := wallet.New(nil)
		if err != nil {
			return "", err
		}
		return other.Sign(s.text), nil
	},
}

func alterMessage(ctx context.Context) error {
	s := fromContext(ctx)
	if s.signed.text == "" {
		return misuse{errNotSigned}
	}
	altered := strings.Replace(s.signed.text, "Sign in", "Sign up", 1)
	if altered == s.signed.text {
		return misuse{errors.New("the message has no statement that could be altered")}
	}
	s.signed.text = altered
	s.put()
	return nil
}

// useSignature asks with the signature once. That must be accepted, and uses up the
// nonce of the message.
func useSignature(ctx context.Context) error {
	s := fromContext(ctx)
	if s.signed.text == "" {
		return misuse{errNotSigned}
	}
	if err := s.ask(ctx, client.Call{}); err != nil {
		return err
	}
	return isStarted(ctx)
}
