package wallet

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func soundVerifier() Verifier {
	return Verifier{Domain: "127.0.0.1:8080", URI: "http://127.0.0.1:8080", ChainID: 11155111,
		Now: func() time.Time { return noon }, UseNonce: func(string) bool { return true }}
}

// attempt is what somebody sends to be verified.
type attempt struct{ message, signature, address string }

func signed(w *Wallet, text string) attempt {
	return attempt{text, w.Sign(text), w.Address(EVM)}
}

// sound is a message that was changed before the wallet of its address signed it.
func sound(t testing.TB, edit func(*Message)) attempt {
	m := soundMessage()
	edit(&m)
	return signed(fixedWallet(t), m.String())
}

// soundText is the same for a text that no Message is written as.
func soundText(t testing.TB, from, to string) attempt {
	text := soundMessage().String()
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q is not once in the message", from)
	}
	return signed(fixedWallet(t), strings.Replace(text, from, to, 1))
}

// tampered has its signature changed after the wallet made it.
func tampered(t testing.TB, change func(string) string) attempt {
	a := sound(t, func(*Message) {})
	a.signature = change(a.signature)
	return a
}

func twin(t testing.TB, signature string) string {
	high, err := HighS(signature)
	if err != nil {
		t.Fatal(err)
	}
	return high
}

func misspelt(t testing.TB, address string) string {
	wrong, err := WrongChecksum(address)
	if err != nil {
		t.Fatal(err)
	}
	return wrong
}

// cases are attempts in which one thing is wrong, and what is said of it.
type cases = map[string]struct {
	attempt
	detail string
}

func refusals(t testing.TB) map[Check]cases {
	all := refusedMessages(t)
	maps.Copy(all, refusedTimes(t))
	maps.Copy(all, refusedSignatures(t))
	all[CheckSigner] = refusedSigners(t)
	all[CheckWalletAddress] = refusedWallets(t)
	return all
}

func refusedMessages(t testing.TB) map[Check]cases {
	return map[Check]cases{
		CheckFormat: {
			"fields in another order": {soundText(t, "Version: 1\nChain ID: 11155111", "Chain ID: 11155111\nVersion: 1"),
				`the message is not one of EIP-4361: line 7 is "Chain ID: 11155111", want a line that begins with "Version: "`},
			"a line end at the end": {signed(fixedWallet(t), soundMessage().String()+"\n"), `the message is not one of EIP-4361: line 13 is "", want the end of the message`},
			"any text":              {signed(fixedWallet(t), "hello"), `the message is not one of EIP-4361: line 1 is "hello", want a domain and then " wants you to sign in with your Ethereum account:"`},
			"a fragment of 100":     {signed(fixedWallet(t), soundMessage().Fragment(100)), `the message is not one of EIP-4361: line 2 is no address of 0x and 40 hex digits`},
			"a statement with %":    {sound(t, func(m *Message) { m.Statement = "100%" }), `the message is not one of EIP-4361: line 4 has a character that no statement may have`},
		},
		CheckVersion: {"version 2": {sound(t, func(m *Message) { m.Version = "2" }), `the message has an unknown version: line 7 has the version "2", want 1`}},
		CheckDomain: {
			"another domain": {sound(t, func(m *Message) { m.Domain = "evil.example" }), `the message is for the domain "evil.example", want "127.0.0.1:8080"`},
			"another port":   {sound(t, func(m *Message) { m.Domain = "127.0.0.1:8081" }), `the message is for the domain "127.0.0.1:8081", want "127.0.0.1:8080"`},
		},
		CheckURI:     {"another URI": {sound(t, func(m *Message) { m.URI += "/" }), `the message is for the URI "http://127.0.0.1:8080/", want "http://127.0.0.1:8080"`}},
		CheckChainID: {"another chain": {sound(t, func(m *Message) { m.ChainID = 1 }), `the message is for the chain id 1, want 11155111`}},
		CheckNonceForm: {
			"a short nonce":     {sound(t, func(m *Message) { m.Nonce = "1234567" }), `the message has no proper nonce: line 9 has the nonce "1234567", want 8 or more letters and digits`},
			"a nonce of hyphen": {sound(t, func(m *Message) { m.Nonce = "1234-5678" }), `the message has no proper nonce: line 9 has the nonce "1234-5678", want 8 or more letters and digits`},
		},
		CheckChecksum: {"a letter of the other case": {sound(t, func(m *Message) { m.Address = misspelt(t, m.Address) }), "the case of the letters in the message's address is not its EIP-55 checksum"}},
	}
}

