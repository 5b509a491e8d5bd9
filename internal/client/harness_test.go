package client_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/exchange"
)

const (
	path      = "/some/operation"
	tokenPath = "/auth/tokens"
	goodToken = "tok-0123456789"
	grant     = `{"data":{"access_token":"` + goodToken + `","expires_in":3600,"token_type":"Bearer"}}`
)

var app = client.Application{ID: "the-client-id", Secret: "the-client-secret"}

// fakeClock stands still but for what is slept.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept time.Duration
}

func newFakeClock() *fakeClock {
	return &fakeClock{now: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept += d
	return nil
}

// target is a server that gives tokens and answers the operation as it is told.
type target struct {
	*httptest.Server
	mu       sync.Mutex
	requests []string // "method path", in order
	bodies   []string
	headers  []http.Header
}

// serve starts a target. Handlers are by path; the operation and the token call have defaults.
func serve(t *testing.T, handlers map[string]http.HandlerFunc) *target {
	t.Helper()
	target := &target{}
	target.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		target.record(r)
		if handler, ok := handlers[r.URL.Path]; ok {
			handler(w, r)
		} else if r.URL.Path == tokenPath {
			answer(http.StatusCreated, grant)(w, r)
		} else if r.URL.Path == path {
			answer(http.StatusCreated, `{"data":{}}`)(w, r)
		} else {
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(target.Close)
	return target
}

func (s *target) record(r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Method+" "+r.URL.Path)
	s.bodies = append(s.bodies, string(body))
	s.headers = append(s.headers, r.Header.Clone())
}

func (s *target) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, request := range s.requests {
		if strings.HasSuffix(request, " "+path) {
			n++
		}
	}
	return n
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// inTurn answers each request with the next handler, and the last one for good.
func inTurn(handlers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		next := handlers[0]
		if len(handlers) > 1 {
			handlers = handlers[1:]
		}
		mu.Unlock()
		next(w, r)
	}
}

func options(base string, clock client.Clock) client.Options {
	return client.Options{BaseURL: base, TokenPath: tokenPath, Clock: clock, Retries: 2,
		Operation: client.Operation{Method: http.MethodPost, Path: path}, Timeout: 5 * time.Second}
}

func dial(t *testing.T, o client.Options) *client.Client {
	t.Helper()
	c := client.New(o)
	t.Cleanup(c.Close)
	return c
}

// attachments is a context that keeps what is attached.
type attachments struct {
	mu      sync.Mutex
	records []exchange.Record
	raw     []string
}

func (a *attachments) context(t *testing.T) context.Context {
	return exchange.WithAttach(t.Context(), func(mediaType string, body []byte) {
		a.mu.Lock()
		defer a.mu.Unlock()
		var record exchange.Record
		if err := json.Unmarshal(body, &record); err != nil || mediaType != exchange.MediaType {
			t.Errorf("attached as %s: %s: %v", mediaType, body, err)
		}
		a.records = append(a.records, record)
		a.raw = append(a.raw, string(body))
	})
}

func text(value string) *string { return &value }

func replaceURL(pattern, url string) string { return strings.Replace(pattern, "URL", url, 1) }
