package wallet

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// The key and what follows from it are those of the web3.js documentation.
const (
	fixedKey     = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
	fixedAddress = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"
)

func fixedWallet(t testing.TB) *Wallet {
	t.Helper()
	w, err := FromPrivateKey(fixedKey)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func otherWallet(t testing.TB) *Wallet {
	t.Helper()
	w, err := FromPrivateKey(strings.Repeat("17", 32))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func anyWallet(t *rapid.T) *Wallet {
	secret := rapid.SliceOfN(rapid.Byte(), 31, 31).Draw(t, "secret")
	w, err := FromPrivateKey("01" + hex.EncodeToString(secret))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestFromPrivateKey(t *testing.T) {
	const form = "read private key: want 64 hex digits, with or without 0x"
	const outside = "read private key: want a number from 1 to below the order of secp256k1"
	const order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
	tests := map[string]struct{ key, address, err string }{
		"with 0x":             {fixedKey, fixedAddress, ""},
		"without 0x":          {fixedKey[2:], fixedAddress, ""},
		"in upper case":       {strings.ToUpper(fixedKey[2:]), fixedAddress, ""},
		"the number 1":        {strings.Repeat("0", 63) + "1", "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", ""},
		"the order less 1":    {order[:63] + "0", "0x80C0dbf239224071c59dD8970ab9d542E3414aB2", ""},
		"the order":           {order, "", outside},
		"zero":                {strings.Repeat("0", 64), "", outside},
		"31 bytes":            {fixedKey[:64], "", form},
		"33 bytes":            {fixedKey + "00", "", form},
		"an odd digit":        {fixedKey[:65], "", form},
		"a digit that is not": {fixedKey[:65] + "g", "", form},
		"empty":               {"", "", form},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w, err := FromPrivateKey(tt.key)
			if message(err) != tt.err {
				t.Fatalf("error %q, want %q", message(err), tt.err)
			}
			if err == nil && w.Address(EVM) != tt.address {
				t.Errorf("address %s, want %s", w.Address(EVM), tt.address)
			}
		})
	}
}

func TestNewMakesAnotherWalletEachTime(t *testing.T) {
	a, errA := New(nil)
	b, errB := New(nil)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	if a.Address(EVM) == b.Address(EVM) {
		t.Errorf("both are %s", a.Address(EVM))
	}
}

func TestNewTakesItsKeyFromTheSource(t *testing.T) {
	secret, err := hex.DecodeString(fixedKey[2:])
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(bytes.NewReader(secret))
	if err != nil {
		t.Fatal(err)
	}
	if w.Address(EVM) != fixedAddress {
		t.Errorf("address %s, want %s", w.Address(EVM), fixedAddress)
	}
	broken := errors.New("no more randomness")
	if _, err := New(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error %v, want one that wraps %v", err, broken)
	}
}

func TestAWalletNeverPrintsItsKey(t *testing.T) {
	w := fixedWallet(t)
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		printed := fmt.Sprintf(format+" "+format, w, []*Wallet{w})
		if strings.Contains(strings.ToLower(printed), "4c0883a6") {
			t.Errorf("%s shows the key: %s", format, printed)
		}
	}
	if have := fmt.Sprintf("%v %#v", w, w); have != fixedAddress+" "+fixedAddress {
		t.Errorf("printed %s", have)
	}
}

func TestNewNonce(t *testing.T) {
	form := regexp.MustCompile(`^[A-Za-z0-9]{16}$`)
	seen := map[string]bool{}
	for range 1000 {
		nonce := NewNonce(nil)
		if !form.MatchString(nonce) || seen[nonce] {
			t.Fatalf("nonce %q; seen before: %v", nonce, seen[nonce])
		}
		seen[nonce] = true
	}
}

func TestNewNonceTakesItsLettersFromTheSource(t *testing.T) {
	// 248 and above are passed over: they would make the first letters likelier.
	source := []byte{0, 255, 61, 248, 62, 247, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	if have, want := NewNonce(bytes.NewReader(source)), "A9A9BCDEFGHIJKLM"; have != want {
		t.Errorf("nonce %q, want %q", have, want)
	}
}

func TestNewNonceOutlivesItsSource(t *testing.T) {
	if nonce := NewNonce(bytes.NewReader([]byte{0})); !nonceForm.MatchString(nonce) || nonce[0] != 'A' {
		t.Errorf("nonce %q, want 16 letters and digits of which the first is A", nonce)
	}
}
