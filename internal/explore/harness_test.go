package explore

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/redact"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// published is the contract as it is committed.
var published = sync.OnceValue(func() *contract.Contract {
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		panic(err)
	}
	return compiled(bundle)
})

func compiled(bundle *spec.Bundle) *contract.Contract {
	c, err := contract.New(bundle)
	if err != nil {
		panic(err)
	}
	return c
}

// edited is the contract after replacements of its text, in pairs, and of the
// names that are bound to it.
func edited(t testing.TB, replacements ...string) *contract.Contract {
	t.Helper()
	document := read(t, spec.DocumentFile)
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(document, replacements[i]) {
			t.Fatalf("the contract has no %q", replacements[i])
		}
	}
	replace := strings.NewReplacer(replacements...).Replace
	var names strings.Builder
	for _, line := range strings.Split(read(t, spec.NamesFile), "\n") {
		name, place, found := strings.Cut(line, ": ")
		if found {
			line = name + ": " + replace(place)
		}
		names.WriteString(line + "\n")
	}
	return made(t, replace(document), names.String())
}

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := schemas.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func made(t testing.TB, document, names string) *contract.Contract {
	t.Helper()
	bundle, err := spec.Extract("openapi.yaml", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	if bundle.Names, err = spec.ReadNames(spec.NamesFile, []byte(names)); err != nil {
		t.Fatal(err)
	}
	return compiled(bundle)
}

// asking is a contract whose request has a schema, in one line of YAML, with a
// role or none for each of the names.
func asking(t testing.TB, schema string) *contract.Contract {
	t.Helper()
	return made(t, `openapi: 3.0.3
info: {title: Made, version: '1'}
paths:
  /compliance/v2/kyc:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: `+schema+`
      responses:
        '201': {description: Made}
        '415': {description: Other}
        '422': {description: Refused}
components:
  schemas:
    Tree: {type: object, required: [name], properties: {name: {type: string}, kids: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
`, read(t, spec.NamesFile))
}

// rig is a sandbox that is asked without a network.
type rig struct {
	contract *contract.Contract
	sandbox  *sandbox.Sandbox
	tokens   [2]string // of the application, and of the one that requires signatures
}

func newRig(t testing.TB, c *contract.Contract, faults sandbox.Faults) *rig {
	t.Helper()
	r := &rig{contract: c, sandbox: sandbox.New(sandbox.Options{Contract: c, Faults: faults})}
	fixtures := r.sandbox.Fixtures()
	for i, app := range []sandbox.Application{fixtures.App, fixtures.SIWEApp} {
		request := httptest.NewRequest(http.MethodPost, sandbox.TokenPath,
			strings.NewReader(`{"client_id":"`+app.ID+`","client_secret":"`+app.Secret+`"}`))
		request.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		r.sandbox.ServeHTTP(answer, request)
		var body struct {
			Data struct {
				Token string `json:"access_token"`
			} `json:"data"`
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || body.Data.Token == "" {
			t.Fatalf("no token: %s", answer.Body)
		}
		r.tokens[i] = body.Data.Token
	}
	return r
}

func (r *rig) ask(ctx context.Context, q Question) (*exchange.Exchange, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	operation := r.contract.Bundle().Manifest
	request := httptest.NewRequest(operation.Method, operation.Path, bytes.NewReader(q.Body))
	request.Header.Set("Accept", q.Accept)
	request.Header.Set("Content-Type", q.ContentType)
	asked := exchange.Request{Method: operation.Method, URL: "http://target" + operation.Path, Header: request.Header,
		Body: q.Body, Credential: exchange.Worthless, SIWERequired: q.SIWERequired}
	if !q.Anonymous {
		token := r.tokens[0]
		if q.SIWERequired {
			token = r.tokens[1]
		}
		request.Header.Set("Authorization", "Bearer "+token)
		asked.Credential = exchange.Granted
	}
	recorder := httptest.NewRecorder()
	r.sandbox.ServeHTTP(recorder, request)
	answer := recorder.Result()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	return exchange.New(asked, exchange.Answer{Status: answer.StatusCode, Header: answer.Header, Body: body}, time.Now(), 0, redact.New()), nil
}

// options explore the sandbox.
func (r *rig) options(requests int) Options {
	fixtures := r.sandbox.Fixtures()
	return Options{Contract: r.contract, Requests: requests, Seed: 1, Concurrency: 4, Ask: r.ask, SIWE: true,
		Sign: Signer{Domain: fixtures.SIWEDomain, URI: fixtures.SIWEURI, Now: time.Now}.Sign}
}

func run(t *testing.T, o Options) *Conclusion {
	t.Helper()
	result, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// some is all of a table, and in short a row in four, other ones each time.
func some[V any](table map[string]V) map[string]V {
	if !testing.Short() {
		return table
	}
	few := map[string]V{}
	for name, row := range table {
		if few[name] = row; len(few) > len(table)/4 {
			break
		}
	}
	return few
}

// many is a number of requests to try, and in short an eighth of it.
func many(requests int) int {
	if testing.Short() {
		return requests / 8
	}
	return requests
}

// explorerOf knows what can be asked, with signatures by a signer of its own.
func explorerOf(t testing.TB, o Options) *explorer {
	t.Helper()
	if o.Sign == nil {
		o.Sign, o.SIWE = Signer{Domain: "kycspec.example", URI: "https://kycspec.example", Now: time.Now}.Sign, true
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	x, err := newExplorer(o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// written writes the request of a number as it would be sent.
func written(t testing.TB, x *explorer, number int) (*testCase, Question) {
	t.Helper()
	made := x.caseOf(number)
	q, ok := x.question(made)
	if !ok {
		t.Fatalf("number %d: what was signed is not what the contract allows: %s", number, q.Body)
	}
	return made, q
}

// rendered is what a result says of its failures.
func rendered(r *Conclusion) string {
	var b strings.Builder
	for _, f := range r.Failures {
		b.WriteString(f.What + ", " + strings.Join(f.Clauses, " ") + "\n")
		for _, v := range f.Violations {
			b.WriteString("  " + v.String() + "\n")
		}
		b.WriteString("  " + string(f.Exchange.RequestBody()) + "\n")
	}
	return b.String()
}

// parse reads a body as the trees of this package are.
func parse(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var v any
	err := decoder.Decode(&v)
	return v, err
}
