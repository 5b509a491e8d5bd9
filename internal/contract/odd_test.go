package contract_test

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// odd is a contract with what the published one does not have.
func odd(t testing.TB) *contract.Contract {
	t.Helper()
	document, err := os.ReadFile("testdata/odd.yaml")
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := spec.Extract("odd.yaml", document)
	if err != nil {
		t.Fatal(err)
	}
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// plainly is an answer to a request that nothing is wrong with.
func plainly(status int, body string, mediaTypes ...string) *exchange.Exchange {
	header := http.Header{"Content-Type": mediaTypes}
	return exchanged(exchange.Request{Credential: exchange.Granted, Body: []byte("{}")}, exchange.Answer{Status: status, Header: header, Body: []byte(body)})
}

func TestJudgeAnotherContract(t *testing.T) {
	c := odd(t)
	const text = "text/plain; charset=utf-8"
	odds := `"a/b":"","c~d":""`
	got := map[string]string{}
	for name, e := range map[string]*exchange.Exchange{
		"a tree":                               plainly(201, `{"name":"a","left":{"name":"b","left":{"name":"c"}},"more":[{"name":"d","value":"xy"}]}`, jsonType),
		"a tree that is wrong at its root":     plainly(201, `{"name":"","value":true}`, jsonType),
		"a tree that is wrong in its depths":   plainly(201, `{"name":"a","left":{"name":"b","more":[{"name":"c"},{"name":"","stray":0,"left":{"more":7}}]}}`, jsonType),
		"a tree with a wrong choice far down":  plainly(201, `{"name":"a","left":{"name":"b","left":{"name":"c","value":"xyz"}}}`, jsonType),
		"no content is described":              plainly(202, "<anything>", "text/html"),
		"2XX a list":                           plainly(299, "[2,9]", jsonType),
		"2XX a list of all that is wrong":      plainly(203, `[1,10,"2",2.5,2.5]`, "application/json; charset=latin1"),
		"2XX an empty list":                    plainly(203, `[]`, jsonType),
		"2XX text":                             plainly(203, "fine", text),
		"2XX HTML":                             plainly(203, "[2]", "text/html"),
		"2XX no media type":                    plainly(203, "[2]"),
		"400 names":                            plainly(400, "{"+odds+`,"e%2f":"","f.g":{"h":1},"é 𝒳":1,"oneOf":{"enum":""},"free":[null]}`, jsonType),
		"400 names missing":                    plainly(400, "{}", jsonType),
		"400 names of the wrong type":          plainly(400, `{"a/b":1,"c~d":2,"e%2f":3,"f.g":{"h":"4"},"é 𝒳":"5","oneOf":{"enum":6}}`, jsonType),
		"400 names that are not quite it":      plainly(400, "{"+odds+`,"":0,"e/":1,"free":2,"oneOf":{"enum":""}}`, jsonType),
		"400 a property that sounds a keyword": plainly(400, "{"+odds+`,"oneOf":{}}`, jsonType),
		"4XX a map":                            plainly(404, `{"named":"x","other":1}`, "application/json"),
		"4XX a map of wrong values":            plainly(404, `{"named":1,"a/b":"x","~":2147483648}`, "application/x-anything"),
		"4XX an empty map":                     plainly(404, `{}`, jsonType),
		"4XX HTML where anything may come":     plainly(404, `<html>`, "application/xhtml+xml"),
		"4XX text, which nothing is said of":   plainly(404, `<html>`, "text/html"),
		"default":                              plainly(500, `{"when":"2024-02-29T00:00:00Z","after":"no duration","many":"abc","both":{"x":1,"y":true},"never":1,"perhaps":null,"status":500}`, jsonType),
		"default, and a choice that fits":      plainly(500, `{"many":{"kind":10}}`, jsonType),
		"default, and a choice that fits both": plainly(500, `{"many":{"kind":15}}`, jsonType),
		"default, and a choice that fits none": plainly(500, `{"many":{"kind":7}}`, jsonType),
		"default, and many wrong":              plainly(500, `{"when":"2024-02-30T00:00:00Z","many":"abcd","both":{"y":0},"never":"x","perhaps":"b","status":501}`, jsonType),
		"default, and null where it may not":   plainly(503, `{"never":null,"many":null,"both":null,"when":null}`, jsonType),
		"default for a status below 100":       plainly(7, `[]`, jsonType),
	} {
		got[name] = rendered(c.Judge(e))
	}
	checkTexts(t, "odd.txt", got)
}

// The two judges agree about a contract that neither was made for.
func TestJudgeAnotherContractAgreesWithSecondOpinion(t *testing.T) {
	leaveOutInShort(t)
	document, err := os.ReadFile("testdata/odd.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, o := odd(t), opinionOf(t, document)
	list := append([]difference{
		{why: "it reads no descriptions", applies: semantic},
		{why: "it has no numbers past 64 bits", theirs: true, applies: func(x triple, _ []outcome.Violation) bool {
			return strings.Contains(x.body, "1e400") || strings.Contains(x.body, "-1e999999999")
		}},
		{why: "it refuses null without a type, where OpenAPI 3.0.3 lets nullable narrow nothing", theirs: true, applies: func(x triple, _ []outcome.Violation) bool {
			return strings.Contains(x.body, `"free":null`) || strings.Contains(x.body, `"never":null`)
		}},
	}, documentDifferences...)
	const mediaType = "application/json; charset=utf-8" // which it wants to the letter, where the document has the parameter
	l := &ledger{agreed: map[bool]int{}, reasons: map[string]int{}}
	for status, bodiesOf := range map[int][]string{
		201: {`{"name":"a","left":{"name":"b","more":[],"value":1},"value":"xy"}`},
		203: {`[2]`, `[2,3,9]`, `[2,2]`, `[2,3,4,5]`, `[1]`, `[10]`, `[2.5]`, `["2"]`},
		400: {`{"a/b":"","c~d":"","e%2f":"","f.g":{"h":1},"é 𝒳":1,"oneOf":{"enum":""},"free":[null]}`},
		404: {`{"named":"x","other":1}`, `{"a":1,"b":2}`, `{"a":1,"b":2,"c":3}`},
		500: {`{"many":{"kind":10},"both":{"x":1,"y":true},"never":1,"perhaps":null,"status":500}`, `{"many":{"kind":15}}`, `{"many":"abcd"}`},
	} {
		for _, text := range bodiesOf {
			decoder := json.NewDecoder(strings.NewReader(text))
			decoder.UseNumber()
			var sample any
			if err := decoder.Decode(&sample); err != nil {
				t.Fatal(err)
			}
			for _, body := range bodies(sample, values) {
				x := triple{status, []string{mediaType}, body}
				l.compare(t, list, x, c.Judge(plainly(status, body, mediaType)), o.response(x))
			}
		}
	}
	l.close(t, list)
}

// A request has to have a body where the contract says so, and only there.
func TestJudgeAcceptanceOfNoBody(t *testing.T) {
	c := odd(t)
	none := exchanged(exchange.Request{Credential: exchange.Granted}, exchange.Answer{Status: 202})
	const want = "request/$/json   whole: want a refusal (the contract wants one JSON document), got 202 Accepted for an empty body   (odd.yaml:10)"
	if got := rendered(c.Judge(none)); strings.TrimSpace(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := c.Judge(plainly(202, "")); len(got) > 0 {
		t.Errorf("a body came, and still %v", got)
	}
}

// A property that another part of an object's schema names is none besides those that the contract names.
func TestBoundariesOfPartsOfAnObject(t *testing.T) {
	document, err := os.ReadFile("testdata/odd.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const parts = "{allOf: [{type: object, properties: {a: {}}}, {type: object, properties: {b: {}}}]}"
	bundle, err := spec.Extract("odd.yaml", []byte(strings.Replace(string(document), `{$ref: "#/components/schemas/ask"}`, parts, 1)))
	if err != nil {
		t.Fatal(err)
	}
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]bool{`{}`: false, `{"a":1}`: false, `{"a":1,"b":2}`: false, `{"c":3}`: true} {
		if got := slices.Contains(c.Boundaries([]byte(body)), "request/$/additionalProperties"); got != want {
			t.Errorf("%s: has more than the contract names: %t", body, got)
		}
	}
}

func TestBoundariesOfAnotherContract(t *testing.T) {
	c := odd(t)
	got := map[string]string{}
	for name, body := range map[string]string{
		"one tag":               `{"tags":["ab"]}`,
		"two short tags":        `{"tags":["a","b"]}`,
		"no tags":               `{"tags":[]}`,
		"a named count":         `{"counts":{"all":"x"}}`,
		"the highest count":     `{"counts":{"a":7,"b":1}}`,
		"a whole id":            `{"id":10}`,
		"an id of text":         `{"id":"ab"}`,
		"an id of both lengths": `{"id":"ab","tags":["ab"],"more":1}`,
	} {
		got[name] = strings.Join(c.Boundaries([]byte(body)), "\n")
	}
	checkTexts(t, "odd-boundaries.txt", got)
}

func TestSampleOfAnotherContract(t *testing.T) {
	c := odd(t)
	if got := c.Sample(202); got != nil {
		t.Errorf("want no sample where no content is described, got %v", got)
	}
	if _, documented := c.Documented(600); !documented {
		t.Error("default documents every status")
	}
	for status, want := range map[int]string{201: "201", 200: "2XX", 400: "400", 404: "4XX", 301: "default", 1000: "default", -1: "default"} {
		if key, _ := c.Documented(status); key != want {
			t.Errorf("%d: want the response %s, got %s", status, want, key)
		}
	}
}

// TestWhatAnErrorSaysBesideItsStatus: wherever the contract keeps the status.
func TestWhatAnErrorSaysBesideItsStatus(t *testing.T) {
	for name, test := range map[string]struct {
		contract *contract.Contract
		body     string
	}{
		"within the body": {published(t), `{"error":{"status":500,"code":"x","message":"the clerk is out"}}`},
		"at its root":     {odd(t), `{"status":500,"x":1,"y":true,"after":"the clerk is out"}`},
	} {
		t.Run(name, func(t *testing.T) {
			violations := test.contract.Answered(plainly(500, test.body, jsonType), 201, nil)
			const want = `500 Internal Server Error: "the clerk is out"`
			if len(violations) != 1 || violations[0].Got.String() != want {
				t.Errorf("got %v\nwant %s", violations, want)
			}
		})
	}
}