func refusedTimes(t testing.TB) map[Check]cases {
	return map[Check]cases{
		CheckTimes: {
			"issued on 30 February": {soundText(t, "Issued At: 2026-01-02", "Issued At: 2026-02-30"), `the message has no proper time: line 10 has the time "2026-02-30T11:59:00Z", which is no date of the calendar`},
			"expires at no time":    {soundText(t, "Expiration Time: 2026-01-02T12:01:00Z", "Expiration Time: never"), `the message has no proper time: line 11 has the time "never", which is no RFC 3339 date-time`},
		},
		CheckNotYetValid: {
			"valid a moment later": {sound(t, func(m *Message) { m.NotBefore = noon.Add(1) }), "the message is not valid before 2026-01-02T12:00:00.000000001Z"},
			"by another zone":      {sound(t, func(m *Message) { m.NotBefore = noon.Add(time.Second).In(time.FixedZone("", -3600)) }), "the message is not valid before 2026-01-02T12:00:01Z"},
		},
		CheckExpired: {
			"expired long ago":   {sound(t, func(m *Message) { m.ExpirationTime = noon.Add(-time.Hour) }), "the message expired at 2026-01-02T11:00:00Z"},
			"expires right now":  {sound(t, func(m *Message) { m.ExpirationTime = noon }), "the message expired at 2026-01-02T12:00:00Z"},
			"expired in year 0":  {soundText(t, "Expiration Time: 2026", "Expiration Time: 0000"), "the message expired at 0000-01-02T12:01:00Z"},
			"before not-before?": {sound(t, func(m *Message) { m.ExpirationTime = m.NotBefore.Add(-1) }), "the message expired at 2026-01-02T11:58:59.999999999Z"},
		},
	}
}

func refusedSignatures(t testing.TB) map[Check]cases {
	raised := func(delta byte) func(string) string {
		return func(s string) string { return TamperV(s, readSignature(s).bytes[64]+delta) }
	}
	return map[Check]cases{
		CheckSignatureForm: {
			"without 0x":  {tampered(t, func(s string) string { return s[2:] }), "the signature does not begin with 0x"},
			"with 0X":     {tampered(t, func(s string) string { return "0X" + s[2:] }), "the signature does not begin with 0x"},
			"a letter g":  {tampered(t, func(s string) string { return s[:131] + "g" }), "the signature has something else than hex digits after 0x"},
			"a line end":  {tampered(t, func(s string) string { return s[:131] + "\n" }), "the signature has something else than hex digits after 0x"},
			"nothing":     {tampered(t, func(string) string { return "" }), "the signature does not begin with 0x"},
			"no encoding": {tampered(t, func(string) string { return "0x\xff" }), "the signature has something else than hex digits after 0x"},
		},
		CheckSignatureLength: {
			"64 bytes":       {tampered(t, func(s string) string { return s[:130] }), "the signature has 128 hex digits after 0x, want 130"},
			"66 bytes":       {tampered(t, func(s string) string { return s + "00" }), "the signature has 132 hex digits after 0x, want 130"},
			"an odd digit":   {tampered(t, func(s string) string { return s + "0" }), "the signature has 131 hex digits after 0x, want 130"},
			"a digit less":   {tampered(t, func(s string) string { return s[:131] }), "the signature has 129 hex digits after 0x, want 130"},
			"nothing but 0x": {tampered(t, func(string) string { return "0x" }), "the signature has 0 hex digits after 0x, want 130"},
		},
		CheckRecoveryID: {
			"v of 27 more": {tampered(t, raised(27)), "the signature's last byte is 54, want 0, 1, 27 or 28"},
			"v of 2":       {tampered(t, func(s string) string { return TamperV(s, 2) }), "the signature's last byte is 2, want 0, 1, 27 or 28"},
			"v of 29":      {tampered(t, func(s string) string { return TamperV(s, 29) }), "the signature's last byte is 29, want 0, 1, 27 or 28"},
			"v of 55":      {tampered(t, func(s string) string { return TamperV(s, 55) }), "the signature's last byte is 55, want 0, 1, 27 or 28"},
			"v of 255":     {tampered(t, func(s string) string { return TamperV(s, 255) }), "the signature's last byte is 255, want 0, 1, 27 or 28"},
		},
		CheckHighS: {"the twin": {tampered(t, func(s string) string { return twin(t, s) }), "the signature's s is in the upper half of the order"}},
	}
}

