package sandbox

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// served is a rig on a loopback listener.
type served struct {
	*rig
	address string
}

func serve(t *testing.T, r *rig, limit func(*http.Server)) served {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := NewServer(r.sandbox)
	if limit != nil {
		limit(server)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	t.Cleanup(func() {
		_ = server.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return served{r, l.Addr().String()}
}

// post sends a KYC request over the network.
func (s served) post(q question) (*http.Response, error) {
	s.t.Helper()
	request, err := http.NewRequest(q.method, "http://"+s.address+q.path, strings.NewReader(q.body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header = q.header
	transport := &http.Transport{DisableCompression: true}
	s.t.Cleanup(transport.CloseIdleConnections)
	return (&http.Client{Transport: transport}).Do(request)
}

// raw writes bytes to a connection and reads the answers until it is closed.
func (s served) raw(sent io.Reader) string {
	s.t.Helper()
	connection, err := net.Dial("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if err := connection.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		s.t.Fatal(err)
	}
	// The server may close before everything is sent.
	_, _ = io.Copy(connection, sent)
	answer, err := io.ReadAll(connection)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		s.t.Fatalf("the connection stayed open after %q", answer)
	}
	return string(answer)
}

func (s served) head(token string) string {
	return "POST " + kycPath + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token + "\r\n"
}

func (s served) withLength(body string) string {
	token := s.token(s.sandbox.Fixtures().App, "")
	return fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", s.head(token), len(body), body)
}

func TestHostileInputGetsAnAnswerOrNothing(t *testing.T) {
	r := newRig(t, Options{})
	s := serve(t, r, nil)
	hasty := serve(t, r, func(server *http.Server) {
		server.ReadTimeout, server.ReadHeaderTimeout = 200*time.Millisecond, 200*time.Millisecond
	})
	token := s.token(s.sandbox.Fixtures().App, "")
	mega := strings.Repeat("x", largestBody)
	good := wanted{}.String()
	tests := map[string]struct{ sent, want string }{
		"a good request":            {s.withLength(good), "HTTP/1.1 201 Created"},
		"in chunks":                 {s.head(token) + "Transfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(good), good), "HTTP/1.1 201 Created"},
		"1 MB of text":              {s.withLength(mega), "HTTP/1.1 422 Unprocessable Entity"},
		"1 MB of one property":      {s.withLength(strings.Replace(good, "customer-1", mega[:largestBody-1000], 1)), "HTTP/1.1 422 Unprocessable Entity"},
		"more than 1 MB":            {s.withLength(mega + "x"), "HTTP/1.1 422 Unprocessable Entity"},
		"1 MB of properties":        {s.withLength(properties(largestBody - 10)), "HTTP/1.1 422 Unprocessable Entity"},
		"lists without end":         {s.withLength(strings.Repeat("[", largestBody)), "HTTP/1.1 422 Unprocessable Entity"},
		"objects without end":       {s.withLength(strings.Repeat(`{"a":`, largestBody/5)), "HTTP/1.1 422 Unprocessable Entity"},
		"9,000 lists":               {s.withLength(strings.Repeat("[", 9000) + strings.Repeat("]", 9000)), "HTTP/1.1 422 Unprocessable Entity"},
		"a number without end":      {s.withLength(strings.Replace(good, `"level":1`, `"level":`+strings.Repeat("9", 500_000), 1)), "HTTP/1.1 422 Unprocessable Entity"},
		"bad UTF-8":                 {s.withLength("\xff\xfe\xfd"), "HTTP/1.1 422 Unprocessable Entity"},
		"nothing but NUL":           {s.withLength(strings.Repeat("\x00", 1000)), "HTTP/1.1 422 Unprocessable Entity"},
		"10,000 header fields":      {s.head(token) + fields(10_000) + "\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
		"a long header field":       {s.head(token) + "X: " + strings.Repeat("x", 200_000) + "\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
		"a long Accept":             {s.head(token) + "Accept: " + strings.Repeat("a/b;c=\"\\\",", 3000) + "\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 406 Not Acceptable"},
		"a long Prefer":             {s.head(token) + "Prefer: " + strings.Repeat("a;b,", 10_000) + "\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 422 Unprocessable Entity"},
		"a body that does not come": {s.head(token) + "Content-Length: 100\r\n\r\n{", "HTTP/1.1 422 Unprocessable Entity"},
		"a chunk that is none":      {s.head(token) + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 422 Unprocessable Entity"},
		"a head that does not end":  {"POST / HTTP/1.1\r\nHost: x\r\n", ""},
		"no HTTP":                   {"\x16\x03\x01\x00\x00\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"two lengths":               {s.head(token) + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 400 Bad Request"},
	}
	endless := []string{"a body that does not come", "a head that does not end"}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := served{&rig{t: t, sandbox: s.sandbox, clock: s.clock}, s.address}
			if slices.Contains(endless, name) {
				s.address = hasty.address
			}
			have, _, _ := strings.Cut(s.raw(strings.NewReader(test.sent)), "\r\n")
			if have != test.want {
				t.Errorf("answered %q, want %q", have, test.want)
			}
		})
	}
	if response, err := s.post(s.ask(good)); err != nil || response.StatusCode != 201 {
		t.Errorf("afterwards: %v %v", response, err)
	}
}

func properties(size int) string {
	var b strings.Builder
	b.WriteString("{")
	for i := 0; b.Len() < size-20; i++ {
		fmt.Fprintf(&b, `"%d":{},`, i)
	}
	return b.String() + `"x":0}`
}

func fields(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "X-%d: 1\r\n", i)
	}
	return b.String()
}

func TestRewrittenAnswersGoOutAsTheyAre(t *testing.T) {
	tests := map[string]struct {
		rewrite func(*Answer)
		check   func(t *testing.T, answer string)
	}{
		"another status and body": {func(a *Answer) { a.Status, a.Body = 200, []byte("hello") },
			has("HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n", "\r\n\r\nhello")},
		"an HTML page": {func(a *Answer) { a.Header.Set("Content-Type", "text/html"); a.Body = []byte("<p>") },
			has("Content-Type: text/html\r\n", "\r\n\r\n<p>")},
		"no Content-Type": {func(a *Answer) { a.Header.Del("Content-Type") }, func(t *testing.T, answer string) {
			if strings.Contains(answer, "Content-Type") {
				t.Errorf("answered %q", answer)
			}
		}},
		"two of them": {func(a *Answer) { a.Header.Add("Content-Type", "text/html") },
			has("Content-Type: application/json; charset=utf-8\r\n", "Content-Type: text/html\r\n")},
		"cut short":  {func(a *Answer) { a.Header.Set("Content-Length", "9999") }, cut},
		"in chunks":  {func(a *Answer) { a.Header.Set("Transfer-Encoding", "chunked"); a.Body = []byte("hello") }, has("Transfer-Encoding: chunked\r\n", "\r\n\r\n5\r\nhello\r\n0\r\n\r\n")},
		"compressed": {compress, has("Content-Encoding: gzip\r\n", "\r\n\r\n\x1f\x8b")},
		"not at all": {func(a *Answer) { a.Status = 0 }, func(t *testing.T, answer string) {
			if answer != "" {
				t.Errorf("answered %q", answer)
			}
		}},
		"in no status of HTTP": {func(a *Answer) { a.Status = 1000 }, func(t *testing.T, answer string) {
			if answer != "" {
				t.Errorf("answered %q", answer)
			}
		}},
		"by what was asked": {func(a *Answer) { a.Body = []byte(a.Request.URL.Path) }, has("\r\n\r\n" + kycPath)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			on := false
			r := faulty(t, Faults{Rewrite: func(a *Answer) {
				if on {
					test.rewrite(a)
				}
			}})
			s := serve(t, r, nil)
			sent := s.withLength(wanted{}.String())
			on = true
			test.check(t, s.raw(strings.NewReader(sent)))
		})
	}
}

func has(parts ...string) func(*testing.T, string) {
	return func(t *testing.T, answer string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(answer, part) {
				t.Errorf("answered %q, want %q in it", answer, part)
			}
		}
	}
}

func cut(t *testing.T, answer string) {
	response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(answer)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(response.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("reading %q ended with %v", answer, err)
	}
}

func compress(a *Answer) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(a.Body)
	_ = w.Close()
	a.Body = b.Bytes()
	a.Header.Set("Content-Encoding", "gzip")
}

