package wallet

import (
	"encoding/hex"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"pgregory.net/rapid"
)

func TestASignatureMadeAnewIsAnotherGoodOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, text := anyWallet(t), rapid.String().Draw(t, "text")
		first, anew := w.Sign(text), w.SignAnew(text)
		if first[:66] == anew[:66] || anew != w.SignAnew(text) {
			t.Fatalf("signatures %s and %s", first, anew)
		}
		for _, signature := range []string{first, anew} {
			read := readSignature(signature)
			if list := signers(text, read.bytes); len(list) != 1 || list[0] != w.Address(EVM) || highS(read.bytes) {
				t.Fatalf("%s is by %v, want %s", signature, list, w)
			}
		}
		if again := w.signWith(digest(text), 0); again != first {
			t.Fatalf("signed as %s, want %s", again, first)
		}
	})
}

func TestABareSignatureIsOfTheMessageAlone(t *testing.T) {
	w := fixedWallet(t)
	const text = "Some data"
	read := readSignature(w.SignBare(text))
	if list := signers(text, read.bytes); len(list) == 1 && list[0] == w.Address(EVM) {
		t.Error("it holds as a personal signature")
	}
	compact := append([]byte{read.bytes[64]}, read.bytes[:64]...)
	key, _, err := ecdsa.RecoverCompact(compact, keccak([]byte(text)))
	if err != nil || evmAddress(key) != w.Address(EVM) {
		t.Errorf("0x%s does not recover the wallet: %v", hex.EncodeToString(read.bytes), err)
	}
}
