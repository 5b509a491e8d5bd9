package sandbox

import (
	"encoding/json"
	"strings"
	"testing"

	"kycspec/internal/spec"
)

func set(ids ...string) map[string]bool {
	m := map[string]bool{}
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// broken are bodies, or for those that are no clauses of the body headers, that
// break the clauses and no others.
func broken(r *rig) map[string]struct {
	clauses  []string
	question question
} {
	good := wanted{}.String()
	swap := func(old, new string) question { return r.ask(strings.Replace(good, old, new, 1)) }
	signed := r.signed("ethereum", nil)
	signature := func(change func(string) string) question {
		w := signed
		w.signature = change(w.signature)
		return r.askSIWE(w.String())
	}
	return map[string]struct {
		clauses  []string
		question question
	}{
		"no JSON":               {[]string{"request/$/json"}, r.ask("{")},
		"no body":               {[]string{"request/$/json"}, r.ask("")},
		"a key twice":           {[]string{"request/$/json"}, swap(`"level":1`, `"level":1,"level":1`)},
		"a list":                {[]string{"request/$/type"}, r.ask("[]")},
		"an empty object":       {[]string{"request/$/required/customer", "request/$/required/action"}, r.ask("{}")},
		"a stray property":      {[]string{"request/$/additionalProperties"}, swap(`"action"`, `"auth":{},"action"`)},
		"an action of text":     {[]string{"request/action/type"}, swap(`{"level":1,"type":"OCC_RULES_ENGINE"}`, `"x"`)},
		"no level":              {[]string{"request/action/required/level"}, swap(`"level":1,`, ``)},
		"a level in quotes":     {[]string{"request/action.level/type"}, swap(`"level":1`, `"level":"1"`)},
		"level 0":               {[]string{"request/action.level/minimum"}, swap(`"level":1`, `"level":0`)},
		"level 5":               {[]string{"request/action.level/maximum"}, swap(`"level":1`, `"level":5`)},
		"an unknown engine":     {[]string{"request/action.type/enum"}, swap(`OCC_RULES_ENGINE`, `OTHER`)},
		"no wallet":             {[]string{"request/customer/required/wallet"}, r.ask(`{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"x"}}`)},
		"a long external id":    {[]string{"request/customer.external_id/maxLength"}, swap("customer-1", strings.Repeat("x", 1001))},
		"an unknown blockchain": {[]string{"request/customer.wallet.blockchain/enum"}, swap("sepolia", "dogecoin")},
		"an address of numbers": {[]string{"request/customer.wallet.address/type"}, swap(`"0xaac17f958d2ee523a2206206994597c13d831ec2"`, "1")},
		"a short signature": {[]string{"request/customer.wallet.siwe.signature/minLength", "request/customer.wallet.siwe.signature/pattern"},
			signature(func(s string) string { return s[:131] })},
		"a signature that is not hex": {[]string{"request/customer.wallet.siwe.signature/pattern"}, signature(func(s string) string { return s[:131] + "g" })},
		"a stray property of siwe": {[]string{"request/customer.wallet.siwe/additionalProperties"},
			r.askSIWE(strings.Replace(signed.String(), `"siwe":{`, `"siwe":{"stray":1,`, 1))},
		"no siwe":        {[]string{"semantic/request/customer.wallet.siwe/siwe-required"}, r.askSIWE(good)},
		"no token":       {[]string{"security/authorization"}, r.ask(good).with("Authorization")},
		"a made-up one":  {[]string{"security/authorization"}, r.ask(good).with("Authorization", "Bearer x")},
		"another scheme": {[]string{"security/authorization"}, r.ask(good).with("Authorization", "Basic x")},
		"a text":         {[]string{"media/request/application/json"}, r.ask(good).with("Content-Type", "text/plain")},
	}
}

func TestAnIgnoredClauseIsNotEnforced(t *testing.T) {
	honest := newRig(t, Options{})
	for name := range broken(honest) {
		t.Run(name, func(t *testing.T) {
			honest := &rig{t: t, sandbox: honest.sandbox, clock: honest.clock}
			test := broken(honest)[name]
			refusal := honest.honest(test.question, honest.answer(test.question).StatusCode)
			if refusal.StatusCode < 400 {
				t.Fatalf("an honest sandbox answers %d %s", refusal.StatusCode, refusal.text)
			}
			all := faulty(t, Faults{IgnoreClauses: set(test.clauses...)})
			if a := all.answer(broken(all)[name].question); a.StatusCode != 201 {
				t.Errorf("answered %d %s, want 201", a.StatusCode, a.text)
			}
			for i := range test.clauses {
				others := set(test.clauses...)
				delete(others, test.clauses[i])
				r := faulty(t, Faults{IgnoreClauses: others})
				if a := r.answer(broken(r)[name].question); a.StatusCode != refusal.StatusCode {
					t.Errorf("with %s enforced: answered %d %s, want %d", test.clauses[i], a.StatusCode, a.text, refusal.StatusCode)
				}
			}
		})
	}
}

func TestIgnoringAClauseChangesNothingElse(t *testing.T) {
	r := faulty(t, Faults{IgnoreClauses: set("request/action.level/maximum")})
	r.honest(r.ask(wanted{level: 4}.String()), 201)
	r.honest(r.ask(strings.Replace(wanted{level: 5}.String(), "sepolia", "dogecoin", 1)), 422)
	r.honest(r.askSIWE(r.forged("domain")), 422)
	if a := r.answer(r.askSIWE(strings.Replace(wanted{level: 5}.String(), "sepolia", "polygon", 1))); a.code() != "siwe_required" {
		t.Errorf("answered %s", a.text)
	}
}

func TestAnEdgeIsRefused(t *testing.T) {
	signed := func(r *rig) question { return r.askSIWE(r.signed("ethereum", nil).String()) }
	plain := func(w wanted) func(*rig) question { return func(r *rig) question { return r.ask(w.String()) } }
	tests := map[string]struct {
		clause       string
		edge, beside func(*rig) question
		status       int
	}{
		"the highest level":   {"request/action.level/maximum", plain(wanted{level: 4}), plain(wanted{level: 3}), 422},
		"one blockchain":      {"request/customer.wallet.blockchain/enum/soneium", plain(wanted{blockchain: "soneium"}), plain(wanted{}), 422},
		"a request with siwe": {"request/customer.wallet.siwe/required/message", signed, plain(wanted{}), 422},
		"one without it":      {"request/customer.wallet/optional/siwe", plain(wanted{}), signed, 422},
		"the longest text": {"request/customer.external_id/maxLength", plain(wanted{externalID: strings.Repeat("é", 1000)}),
			plain(wanted{externalID: strings.Repeat("é", 999)}), 422},
		"a required signature": {"semantic/request/customer.wallet.siwe/siwe-required", signed, plain(wanted{}), 422},
		"every token":          {"security/authorization", plain(wanted{}), nil, 401},
		"every media type":     {"media/request/application/json", plain(wanted{}), nil, 415},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			honest := newRig(t, Options{})
			honest.honest(test.edge(honest), 201)
			r := faulty(t, Faults{RefuseBoundaries: set(test.clause)})
			r.honest(test.edge(r), test.status)
			if test.beside != nil {
				r.honest(test.beside(r), 201)
			}
		})
	}
}

