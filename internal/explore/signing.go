package explore

import (
	"time"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/wallet"
)

// Signing is a sign-in that is wanted (EIP-4361).
type Signing struct {
	By         *wallet.Wallet
	Blockchain string
	Length     int // of the message, in characters; 0: any
}

// Signer signs in as the target expects it.
type Signer struct {
	Domain, URI string // what messages must name
	Now         func() time.Time
}

// lifetime is how long a message is good for: long enough for any clock to be a little wrong.
const lifetime = 10 * time.Minute

// Sign gives a message and the wallet's signature over it; false where no
// message has that length, or the blockchain is not one of EVM.
func (s Signer) Sign(wanted Signing) (message, signature string, ok bool) {
	chain, _ := wallet.Lookup(wanted.Blockchain)
	if chain.Format != wallet.EVM {
		return "", "", false
	}
	now := s.Now().UTC().Truncate(time.Second)
	m := wallet.Message{
		Domain: s.Domain, URI: s.URI, Version: "1", ChainID: chain.ChainID, Address: wanted.By.Address(wallet.EVM),
		Statement: "Sign in to start KYC.", Nonce: wallet.NewNonce(nil), IssuedAt: now, ExpirationTime: now.Add(lifetime),
	}
	message = m.String()
	if wanted.Length > 0 {
		var err error
		if message, err = m.OfLength(wanted.Length); err != nil {
			return "", "", false
		}
	}
	return message, wanted.By.Sign(message), true
}

// fill replaces the marks of a tree by texts for the identity. Without a
// signer, stand-ins of the right form are put where it would sign.
func (r *roles) fill(tree any, who freshCustomer, sign func(Signing) (string, string, bool)) any {
	f := markFiller{roles: r, who: who}
	for _, at := range where(tree, r.blockchain) {
		chain, _ := jsonpointer.Find(tree, at)
		f.blockchain, _ = chain.(string)
	}
	for _, at := range where(tree, r.message) {
		v, _ := jsonpointer.Find(tree, at)
		f.message, f.signature = f.signIn(v, sign)
	}
	return f.value(tree)
}

// markFiller puts texts in the place of marks.
type markFiller struct {
	roles              *roles
	who                freshCustomer
	made               *wallet.Wallet // of the identity, once it is needed
	blockchain         string
	message, signature string
}

func (f *markFiller) wallet() *wallet.Wallet {
	if f.made == nil {
		f.made = f.who.wallet()
	}
	return f.made
}

// nobodys is a signature that is well formed, and by nobody.
const nobodys = "0x" + nobodysHalf + nobodysHalf + "1b"

const nobodysHalf = "5b0f1ddad0f1a5e5d4c3b2a190817263544f3e2d1c0b9a8978675645342312ff"

// signIn makes a message and its signature. A text that is not to be a
// message, such as one that is too short for any, is signed as it is.
func (f *markFiller) signIn(v any, sign func(Signing) (string, string, bool)) (message, signature string) {
	text, isText := v.(string)
	m, isMark := v.(mark)
	switch {
	case isText && sign != nil:
		return text, f.wallet().Sign(text)
	case !isMark || sign == nil:
		return m.text, nobodys
	}
	wanted := Signing{By: f.wallet(), Blockchain: f.blockchain, Length: m.length}
	if m.length > 0 {
		if message, signature, ok := sign(wanted); ok {
			return message, signature
		}
		if m.length < f.roles.shortest || f.roles.longest >= 0 && m.length > f.roles.longest {
			return m.text, f.wallet().Sign(m.text) // its length is what is wrong with it
		}
	}
	wanted.Length = f.roles.messageLength
	message, signature, ok := sign(wanted)
	if !ok {
		return m.text, nobodys
	}
	return message, signature
}

// value copies a tree with its marks filled in.
func (f *markFiller) value(v any) any {
	switch v := v.(type) {
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, inner := range v {
			object[name] = f.value(inner)
		}
		return object
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = f.value(inner)
		}
		return list
	case mark:
		return f.text(v)
	}
	return v
}

func (f *markFiller) text(m mark) string {
	switch m.kind {
	case theCustomer:
		return f.who.id
	case theAddress:
		return f.wallet().AddressOn(f.blockchain)
	case theMessage:
		return f.message
	}
	if f.signature == "" {
		return nobodys
	}
	return f.signature
}
