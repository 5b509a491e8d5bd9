// Package wallet is a customer's wallet and what a verifier makes of it:
// addresses for every blockchain of the contract, Sign-In with Ethereum
// messages (EIP-4361), and personal signatures (EIP-191) over them.
package wallet

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/mr-tron/base58"
)

// Wallet is a secp256k1 key with an address in every format. Only the EVM address
// is that key's own: the others are made from the same secret, so that they are
// stable, and nothing is signed for them. A Wallet never prints its key.
type Wallet struct {
	key *secp256k1.PrivateKey
	evm string
}

// New makes a wallet with a fresh key from the random source; nil is the
// system's own. The error is the source's.
func New(random io.Reader) (*Wallet, error) {
	if random == nil {
		random = rand.Reader
	}
	key, err := secp256k1.GeneratePrivateKeyFromRand(random)
	if err != nil {
		return nil, fmt.Errorf("make wallet key: %w", err)
	}
	return newWallet(key), nil
}

var errKeyForm = errors.New("read private key: want 64 hex digits, with or without 0x")

// FromPrivateKey makes the wallet of a key written as 32 bytes in hex, "0x"
// optional. A text of another form, zero, and a number that is not below the
// order of secp256k1 are errors; no error shows any of the key.
func FromPrivateKey(hexKey string) (*Wallet, error) {
	secret, err := hex.DecodeString(strings.TrimPrefix(hexKey, "0x"))
	if err != nil || len(secret) != secp256k1.PrivKeyBytesLen {
		return nil, errKeyForm
	}
	var scalar secp256k1.ModNScalar
	if overflow := scalar.SetByteSlice(secret); overflow || scalar.IsZero() {
		return nil, errors.New("read private key: want a number from 1 to below the order of secp256k1")
	}
	return newWallet(secp256k1.NewPrivateKey(&scalar)), nil
}

func newWallet(key *secp256k1.PrivateKey) *Wallet {
	return &Wallet{key: key, evm: evmAddress(key.PubKey())}
}

// Address is the wallet's address in a format, the same each time: EIP-55 for
// EVM and for a format that is not known, base58 for Solana, bech32m for Aleo.
func (w *Wallet) Address(format AddressFormat) string {
	switch format {
	case Solana:
		public := ed25519.NewKeyFromSeed(w.derive("solana")).Public().(ed25519.PublicKey)
		return base58.Encode(public)
	case Aleo:
		return aleoAddress(w.derive("aleo"))
	}
	return w.evm
}

// AddressOn is the wallet's address on a blockchain, see [Lookup] for unknown names.
func (w *Wallet) AddressOn(blockchain string) string {
	b, _ := Lookup(blockchain)
	return w.Address(b.Format)
}

// derive gives 32 bytes that are the wallet's own for a purpose and say nothing of its key.
func (w *Wallet) derive(purpose string) []byte {
	return keccak([]byte("kycspec "+purpose), w.key.Serialize())
}

// Sign makes the EIP-191 personal signature (version 0x45, personal_sign) over
// the message's bytes: "0x" and 130 lower-case hex digits, r, s and v, with s in
// the lower half (EIP-2) and v 27 or 28. It is deterministic (RFC 6979).
func (w *Wallet) Sign(message string) string { return sign(w.key, message) }

// String is the wallet's EVM address.
func (w *Wallet) String() string { return w.evm }

// GoString is [Wallet.String], so that %#v shows no more than the address either.
func (w *Wallet) GoString() string { return w.evm }
