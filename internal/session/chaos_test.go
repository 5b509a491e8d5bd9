package session

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/sandbox"
)

// chaos is a sandbox behind a network and gateways that fail at random.
type chaos struct {
	*httptest.Server
	box      *sandbox.Sandbox
	tooOften []byte // the body of a documented 429

	mu       sync.Mutex
	random   *rand.Rand
	injected map[string]int
}

// mishap is what befalls a request, in so many of a thousand.
type mishap struct {
	name   string
	chance int
	befall func(x *chaos, w http.ResponseWriter, r *http.Request)
}

var mishaps = []mishap{
	{"throttled, in seconds", 20, func(x *chaos, w http.ResponseWriter, _ *http.Request) { x.throttle(w, "1") }},
	{"throttled, as a date", 5, func(x *chaos, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", "Wed, 02 Jan 2030 09:00:00 GMT")
		x.throttle(w, "Wed, 02 Jan 2030 09:00:02 GMT")
	}},
	{"throttled for no time", 5, func(x *chaos, w http.ResponseWriter, _ *http.Request) { x.throttle(w, "0") }},
	{"a gateway before the API", 20, func(_ *chaos, w http.ResponseWriter, _ *http.Request) { gateway(w, http.StatusServiceUnavailable) }},
	{"a gateway that lost the API's answer", 10, func(x *chaos, w http.ResponseWriter, r *http.Request) {
		x.box.ServeHTTP(httptest.NewRecorder(), r)
		gateway(w, http.StatusBadGateway)
	}},
	{"a gateway that waited too long", 5, func(x *chaos, w http.ResponseWriter, r *http.Request) {
		x.box.ServeHTTP(httptest.NewRecorder(), r)
		gateway(w, http.StatusGatewayTimeout)
	}},
	{"reset before the API", 10, func(_ *chaos, w http.ResponseWriter, _ *http.Request) { hangUp(w, "", true) }},
	{"closed before the API", 5, func(_ *chaos, w http.ResponseWriter, _ *http.Request) { hangUp(w, "", false) }},
	{"reset instead of the answer", 10, func(x *chaos, w http.ResponseWriter, r *http.Request) { x.cutOff(w, r, 0, true) }},
	{"reset in the header", 5, func(x *chaos, w http.ResponseWriter, r *http.Request) { x.cutOff(w, r, 20, true) }},
	{"closed in the header", 5, func(x *chaos, w http.ResponseWriter, r *http.Request) { x.cutOff(w, r, 20, false) }},
	{"reset in the body", 5, func(x *chaos, w http.ResponseWriter, r *http.Request) { x.cutOff(w, r, -10, true) }},
	{"closed in the body", 5, func(x *chaos, w http.ResponseWriter, r *http.Request) { x.cutOff(w, r, -10, false) }},
	{"slow", 30, func(x *chaos, w http.ResponseWriter, r *http.Request) {
		x.linger(r, 20*time.Millisecond)
		x.box.ServeHTTP(w, r)
	}},
	{"too slow", 1, func(x *chaos, w http.ResponseWriter, r *http.Request) {
		x.box.ServeHTTP(httptest.NewRecorder(), r)
		x.linger(r, time.Minute)
	}},
}

// newChaos starts a target that fails at random in the order of the seed.
func newChaos(t testing.TB, c *contract.Contract, seed uint64, clock client.Clock) *chaos {
	t.Helper()
	body, err := json.Marshal(c.Sample(http.StatusTooManyRequests))
	if err != nil {
		t.Fatal(err)
	}
	x := &chaos{random: rand.New(rand.NewPCG(seed, seed)), injected: map[string]int{}, tooOften: body}
	x.Server = httptest.NewUnstartedServer(x)
	x.Config.ErrorLog = log.New(io.Discard, "", 0)
	x.Start()
	t.Cleanup(x.Close)
	x.box = sandbox.New(sandbox.Options{Contract: c, Now: clock.Now, Origin: x.URL})
	return x
}

// ServeHTTP answers as the sandbox would, or lets something befall the request.
func (x *chaos) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if m := x.draw(); m != nil {
		m.befall(x, w, r)
		return
	}
	x.box.ServeHTTP(w, r)
}

func (x *chaos) draw() *mishap {
	x.mu.Lock()
	defer x.mu.Unlock()
	at := x.random.IntN(1000)
	for i := range mishaps {
		if at -= mishaps[i].chance; at < 0 {
			x.injected[mishaps[i].name]++
			return &mishaps[i]
		}
	}
	return nil
}

func (x *chaos) throttle(w http.ResponseWriter, after string) {
	w.Header().Set("Retry-After", after)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusTooManyRequests)
	_, _ = w.Write(x.tooOften)
}

func gateway(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<html><title>%d</title></html>", status)
}

// linger waits, unless the client goes away.
func (x *chaos) linger(r *http.Request, d time.Duration) {
	select {
	case <-time.After(d):
	case <-r.Context().Done():
	}
}

// cutOff lets the sandbox answer, and ends the connection after so many bytes
// of it; a negative number counts from its end.
func (x *chaos) cutOff(w http.ResponseWriter, r *http.Request, at int, reset bool) {
	honest := httptest.NewRecorder()
	x.box.ServeHTTP(honest, r)
	text := fmt.Sprintf("HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", honest.Code, honest.Body.Len(), honest.Body)
	if at < 0 {
		at += len(text)
	}
	hangUp(w, text[:at], reset)
}

// hangUp says some bytes and ends the connection: by a reset, or as if it were done.
func hangUp(w http.ResponseWriter, text string, reset bool) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(connection, text)
	if tcp, ok := connection.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}
