package wallet

import (
	"errors"
	"testing"
	"time"
)

// FuzzVerify takes bits for the checks to be left out, so that what a check
// would have kept away reaches the ones after it.
func FuzzVerify(f *testing.F) {
	good := sound(f, func(*Message) {})
	f.Add(good.message, good.signature, good.address, uint32(0))
	for _, list := range refusals(f) {
		for _, tt := range list {
			f.Add(tt.message, tt.signature, tt.address, uint32(0))
			f.Add(tt.message, tt.signature, tt.address, uint32(1<<17-1))
		}
	}
	f.Fuzz(func(t *testing.T, message, signature, address string, skipped uint32) {
		v := soundVerifier()
		v.Skip = map[Check]bool{}
		for i, check := range Checks() {
			v.Skip[check] = skipped>>i&1 == 1
		}
		err := v.Verify(message, signature, address)
		var refusal *FailedCheck
		switch {
		case err == nil && skipped&(1<<17-1) == 0:
			wantWhatIsAccepted(t, message, signature, address)
		case err != nil && !errors.As(err, &refusal):
			t.Fatalf("error %v is no refusal", err)
		case err != nil && (v.Skip[refusal.Check] || refusal.Detail == "" || len(refusal.Detail) >= 600):
			t.Fatalf("refused by %s: %s", refusal.Check, refusal.Detail)
		}
	})
}

func wantWhatIsAccepted(t *testing.T, message, signature, address string) {
	m, err := ParseMessage(message)
	if err != nil {
		t.Fatalf("accepted: %v", err)
	}
	if m.Domain != "127.0.0.1:8080" || m.ChainID != 11155111 || valid(EVM, m.Address) != nil || len(signature) != 132 {
		t.Fatalf("accepted: %+v, a signature of %d", m, len(signature))
	}
	if evmForm.MatchString(address) != true {
		t.Fatalf("accepted for the address %q", address)
	}
}

func BenchmarkVerify(b *testing.B) {
	a := sound(b, func(*Message) {})
	v := soundVerifier()
	for b.Loop() {
		if err := v.Verify(a.message, a.signature, a.address); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyRefused(b *testing.B) {
	a := sound(b, func(m *Message) { m.ExpirationTime = noon.Add(-time.Hour) })
	v := soundVerifier()
	for b.Loop() {
		if err := v.Verify(a.message, a.signature, a.address); err == nil {
			b.Fatal("accepted")
		}
	}
}

func BenchmarkParseMessage(b *testing.B) {
	for b.Loop() {
		if _, err := ParseMessage(fullText); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAleoAddress(b *testing.B) {
	w := fixedWallet(b)
	for b.Loop() {
		w.Address(Aleo)
	}
}