func TestWithoutAConnectionToCloseAGatewayAnswers(t *testing.T) {
	r := faulty(t, Faults{Rewrite: func(a *Answer) { a.Status = 0 }})
	if a := r.answer(question{method: "POST", path: kycPath}); a.StatusCode != 502 || a.text != "the sandbox hung up" {
		t.Errorf("answered %d %s", a.StatusCode, a.text)
	}
}

func TestServeStopsWithItsContext(t *testing.T) {
	var lines bytes.Buffer
	waiting, release := make(chan struct{}), make(chan struct{})
	r := newRig(t, Options{Log: slog.New(slog.NewTextHandler(&lines, nil)), Latency: func(context.Context) {
		waiting <- struct{}{}
		<-release
	}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended, answered := make(chan error, 1), make(chan string, 1)
	go func() { ended <- r.sandbox.Serve(ctx, l) }()
	s := served{r, l.Addr().String()}
	go func() { answered <- s.raw(strings.NewReader("GET / HTTP/1.1\r\nHost: x\r\n\r\n")) }()
	<-waiting
	stop()
	close(release)
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if answer := <-answered; !strings.HasPrefix(answer, "HTTP/1.1 404 Not Found\r\n") {
		t.Errorf("what was under way is answered %q", answer)
	}
	if _, err := net.Dial("tcp", s.address); err == nil {
		t.Error("it listens still")
	}
}

func TestServeSaysWhyItCannot(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	err = newRig(t, Options{}).sandbox.Serve(t.Context(), l)
	if !errors.Is(err, net.ErrClosed) || !strings.HasPrefix(err.Error(), "serve sandbox: ") {
		t.Errorf("the error is %v", err)
	}
}
