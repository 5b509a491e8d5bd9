package sandbox

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
	"kycspec/schemas"
)

// edited is the contract after replacements in its document and in the places of the names.
func edited(t *testing.T, replacements ...string) *contract.Contract {
	t.Helper()
	replace := strings.NewReplacer(replacements...)
	read := func(file string) string {
		text, err := schemas.FS.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(read(spec.DocumentFile), replacements[i]) {
			t.Fatalf("the contract has no %q to replace", replacements[i])
		}
	}
	bundle, err := spec.Extract("edited.yaml", []byte(replace.Replace(read(spec.DocumentFile))))
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`: .*`).ReplaceAllStringFunc(read(spec.NamesFile), replace.Replace)
	if bundle.Names, err = spec.ReadNames(spec.NamesFile, []byte(names)); err != nil {
		t.Fatal(err)
	}
	return compiled(bundle)
}

// loose leaves the form of a signature to its verifier.
func loose(t *testing.T) *contract.Contract {
	return edited(t, "^0x[a-fA-F0-9]{130}$", "^.*$", "maxLength: 132", "maxLength: 200", "minLength: 132", "minLength: 1")
}

// probe is a request that one check stops, and nothing else.
type probe struct {
	make    func(*rig) question
	status  int
	code    string
	skipped int // the status once the check is skipped
}

func kycProbe(status int, code string, change func(*rig, question) question) probe {
	return probe{func(r *rig) question { return change(r, r.ask(wanted{}.String())) }, status, code, 201}
}

func siweProbe(check wallet.Check) probe {
	return probe{func(r *rig) question { return r.askSIWE(r.forged(check)) }, 422, "siwe_" + string(check), 201}
}

func probes() map[RequestCheck]probe {
	list := map[RequestCheck]probe{
		CheckContentType:  kycProbe(415, "unsupported_media_type", func(_ *rig, q question) question { return q.with("Content-Type", "text/plain") }),
		CheckAccept:       kycProbe(406, "not_acceptable", func(_ *rig, q question) question { return q.with("Accept", "text/html") }),
		CheckTokenMissing: kycProbe(401, "token_missing", func(_ *rig, q question) question { return q.with("Authorization") }),
		CheckScheme: kycProbe(401, "invalid_token", func(_ *rig, q question) question {
			return q.with("Authorization", strings.Replace(q.header.Get("Authorization"), "Bearer", "Basic", 1))
		}),
		CheckTokenMadeUp: kycProbe(401, "invalid_token", func(_ *rig, q question) question { return q.with("Authorization", "Bearer made-up") }),
		CheckTokenExpired: kycProbe(401, "invalid_token", func(r *rig, q question) question {
			return q.with("Authorization", "Bearer "+r.token(r.sandbox.Fixtures().App, "expires_in=0"))
		}),
		CheckRateLimit: kycProbe(429, "too_many_requests", func(r *rig, q question) question {
			q = q.with("Authorization", "Bearer "+r.token(r.sandbox.Fixtures().App, "rate=1"))
			r.answer(q)
			return q
		}),
		CheckSIWERequired: {func(r *rig) question { return r.askSIWE(wanted{}.String()) }, 422, "siwe_required", 201},
		// Two things are wrong with it, so that neither check alone, once skipped, lets it pass.
		CheckSIWE: {func(r *rig) question {
			return r.askSIWE(r.signed("ethereum", func(m *wallet.Message) { m.Domain, m.ChainID = "elsewhere.example", 5 }).String())
		}, 422, "siwe_domain", 201},
		CheckForbid: {func(r *rig) question {
			return r.ask(wanted{externalID: r.sandbox.Fixtures().Forbidden.ExternalID}.String())
		}, 403, "ERR01", 201},
		CheckBan: {func(r *rig) question {
			return r.ask(wanted{externalID: r.sandbox.Fixtures().Banned.ExternalID}.String())
		}, 200, "ERR01", 201},

		SIWECheck(wallet.CheckNonceReused): {func(r *rig) question {
			q := r.askSIWE(r.signed("ethereum", nil).String())
			r.answer(q)
			return q
		}, 422, "siwe_nonce-reused", 201},
		SIWECheck(wallet.CheckSignatureForm):   {looseSignature(func(s string) string { return s[2:] }), 422, "siwe_signature-form", 201},
		SIWECheck(wallet.CheckSignatureLength): {looseSignature(func(s string) string { return s[:130] }), 422, "siwe_signature-length", 201},
	}
	for check := range forgeries {
		list[SIWECheck(check)] = siweProbe(check)
	}
	return list
}

func looseSignature(change func(string) string) func(*rig) question {
	return func(r *rig) question {
		w := r.signed("ethereum", nil)
		w.signature = change(w.signature)
		return r.askSIWE(w.String())
	}
}

func TestEveryCheckHasAProbe(t *testing.T) {
	var have []RequestCheck
	for check := range probes() {
		have = append(have, check)
	}
	want := RequestChecks()
	slices.Sort(have)
	slices.Sort(want)
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
}

func TestTheOrderOfChecks(t *testing.T) {
	list := RequestChecks()
	if len(list) != 11+len(wallet.Checks()) || list[0] != "content-type" || list[len(list)-1] != "ban" ||
		!slices.Contains(list, RequestCheck("siwe-chain-id")) {
		t.Errorf("checks %q", list)
	}
}

func TestEveryCheckStopsWhatItIsFor(t *testing.T) {
	r := newRig(t, Options{Contract: loose(t)})
	for check, p := range probes() {
		t.Run(string(check), func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			q := p.make(r)
			q.siwe = false // an expected ban is no acceptance
			if a := r.honest(q, p.status); a.code() != p.code {
				t.Errorf("the code is %q, want %q: %s", a.code(), p.code, a.text)
			}
		})
	}
}

func TestASkippedCheckLetsPassWhatItIsForAndNothingElse(t *testing.T) {
	c := loose(t)
	for _, skipped := range RequestChecks() {
		t.Run(string(skipped), func(t *testing.T) {
			r := newRig(t, Options{Contract: c, Faults: Faults{SkipChecks: map[RequestCheck]bool{skipped: true}}})
			for check, p := range probes() {
				want := p.status
				if check == skipped || skipped == CheckSIWE && strings.HasPrefix(string(check), siwePrefix) && check != CheckSIWERequired {
					want = p.skipped
				}
				if a := r.answer(p.make(r)); a.StatusCode != want {
					t.Errorf("what %s is for is answered %d %s, want %d", check, a.StatusCode, a.text, want)
				}
			}
		})
	}
}

func TestOpenGatesHaveNothingAgainstGoodRequests(t *testing.T) {
	everything := map[RequestCheck]bool{}
	for _, check := range RequestChecks() {
		everything[check] = true
	}
	r := faulty(t, Faults{SkipChecks: everything})
	r.honest(r.ask(wanted{}.String()), 201)
	r.honest(r.askSIWE(r.signed("ethereum", nil).String()), 201)
	r.honest(r.ask(wanted{level: 5}.String()), 422)
}
