package steps

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
)

func TestWhatSentencesSend(t *testing.T) {
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	limit, err := c.Limit(spec.RoleCustomer, contract.Longest, false)
	if err != nil {
		t.Fatal(err)
	}
	longest := int(limit.Num().Int64())
	const asks = "the application requests KYC"
	for name, test := range map[string]struct {
		steps []string
		at    string // of the body, in gjson's syntax
		want  string // as JSON; empty: nothing is there
	}{
		"a level":             {[]string{"a customer", asks + " at level 3"}, "action.level", "3"},
		"an engine":           {[]string{"a customer", asks + " at level 3 under OCC_RULES_ENGINE_V2"}, "action.type", `"OCC_RULES_ENGINE_V2"`},
		"a blockchain":        {[]string{"a customer with a wallet on polygon", asks}, "customer.wallet.blockchain", `"polygon"`},
		"a banned customer":   {[]string{"a customer that is banned", asks}, "customer.external_id", `"banned-1"`},
		"a value":             {[]string{"a customer", asks + ` with the level given as "1"`}, "action.level", `"1"`},
		"a value at a place":  {[]string{"a customer", asks + ` with the customer.wallet.address given as null`}, "customer.wallet.address", `null`},
		"an omission":         {[]string{"a customer", asks + " without the wallet"}, "customer.wallet", ""},
		"a stray property":    {[]string{"a customer", asks + " with a stray property in the wallet"}, "customer.wallet.kycspec_stray", `"a property that the contract does not name"`},
		"a stray in the body": {[]string{"a customer", asks + " with a stray property in the request"}, "kycspec_stray", `"a property that the contract does not name"`},
		"a stray of a name":   {[]string{"a customer", asks + ` with a stray property in the customer called "siwe"`}, "customer.siwe", `"a property that the contract does not name"`},
		"lower case":          {[]string{"a customer", asks + " with the address in lower case"}, "customer.wallet.address", `"0x1a642f0e3c3af545e7acbd38b07251b3990914f1"`},
		"a limit":             {[]string{"a customer", asks + " with the level at its highest"}, "action.level", "4"},
		"past a limit":        {[]string{"a customer", asks + " with the level just past its lowest"}, "action.level", "0"},
		"letters":             {[]string{"a customer", asks + ` with the external id at its longest, written in "é"`}, "customer.external_id", `"` + strings.Repeat("é", longest) + `"`},
		"no signature":        {[]string{"a customer", asks}, "customer.wallet.siwe", ""},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, _, box := newScenario(t)
			box.answers = []exchange.Answer{box.answer(http.StatusUnprocessableEntity)}
			sayAll(t, ctx, test.steps...)
			if len(box.calls) != 1 {
				t.Fatalf("%d requests", len(box.calls))
			}
			if got := gjson.GetBytes(box.calls[0].Body, test.at).Raw; got != test.want {
				t.Errorf("%s is %s, want %s, in %s", test.at, got, test.want, box.calls[0].Body)
			}
		})
	}
}

