package contract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/schemas"
)

// opinion is a second judge of the same document, which knows nothing of the first.
type opinion struct {
	route   *routers.Route
	options *openapi3filter.Options
}

func secondOpinion(t testing.TB) *opinion {
	t.Helper()
	document, err := schemas.FS.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return opinionOf(t, document)
}

func opinionOf(t testing.TB, document []byte) *opinion {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = nil
	item := doc.Paths.Find("/compliance/v2/kyc")
	return &opinion{
		route:   &routers.Route{Spec: doc, Path: "/compliance/v2/kyc", PathItem: item, Method: http.MethodPost, Operation: item.Post},
		options: &openapi3filter.Options{IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
}

func (o *opinion) input(body, mediaType string) *openapi3filter.RequestValidationInput {
	request, err := http.NewRequest(http.MethodPost, "/compliance/v2/kyc", strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	if mediaType != "" {
		request.Header.Set("Content-Type", mediaType)
	}
	return &openapi3filter.RequestValidationInput{Request: request, Route: o.route, Options: o.options}
}

func (o *opinion) request(body string) error {
	return openapi3filter.ValidateRequest(context.Background(), o.input(body, jsonType))
}

func (o *opinion) response(x triple) error {
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: o.input(validRequest, jsonType),
		Status:                 x.status,
		Header:                 http.Header{"Content-Type": x.mediaTypes},
		Body:                   io.NopCloser(bytes.NewReader([]byte(x.body))),
		Options:                o.options,
	})
}

type triple struct {
	status     int
	mediaTypes []string
	body       string
}

func (x triple) String() string {
	body := x.body
	if len(body) > 300 {
		body = body[:300] + "…"
	}
	return fmt.Sprintf("%d %q %q", x.status, x.mediaTypes, body)
}

// triples are several thousand answers.
func triples(c *contract.Contract) []triple {
	var list []triple
	plain := []string{jsonType}
	for _, status := range documentedStatuses {
		for _, body := range bodies(c.Sample(status), values) {
			list = append(list, triple{status, plain, body})
		}
		for _, other := range documentedStatuses {
			list = append(list, triple{status, plain, nodeOf(c.Sample(other)).String()})
		}
		sample := nodeOf(c.Sample(status)).String()
		for _, mediaTypes := range [][]string{
			nil, {""}, {" "}, {"application/json; charset=utf-8"}, {"APPLICATION/JSON"}, {"Application/Json ; Charset=UTF-8"}, {"application/json;"},
			{"application/json; charset"}, {"application/json; a=1; a=2"}, {"text/html"}, {"text/plain; charset=utf-8"}, {"application/problem+json"},
			{"application/vnd.api+json"}, {"application/xml"}, {"application/*"}, {"*/*"}, {"json"}, {"application/json, text/html"},
			{"application/json", "text/html"}, {"text/html", "application/json"}, {"application/jsonp"}, {"application /json"},
		} {
			list = append(list, triple{status, mediaTypes, sample})
		}
	}
	for _, status := range []int{0, 100, 101, 202, 204, 301, 304, 307, 308, 400, 402, 404, 405, 418, 499, 501, 502, 503, 504, 599, 999} {
		list = append(list, triple{status, plain, refused}, triple{status, nil, ""})
	}
	return list
}

// difference is a reason for which the first judge finds fault and the second
// does not, or, where it says so, the other way round.
type difference struct {
	why     string
	theirs  bool
	applies func(x triple, ours []outcome.Violation) bool
}

// all says whether every violation is of a kind.
func all(kind func(outcome.Violation) bool) func(triple, []outcome.Violation) bool {
	return func(_ triple, ours []outcome.Violation) bool {
		for _, v := range ours {
			if !kind(v) {
				return false
			}
		}
		return true
	}
}

func says(text string) func(triple, []outcome.Violation) bool {
	return all(func(v outcome.Violation) bool { return strings.Contains(v.Got.String(), text) })
}

var semantic = all(func(v outcome.Violation) bool { return strings.HasPrefix(v.Clause, "semantic/") })

// documentDifferences are those about what a JSON document is.
var documentDifferences = []difference{
	{why: "it stops reading at the end of the first document", applies: says("more after the end of the document")},
	{why: "it takes the last of two keys", applies: all(func(v outcome.Violation) bool { return v.Want.Kind == outcome.WantUniqueKeys })},
	{why: "it mends bytes that are no UTF-8", applies: says("bytes that are not UTF-8")},
	{why: "it rounds numbers to 64 bits before it asks whether they are whole", applies: func(x triple, ours []outcome.Violation) bool {
		return strings.Contains(x.body, "4.0000000000000001") || strings.Contains(x.body, "1e-400")
	}},
}

var answerDifferences = append([]difference{
	{why: "it reads no descriptions", applies: semantic},
	{why: "it reads the first of two Content-Type fields", applies: func(x triple, _ []outcome.Violation) bool { return len(x.mediaTypes) == 2 }},
	{why: "it never judges 301, 304, 307 and 308", applies: func(x triple, ours []outcome.Violation) bool {
		return x.status/100 == 3 && ours[0].Clause == "status"
	}},
}, documentDifferences...)

// account finds the reason for a difference.
func account(list []difference, x triple, ours []outcome.Violation) string {
	for _, d := range list {
		if d.theirs == (len(ours) == 0) && d.applies(x, ours) {
			return d.why
		}
	}
	return ""
}

// ledger counts what was compared.
type ledger struct {
	agreed  map[bool]int
	reasons map[string]int
	lost    int
}

func (l *ledger) compare(t *testing.T, list []difference, x triple, ours []outcome.Violation, theirs error) {
	if (len(ours) == 0) == (theirs == nil) {
		l.agreed[theirs == nil]++
		return
	}
	why := account(list, x, ours)
	l.reasons[why]++
	if why != "" {
		return
	}
	if l.lost++; l.lost <= 20 {
		t.Errorf("unaccounted difference about %s\nours:   %s\ntheirs: %v", x, rendered(ours), theirs)
	}
}

func (l *ledger) close(t *testing.T, list []difference) {
	t.Helper()
	for _, d := range list {
		if l.reasons[d.why] == 0 {
			t.Errorf("no difference is for the reason that %s: take it out", d.why)
		}
	}
	t.Logf("agreed: %d kept, %d broken; differed %v", l.agreed[true], l.agreed[false], l.reasons)
	if total := l.agreed[true] + l.agreed[false]; total < 3000 || l.agreed[true] < 250 {
		t.Errorf("the table is too small to say much: %d agreed, %d of them kept", total, l.agreed[true])
	}
}

// leaveOutInShort leaves out a comparison of which only the whole says something.
func leaveOutInShort(t *testing.T) {
	if testing.Short() {
		t.Skip("one judge beside another, each alone: compared whole without -short")
	}
}

func TestJudgeAgreesWithSecondOpinion(t *testing.T) {
	leaveOutInShort(t)
	c, o := published(t), secondOpinion(t)
	l := &ledger{agreed: map[bool]int{}, reasons: map[string]int{}}
	for _, x := range triples(c) {
		l.compare(t, answerDifferences, x, c.Judge(answered(x.status, x.body, x.mediaTypes...)), o.response(x))
	}
	l.close(t, answerDifferences)
}

func TestJudgeRequestAgreesWithSecondOpinion(t *testing.T) {
	leaveOutInShort(t)
	c, o := published(t), secondOpinion(t)
	list := append([]difference{
		{why: "it needs no body", applies: says("an empty body")},
	}, documentDifferences...)
	l := &ledger{agreed: map[bool]int{}, reasons: map[string]int{}}
	var signed any
	if err := json.Unmarshal([]byte(with(validRequest, `"wallet":{`, `"wallet":{`+siwe+",")), &signed); err != nil {
		t.Fatal(err)
	}
	for _, sample := range []any{c.SampleRequest(), signed} {
		for _, body := range bodies(sample, values) {
			l.compare(t, list, triple{body: body}, c.JudgeRequest([]byte(body)), o.request(body))
		}
	}
	l.close(t, list)
}
