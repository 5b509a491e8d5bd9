package sandbox

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"kycspec/internal/wallet"
)

func TestEveryBlockchainTakesAGoodSignature(t *testing.T) {
	r := newRig(t, Options{})
	for _, b := range wallet.Blockchains() {
		t.Run(b.Name, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			r.honest(r.askSIWE(r.signed(b.Name, nil).String()), 201)
			r.honest(r.ask(r.signed(b.Name, nil).String()), 201)
		})
	}
}

// forgery is a signature that breaks one check of the verifier, and no other.
type forgery struct {
	edit   func(*wallet.Message) // before the message is written
	text   func(string) string   // before it is signed
	tamper func(*wanted)         // after that
}

var forgeries = map[wallet.Check]forgery{
	wallet.CheckFormat:        {text: func(text string) string { return text + "\n" }},
	wallet.CheckVersion:       {edit: func(m *wallet.Message) { m.Version = "2" }},
	wallet.CheckDomain:        {edit: func(m *wallet.Message) { m.Domain = "elsewhere.example" }},
	wallet.CheckURI:           {edit: func(m *wallet.Message) { m.URI = "https://elsewhere.example" }},
	wallet.CheckChainID:       {edit: func(m *wallet.Message) { m.ChainID = 5 }},
	wallet.CheckNonceForm:     {edit: func(m *wallet.Message) { m.Nonce = "short" }},
	wallet.CheckTimes:         {text: func(text string) string { return strings.Replace(text, "2030-01-02T", "2030-02-30T", 1) }},
	wallet.CheckExpired:       {edit: func(m *wallet.Message) { m.ExpirationTime = start }},
	wallet.CheckNotYetValid:   {edit: func(m *wallet.Message) { m.NotBefore = start.Add(time.Second) }},
	wallet.CheckChecksum:      {edit: func(m *wallet.Message) { m.Address, _ = wallet.WrongChecksum(m.Address) }},
	wallet.CheckHighS:         {tamper: func(w *wanted) { w.signature = twin(w.signature) }},
	wallet.CheckRecoveryID:    {tamper: func(w *wanted) { w.signature = w.signature[:130] + "1d" }},
	wallet.CheckSigner:        {tamper: func(w *wanted) { w.signature = strangersSignature(w.message) }},
	wallet.CheckWalletAddress: {tamper: func(w *wanted) { w.address = "0xaac17f958d2ee523a2206206994597c13d831ec2" }},
}

func strangersSignature(message string) string {
	stranger, err := wallet.FromPrivateKey(strings.Repeat("42", 32))
	if err != nil {
		panic(err)
	}
	return stranger.Sign(message)
}

// twin is the other signature of the same key over the same message (EIP-2).
func twin(signature string) string {
	order, _ := new(big.Int).SetString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16)
	s, _ := new(big.Int).SetString(signature[66:130], 16)
	return signature[:66] + fmt.Sprintf("%064x", s.Sub(order, s)) + map[string]string{"1b": "1c", "1c": "1b"}[signature[130:]]
}

func (r *rig) forged(check wallet.Check) string {
	r.t.Helper()
	f := forgeries[check]
	w := r.signedText("ethereum", f.edit, f.text)
	if f.tamper != nil {
		f.tamper(&w)
	}
	return w.String()
}

func TestEitherApplicationRefusesAForgery(t *testing.T) {
	r := newRig(t, Options{})
	for check := range forgeries {
		t.Run(string(check), func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			for _, q := range []question{r.askSIWE(r.forged(check)), r.ask(r.forged(check))} {
				if a := r.honest(q, 422); a.code() != "siwe_"+string(check) {
					t.Errorf("the code is %q: %s", a.code(), a.text)
				}
			}
		})
	}
}

func TestANonceIsUsedOnce(t *testing.T) {
	r := newRig(t, Options{})
	first := r.signed("ethereum", func(m *wallet.Message) { m.Nonce = "abcdefgh12345678" })
	r.honest(r.askSIWE(first.String()), 201)
	if a := r.honest(r.askSIWE(first.String()), 422); a.code() != "siwe_nonce-reused" {
		t.Errorf("answered %s", a.text)
	}
	other := r.signed("ethereum", func(m *wallet.Message) { m.Nonce = "abcdefgh12345678" })
	r.honest(r.ask(other.String()), 422)
	r.honest(r.askSIWE(r.signed("ethereum", nil).String()), 201)
}

