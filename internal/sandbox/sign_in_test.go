package sandbox

import (
	"strings"
	"testing"

	"kycspec/internal/wallet"
)

// Each check sees to one demand that the contract has a clause of, and ignoring
// that clause leaves the check out.
func TestEveryCheckEnforcesADemand(t *testing.T) {
	r := newRig(t, Options{})
	for _, check := range wallet.Checks() {
		id := "semantic/request/customer.wallet.siwe/" + Demand(check)
		if clause, known := r.sandbox.contract.Clause(id); !known || clause.Standard != "EIP-4361" {
			t.Errorf("%s enforces %q, which is no demand of EIP-4361", check, id)
			continue
		}
		if _, known := forgeries[check]; !known {
			continue
		}
		faulty := faulty(t, Faults{IgnoreClauses: map[string]bool{id: true}})
		if a := faulty.answer(faulty.askSIWE(faulty.forged(check))); a.StatusCode != 201 {
			t.Errorf("%s: answered %d %s, want 201", check, a.StatusCode, a.text)
		}
	}
}

func TestASignInIsTrustedInPart(t *testing.T) {
	below := func(check wallet.Check, s SignIn) bool {
		domain, _, _ := strings.Cut(s.Message, " ")
		return check == wallet.CheckDomain && strings.HasSuffix(domain, "."+s.Domain)
	}
	r := faulty(t, Faults{Trusts: below})
	expected := r.sandbox.Fixtures().SIWEDomain
	for domain, want := range map[string]int{expected: 201, "sub." + expected: 201, "sub-" + expected: 422} {
		w := r.signed("ethereum", func(m *wallet.Message) { m.Domain = domain })
		if a := r.answer(r.askSIWE(w.String())); a.StatusCode != want {
			t.Errorf("%s: answered %d %s, want %d", domain, a.StatusCode, a.text, want)
		}
	}
	if a := r.answer(r.askSIWE(r.forged(wallet.CheckSigner))); a.StatusCode != 422 {
		t.Errorf("a forgery is answered %d", a.StatusCode)
	}
}

func TestNoncesAreRememberedAsAFaultSays(t *testing.T) {
	var seen []SignIn
	r := faulty(t, Faults{UseNonce: func(s SignIn) bool {
		seen = append(seen, s)
		return len(seen)%2 == 1
	}})
	w := r.signed("polygon", func(m *wallet.Message) { m.Nonce = "abcdefgh12345678" })
	for i, want := range []int{201, 422, 201} {
		if a := r.answer(r.askSIWE(w.String())); a.StatusCode != want {
			t.Errorf("%d: answered %d %s, want %d", i, a.StatusCode, a.text, want)
		}
	}
	f := r.sandbox.Fixtures()
	want := SignIn{Message: w.message, Signature: w.signature, Address: w.address, Customer: seen[0].Customer, Blockchain: "polygon", Level: "1",
		Nonce: "abcdefgh12345678", Application: f.SIWEApp.ID, Domain: f.SIWEDomain, URI: f.SIWEURI}
	if seen[0] != want || seen[0].Customer == "" {
		t.Errorf("asked of %+v, want %+v", seen[0], want)
	}
}
