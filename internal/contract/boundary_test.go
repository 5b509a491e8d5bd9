package contract_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

var signedRequest = with(validRequest, `"wallet":{`, `"wallet":{`+siwe+",")

func TestBoundaries(t *testing.T) {
	c := published(t)
	got := map[string]string{}
	for name, body := range map[string]string{
		"the smallest request":          validRequest,
		"the highest level":             with(validRequest, `"level":1`, `"level":4`),
		"a level in the middle":         with(validRequest, `"level":1`, `"level":2`),
		"the highest level, as 4.0":     with(validRequest, `"level":1`, `"level":4.0`),
		"a stray property of action":    with(validRequest, `"action":{`, `"action":{"note":null,`),
		"the longest texts":             with(with(validRequest, "customer_PK", strings.Repeat("𝒳", 1000)), "0xaac1", strings.Repeat("a", 1000)),
		"a signature":                   signedRequest,
		"a message of 400 characters":   with(signedRequest, hundred, strings.Repeat("é", 400)),
		"a message in the middle":       with(signedRequest, hundred, hundred+"!"),
		"the other engine, on Aleo":     with(with(validRequest, "OCC_RULES_ENGINE", "OCC_RULES_ENGINE_V2"), "sepolia", "aleo"),
		"one that the contract forbids": with(validRequest, `"level":1`, `"level":5`),
		"one with a key twice":          with(validRequest, `"level":1`, `"level":1,"level":1`),
		"no JSON":                       "level 1",
		"nothing":                       "",
	} {
		got[name] = strings.Join(c.Boundaries([]byte(body)), "\n")
	}
	checkTexts(t, "boundaries.txt", got)
}

// requestBodies are a signed request, all its mutants, and it with each value of each enum.
func requestBodies(t *testing.T, c *contract.Contract) []string {
	t.Helper()
	var signed any
	if err := json.Unmarshal([]byte(signedRequest), &signed); err != nil {
		t.Fatal(err)
	}
	more := slices.Clone(values)
	for _, clause := range c.Clauses() {
		if text, ok := clause.Value.(string); ok && clause.Keyword == "enum" {
			more = append(more, `"`+text+`"`)
		}
	}
	return append(bodies(signed, more), bodies(c.SampleRequest(), more)...)
}

func TestEveryClauseOfARequestHasItsBoundaryAndIsBroken(t *testing.T) {
	c := published(t)
	accepted, broken := map[string]bool{}, map[string]bool{}
	for _, body := range requestBodies(t, c) {
		violations, boundaries := c.JudgeRequest([]byte(body)), c.Boundaries([]byte(body))
		if (len(violations) == 0) != (len(boundaries) > 0) {
			t.Fatalf("the boundaries %q beside the violations %q of %s", boundaries, rendered(violations), body)
		}
		if len(violations) == 1 {
			broken[violations[0].Clause] = true
		}
		for _, id := range boundaries {
			accepted[id] = true
		}
	}
	for _, clause := range c.Clauses() {
		if clause.Part != spec.RequestPart || clause.Unprovokable != "" && len(clause.Needs) == 0 {
			continue // the body is not all that stands in the way of such a clause
		}
		// What the schema allows and EIP-4361 does not stands at a boundary that nobody has to accept.
		byStandard := clause.ID == "request/customer.wallet.siwe.message/minLength"
		if want := byStandard || slices.Contains(clause.Needs, spec.BoundaryAccepted); accepted[clause.ID] != want {
			t.Errorf("%s: accepted at its boundary %t, needs it %t", clause.ID, accepted[clause.ID], want)
		}
		if want := slices.Contains(clause.Needs, spec.ViolationRejected); broken[clause.ID] != want {
			t.Errorf("%s: broken alone %t, needs it %t (%s)", clause.ID, broken[clause.ID], want, clause.Unprovokable)
		}
	}
}

func TestJudgeRequestKnowsNoSecretsButTheirForm(t *testing.T) {
	c := published(t)
	token := "eyJhbGciOiJIUzI1NiJ9.eyJhcHBfaWQiOiJlODY4YjBiMyJ9.qR4rveLz5EAKuxOuq1SNJaCI-3hh0TUEiLBjMh-VOd0"
	got := rendered(c.JudgeRequest([]byte(with(validRequest, "sepolia", token))))
	want := `request/customer.wallet.blockchain/enum   /customer/wallet/blockchain: want one of "ethereum", "sepolia", "polygon", "amoy", "solana", "solana_devnet", 16 more, got "$JWT"   (schemas/openapi.yaml:174)`
	if got != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
}
