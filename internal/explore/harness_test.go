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
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	if q.ContentType != "" {
		request.Header.Set("Content-Type", q.ContentType)
	}
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
	return exchange.New(asked, exchange.Answer{Status: answer.StatusCode, Header: answer.Header, Body: body}, time.Now(), 0, nil), nil
}

// options explore the sandbox.
func (r *rig) options(requests int) Options {
	fixtures := r.sandbox.Fixtures()
	return Options{Contract: r.contract, Requests: requests, Seed: 1, Concurrency: 4, Ask: r.ask, SIWE: true,
		Sign: Signer{Domain: fixtures.SIWEDomain, URI: fixtures.SIWEURI, Now: time.Now}.Sign}
}

func run(t *testing.T, o Options) *Result {
	t.Helper()
	result, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// told is what a result says of its failures.
func told(r *Result) string {
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
