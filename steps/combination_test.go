package steps

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/redact"
)

// judging is a target that answers as the contract has it, but for what status
// gives another status to.
type judging struct {
	*mailbox
	status func(call client.Call, asked combination.Asked) int // 0: as it should be
	fails  int                                                 // the number of the request that has no answer; 0: none
}

func (j *judging) Send(_ context.Context, call client.Call) (*exchange.Exchange, error) {
	if j.fails > 0 && len(j.calls) == j.fails-1 {
		return nil, &client.Inconclusive{Kind: client.Lost, Reason: "the connection was lost"}
	}
	j.calls = append(j.calls, call)
	request := exchange.Request{Method: http.MethodPost, URL: "https://kyc.test/x", Header: http.Header{"Content-Type": {"application/json"}}, Body: call.Body,
		Credential: exchange.Granted, SIWERequired: call.App.SIWERequired, Number: call.Number}
	if call.ContentType != nil {
		request.Header.Set("Content-Type", *call.ContentType)
	}
	status := http.StatusCreated
	switch {
	case call.Auth.Kind == client.None:
		request.Credential, status = exchange.Worthless, http.StatusUnauthorized
	case !strings.HasPrefix(request.Header.Get("Content-Type"), "application/json"):
		status = http.StatusUnsupportedMediaType
	case len(j.contract.JudgeRequest(call.Body)) > 0, call.App.SIWERequired && !strings.Contains(string(call.Body), `"siwe"`):
		status = http.StatusUnprocessableEntity
	}
	e := exchange.New(request, j.answer(status), time.Unix(0, 0), 0, redact.New())
	if j.status != nil {
		if other := j.status(call, combination.AskedBy(e)); other != 0 {
			e = exchange.New(request, j.answer(other), time.Unix(0, 0), 0, redact.New())
		}
	}
	return e, nil
}

// newArrays is the context of a scenario on a target that answers as the contract
// has it, and counts the pairs that are covered.
func newArrays(t *testing.T, signing bool) (context.Context, *judging, *combination.Coverage) {
	t.Helper()
	_, env, box := newScenario(t)
	target := &judging{mailbox: box}
	design := combination.New(env.Contract, signing)
	env.Sender, env.Design = target, func() *combination.Design { return design }
	pairs := design.NewCoverage()
	return env.Begin(t.Context(), func(e *exchange.Exchange) { pairs.Add(e, env.Contract.Exercised(e)) }), target, pairs
}

const everyPair = "the application requests KYC with every two choices that go together"

// names are what the contract rules something out of.
var names = []string{"level", "rules engine", "action", "external id", "customer", "wallet", "address", "blockchain", "request",
	"media type", "access token", "siwe", "message", "signature"}

func mistakesIn(name string) string {
	return "the application requests KYC with each mistake in the " + name + ", whatever else it chooses"
}

func TestArraysCoverEveryPair(t *testing.T) {
	ctx, target, pairs := newArrays(t, true)
	sayAll(t, ctx, everyPair, "each of them is answered as documented")
	allowed := len(target.calls)
	for _, name := range names {
		sayAll(t, ctx, mistakesIn(name), "each of them is answered as documented")
	}
	if missing := pairs.Report().Missing(); len(missing) > 0 {
		t.Errorf("%d are not covered: %v", len(missing), missing[:min(len(missing), 5)])
	}
	if got, want := []int{allowed, len(target.calls) - allowed}, []int{150, 652}; !slices.Equal(got, want) {
		t.Errorf("requests, allowed and ruled out: want %v, got %v", want, got)
	}
	customers := map[string]bool{}
	for i, call := range target.calls[:allowed] {
		var body struct {
			Customer struct {
				ExternalID string `json:"external_id"`
			}
		}
		if err := json.Unmarshal(call.Body, &body); err != nil || call.Number != i+1 || !call.Aside {
			t.Errorf("request %d: number %d, aside %v: %v", i+1, call.Number, call.Aside, err)
		}
		customers[body.Customer.ExternalID] = true
	}
	if len(customers) != allowed {
		t.Errorf("%d customers in %d requests", len(customers), allowed)
	}
}

