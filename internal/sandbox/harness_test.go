package sandbox

import (
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
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
	"kycspec/schemas"
)

// published is the contract as it is committed, compiled once.
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

const kycPath = "/compliance/v2/kyc"

// rig is a sandbox, its clock, and what it takes to ask it.
type rig struct {
	t       *testing.T
	sandbox *Sandbox
	clock   *clock
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) jump(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

var start = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)

func newRig(t *testing.T, o Options) *rig {
	t.Helper()
	c := &clock{now: start}
	if o.Contract == nil {
		o.Contract = published()
	}
	o.Now = c.Now
	return &rig{t: t, sandbox: New(o), clock: c}
}

func faulty(t *testing.T, f Faults) *rig {
	t.Helper()
	return newRig(t, Options{Faults: f})
}

// question is a request in the making.
type question struct {
	method, path string
	header       http.Header
	body         string
	siwe         bool // it is asked of the application that requires wallet signatures
	worthless    bool // its credentials are
}

// ask is a KYC request of the plain application, with a token of its own.
func (r *rig) ask(body string) question {
	r.t.Helper()
	return r.askWith(r.token(r.sandbox.Fixtures().App, ""), body)
}

func (r *rig) askSIWE(body string) question {
	r.t.Helper()
	q := r.askWith(r.token(r.sandbox.Fixtures().SIWEApp, ""), body)
	q.siwe = true
	return q
}

func (r *rig) askWith(token, body string) question {
	return question{method: "POST", path: kycPath, body: body, header: http.Header{
		"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}}}
}

// with sets a header field; no values take it away.
func (q question) with(name string, values ...string) question {
	q.header = q.header.Clone()
	q.header[http.CanonicalHeaderKey(name)] = values
	if len(values) == 0 {
		q.header.Del(name)
	}
	return q
}

func (q question) refused() question {
	q.worthless = true
	return q
}

// send asks the sandbox without a network.
func (r *rig) send(q question) *http.Response {
	r.t.Helper()
	request := httptest.NewRequest(q.method, "http://sandbox"+q.path, strings.NewReader(q.body))
	request.Header = q.header.Clone()
	recorder := httptest.NewRecorder()
	r.sandbox.ServeHTTP(recorder, request)
	return recorder.Result()
}

// answered is an answer with its body read.
type answered struct {
	*http.Response
	text string
}

// honest asks, and fails the test where the answer has another status or breaks the contract.
func (r *rig) honest(q question, status int) answered {
	r.t.Helper()
	a := r.answer(q)
	if a.StatusCode != status {
		r.t.Fatalf("answered %d %s, want %d", a.StatusCode, a.text, status)
	}
	for _, v := range r.sandbox.contract.Judge(r.exchange(q, a)) {
		r.t.Errorf("%s", v)
	}
	return a
}

func (r *rig) answer(q question) answered {
	r.t.Helper()
	response := r.send(q)
	body, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answered{response, string(body)}
}

func (r *rig) exchange(q question, a answered) *exchange.Exchange {
	credential := exchange.Granted
	if q.worthless {
		credential = exchange.Worthless
	}
	return exchange.New(
		exchange.Request{Method: q.method, URL: "http://sandbox" + q.path, Header: q.header, Body: []byte(q.body),
			Credential: credential, SIWERequired: q.siwe},
		exchange.Answer{Status: a.StatusCode, Proto: a.Proto, Header: a.Header, Body: []byte(a.text)}, start, 0, redact.New())
}

// token asks for a token; prefer is a Prefer field, empty for none.
func (r *rig) token(app Application, prefer string) string {
	r.t.Helper()
	q := tokenCall(app)
	if prefer != "" {
		q = q.with("Prefer", prefer)
	}
	a := r.answer(q)
	var body tokenAnswer
	if err := json.Unmarshal([]byte(a.text), &body); err != nil || a.StatusCode != 201 || body.Data.AccessToken == "" {
		r.t.Fatalf("token call answered %d %s", a.StatusCode, a.text)
	}
	return body.Data.AccessToken
}

func tokenCall(app Application) question {
	body, _ := json.Marshal(map[string]string{"client_id": app.ID, "client_secret": app.Secret})
	return question{method: "POST", path: TokenPath, body: string(body), header: http.Header{"Content-Type": {"application/json"}}}
}

// code is the error code of an answer's body, or what stands in its place.
func (a answered) code() string {
	var body struct {
		Error struct{ Code any }
		Data  struct {
			Code any `json:"error_code"`
		}
	}
	if err := json.Unmarshal([]byte(a.text), &body); err != nil {
		return "no JSON"
	}
	for _, code := range []any{body.Error.Code, body.Data.Code} {
		if text, ok := code.(string); ok {
			return text
		}
	}
	return ""
}

// wanted is what a customer asks with; the zero value is a good request.
type wanted struct {
	level                           int
	externalID, address, blockchain string
	message, signature              string
}

func (w wanted) String() string {
	level, address := w.level, w.address
	if level == 0 {
		level = 1
	}
	fill(&w.externalID, "customer-1")
	fill(&address, "0xaac17f958d2ee523a2206206994597c13d831ec2")
	fill(&w.blockchain, "sepolia")
	holder := map[string]any{"address": address, "blockchain": w.blockchain}
	if w.message != "" {
		holder["siwe"] = map[string]any{"message": w.message, "signature": w.signature}
	}
	body, _ := json.Marshal(map[string]any{
		"action":   map[string]any{"level": level, "type": "OCC_RULES_ENGINE"},
		"customer": map[string]any{"external_id": w.externalID, "wallet": holder},
	})
	return string(body)
}

// signed is a good wallet signature for the sandbox, its message changed by edit before it is signed.
func (r *rig) signed(blockchain string, edit func(*wallet.Message)) wanted {
	r.t.Helper()
	return r.signedText(blockchain, edit, nil)
}

func (r *rig) signedText(blockchain string, edit func(*wallet.Message), rewrite func(string) string) wanted {
	r.t.Helper()
	w, err := wallet.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	known, _ := wallet.Lookup(blockchain)
	f := r.sandbox.Fixtures()
	m := wallet.Message{Domain: f.SIWEDomain, URI: f.SIWEURI, Address: w.Address(wallet.EVM), ChainID: max(1, known.ChainID),
		Nonce: wallet.NewNonce(nil), IssuedAt: r.clock.Now()}
	if edit != nil {
		edit(&m)
	}
	text := m.String()
	if rewrite != nil {
		text = rewrite(text)
	}
	return wanted{address: w.AddressOn(blockchain), blockchain: blockchain, message: text, signature: w.Sign(text)}
}