func TestHowSentencesSend(t *testing.T) {
	text := func(s string) *string { return &s }
	const asks = "the application requests KYC"
	for name, test := range map[string]struct {
		steps []string
		want  client.Call // but for the body
		body  string      // empty: that of a customer
	}{
		"plainly":                  {[]string{"a customer", asks}, client.Call{}, ""},
		"accepting":                {[]string{"a customer", asks + ` accepting "text/html"`}, client.Call{Accept: text("text/html")}, ""},
		"accepting nothing":        {[]string{"a customer", asks + " without saying what it accepts"}, client.Call{Accept: text("")}, ""},
		"in a media type":          {[]string{"a customer", asks + ` in the media type "text/plain"`}, client.Call{ContentType: text("text/plain")}, ""},
		"with no token":            {[]string{"a customer", asks + " with no token"}, client.Call{Auth: client.Auth{Kind: client.None, NoRenewal: true}}, ""},
		"with an empty token":      {[]string{"a customer", asks + " with an empty token"}, client.Call{Auth: client.Auth{Kind: client.Empty, NoRenewal: true}}, ""},
		"with a made-up token":     {[]string{"a customer", asks + " with a made-up token"}, client.Call{Auth: client.Auth{Kind: client.MadeUp, NoRenewal: true}}, ""},
		"with another scheme":      {[]string{"a customer", asks + " with another scheme"}, client.Call{Auth: client.Auth{Kind: client.OtherScheme, NoRenewal: true}}, ""},
		"with a damaged token":     {[]string{"a customer", asks + " with a damaged token"}, client.Call{Auth: client.Auth{Kind: client.Expired, Value: "a-token-of-the-tarAet"}}, ""},
		"without its scheme":       {[]string{"a customer", asks + " with a token without its scheme"}, client.Call{Auth: client.Auth{Kind: client.Expired, Value: "a-token-of-the-target"}, Header: http.Header{"Authorization": {"a-token-of-the-target"}}}, ""},
		"scheme in lower case":     {[]string{"a customer", asks + " with a token under its scheme in lower case"}, client.Call{Auth: client.Auth{Kind: client.Given, Value: "a-token-of-the-target"}, Header: http.Header{"Authorization": {"bearer a-token-of-the-target"}}}, ""},
		"as another application":   {[]string{"a customer", asks + " with the token of another application"}, client.Call{App: client.Application{ID: "siwe", SIWERequired: true}}, ""},
		"where signatures must be": {[]string{"an application that requires wallet signatures", "a customer", asks}, client.Call{App: client.Application{ID: "siwe", SIWERequired: true}}, ""},
		"where none must be": {[]string{"an application that requires wallet signatures", "an application that requires no wallet signatures", "a customer", asks},
			client.Call{}, ""},
		"a signature once": {[]string{"a customer who signs in with the wallet", asks}, client.Call{Once: true, SignIn: exchange.SignIn{Demand: spec.KeywordSIWESignature}}, ""},
		"a text":           {[]string{asks + ` with the body {"a": `}, client.Call{}, `{"a": `},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, env, box := newScenario(t)
			box.answers = []exchange.Answer{box.answer(http.StatusUnprocessableEntity)}
			sayAll(t, ctx, test.steps...)
			got := box.calls[len(box.calls)-1]
			if test.body != "" && string(got.Body) != test.body || len(got.Body) == 0 {
				t.Errorf("body %q, want %q", got.Body, test.body)
			}
			got.Body = nil
			if test.want.App == (client.Application{}) {
				test.want.App = env.App
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("call (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnAnswerThatBreaksTheContractFailsTheStepThatAsked(t *testing.T) {
	ctx, _, box := newScenario(t)
	answer := box.answer(http.StatusCreated)
	answer.Body = []byte(strings.Replace(string(answer.Body), `"KYC_OCC"`, `"OTHER"`, 1))
	box.answers = []exchange.Answer{answer}
	sayAll(t, ctx, "a customer")
	err := say(t, ctx, "the application requests KYC")
	if err == nil || verdictOf(err) != "broken" || !strings.Contains(err.Error(), "response/201/data.flow/enum") {
		t.Errorf("got %v (%s)", err, verdictOf(err))
	}
}

// An answer in a form of its own breaks the contract by its form. That another
// one was to come is said with it, and first.
func TestAnAnswerOfAnotherFormIsHeldToTheNextPromiseToo(t *testing.T) {
	const form, flow = "response/401/$/required/error", "response/201/data.flow/enum"
	refusal := func(a *exchange.Answer) { a.Body = []byte(`{}`) }
	for name, test := range map[string]struct {
		status int
		change func(*exchange.Answer)
		next   string
		want   []string // the clauses that are broken
	}{
		"none was promised":         {401, refusal, "KYC is started", []string{"status/201", form}},
		"another was promised":      {401, refusal, "the request is refused as 403 Forbidden", []string{"status/403", form}},
		"this one was promised":     {401, refusal, "the request is refused as 401 Unauthorized", []string{form}},
		"any was promised":          {401, refusal, "the request is refused as documented", []string{form}},
		"a code was promised":       {401, refusal, "the error code is ERR01", []string{"response/401/error.code/oneOf", form}},
		"the promise is misspelt":   {401, refusal, "the request is refused as 403 Verboten", []string{form}},
		"nothing is promised of it": {401, refusal, "the application is told how long to wait", []string{form}},
		"nothing follows":           {401, refusal, "", []string{form}},
		"no success was to come":    {201, func(a *exchange.Answer) { a.Body = bytes.Replace(a.Body, []byte(`"KYC_OCC"`), []byte(`"OTHER"`), 1) }, "the customer is reported as banned", []string{"status/200", flow}},
		"an undocumented status":    {418, refusal, "KYC is started", []string{"status"}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, _, box := newScenario(t)
			answer := box.answer(401)
			if test.status == 201 {
				answer = box.answer(201)
			}
			answer.Status = test.status
			test.change(&answer)
			box.answers = []exchange.Answer{answer}
			sayAll(t, ctx, "a customer")
			if test.next != "" {
				ctx = gherkin.WithNext(ctx, stepOf(t, test.next))
			}
			var unkept *contract.Broken
			if err := say(t, ctx, "the application requests KYC"); !errors.As(err, &unkept) {
				t.Fatalf("got %v", err)
			}
			var got []string
			for _, v := range unkept.Violations {
				got = append(got, v.Clause)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPromisesAreHeldToTheAnswer(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		promise string
		want    string // a part of the error; empty: it is kept
	}{
		"started":                       {201, "KYC is started", ""},
		"started and banned":            {200, "KYC is started", "status/201"},
		"banned":                        {200, "the customer is reported as banned", ""},
		"banned and started":            {201, "the customer is reported as banned", "status/200"},
		"not banned":                    {201, "the customer is not reported as banned", ""},
		"refused":                       {422, "the request is refused as documented", ""},
		"refused and started":           {201, "the request is refused as documented", "want a refusal"},
		"refused as":                    {401, "the request is refused as 401 Unauthorized", ""},
		"refused as something else":     {403, "the request is refused as 401 Unauthorized", "status/401"},
		"a code":                        {200, "the error code is ERR01", ""},
		"another code":                  {200, "the error code is ERR03", "ERR03"},
		"the code of a refusal":         {403, "the error code is ERR01", ""},
		"another code of a refusal":     {403, "the error code is ERR03", `/error/code: want ERR03, got "ERR01"`},
		"nothing for the widget":        {200, "the widget is given nothing to start with", ""},
		"something for the widget":      {201, "the widget is given nothing to start with", "want null"},
		"all for the widget":            {201, "the widget is given what it needs to start", ""},
		"told to wait without a header": {429, "the application is told how long to wait", "Retry-After"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, _, box := newScenario(t)
			box.answers = []exchange.Answer{box.answer(test.status)}
			sayAll(t, ctx, "a customer", "the application requests KYC")
			err := say(t, ctx, test.promise)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("got %v", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || verdictOf(err) != "broken"):
				t.Errorf("got %v, want it broken at %s", err, test.want)
			}
		})
	}
}

func TestARefusalThatHasNoCodeIsSaidToHaveNone(t *testing.T) {
	ctx, _, box := newScenario(t)
	refusal := box.answer(401)
	refusal.Body = []byte(`{"error":{"status":401,"reason":"Unauthorized"}}`)
	box.answers = []exchange.Answer{refusal}
	sayAll(t, ctx, "a customer", "the application requests KYC")
	err := say(t, ctx, "the error code is ERR01")
	want := "response/401/error.code/oneOf   /error/code: want ERR01, got no error code   (schemas/openapi.yaml:362)"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestMalformationsMakeNoJSON(t *testing.T) {
	for mistake, want := range map[string]string{
		"something after the body":        `{"customer":{"external_id":"kycspec-1"},"level":1} {}`,
		"the end of the body missing":     `{"customer":{"external_id":"kycspec-1"},"level":1`,
		"a comma after the last property": `{"customer":{"external_id":"kycspec-1"},"level":1,}`,
		"a comment in the body":           `/* KYC */ {"customer":{"external_id":"kycspec-1"},"level":1}`,
		"names in single quotes":          `{'customer':{'external_id':"kycspec-1"},'level':1}`,
		"names without quotes":            `{customer:{external_id:"kycspec-1"},level:1}`,
		"a zero before a number":          `{"customer":{"external_id":"kycspec-1"},"level":01}`,
		"a line break in a text":          "{\"customer\":{\"external_id\":\"kycspec\n-1\"},\"level\":1}",
		"a text that is not UTF-8":        "{\"customer\":{\"external_id\":\"kycspec\xfc-1\"},\"level\":1}",
	} {
		if got := malformations[mistake](`{"customer":{"external_id":"kycspec-1"},"level":1}`); got != want {
			t.Errorf("%s: got %q, want %q", mistake, got, want)
		}
	}
}

func TestATokenThatIsUnsignedSaysSo(t *testing.T) {
	got, err := unsigned("e30.eyJzdWIiOiJhcHAifQ.c2lnbmF0dXJl")
	if want := "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhcHAifQ."; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := unsigned("a-token-of-the-target"); verdictOf(err) != "skipped" {
		t.Errorf("of a token that is no JSON Web Token: got %v, want it skipped", err)
	}
}
