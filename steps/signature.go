package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
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
}

// signIn is a Sign-In with Ethereum message as it was signed.
type signIn struct {
	text      string
	signature string
	by        *wallet.Wallet
	about     exchange.SignIn
	used      bool // the application was served with it, so that it has had its time
}

// lifetime is how long a message is valid: so long that clocks may be a little wrong.
const lifetime = 10 * time.Minute

// message is a good message of the customer for the blockchain of the request. Its
// nonce has letters, so that it can be written in another case.
func (s *scenarioState) message() wallet.Message {
	blockchain, _ := s.draft.Get(spec.RoleBlockchain).(string)
	chain, _ := wallet.Lookup(blockchain)
	now := s.env.signedAt().UTC().Truncate(time.Second)
	return wallet.Message{
		Domain: s.env.SIWEDomain, URI: s.env.SIWEURI, Version: "1", ChainID: chain.ChainID,
		Address: s.wallet.Address(wallet.EVM), Statement: "Sign in to start KYC.", Nonce: "k" + wallet.NewNonce(nil)[1:],
		IssuedAt: now, ExpirationTime: now.Add(lifetime),
	}
}

// sign puts a message and a wallet's signature of it into the request.
func (s *scenarioState) sign(text string, by *wallet.Wallet, about exchange.SignIn) {
	s.signed = signIn{text: text, signature: by.Sign(text), by: by, about: about}
	s.put()
}

func (s *scenarioState) put() {
	s.draft.Set(spec.RoleMessage, s.signed.text)
	s.draft.Set(spec.RoleSignature, s.signed.signature)
}

// good is the quality of a message that is about nothing but who signs it.
var good = quality{demand: spec.KeywordSIWESignature}

func signInWithWallet(ctx context.Context) error {
	s := fromContext(ctx)
	if s.draft == nil {
		s.newCustomer("")
	}
	return s.signMessage("is good", good)
}

func signMessageOf(ctx context.Context, side, limit string) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	return s.signOf(contract.Limit(limit), side == "just past")
}

// signOf signs a message at a limit to its length, or just past it. The error is a
// misuse where the contract sets no such limit, or skips the scenario.
func (s *scenarioState) signOf(limit contract.Limit, past bool) error {
	bound, err := s.env.Contract.Limit(spec.RoleMessage, limit, past)
	if err != nil {
		return misuse{err}
	}
	length, message := int(bound.Num().Int64()), s.message()
	if length < wallet.ShortestMessage {
		s.sign(message.Fragment(length), s.wallet, exchange.SignIn{}) // nothing that a standard demands of messages
		return nil
	}
	text, err := message.OfLength(length)
	if err != nil {
		return s.tooLong(fmt.Sprintf("has %d characters", length), message.MinLength())
	}
	s.sign(text, s.wallet, good.about())
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
			return misuse{unknownWords("no signature that %q is known", flaw, words(signatureFlaws, anyV))}
		}
		change = func(s signIn) (string, error) { return wallet.TamperV(s.signature, byte(v)), nil }
	}
	signature, err := change(s.signed)
	if err != nil {
		return misuse{err}
	}
	s.signed.signature = signature
	if !s.signed.used {
		_, allowed := otherSignatures[flaw]
		s.signed.about = exchange.SignIn{Demand: spec.KeywordSIWESignature, Broken: !allowed}
	}
	s.put()
	return nil
}

// anyV is the flaw of a signature whose last byte, v, is another one.
const anyV = "has v <number>"

// curveOrder is the order of secp256k1 (SEC 2 section 2.4.1). As a signature's r it
// is just past the last allowed value, so that no key can be recovered.
const curveOrder = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

// otherSignatures are as good as the one that they are made of.
var otherSignatures = map[string]func(signIn) (string, error){
	"is written in upper-case hex": func(s signIn) (string, error) { return "0x" + strings.ToUpper(s.signature[2:]), nil },
	"is made anew":                 func(s signIn) (string, error) { return s.by.SignAnew(s.text), nil },
}

var signatureFlaws = withAll(otherSignatures, map[string]func(signIn) (string, error){
	"is without its 0x":      func(s signIn) (string, error) { return "00" + s.signature[2:], nil },
	"begins with 0X":         func(s signIn) (string, error) { return "0X" + s.signature[2:], nil },
	"ends with a line break": func(s signIn) (string, error) { return s.signature + "\n", nil },
	"is of no key at all":    func(s signIn) (string, error) { return "0x" + curveOrder + s.signature[2+len(curveOrder):], nil },
	"has an s of 0": func(s signIn) (string, error) {
		return s.signature[:66] + strings.Repeat("0", 64) + s.signature[130:], nil
	},
	"has a digit g":                    func(s signIn) (string, error) { return s.signature[:10] + "g" + s.signature[11:], nil },
	"has a digit too few":              func(s signIn) (string, error) { return s.signature[:len(s.signature)-1], nil },
	"has a digit too many":             func(s signIn) (string, error) { return s.signature + "0", nil },
	"is the high-s twin of a good one": func(s signIn) (string, error) { return wallet.HighS(s.signature) },
	"is of the message alone":          func(s signIn) (string, error) { return s.by.SignBare(s.text), nil },
	"has a v that is 27 too high":      raisedV(27),
	"has v as a transaction has it":    raisedV(10), // EIP-155 for chain id 1: 37 and 38
	"has v counted from 0":             raisedV(256 - 27),
	"is of another wallet": func(s signIn) (string, error) {
		other, err := wallet.New(nil)
		if err != nil {
			return "", err
		}
		return other.Sign(s.text), nil
	},
})

// raisedV adds to a signature's v, which is 27 or 28, as a byte does.
func raisedV(by int) func(signIn) (string, error) {
	return func(s signIn) (string, error) {
		v, err := strconv.ParseUint(s.signature[len(s.signature)-2:], 16, 8)
		return wallet.TamperV(s.signature, byte(int(v)+by)), err
	}
}

// withAll joins what several tables know.
func withAll[T any](tables ...map[string]T) map[string]T {
	all := map[string]T{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// alterMessage changes the nonce's last character, so that the message is as good
// as it was, but not the one that was signed.
func alterMessage(ctx context.Context) error {
	s := fromContext(ctx)
	if s.signed.text == "" {
		return misuse{errNotSigned}
	}
	nonce := nonceOf(s.signed.text)
	if nonce == "" {
		return misuse{errors.New("the message has no nonce that could be altered")}
	}
	altered := nonce[:len(nonce)-1] + "0"
	if altered == nonce {
		altered = nonce[:len(nonce)-1] + "1"
	}
	s.signed.text = strings.Replace(s.signed.text, nonce, altered, 1)
	s.signed.about = exchange.SignIn{Demand: spec.KeywordSIWESignature, Broken: true}
	s.put()
	return nil
}

// nonceOf is the nonce of a message's text; empty where it has none.
func nonceOf(text string) string {
	lines := strings.Split(text, "\n")
	i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, nonceLabel) })
	if i < 0 {
		return ""
	}
	return strings.TrimPrefix(lines[i], nonceLabel)
}