func TestWithoutSignaturesNothingIsSigned(t *testing.T) {
	ctx, target, pairs := newArrays(t, false)
	sayAll(t, ctx, everyPair)
	for _, name := range names[:len(names)-3] {
		sayAll(t, ctx, mistakesIn(name))
	}
	for _, call := range target.calls {
		if call.App.SIWERequired || strings.Contains(string(call.Body), "siwe") {
			t.Errorf("a signature: %s", call.Body)
		}
	}
	if missing := pairs.Report().Missing(); len(missing) > 0 {
		t.Errorf("%d are not covered: %v", len(missing), missing[:min(len(missing), 5)])
	}
	if err := say(t, ctx, mistakesIn("signature")); verdictOf(err) != "skipped" {
		t.Errorf("want it skipped, got %v", err)
	}
}

func TestWhatFailsInAnArrayIsNamed(t *testing.T) {
	has := func(asked combination.Asked, texts ...string) bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(string(asked.Body), text) })
	}
	const five = `"level":5`
	tests := map[string]struct {
		says    string
		status  func(call client.Call, asked combination.Asked) int
		clauses string // of the first request that fails
		failing int    // requests
		choices []string
	}{
		"a blockchain at one level": {everyPair, func(_ client.Call, asked combination.Asked) int {
			if has(asked, `"level":4`, `"amoy"`) {
				return 422
			}
			return 0
		}, "request/action.level/maximum request/customer.wallet.blockchain/enum/amoy status/201", 1, []string{"level 4", "blockchain amoy"}},
		"everything": {everyPair, func(client.Call, combination.Asked) int { return 500 }, "status/201", 150, nil},
		"a level past the limit, on one blockchain": {mistakesIn("level"), func(_ client.Call, asked combination.Asked) int {
			if has(asked, five, `"amoy"`) {
				return 201
			}
			return 0
		}, "request/action.level/maximum", 1, []string{"blockchain amoy"}},
		"a failure for one engine": {mistakesIn("level"), func(_ client.Call, asked combination.Asked) int {
			if has(asked, five, "V2") {
				return 500
			}
			return 0
		}, "request/action.level/maximum", 11, []string{"rules engine OCC_RULES_ENGINE_V2"}},
		"a text at one level": {mistakesIn("media type"), func(_ client.Call, asked combination.Asked) int {
			if has(asked, `"level":2`) {
				return 201
			}
			return 0
		}, "media/request/application/json", 6, []string{"level 2"}},
		"no token at one level": {mistakesIn("access token"), func(_ client.Call, asked combination.Asked) int {
			if has(asked, `"level":2`) {
				return 403
			}
			return 0
		}, "status/401", 6, []string{"level 2"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ctx, target, _ := newArrays(t, true)
			target.status = test.status
			var broken *contract.Broken
			if err := say(t, ctx, test.says); !errors.As(err, &broken) {
				t.Fatalf("want it broken, got %v", err)
			}
			failing, first := map[int]bool{}, []string{}
			for _, v := range broken.Violations {
				if len(failing) == 0 || failing[v.Number] && len(failing) == 1 {
					first = append(first, v.Clause)
				}
				failing[v.Number] = true
				for _, choice := range test.choices {
					if !strings.Contains(", "+outcome.Chosen(v.Choices)+",", ", "+choice+",") {
						t.Errorf("%s is not of %s", v, choice)
					}
				}
			}
			if diff := cmp.Diff(test.clauses, strings.Join(first, " ")); diff != "" || len(failing) != test.failing {
				t.Errorf("%d requests fail, want %d; -want +got:\n%s", len(failing), test.failing, diff)
			}
		})
	}
}

func TestAnArrayThatIsNotAskedToItsEndSaysHowFarItCame(t *testing.T) {
	ctx, target, _ := newArrays(t, true)
	target.fails = 8
	err := say(t, ctx, mistakesIn("level"))
	if want := "the connection was lost\n7 of 88 requests were asked."; err == nil || err.Error() != want || verdictOf(err) != "inconclusive" {
		t.Errorf("want %q, got %v", want, err)
	}
	target.calls, target.status = nil, func(client.Call, combination.Asked) int { return 201 }
	if err := say(t, ctx, mistakesIn("level")); verdictOf(err) != "broken" {
		t.Errorf("what was broken before counts; got %v", err)
	}
	if err := say(t, ctx, mistakesIn("weather")); verdictOf(err) != "inconclusive" || !strings.Contains(err.Error(), "access token") {
		t.Errorf("nothing is known of the weather: %v", err)
	}
}
