package client_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/exchange"
)

// raw starts a server that speaks no HTTP of its own: it reads a request's
// header and hands the connection over. It returns the server's URL.
func raw(t *testing.T, speak func(*net.TCPConn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = connection.Close() }()
				reader := bufio.NewReader(connection)
				for line := "first"; strings.TrimSpace(line) != ""; {
					if line, err = reader.ReadString('\n'); err != nil {
						return
					}
				}
				speak(connection.(*net.TCPConn))
			}()
		}
	}()
	return "http://" + listener.Addr().String()
}

func says(text string) func(*net.TCPConn) {
	return func(c *net.TCPConn) { _, _ = io.WriteString(c, text) }
}

// saysAndHangs keeps the connection open until the client closes it.
func saysAndHangs(text string) func(*net.TCPConn) {
	return func(c *net.TCPConn) {
		says(text)(c)
		_, _ = io.Copy(io.Discard, c)
	}
}

func saysAndResets(text string) func(*net.TCPConn) {
	return func(c *net.TCPConn) {
		says(text)(c)
		_ = c.SetLinger(0)
	}
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

func ok(body string, fields ...string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n\r\n%s", len(body), strings.Join(append(fields, "X: y"), "\r\n"), body)
}

const gzipField = "Content-Encoding: gzip"

func TestBodies(t *testing.T) {
	whole := strings.Repeat("kyc ", 1000)
	cutZip := zipped(whole)
	cutZip = cutZip[:len(cutZip)-10]
	for name, test := range map[string]struct {
		answer string
		want   string
		cut    bool
	}{
		"plain":                           {ok(whole), whole, false},
		"gzip":                            {ok(zipped(whole), gzipField), whole, false},
		"gzip by its other name":          {ok(zipped(whole), "Content-Encoding: X-GZIP"), whole, false},
		"chunked":                         {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nkyc\r\n0\r\n\r\n", "kyc", false},
		"ended by the connection":         {"HTTP/1.1 200 OK\r\n\r\nkyc", "kyc", false},
		"empty":                           {ok(""), "", false},
		"empty, said to be gzip":          {ok("", gzipField), "", false},
		"in its own coding":               {ok("kyc", "Content-Encoding: Identity"), "kyc", false},
		"empty, in another coding":        {ok("", "Content-Encoding: br"), "", false},
		"gzip that ends early":            {ok(cutZip, gzipField), whole, true},
		"of exactly the size allowed":     {ok(strings.Repeat("k", 1<<20)), strings.Repeat("k", 1<<20), false},
		"gzip of exactly what is allowed": {ok(zipped(strings.Repeat("k", 1<<20)), gzipField), strings.Repeat("k", 1<<20), false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := dial(t, options(raw(t, says(test.answer)), newFakeClock())).Send(t.Context(), client.Call{App: app, Auth: client.Auth{Kind: client.None}})
			if err != nil {
				t.Fatal(err)
			}
			if string(got.Body()) != test.want || got.Cut() != test.cut {
				t.Errorf("got %.40q (%d bytes), cut %v; want %.40q (%d bytes), cut %v",
					got.Body(), len(got.Body()), got.Cut(), test.want, len(test.want), test.cut)
			}
		})
	}
}

func TestFailures(t *testing.T) {
	const patient, hasty = 20 * time.Second, time.Second
	const shorter, chunked = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	large := "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n"
	for name, test := range map[string]struct {
		speak   func(*net.TCPConn)
		timeout time.Duration
		kind    client.FailureKind
		reason  string
	}{
		"silence":               {saysAndHangs(""), hasty, client.Timeout, "no answer within 1s (asked twice)"},
		"half a header":         {saysAndHangs("HTTP/1.1 200 OK\r\nA"), hasty, client.Timeout, "the answer's header did not end within 1s"},
		"half a body":           {saysAndHangs("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nk"), hasty, client.Timeout, "the answer's body did not end within 1s"},
		"half a body, gzip":     {saysAndHangs("HTTP/1.1 200 OK\r\n" + gzipField + "\r\n\r\n" + zipped("kyc")[:12]), hasty, client.Timeout, "the answer's body did not end within 1s"},
		"closed at once":        {says(""), patient, client.Lost, "the connection was closed before any answer (asked twice)"},
		"reset at once":         {saysAndResets(""), patient, client.Lost, "the connection was closed before any answer (asked twice)"},
		"reset in the header":   {saysAndResets("HTTP/1.1 200 OK\r\nA: b\r\n"), patient, client.Lost, "the connection was lost in the middle of the answer's header"},
		"closed in the header":  {says("HTTP/1.1 200 OK\r\nA: b\r\n"), patient, client.Lost, "the connection was lost in the middle of the answer's header"},
		"not HTTP":              {says("SSH-2.0-hidden\r\n"), patient, client.Malformed, "the answer is not HTTP"},
		"a status that is none": {says("HTTP/1.1 2xx hidden\r\n\r\n"), patient, client.Malformed, "the answer is not HTTP"},
		"a length that is none": {says("HTTP/1.1 200 OK\r\nContent-Length: hidden\r\n\r\n"), patient, client.Malformed, "the answer's header is not well-formed HTTP"},
		"two lengths":           {says("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), patient, client.Malformed, "the answer's header is not well-formed HTTP"},
		"closed in a line":      {says("HTTP/1.1 200 OK\r\nCon"), patient, client.Lost, "the answer's header is not well-formed HTTP, or was cut off"},
		"errors that it writes": {says("HTTP/1.1 200 OK\r\nGOAWAY chunk stream error\r\n\r\n"), patient, client.Lost, "the answer's header is not well-formed HTTP, or was cut off"},
		"closed in the body":    {says(shorter + "\r\n{\"a\""), patient, client.Lost, "the connection was lost in the middle of the answer's body"},
		"reset in the body":     {saysAndResets(shorter + "\r\n{\"a\""), patient, client.Lost, "the connection was lost in the middle of the answer's body"},
		"closed in gzip":        {says(shorter + gzipField + "\r\n\r\n" + zipped("kyc")[:8]), patient, client.Lost, "the connection was lost in the middle of the answer's body"},
		"closed in a chunk":     {says(chunked + "9\r\nkyc"), patient, client.Lost, "the connection was lost in the middle of the answer's body"},
		"closed between chunks": {says(chunked + "3\r\nkyc\r\n"), patient, client.Lost, "the connection was lost in the middle of the answer's body"},
		"a bad chunk":           {says(chunked + "hidden\r\nkyc"), patient, client.Malformed, "the answer's body is not well-formed in its chunked coding"},
		"a bad trailer":         {says(chunked + "0\r\nhidden\r\n\r\n"), patient, client.Malformed, "what follows the answer's body is not well-formed HTTP"},
		"not gzip, said to be":  {says(ok("<html>", gzipField)), patient, client.Malformed, "the answer's body is not gzip, although its Content-Encoding says so"},
		"broken gzip":           {says(ok("\x1f\x8b\xff\xff", gzipField)), patient, client.Malformed, "the answer's body is not gzip, although its Content-Encoding says so"},
		"another coding": {says(ok("\x1bxyz", "Content-Encoding: br")), patient, client.Malformed,
			`the answer's body is in a content coding that was not asked for: "br"`},
		"a flood of header":    {says("HTTP/1.1 200 OK\r\n" + strings.Repeat("A: "+strings.Repeat("b", 1000)+"\r\n", 200) + "\r\n"), patient, client.TooLarge, "the answer's header is larger than 64 KiB"},
		"a large body":         {says(large + "\r\n" + strings.Repeat("k", 2000000)), patient, client.TooLarge, "the answer's body is larger than 1 MiB"},
		"an endless body":      {endless, patient, client.TooLarge, "the answer's body is larger than 1 MiB"},
		"a decompression bomb": {says(ok(zipped(strings.Repeat("\x00", 16<<20)), gzipField)), patient, client.TooLarge, "the answer's body is larger than 1 MiB once decompressed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(raw(t, test.speak), newFakeClock())
			o.Timeout, o.Retries = test.timeout, 1
			_, err := dial(t, o).Send(t.Context(), client.Call{App: app, Auth: client.Auth{Kind: client.None}})
			wantInconclusive(t, err, test.kind, "POST "+o.BaseURL+path+": "+test.reason)
		})
	}
}

func endless(c *net.TCPConn) {
	says("HTTP/1.1 200 OK\r\n\r\n")(c)
	block := make([]byte, 64<<10)
	for {
		if _, err := c.Write(block); err != nil {
			return
		}
	}
}

func TestConnectionsThatCannotBeMade(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.Config.SetKeepAlivesEnabled(false)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := serve(t, nil)
	send := client.Call{App: app, Auth: client.Auth{Kind: client.None}}
	for name, test := range map[string]struct {
		base   string
		call   client.Call
		kind   client.FailureKind
		reason string
	}{
		"nobody listens": {"http://" + closed.Addr().String(), send, client.Unreachable, "the connection was refused (asked 3 times)"},
		"a certificate that nobody trusts": {secure.URL, send, client.TLS,
			"the connection cannot be made secure: tls: failed to verify certificate: x509: certificate signed by unknown authority"},
		"https to a server of http": {strings.Replace(plain.URL, "http:", "https:", 1), send, client.TLS,
			"the connection cannot be made secure: the target does not speak TLS there"},
		"http to a server of https, which says so": {strings.Replace(secure.URL, "https:", "http:", 1), send, client.TLS,
			"the target speaks TLS there, and was spoken to without"},
		"http to a server of https, which says it in TLS": {raw(t, says("\x15\x03\x01\x00\x02\x02\x16")), send, client.TLS,
			"the target speaks TLS there, and was spoken to without"},
		"a header that HTTP cannot carry": {plain.URL, client.Call{Auth: client.Auth{Kind: client.None}, Header: http.Header{"X": {"hidden\n"}}}, client.Unsendable,
			`the request cannot be sent: net/http: invalid header field value for "X"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := dial(t, options(test.base, newFakeClock())).Send(t.Context(), test.call)
			about := test.base
			if test.kind == client.Unsendable {
				about = "POST " + test.base + path
			}
			wantInconclusive(t, err, test.kind, about+": "+test.reason)
		})
	}
}

type broken struct{ err error }

func (b broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.err }

func TestANameThatCannotBeResolved(t *testing.T) {
	o := options("https://kyc.invalid", newFakeClock())
	o.HTTP = broken{&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "kyc.invalid", IsNotFound: true}}}
	_, err := dial(t, o).Send(t.Context(), client.Call{Auth: client.Auth{Kind: client.None}})
	wantInconclusive(t, err, client.Unreachable, `https://kyc.invalid: the host name "kyc.invalid" cannot be resolved (asked 3 times)`)
}

func TestBothVersionsOfHTTP(t *testing.T) {
	for name, http2 := range map[string]bool{"HTTP/1.1": false, "HTTP/2.0": true} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Seen", r.Proto)
				if r.URL.Path == "/cut"+path {
					w.Header().Set("Content-Length", "10")
				}
				_, _ = io.WriteString(w, `{"a"`)
			}))
			server.EnableHTTP2 = http2
			server.StartTLS()
			t.Cleanup(server.Close)
			transport := client.Transport(5 * time.Second)
			t.Cleanup(transport.CloseIdleConnections)
			transport.TLSClientConfig.RootCAs = server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
			ask := func(prefix string) (*exchange.Exchange, error) {
				o := options(server.URL+prefix, newFakeClock())
				o.HTTP = transport
				return dial(t, o).Send(t.Context(), client.Call{Auth: client.Auth{Kind: client.None}})
			}
			got, err := ask("")
			if err != nil {
				t.Fatal(err)
			}
			if got.Header().Get("Seen") != name || string(got.Body()) != `{"a"` {
				t.Errorf("got %q by %s", got.Body(), got.Header().Get("Seen"))
			}
			_, err = ask("/cut")
			wantInconclusive(t, err, client.Lost, "POST "+server.URL+"/cut"+path+": the connection was lost in the middle of the answer's body")
		})
	}
}