func refusedSigners(t testing.TB) cases {
	other := otherWallet(t)
	altered := sound(t, func(*Message) {})
	altered.message = strings.Replace(altered.message, "I am", "I'm", 1)
	foreign := sound(t, func(*Message) {})
	foreign.signature = other.Sign(foreign.message)
	return cases{
		"another wallet's signature": {foreign, "the signature is by " + other.Address(EVM) + `, want the message's address "` + fixedAddress + `"`},
		"an altered message":         {altered, "the signature is by " + readSigner(t, altered) + `, want the message's address "` + fixedAddress + `"`},
		"no signature":               {tampered(t, func(s string) string { return "0x" + strings.Repeat("0", 130) }), "the signature is not by any key"},
		"an r that is too large":     {tampered(t, func(s string) string { return "0x" + strings.Repeat("f", 64) + s[66:] }), "the signature is not by any key"},
		"an s that is too large":     {tampered(t, func(s string) string { return s[:66] + strings.Repeat("f", 64) + s[130:] }), "the signature is not by any key"},
	}
}

func refusedWallets(t testing.TB) cases {
	stolen := sound(t, func(*Message) {})
	stolen.address = otherWallet(t).Address(EVM)
	return cases{
		"another wallet's address": {stolen, `the message's address is "` + fixedAddress + `", want the wallet's "` + stolen.address + `"`},
		"a Solana address":         {attempt{stolen.message, stolen.signature, solanaToken}, `the message's address is "` + fixedAddress + `", want the wallet's "` + solanaToken + `"`},
	}
}

func readSigner(t testing.TB, a attempt) string {
	list := signers(a.message, readSignature(a.signature).bytes)
	if len(list) != 1 {
		t.Fatalf("signers %v", list)
	}
	return list[0]
}

func TestVerifyRefuses(t *testing.T) {
	for check, list := range refusals(t) {
		for name, tt := range list {
			t.Run(string(check)+"/"+name, func(t *testing.T) {
				used := 0
				v := soundVerifier()
				v.UseNonce = func(string) bool { used++; return true }
				wantRefusal(t, v.Verify(tt.message, tt.signature, tt.address), check, tt.detail)
				if used != 0 {
					t.Error("the nonce was used up")
				}
				v.Skip = map[Check]bool{}
				for _, other := range Checks() {
					v.Skip[other] = other != check
				}
				wantRefusal(t, v.Verify(tt.message, tt.signature, tt.address), check, tt.detail)
				v.Skip = map[Check]bool{check: true}
				if err := v.Verify(tt.message, tt.signature, tt.address); err != nil {
					t.Errorf("refused without its check: %v", err)
				}
			})
		}
	}
}

func wantRefusal(t *testing.T, err error, check Check, detail string) {
	t.Helper()
	var refusal *FailedCheck
	if !errors.As(err, &refusal) {
		t.Fatalf("error %v, want a refusal by %s", err, check)
	}
	if refusal.Check != check || refusal.Error() != detail {
		t.Errorf("refused by %s: %s\nwant %s: %s", refusal.Check, refusal, check, detail)
	}
}

func TestEveryCheckHasItsCase(t *testing.T) {
	all := refusals(t)
	for _, check := range Checks() {
		if check != CheckNonceReused && len(all[check]) == 0 {
			t.Errorf("no case for %s", check)
		}
	}
	want := []Check{"format", "version", "domain", "uri", "chain-id", "nonce-form", "times", "not-yet-valid", "expired",
		"checksum", "signature-form", "signature-length", "recovery-id", "high-s", "signer", "wallet-address", "nonce-reused"}
	if diff := cmp.Diff(want, Checks()); diff != "" {
		t.Errorf("checks, wanted (-) and had (+):\n%s", diff)
	}
}

func TestANonceIsGoodOnce(t *testing.T) {
	v := soundVerifier()
	var used []string
	v.UseNonce = func(nonce string) bool {
		fresh := !slices.Contains(used, nonce)
		used = append(used, nonce)
		return fresh
	}
	a := sound(t, func(*Message) {})
	if err := v.Verify(a.message, a.signature, a.address); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, v.Verify(a.message, a.signature, a.address), CheckNonceReused, `the message's nonce "aB3dE6gH9jK2mN5p" was used before`)
	v.Skip = map[Check]bool{CheckNonceReused: true}
	if err := v.Verify(a.message, a.signature, a.address); err != nil {
		t.Errorf("refused without its check: %v", err)
	}
	if diff := cmp.Diff([]string{"aB3dE6gH9jK2mN5p", "aB3dE6gH9jK2mN5p"}, used); diff != "" {
		t.Errorf("nonces, wanted (-) and used (+):\n%s", diff)
	}
}

