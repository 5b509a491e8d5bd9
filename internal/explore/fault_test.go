package explore

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/sandbox"
)

func TestAnHonestSandboxHasNoFailures(t *testing.T) {
	for name, c := range some(map[string]*contract.Contract{
		"published":          published(),
		"edited":             edited(t, otherContract...),
		"another media type": edited(t, "application/json", "application/vnd.forte+json"),
		"a required sign-in": edited(t, "                - blockchain\n                - address\n              type", "                - blockchain\n                - address\n                - siwe\n              type"),
		"no 2xx but 202":     edited(t, "        '201':", "        '202':", "        '200':", "        '203':"),
	}) {
		t.Run(name, func(t *testing.T) {
			o := newRig(t, c, sandbox.Faults{}).options(200)
			r := run(t, o)
			if text := rendered(r); text != "" || r.Inconclusive > 0 || r.Stopped != "" {
				t.Errorf("%d inconclusive (%v), stopped %q, failures:\n%s", r.Inconclusive, r.Why, r.Stopped, text)
			}
			if r.Asked != 200 || r.Valid != 120 || r.BrokenByOne != 60 || r.BrokenByTwo != 20 {
				t.Errorf("asked %d: %d valid, %d broken by one, %d by two", r.Asked, r.Valid, r.BrokenByOne, r.BrokenByTwo)
			}
		})
	}
}

// apart counts the values at which a body differs from the smallest one.
func apart(t *testing.T, x *explorer, e interface{ RequestBody() []byte }) int {
	t.Helper()
	number, err := parse(e.RequestBody())
	if err != nil {
		return 0
	}
	plain := x.plain
	n := 0
	for _, at := range differences(number, x.roles.fill(plain, newFreshCustomer(0, 0, 0), nil), nil) {
		// The customer and the wallet are new each time.
		if !slices.Equal(at, x.roles.customer) && !slices.Equal(at, x.roles.address) {
			n++
		}
	}
	return n
}

func TestEveryOverAcceptanceIsFoundAndMadeSmall(t *testing.T) {
	x := explorerOf(t, Options{Contract: published()})
	for i, clause := range x.breakable {
		if testing.Short() && i%12 != 0 {
			continue
		}
		t.Run(clause.ID, func(t *testing.T) {
			faults := sandbox.Faults{IgnoreClauses: map[string]bool{clause.ID: true}}
			o := newRig(t, published(), faults).options(20)
			o.Only = regexp.MustCompile("^" + regexp.QuoteMeta(clause.ID) + "$")
			r := run(t, o)
			if len(r.Failures) != 1 {
				t.Fatalf("%d causes, want 1:\n%s", len(r.Failures), rendered(r))
			}
			f := r.Failures[0]
			if f.What != "a request that breaks the contract is accepted" || !slices.Equal(f.Clauses, []string{clause.ID}) ||
				!slices.Equal(f.Breaks, []string{clause.ID}) || f.Unsettled {
				t.Errorf("%s", rendered(r))
			}
			if n := apart(t, x, f.Exchange); n > 1 {
				t.Errorf("the smallest request differs at %d values: %s", n, f.Exchange.RequestBody())
			}
		})
	}
}

// likeOthers are clauses of which one is as good as another.
var likeOthers = regexp.MustCompile("/enum/(.*_.*|[b-eg-r].*)$|/type$|/required/")

func TestEveryOverRejectionIsFoundAndMadeSmall(t *testing.T) {
	x := explorerOf(t, Options{Contract: published()})
	always := x.boundaries(&testCase{number: 1, tree: x.plain})
	signed := x.boundaries(&testCase{number: 1, tree: x.signed, siwe: true})
	for i, clause := range x.atBoundary {
		if likeOthers.MatchString(clause.ID) || testing.Short() && i%12 != 0 {
			continue
		}
		t.Run(clause.ID, func(t *testing.T) {
			faults := sandbox.Faults{RefuseBoundaries: map[string]bool{clause.ID: true}}
			r := run(t, newRig(t, published(), faults).options(200))
			if len(r.Failures) != 1 {
				t.Fatalf("%d causes, want 1:\n%s", len(r.Failures), rendered(r))
			}
			f := r.Failures[0]
			everywhere := slices.Contains(always, clause.ID) && slices.Contains(signed, clause.ID) && clause.Keyword != "enum" && clause.Keyword != "minimum"
			if want := "a request that the contract allows is refused"; f.What != want || len(f.Breaks) > 0 {
				t.Errorf("%s", rendered(r))
			}
			if got := slices.Contains(f.Clauses, clause.ID); got == everywhere {
				t.Errorf("named %v, want %v:\n%s", got, !everywhere, rendered(r))
			}
			if everywhere && len(f.Cases) != r.Valid {
				t.Errorf("%d of %d valid requests failed, want all", len(f.Cases), r.Valid)
			}
			if n := apart(t, x, f.Exchange); n > 1 {
				t.Errorf("the smallest request differs at %d values: %s", n, f.Exchange.RequestBody())
			}
		})
	}
}

