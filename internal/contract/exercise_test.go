package contract

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/redact"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

func published(t *testing.T) *Contract {
	t.Helper()
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// asked is what a request and its answer were, as far as coverage can tell.
type asked struct {
	body       string
	mediaType  string // of the request; empty: JSON
	credential exchange.Credential
	required   bool // the application requires wallet signatures
	signIn     exchange.SignIn
	status     int
	answer     string // empty: the contract's sample
	answerType string // of the answer; empty: JSON
}

func (a asked) exchange(c *Contract) *exchange.Exchange {
	if a.mediaType == "" {
		a.mediaType = "application/json"
	}
	if a.credential == "" {
		a.credential = exchange.Granted
	}
	if a.answerType == "" {
		a.answerType = "application/json; charset=utf-8"
	}
	if a.answer == "" {
		a.answer = spec.Literal(c.Sample(a.status))
	}
	return exchange.New(exchange.Request{Method: "POST", URL: "http://127.0.0.1/compliance/v2/kyc", Header: http.Header{"Content-Type": {a.mediaType}},
		Body: []byte(a.body), Credential: a.credential, SIWERequired: a.required, SignIn: a.signIn},
		exchange.Answer{Status: a.status, Header: http.Header{"Content-Type": {a.answerType}}, Body: []byte(a.answer)},
		time.Time{}, 0, redact.New())
}

const (
	plain    = `{"action":{"type":"OCC_RULES_ENGINE","level":4},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"sepolia"}}}`
	tooHigh  = `{"action":{"type":"OCC_RULES_ENGINE","level":5},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"sepolia"}}}`
	fraction = `{"action":{"type":"OCC_RULES_ENGINE","level":4.5},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"sepolia"}}}`
	signedIn = `{"action":{"type":"OCC_RULES_ENGINE","level":4},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"sepolia","siwe":{"message":"` +
		`....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!","signature":"0x` +
		`0da30e13183dfe0be9d7e6108f92dd2d0561807b684b8c68e6a8257e9faee8a51823dcddd56560cea25d33102e73c7a25f0be96749d733dc18683742ca1924d01b"}}}}`
	twoBad = `{"action":{"type":"OCC_RULES_ENGINE","level":5},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"doge"}}}`
)

func TestExercised(t *testing.T) {
	accepted, rejected, observed := spec.BoundaryAccepted, spec.ViolationRejected, spec.Observed
	tests := map[string]struct {
		asked
		with    []Exercise
		without []Exercise
	}{
		"an accepted request covers the boundaries that it stands at": {
			asked{body: plain, status: 201},
			[]Exercise{{"request/action.level/maximum", accepted}, {"request/customer.wallet.blockchain/enum/sepolia", accepted},
				{"request/customer.wallet/optional/siwe", accepted}, {"media/request/application/json", accepted}, {"security/authorization", accepted},
				{"status/201", observed}, {"media/201/application/json", observed}, {"semantic/201/data.widget_data/base64", observed}},
			[]Exercise{{"request/action.level/minimum", accepted}, {"request/action/additionalProperties", accepted},
				{"semantic/request/customer.wallet.siwe/siwe-required", accepted}, {"response/201/data.error_code/maxLength", observed}},
		},
		"a refused request defends the one clause that it breaks": {
			asked{body: tooHigh, status: 422},
			[]Exercise{{"request/action.level/maximum", rejected}, {"status/422", observed}},
			[]Exercise{{"request/action.level/maximum", accepted}, {"request/customer.wallet.blockchain/enum", rejected}},
		},
		"one that breaks two things defends neither": {
			asked{body: twoBad, status: 422}, nil,
			[]Exercise{{"request/action.level/maximum", rejected}, {"request/customer.wallet.blockchain/enum", rejected}},
		},
		"one that was refused for who asks defends nothing of its body": {
			asked{body: tooHigh, status: 401}, nil, []Exercise{{"request/action.level/maximum", rejected}},
		},
		"one that was refused for asking too fast defends nothing": {
			asked{body: tooHigh, status: 429}, []Exercise{{"status/429", observed}}, []Exercise{{"request/action.level/maximum", rejected}},
		},
		"one that broke a clause and was accepted covers no boundary": {
			asked{body: tooHigh, status: 201}, nil,
			[]Exercise{{"request/action.level/maximum", accepted}, {"request/action.level/maximum", rejected}, {"security/authorization", accepted}},
		},
		"a worthless token that is refused defends the security scheme": {
			asked{body: plain, status: 401, credential: exchange.Worthless},
			[]Exercise{{"security/authorization", rejected}}, []Exercise{{"security/authorization", accepted}},
		},
		"a worthless token that is accepted covers no boundary": {
			asked{body: plain, status: 201, credential: exchange.Worthless}, nil, []Exercise{{"security/authorization", accepted}},
		},
		"another media type that is refused defends the media type": {
			asked{body: plain, status: 415, mediaType: "text/plain"},
			[]Exercise{{"media/request/application/json", rejected}}, nil,
		},
		"an application that requires signatures, refused without one": {
			asked{body: plain, status: 422, required: true},
			[]Exercise{{"semantic/request/customer.wallet.siwe/siwe-required", rejected}}, nil,
		},
		"a wallet that cannot sign, refused without a signature": {
			asked{body: strings.Replace(plain, "sepolia", "solana", 1), status: 422, required: true}, nil,
			[]Exercise{{"semantic/request/customer.wallet.siwe/siwe-required", rejected}},
		},
		"a sign-in that is accepted keeps all that its standard demands": {
			asked{body: signedIn, status: 201, required: true, signIn: exchange.SignIn{Demand: spec.KeywordSIWETimes}},
			[]Exercise{{"semantic/request/customer.wallet.siwe/siwe-required", accepted}, {"semantic/request/customer.wallet.siwe/eip-4361-times", accepted},
				{"semantic/request/customer.wallet.siwe/eip-4361-domain", accepted}}, nil,
		},
		"one that breaks a demand and is accepted keeps none": {
			asked{body: signedIn, status: 201, signIn: exchange.SignIn{Demand: spec.KeywordSIWETimes, Broken: true}}, nil,
			[]Exercise{{"semantic/request/customer.wallet.siwe/siwe-required", accepted}, {"semantic/request/customer.wallet.siwe/eip-4361-times", accepted},
				{"semantic/request/customer.wallet.siwe/eip-4361-domain", accepted}},
		},
		"one that breaks a demand and is refused defends that alone": {
			asked{body: signedIn, status: 422, required: true, signIn: exchange.SignIn{Demand: spec.KeywordSIWETimes, Broken: true}},
			[]Exercise{{"semantic/request/customer.wallet.siwe/eip-4361-times", rejected}},
			[]Exercise{{"semantic/request/customer.wallet.siwe/siwe-required", rejected}, {"semantic/request/customer.wallet.siwe/eip-4361-domain", rejected}},
		},
		"one that is good and refused defends nothing": {
			asked{body: signedIn, status: 422, required: true, signIn: exchange.SignIn{Demand: spec.KeywordSIWETimes}}, nil,
			[]Exercise{{"semantic/request/customer.wallet.siwe/eip-4361-times", rejected}},
		},
		"what a form asks is observed in a value of that form only": {
			asked{body: tooHigh, status: 422, answer: `{"error":{"status":422,"reason":"r","code":7}}`},
			[]Exercise{{"response/422/error.code/oneOf", observed}, {"response/422/error.code/oneOf/0/format", observed}, {"response/422/error.code/oneOf/1/type", observed}},
			[]Exercise{{"response/422/error.code/oneOf/1/maxLength", observed}, {"response/422/error.message/type", observed}},
		},
		"a text is of no bits": {
			asked{body: tooHigh, status: 422, answer: `{"error":{"status":422,"reason":"r","code":"7"}}`},
			[]Exercise{{"response/422/error.code/oneOf/1/maxLength", observed}}, []Exercise{{"response/422/error.code/oneOf/0/format", observed}},
		},
		"a fraction past a bound breaks the bound too, so it defends neither": {
			asked{body: fraction, status: 422}, nil,
			[]Exercise{{"request/action.level/type", rejected}, {"request/action.level/maximum", rejected}},
		},
		"what is refused with an undocumented status is not refused as documented": {
			asked{body: tooHigh, status: 400, answer: `{"error":{"status":400,"reason":"r"}}`}, nil,
			[]Exercise{{"request/action.level/maximum", rejected}, {spec.StatusClause, observed}},
		},
		"what is refused with a page is not refused as documented": {
			asked{body: tooHigh, status: 422, answer: "<html>"}, []Exercise{{"status/422", observed}},
			[]Exercise{{"request/action.level/maximum", rejected}},
		},
		"no body breaks nothing that the contract asks": {
			asked{status: 422}, nil, []Exercise{{"request/$/json", rejected}},
		},
		"a page in place of the answer covers no boundary": {
			asked{body: plain, status: 201, answer: "<html>", answerType: "text/html"},
			[]Exercise{{"status/201", observed}}, []Exercise{{"request/action.level/maximum", accepted}, {"security/authorization", accepted}},
		},
		"an application that requires signatures, refused for how it asks": {
			asked{body: plain, status: 406, required: true}, nil,
			[]Exercise{{"semantic/request/customer.wallet.siwe/siwe-required", rejected}},
		},
		"an answer that is no JSON shows nothing of its values": {
			asked{body: plain, status: 201, answer: "<html>"},
			[]Exercise{{"status/201", observed}}, []Exercise{{"response/201/data/type", observed}},
		},
		"an undocumented answer shows nothing": {
			asked{body: plain, status: 418, answer: "{}"}, nil, []Exercise{{spec.StatusClause, observed}},
		},
	}
	c := published(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			list := c.Exercised(test.exchange(c))
			for _, want := range test.with {
				if !slices.Contains(list, want) {
					t.Errorf("%s was not %s", want.Clause, want.Evidence)
				}
			}
			for _, not := range test.without {
				if slices.Contains(list, not) {
					t.Errorf("%s was %s", not.Clause, not.Evidence)
				}
			}
		})
	}
}

func TestCoverage(t *testing.T) {
	c := published(t)
	coverage := c.NewCoverage()
	empty := coverage.Report()
	if empty.Covered != 0 || empty.Clauses == 0 || empty.Apart == 0 || len(empty.List) != len(c.Clauses()) {
		t.Errorf("nothing was asked: %v", empty)
	}
	coverage.Add(asked{body: plain, status: 201}.exchange(c))
	half := coverage.Report()
	coverage.Add(asked{body: tooHigh, status: 422}.exchange(c))
	whole := coverage.Report()
	find := func(r CoverageReport, id string) CoveredClause {
		return r.List[slices.IndexFunc(r.List, func(c CoveredClause) bool { return c.ID == id })]
	}
	if one := find(half, "request/action.level/maximum"); one.Covered || !slices.Equal(one.Missing(), []spec.Evidence{spec.ViolationRejected}) {
		t.Errorf("accepted at its boundary and not rejected: %+v", one)
	}
	if both := find(whole, "request/action.level/maximum"); !both.Covered || both.Count[spec.BoundaryAccepted] != 1 || both.Count[spec.ViolationRejected] != 1 {
		t.Errorf("accepted and rejected: %+v", both)
	}
}