func TestVerifyAccepts(t *testing.T) {
	tests := map[string]attempt{
		"a sound message":           sound(t, func(*Message) {}),
		"no times":                  sound(t, func(m *Message) { m.NotBefore, m.ExpirationTime = time.Time{}, time.Time{} }),
		"valid from right now":      sound(t, func(m *Message) { m.NotBefore = noon }),
		"for a moment more":         sound(t, func(m *Message) { m.ExpirationTime = noon.Add(1) }),
		"issued in the future":      sound(t, func(m *Message) { m.IssuedAt = noon.AddDate(1, 0, 0) }),
		"with a scheme":             sound(t, func(m *Message) { m.Scheme = "http" }),
		"no statement":              sound(t, func(m *Message) { m.Statement = "" }),
		"resources":                 sound(t, func(m *Message) { m.Resources = []string{"a:b"} }),
		"address in lower case":     sound(t, func(m *Message) { m.Address = strings.ToLower(m.Address) }),
		"address in upper case":     sound(t, func(m *Message) { m.Address = "0x" + strings.ToUpper(m.Address[2:]) }),
		"text that is not rendered": soundText(t, "Issued At: 2026-01-02T11:59:00Z", "Issued At: 2026-01-02t11:59:00.000z"),
		"an empty statement":        soundText(t, soundMessage().Statement, ""),
		"signature in upper case":   tampered(t, func(s string) string { return "0x" + strings.ToUpper(s[2:]) }),
		"v of 0 or 1":               tampered(t, func(s string) string { return TamperV(s, readSignature(s).bytes[64]-27) }),
	}
	lower := sound(t, func(*Message) {})
	lower.address = strings.ToLower(lower.address)
	tests["wallet's address in lower case"] = lower
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if err := soundVerifier().Verify(tt.message, tt.signature, tt.address); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestVerifyBothRecoveryIDs(t *testing.T) {
	seen := map[byte]bool{}
	for n := 240; n < 260; n++ {
		text, err := soundMessage().OfLength(n)
		if err != nil {
			t.Fatal(err)
		}
		a := signed(fixedWallet(t), text)
		if err := soundVerifier().Verify(a.message, a.signature, a.address); err != nil {
			t.Error(err)
		}
		seen[readSignature(a.signature).bytes[64]] = true
		v := soundVerifier()
		v.Skip = map[Check]bool{CheckHighS: true, CheckRecoveryID: true}
		for _, signature := range []string{twin(t, a.signature), TamperV(a.signature, 54)} {
			if err := v.Verify(a.message, signature, a.address); err != nil {
				t.Error(err)
			}
		}
	}
	if !seen[27] || !seen[28] {
		t.Errorf("only saw v of %v", seen)
	}
}

func TestVerifierDefaults(t *testing.T) {
	v := Verifier{Domain: "127.0.0.1:8080", URI: "http://127.0.0.1:8080"}
	a := sound(t, func(m *Message) { m.ChainID, m.ExpirationTime = 5, time.Now().Add(time.Hour) })
	for range 2 {
		if err := v.Verify(a.message, a.signature, a.address); err != nil {
			t.Errorf("any chain id, the system's clock, any nonce: %v", err)
		}
	}
	late := sound(t, func(m *Message) { m.ExpirationTime = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) })
	wantRefusal(t, v.Verify(late.message, late.signature, late.address), CheckExpired, "the message expired at 2025-01-01T00:00:00Z")
	empty := Verifier{}
	wantRefusal(t, empty.Verify(a.message, a.signature, a.address), CheckDomain, `the message is for the domain "127.0.0.1:8080", want ""`)
}

// Of a text that is no message the signature can still be checked.
func TestVerifyWithoutFormat(t *testing.T) {
	v := soundVerifier()
	v.Skip = map[Check]bool{CheckFormat: true}
	a := signed(fixedWallet(t), "hello")
	if err := v.Verify(a.message, a.signature, a.address); err != nil {
		t.Error(err)
	}
	other := otherWallet(t).Address(EVM)
	wantRefusal(t, v.Verify(a.message, a.signature, other), CheckWalletAddress,
		"the signature is by "+fixedAddress+`, want the wallet's address "`+other+`"`)
	v.Skip[CheckSignatureForm], v.Skip[CheckSignatureLength] = true, true
	if err := v.Verify("", "", ""); err != nil {
		t.Errorf("nothing can be checked, yet: %v", err)
	}
}