func TestSeveralCausesAreListedApart(t *testing.T) {
	refused := []string{"request/action.level/maximum", "request/customer.wallet.blockchain/enum/sepolia", "request/action.type/enum/OCC_RULES_ENGINE_V2"}
	lax := []string{"request/$/additionalProperties", "request/customer.external_id/maxLength"}
	faults := sandbox.Faults{RefuseBoundaries: map[string]bool{}, IgnoreClauses: map[string]bool{}, Rewrite: func(a *sandbox.Answer) {
		if a.Status == 415 {
			a.Header.Set("Content-Type", "text/html")
		}
	}}
	for _, id := range refused {
		faults.RefuseBoundaries[id] = true
	}
	for _, id := range lax {
		faults.IgnoreClauses[id] = true
	}
	r := run(t, newRig(t, published(), faults).options(400))
	want := append(append([]string{"media/415/application/json"}, refused...), lax...)
	var got []string
	for _, f := range r.Failures {
		got = append(got, f.Clauses[0])
		if len(f.Cases) < 2 {
			t.Errorf("%s has %d requests, want it to be told of several", f.Clauses, len(f.Cases))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("causes %v, want %v:\n%s", got, want, rendered(r))
	}
}

func TestWhatComesTogetherIsOneCause(t *testing.T) {
	faults := sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
		if a.Status == 422 {
			a.Body = []byte(`{"errors":[{"title":"Invalid value"}]}`)
		}
	}}
	r := run(t, newRig(t, published(), faults).options(100))
	want := []string{"response/422/$/required/error", "response/422/$/additionalProperties"}
	if len(r.Failures) != 1 || !slices.Equal(r.Failures[0].Clauses, want) || len(r.Failures[0].Violations) != 2 {
		t.Errorf("%s", rendered(r))
	}
}

// Of a request that is refused for its external id, the blockchain of the
// smallest request is not suspected, however few were accepted there.
func TestWhatTheSmallestRequestHasTooIsNotSuspected(t *testing.T) {
	faults := sandbox.Faults{Refuse: func(body any) bool {
		request, _ := body.(map[string]any)
		customer, _ := request["customer"].(map[string]any)
		id, isText := customer["external_id"].(string)
		return isText && strings.TrimSpace(id) == ""
	}}
	for seed := range uint64(8) {
		o := newRig(t, published(), faults).options(40)
		o.Seed = seed
		for _, f := range run(t, o).Failures {
			if !strings.HasPrefix(f.Clauses[0], "request/customer.external_id/") {
				t.Errorf("by seed %d it is said to be %v", seed, f.Clauses)
			}
		}
	}
}

// The contract says nothing of wallets that cannot sign, in an application that requires signatures.
func TestNothingIsDemandedOfWalletsThatCannotSign(t *testing.T) {
	faults := sandbox.Faults{SkipChecks: map[sandbox.RequestCheck]bool{sandbox.CheckSIWERequired: true}, SkipOnly: func(body any) bool {
		chain, _ := jsonpointer.Find(body, []string{"customer", "wallet", "blockchain"})
		return !isEVM(chain)
	}}
	for seed := range uint64(3) {
		o := newRig(t, published(), faults).options(60)
		o.Only, o.Seed = regexp.MustCompile("siwe-required$"), seed
		if r := run(t, o); rendered(r) != "" || r.BrokenByOne == 0 {
			t.Errorf("seed %d: %d broken by one, failures:\n%s", seed, r.BrokenByOne, rendered(r))
		}
	}
}