func TestARefusedMessageLeavesItsNonce(t *testing.T) {
	r := newRig(t, Options{})
	good := r.signed("ethereum", nil)
	bad := good
	bad.signature = good.signature[:130] + "1d"
	r.honest(r.askSIWE(bad.String()), 422)
	r.honest(r.askSIWE(good.String()), 201)
}

func TestAnotherSpellingOfASignatureIsTaken(t *testing.T) {
	r := newRig(t, Options{})
	w := r.signed("polygon", nil)
	w.signature = "0x" + strings.ToUpper(w.signature[2:])
	r.honest(r.askSIWE(w.String()), 201)
	w = r.signed("polygon", nil)
	w.signature = w.signature[:130] + map[string]string{"1b": "00", "1c": "01"}[w.signature[130:]]
	r.honest(r.askSIWE(w.String()), 201)
	w = r.signed("polygon", nil)
	w.address = strings.ToLower(w.address)
	r.honest(r.askSIWE(w.String()), 201)
}

func TestLengthsOfMessages(t *testing.T) {
	signer, err := wallet.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		length         int
		blockchain     string
		plain, siwe    int
		plainRefusedBy string
	}{
		"99":                             {99, "ethereum", 422, 422, "invalid_request"},
		"100":                            {100, "ethereum", 201, 422, ""},
		"100 on solana":                  {100, "solana", 201, 422, ""},
		"the longest that no message is": {wallet.ShortestMessage - 1, "ethereum", 201, 422, ""},
		"a message cut short":            {wallet.ShortestMessage, "ethereum", 422, 422, "siwe_format"},
		"300":                            {300, "ethereum", 201, 201, ""},
		"400":                            {400, "ethereum", 201, 201, ""},
		"401":                            {401, "ethereum", 422, 422, "invalid_request"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{})
			f := r.sandbox.Fixtures()
			ask := func() string {
				m := wallet.Message{Domain: f.SIWEDomain, URI: f.SIWEURI, Address: signer.Address(wallet.EVM), ChainID: 1,
					Nonce: wallet.NewNonce(nil), IssuedAt: start}
				text := m.Fragment(test.length)
				return wanted{address: signer.AddressOn(test.blockchain), blockchain: test.blockchain, message: text, signature: signer.Sign(text)}.String()
			}
			r.honest(r.askSIWE(ask()), test.siwe)
			if a := r.honest(r.ask(ask()), test.plain); a.code() != test.plainRefusedBy {
				t.Errorf("the code is %q, want %q: %s", a.code(), test.plainRefusedBy, a.text)
			}
		})
	}
}

func TestAShortTextIsJudgedByItsSignature(t *testing.T) {
	r := newRig(t, Options{})
	signer, err := wallet.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("hello ", 20)
	w := wanted{blockchain: "ethereum", message: text, signature: signer.Sign(text)}
	if a := r.honest(r.ask(w.String()), 422); a.code() != "siwe_wallet-address" {
		t.Errorf("answered %s", a.text)
	}
	w.address = signer.Address(wallet.EVM)
	r.honest(r.ask(w.String()), 201)
	w.message = strings.Repeat("jello ", 20)
	r.honest(r.ask(w.String()), 422)
}

func TestABlockchainThatIsNotOfEVM(t *testing.T) {
	r := newRig(t, Options{})
	r.honest(r.askSIWE(r.signed("solana", func(m *wallet.Message) { m.ChainID = 900 }).String()), 201)
	if a := r.honest(r.askSIWE(wanted{address: "7EqQdEUaxzPm", blockchain: "solana"}.String()), 422); a.code() != "siwe_required" {
		t.Errorf("answered %s", a.text)
	}
	w := r.signed("aleo", func(m *wallet.Message) { m.Address = "0xaac17f958d2ee523a2206206994597c13d831ec2" })
	if a := r.honest(r.askSIWE(w.String()), 422); a.code() != "siwe_signer" {
		t.Errorf("answered %s", a.text)
	}
}
