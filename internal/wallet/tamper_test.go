package wallet

import (
	"slices"
	"testing"

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
	bare, personal := w.SignBare(text), w.Sign(text)
	for name, list := range map[string][]string{"bare": BareSigners(text, bare), "personal": Signers(text, personal)} {
		if len(list) != 1 || list[0] != w.Address(EVM) {
			t.Errorf("the %s signature is by %v, want %s", name, list, w)
		}
	}
	for name, list := range map[string][]string{"bare": Signers(text, bare), "personal": BareSigners(text, personal), "no": Signers(text, "0x")} {
		if slices.Contains(list, w.Address(EVM)) {
			t.Errorf("the %s signature is by the wallet in the other way, too", name)
		}
	}
}
