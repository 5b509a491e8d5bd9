package contract

import (
	"slices"
	"testing"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// A promise about what a standard demands of a sign-in names that demand, and a
// promise about a sign-in that is good in every way what it proves.
func TestAPromiseAboutASignInNamesItsDemand(t *testing.T) {
	const required = "semantic/request/customer.wallet.siwe/siwe-required"
	demand := func(keyword string) string { return "semantic/request/customer.wallet.siwe/" + keyword }
	about := []string{"customer.wallet.siwe.message", "customer.wallet.siwe.signature"}
	c := published(t)
	for name, test := range map[string]struct {
		asked
		want []string
	}{
		"a message for another domain, accepted": {
			asked{body: signedIn, status: 201, required: true, signIn: exchange.SignIn{Demand: spec.KeywordSIWEDomain, Broken: true}},
			[]string{demand(spec.KeywordSIWEDomain)},
		},
		"the same where no signature is required": {
			asked{body: signedIn, status: 201, signIn: exchange.SignIn{Demand: spec.KeywordSIWEDomain, Broken: true}},
			[]string{demand(spec.KeywordSIWEDomain)},
		},
		"a legal time, refused": {
			asked{body: signedIn, status: 422, required: true, signIn: exchange.SignIn{Demand: spec.KeywordSIWETimes}},
			[]string{"status/201", demand(spec.KeywordSIWETimes)},
		},
		"a good signature, refused where one is required": {
			asked{body: signedIn, status: 422, required: true, signIn: exchange.SignIn{Demand: spec.KeywordSIWESignature}},
			[]string{"status/201", required, demand(spec.KeywordSIWESignature)},
		},
		"a good signature, refused where none is required": {
			asked{body: signedIn, status: 422, signIn: exchange.SignIn{Demand: spec.KeywordSIWESignature}},
			[]string{"status/201", demand(spec.KeywordSIWESignature)},
		},
		"no signature, accepted": {asked{body: plain, status: 201, required: true}, []string{required}},
	} {
		t.Run(name, func(t *testing.T) {
			e := test.exchange(c)
			list := c.RefusedAsDocumented(e, about)
			if len(list) == 0 {
				list = c.Answered(e, 201, about)
			}
			var got []string
			for _, v := range list {
				if clause, _ := c.Clause(v.Clause); clause.Part != spec.RequestPart {
					got = append(got, v.Clause)
				}
				if v.Fault == outcome.FaultAnswer {
					t.Errorf("%s is said to be of the answer", v)
				}
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("named %q, want %q", got, test.want)
			}
		})
	}
}
