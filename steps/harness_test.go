package steps

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/redact"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
	"kycspec/schemas"
)

var theContract = sync.OnceValues(func() (*contract.Contract, error) {
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		return nil, err
	}
	return contract.New(bundle)
})

// mailbox is a target that keeps what is sent to it, and answers with the answers
// that it is given; 201 with the contract's own sample if there are none.
type mailbox struct {
	t        *testing.T
	contract *contract.Contract
	answers  []exchange.Answer // in turn, the last one for good
	calls    []client.Call
	tokens   []string // preferences of the token calls
	applied  bool     // preferences are honoured
}

func (m *mailbox) Send(_ context.Context, call client.Call) (*exchange.Exchange, error) {
	m.calls = append(m.calls, call)
	answer := m.answer(http.StatusCreated)
	if len(m.answers) > 0 {
		answer = m.answers[0]
		m.answers = m.answers[min(1, len(m.answers)-1):]
	}
	request := exchange.Request{Method: http.MethodPost, URL: "https://kyc.test/x", Header: http.Header{}, Body: call.Body, Credential: exchange.Granted,
		SignIn: call.SignIn, SIWERequired: call.App.SIWERequired}
	return exchange.New(request, answer, time.Unix(0, 0), 0, redact.New()), nil
}

func (m *mailbox) Token(_ context.Context, _ client.Application, prefer string) (string, bool, error) {
	m.tokens = append(m.tokens, prefer)
	return "a-token-of-the-target", m.applied, nil
}

func (m *mailbox) Await(context.Context, *exchange.Exchange) error { return nil }

// answer is a documented answer as the contract's example has it.
func (m *mailbox) answer(status int) exchange.Answer {
	body, err := json.Marshal(m.contract.Sample(status))
	if err != nil {
		m.t.Fatal(err)
	}
	return exchange.Answer{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
}

// newScenario is the context of a scenario on a mailbox.
func newScenario(t *testing.T) (context.Context, *Environment, *mailbox) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	w, err := wallet.FromPrivateKey(strings.Repeat("01", 32))
	if err != nil {
		t.Fatal(err)
	}
	box := &mailbox{t: t, contract: c}
	env := &Environment{Sender: box, Contract: c, Now: func() time.Time { return time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC) }, Wallet: w,
		App: client.Application{ID: "app"}, SIWEApp: client.Application{ID: "siwe", SIWERequired: true},
		SIWEDomain: "app.example", SIWEURI: "https://app.example/login",
		Banned: Customer{"banned-1", "0x01", "polygon"}}
	return env.Begin(t.Context(), nil), env, box
}

// stepOf is the step of a text.
func stepOf(t *testing.T, text string) gherkin.Step {
	t.Helper()
	for _, sentence := range Vocabulary() {
		if sentence.Pattern.MatchString(text) {
			return gherkin.Step{Sentence: sentence, Text: text}
		}
	}
	t.Fatalf("no sentence is %q", text)
	return gherkin.Step{}
}

// say does what a sentence says.
func say(t *testing.T, ctx context.Context, text string) error {
	t.Helper()
	return stepOf(t, text).Run(ctx)
}

// sayAll does what several sentences say, and wants none to fail.
func sayAll(t *testing.T, ctx context.Context, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if err := say(t, ctx, text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// verdictOf is what an error means; "broken" unless it says otherwise.
func verdictOf(err error) string {
	var means interface{ Verdict() outcome.Verdict }
	if errors.As(err, &means) {
		return means.Verdict().String()
	}
	return "broken"
}
