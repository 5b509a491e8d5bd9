package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kycspec/internal/sandbox"
)

// Nothing that these tests ask for leaves this machine.
func init() {
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		_ = os.Unsetenv(name)
	}
}

// victim is the blockchain of the customer whose request meets the fault.
const victim = "etherlink_testnet"

// hostile is a sandbox that has one fault: in its token call, or in its answers
// to one customer.
type hostile struct {
	box              *sandbox.Sandbox
	token, operation wrong // nil: none
}

// wrong is what a target does instead of answering honestly.
type wrong func(h *hostile, w http.ResponseWriter, r *http.Request)

// faultApp is the application of every hostile target.
var faultApp = sandbox.Application{ID: "an-application", Secret: "its-long-secret"}

func newHostile(t testing.TB) *hostile {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	return &hostile{box: sandbox.New(sandbox.Options{Contract: c, Fixtures: sandbox.Fixtures{App: faultApp}})}
}

// path is that of the contract's operation.
func (h *hostile) path() string {
	c, _ := theContract()
	return c.Bundle().Manifest.Path
}

// ServeHTTP answers honestly, or as the fault wants it.
func (h *hostile) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body bytes.Buffer
	_, _ = body.ReadFrom(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body.Bytes()))
	switch {
	case r.URL.Path == sandbox.TokenPath && h.token != nil:
		h.token(h, w, r)
	case bytes.Contains(body.Bytes(), []byte(victim)) && h.operation != nil:
		h.operation(h, w, r)
	default:
		h.box.ServeHTTP(w, r)
	}
}

// honest is what the sandbox answers.
func (h *hostile) honest(r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	h.box.ServeHTTP(recorder, r)
	return recorder
}

func (h *hostile) start(t testing.TB) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// startSecure serves over TLS, and gives the file of the certificate to trust.
func (h *hostile) startSecure(t testing.TB, http2 bool) (server *httptest.Server, trust string) {
	t.Helper()
	server = httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.EnableHTTP2 = http2
	server.StartTLS()
	t.Cleanup(server.Close)
	trust = filepath.Join(t.TempDir(), "trust.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(trust, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return server, trust
}

// taken hands over the connection of a request, and ends it afterwards.
func taken(speak func(h *hostile, c *net.TCPConn, r *http.Request)) wrong {
	return func(h *hostile, w http.ResponseWriter, r *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(http.ErrAbortHandler) // a version of HTTP that shares connections
		}
		defer func() { _ = connection.Close() }()
		speak(h, connection.(*net.TCPConn), r)
	}
}

// bytesOf says bytes that need not be HTTP, and closes.
func bytesOf(text string) wrong {
	return taken(func(_ *hostile, c *net.TCPConn, _ *http.Request) { _, _ = io.WriteString(c, text) })
}

// bytesAndSilence says bytes, and nothing more for as long as the client stays.
func bytesAndSilence(text string) wrong {
	return taken(func(_ *hostile, c *net.TCPConn, _ *http.Request) {
		_, _ = io.WriteString(c, text)
		_, _ = io.Copy(io.Discard, c)
	})
}

func bytesAndReset(text string) wrong {
	return taken(func(_ *hostile, c *net.TCPConn, _ *http.Request) {
		_, _ = io.WriteString(c, text)
		_ = c.SetLinger(0)
	})
}

// drip says bytes, and then one over and over, slowly.
func drip(text, drop string) wrong {
	return taken(func(_ *hostile, c *net.TCPConn, _ *http.Request) {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for _, err := io.WriteString(c, text); err == nil; _, err = io.WriteString(c, drop) {
			<-tick.C
		}
	})
}

// flood says bytes, and then others as fast as it can.
func flood(text, more string) wrong {
	return taken(func(_ *hostile, c *net.TCPConn, _ *http.Request) {
		for _, err := io.WriteString(c, text); err == nil; {
			_, err = io.WriteString(c, more)
		}
	})
}

// wrapped says the honest answer after other bytes, in a form of its own.
func wrapped(form func(status int, body string) string) wrong {
	return taken(func(h *hostile, c *net.TCPConn, r *http.Request) {
		honest := h.honest(r)
		_, _ = io.WriteString(c, form(honest.Code, honest.Body.String()))
	})
}

const jsonField = "Content-Type: application/json\r\n"

// plainly is the honest answer after a head such as "HTTP/1.1".
func plainly(before, version, fields string) wrong {
	return wrapped(func(status int, body string) string {
		return fmt.Sprintf("%s%s %d X\r\n%s%sContent-Length: %d\r\n\r\n%s", before, version, status, jsonField, fields, len(body), body)
	})
}

// answers is an answer of any status.
func answers(status int, body string, fields ...string) wrong {
	return func(_ *hostile, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(fields); i += 2 {
			w.Header().Set(fields[i], fields[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func pages(status int) wrong {
	return answers(status, "<html><title>Try later</title></html>", "Content-Type", "text/html")
}

// bomb is some hundred kilobytes of gzip that are very much more once
// decompressed: members that follow each other are one text (RFC 1952 section 2.2).
func bomb() string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(make([]byte, 1<<20))
	_ = w.Close()
	return strings.Repeat(b.String(), 256)
}

// nobody is an address at which nothing listens.
func nobody(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	return listener.Addr().String()
}

// busy is an address that does not get to accepting a connection: its backlog
// is full, and further ones are left waiting.
func busy(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	raw, err := listener.(*net.TCPListener).SyscallConn()
	if err == nil {
		err = raw.Control(func(fd uintptr) { _ = syscall.Listen(int(fd), 0) })
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 16 {
		connection, err := net.DialTimeout("tcp", listener.Addr().String(), 100*time.Millisecond)
		if err != nil {
			return listener.Addr().String()
		}
		t.Cleanup(func() { _ = connection.Close() })
	}
	t.Skip("this system accepts connections that nobody takes")
	return ""
}

// mute is an address that accepts connections and says a text at most.
func mute(t testing.TB, text string, closes bool) string {
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
				_, _ = connection.Read(make([]byte, 1))
				_, _ = io.WriteString(connection, text)
				if closes {
					_ = connection.(*net.TCPConn).CloseWrite()
				}
				_, _ = io.Copy(io.Discard, connection) // unread bytes would make the end a reset
				_ = connection.Close()
			}()
		}
	}()
	return listener.Addr().String()
}

// old is an address that speaks TLS of a version that nobody should.
func old(t testing.TB) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// resolving makes this process ask a name server that knows no name, or, if it
// is silent, one that does not answer.
func resolving(t testing.TB, silent bool) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		packet := make([]byte, 1<<10)
		for {
			n, from, err := server.ReadFrom(packet)
			if err != nil {
				return
			}
			if n > 4 && !silent {
				packet[2], packet[3] = 0x81, 0x83 // an answer: no such name (RFC 1035 section 4.1.1)
				_, _ = server.WriteTo(packet[:n], from)
			}
		}
	}()
	before := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	t.Cleanup(func() {
		net.DefaultResolver = before
		_ = server.Close()
	})
}
