package wallet

import (
	"encoding/hex"
	"regexp"
	"strings"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"pgregory.net/rapid"
)

const someSignature = "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd" +
	"6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a029" + "1c"

func TestSignIsThatOfEIP191(t *testing.T) {
	const hash = "1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655"
	if have := hex.EncodeToString(digest("Some data")); have != hash {
		t.Errorf("hash %s, want %s", have, hash)
	}
	if have := fixedWallet(t).Sign("Some data"); have != someSignature {
		t.Errorf("signature %s, want %s", have, someSignature)
	}
}

func TestDigestCountsBytes(t *testing.T) {
	want := hex.EncodeToString(keccak([]byte("\x19Ethereum Signed Message:\n3\xe2\x82\xac")))
	if have := hex.EncodeToString(digest("€")); have != want {
		t.Errorf("hash %s, want %s", have, want)
	}
}

func TestSignaturesVerifyAndRecover(t *testing.T) {
	form := regexp.MustCompile(`^0x[0-9a-f]{128}1[bc]$`)
	rapid.Check(t, func(t *rapid.T) {
		w, text := anyWallet(t), rapid.String().Draw(t, "text")
		signature := w.Sign(text)
		if !form.MatchString(signature) || signature != w.Sign(text) {
			t.Fatalf("signature %s, then %s", signature, w.Sign(text))
		}
		read := readSignature(signature).bytes
		var r, s secp256k1.ModNScalar
		r.SetByteSlice(read[:32])
		s.SetByteSlice(read[32:64])
		if !ecdsa.NewSignature(&r, &s).Verify(digest(text), w.key.PubKey()) || highS(read) {
			t.Fatalf("signature %s does not verify, or its s is high", signature)
		}
		if address, found := recoverAddress(text, read, read[64]-27); !found || address != w.Address(EVM) {
			t.Fatalf("recovered %s, want %s", address, w.Address(EVM))
		}
	})
}

func TestRecoverAddressRefusesWhatIsNoSignature(t *testing.T) {
	order := "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
	zero, one := strings.Repeat("0", 64), strings.Repeat("0", 63)+"1"
	tests := map[string]string{
		"r is zero":             zero + one,
		"s is zero":             one + zero,
		"r is the order":        order + one,
		"s is the order":        one + order,
		"r is no x coordinate":  strings.Repeat("0", 63) + "5" + one,
		"r and s are all ones":  strings.Repeat("f", 128),
		"r and s are all zeros": zero + zero,
	}
	for name, digits := range tests {
		t.Run(name, func(t *testing.T) {
			raw := readSignature("0x" + digits + "1b").bytes
			if address, found := recoverAddress("text", raw, 0); found {
				t.Errorf("recovered %s", address)
			}
		})
	}
}

func TestTamperV(t *testing.T) {
	tests := map[string]struct {
		signature string
		v         byte
		want      string
	}{
		"another v":     {someSignature, 54, someSignature[:130] + "36"},
		"a v below 16":  {someSignature, 1, someSignature[:130] + "01"},
		"no signature":  {"0", 27, "0"},
		"empty":         {"", 27, ""},
		"two digits":    {"1b", 28, "1c"},
		"the same byte": {someSignature, 28, someSignature},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if have := TamperV(tt.signature, tt.v); have != tt.want {
				t.Errorf("have %s, want %s", have, tt.want)
			}
		})
	}
}

func TestHighSIsBySameKey(t *testing.T) {
	for _, flip := range []struct{ v, twin byte }{{27, 28}, {28, 27}, {0, 1}, {1, 0}} {
		twin, err := HighS(TamperV(someSignature, flip.v))
		if err != nil {
			t.Fatal(err)
		}
		raw := readSignature(twin).bytes
		if raw[64] != flip.twin || !highS(raw) {
			t.Errorf("v %d: the twin is %s, want v %d and a high s", flip.v, twin, flip.twin)
		}
	}
	twin, err := HighS(someSignature)
	if err != nil {
		t.Fatal(err)
	}
	if address, _ := recoverAddress("Some data", readSignature(twin).bytes, 0); address != fixedAddress {
		t.Errorf("the twin recovers %s, want %s", address, fixedAddress)
	}
}

func TestHighSRefuses(t *testing.T) {
	twin, err := HighS(someSignature)
	if err != nil {
		t.Fatal(err)
	}
	const form = "make high-s twin: want a signature of 0x and 130 hex digits"
	tests := map[string]struct{ signature, want string }{
		"a twin":       {twin, "make high-s twin: want an s in the lower half of the order"},
		"s of zero":    {someSignature[:66] + strings.Repeat("0", 64) + "1b", "make high-s twin: want an s in the lower half of the order"},
		"another v":    {TamperV(someSignature, 29), "make high-s twin: want v 0, 1, 27 or 28, have 29"},
		"without 0x":   {someSignature[2:], form},
		"a digit less": {someSignature[:131], form},
		"nothing":      {"", form},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if have, err := HighS(tt.signature); message(err) != tt.want || have != "" {
				t.Errorf("have %q, error %q, want %q", have, message(err), tt.want)
			}
		})
	}
}

func BenchmarkSign(b *testing.B) {
	w, text := fixedWallet(b), soundMessage().String()
	for b.Loop() {
		w.Sign(text)
	}
}
