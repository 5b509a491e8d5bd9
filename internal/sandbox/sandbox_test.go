package sandbox

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kycspec/internal/wallet"
)

func TestTheLogIsALineForEachAnswerWithoutSecrets(t *testing.T) {
	var lines bytes.Buffer
	handler := slog.NewTextHandler(&lines, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}})
	r := newRig(t, Options{Log: slog.New(handler)})
	r.honest(r.askSIWE(r.signed("ethereum", nil).String()), 201)
	r.honest(r.ask(wanted{level: 5}.String()), 422)
	want := `level=INFO msg=answered method=POST path=/auth/v1/oauth2/tokens status=201 code=token_given
level=INFO msg=answered method=POST path=/compliance/v2/kyc status=201 code=started
level=INFO msg=answered method=POST path=/auth/v1/oauth2/tokens status=201 code=token_given
level=INFO msg=answered method=POST path=/compliance/v2/kyc status=422 code=invalid_request
`
	if lines.String() != want {
		t.Errorf("logged\n%s, want\n%s", lines.String(), want)
	}
}

func TestLatencyComesBeforeTheAnswer(t *testing.T) {
	type key struct{}
	var waited any
	r := newRig(t, Options{Latency: func(ctx context.Context) { waited = ctx.Value(key{}) }})
	request := httptest.NewRequestWithContext(context.WithValue(t.Context(), key{}, "asked"), "GET", "/", nil)
	r.sandbox.ServeHTTP(httptest.NewRecorder(), request)
	if waited != "asked" {
		t.Errorf("waited with %v, want the request's context", waited)
	}
}

func TestManyAtOnce(t *testing.T) {
	r := newRig(t, Options{RateLimit: 1e6})
	var group sync.WaitGroup
	nonce := r.signed("ethereum", nil).String()
	var mu sync.Mutex
	taken := 0
	for range 8 {
		group.Go(func() {
			for range 20 {
				r.honest(r.ask(wanted{}.String()), 201)
				r.clock.jump(time.Millisecond)
				if a := r.answer(r.askSIWE(nonce)); a.StatusCode == 201 {
					mu.Lock()
					taken++
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	if taken != 1 {
		t.Errorf("one nonce was taken %d times", taken)
	}
}

func TestMakingASandboxIsCheap(t *testing.T) {
	c := published()
	made := testing.AllocsPerRun(10, func() { New(Options{Contract: c}) })
	anew := testing.AllocsPerRun(1, func() { compiled(c.Bundle()) })
	if made > anew/20 {
		t.Errorf("making a sandbox allocates %.0f times, compiling its contract %.0f times", made, anew)
	}
}

func BenchmarkNew(b *testing.B) {
	c := published()
	b.ReportAllocs()
	for b.Loop() {
		New(Options{Contract: c})
	}
}

func benchmark(b *testing.B, body string) {
	s := New(Options{Contract: published()})
	recorder := httptest.NewRecorder()
	call := tokenCall(s.Fixtures().App)
	request := httptest.NewRequest("POST", call.path, strings.NewReader(call.body))
	request.Header = call.header
	s.ServeHTTP(recorder, request)
	_, token, _ := strings.Cut(recorder.Body.String(), `"access_token":"`)
	token, _, _ = strings.Cut(token, `"`)
	b.ReportAllocs()
	for b.Loop() {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequest("POST", kycPath, strings.NewReader(body))
		request.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}}
		s.ServeHTTP(recorder, request)
		if recorder.Code != 201 && recorder.Code != 422 {
			b.Fatal(recorder.Code, recorder.Body)
		}
	}
}

func BenchmarkStarted(b *testing.B) { benchmark(b, wanted{}.String()) }
func BenchmarkRefused(b *testing.B) { benchmark(b, wanted{level: 5}.String()) }

func FuzzBodies(f *testing.F) {
	for _, body := range append(oddBodies, wanted{}.String(), wanted{blockchain: "aleo", message: strings.Repeat("x", 100), signature: "0x" + strings.Repeat("0", 130)}.String()) {
		f.Add(body)
	}
	honest, open := New(Options{Contract: published()}), New(Options{Contract: published(), Faults: ignoringEverything()})
	f.Fuzz(func(t *testing.T, body string) {
		r := &rig{t: t, sandbox: honest}
		for _, q := range []question{r.ask(body), r.askSIWE(body)} {
			a := r.answer(q)
			for _, v := range honest.contract.Judge(r.exchange(q, a)) {
				t.Errorf("%q: %s", body, v)
			}
		}
		r.sandbox = open
		if a := r.answer(r.askSIWE(body)); a.StatusCode != 201 {
			t.Errorf("%q without checks: %d %s", body, a.StatusCode, a.text)
		}
	})
}

func FuzzSignatures(f *testing.F) {
	signer, err := wallet.FromPrivateKey(strings.Repeat("42", 32))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("kycspec.example wants you to sign in with your Ethereum account:\n0x", "0x00")
	f.Add(strings.Repeat("hello ", 30), signer.Sign(strings.Repeat("hello ", 30)))
	s := New(Options{Contract: published()})
	f.Fuzz(func(t *testing.T, message, signature string) {
		r := &rig{t: t, sandbox: s}
		for _, blockchain := range []string{"ethereum", "solana"} {
			w := wanted{address: signer.AddressOn(blockchain), blockchain: blockchain, message: message, signature: signature}
			q := r.askSIWE(w.String())
			a := r.answer(q)
			for _, v := range s.contract.Judge(r.exchange(q, a)) {
				t.Errorf("%q: %s", w, v)
			}
		}
	})
}