func TestBanEverybody(t *testing.T) {
	r := faulty(t, Faults{BanEverybody: true})
	want := `{"data":{"error_code":"ERR01","flow":"KYC_OCC","widget_data":null}}`
	if a := r.honest(r.ask(wanted{}.String()), 200); a.text != want {
		t.Errorf("answered %s, want %s", a.text, want)
	}
}

func TestFaultsOfSessions(t *testing.T) {
	tests := map[string]struct {
		faults        Faults
		again, others bool // whether the session is the same
	}{
		"honest": {Faults{}, true, false},
		"same":   {Faults{SameSession: true}, true, true},
		"fresh":  {Faults{FreshSession: true}, false, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := faulty(t, test.faults)
			first, again, other := r.session(r.ask(wanted{}.String())), r.session(r.ask(wanted{}.String())), r.session(r.ask(wanted{level: 2}.String()))
			if (first == again) != test.again || (first == other) != test.others {
				t.Errorf("first %s, again %s, another level %s", first, again, other)
			}
		})
	}
}

// ignoringEverything is a sandbox that enforces no clause and makes no check.
func ignoringEverything() Faults {
	f := Faults{IgnoreClauses: map[string]bool{}, SkipChecks: map[RequestCheck]bool{}}
	for _, c := range published().Clauses() {
		if c.Part != spec.ResponsePart {
			f.IgnoreClauses[c.ID] = true
		}
	}
	for _, check := range RequestChecks() {
		f.SkipChecks[check] = true
	}
	return f
}

var oddBodies = []string{"", "null", "[]", "1", `"x"`, "{", "\xff", `{"action":null,"customer":null}`, `{"action":[],"customer":[]}`,
	`{"action":{"level":{},"type":[]},"customer":{"external_id":1,"wallet":{"address":{},"blockchain":null,"siwe":null}}}`,
	`{"customer":{"wallet":{"siwe":{"message":1,"signature":[]}}}}`, `{"customer":{"wallet":{"siwe":"x","blockchain":"solana"}}}`,
	`{"action":{"level":1e99999},"customer":{"wallet":[{"address":"x"}]}}`, `{"customer.external_id":"x"}`}

func TestOddBodiesAreSurvivedWithoutChecks(t *testing.T) {
	r := faulty(t, ignoringEverything())
	for _, body := range oddBodies {
		for _, q := range []question{r.ask(body), r.askSIWE(body), r.ask(body).with("Authorization")} {
			if a := r.answer(q); a.StatusCode != 201 || !json.Valid([]byte(a.text)) {
				t.Errorf("%q: answered %d %s, want 201", body, a.StatusCode, a.text)
			}
		}
	}
}
