package client_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
)

// causeOf is the cause for which a call comes to no answer.
func causeOf(t *testing.T, o client.Options, call client.Call) string {
	t.Helper()
	_, err := dial(t, o).Send(t.Context(), call)
	why, ok := errors.AsType[*client.Inconclusive](err)
	if !ok {
		t.Fatalf("got %v, want it to be inconclusive", err)
	}
	kind, subject := why.Cause()
	return strings.ReplaceAll(kind+": "+subject, o.BaseURL, "URL")
}

// TestCauses holds what one cause is. Each row has failures that are one,
// though their ports, times and counts differ.
func TestCauses(t *testing.T) {
	read := func(port int) error {
		return &net.OpError{Op: "read", Net: "tcp", Source: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: port},
			Addr: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 2), Port: 443}, Err: os.NewSyscallError("read", syscall.EHOSTUNREACH)}
	}
	fails := func(errs ...error) (all []http.RoundTripper) {
		for _, err := range errs {
			all = append(all, broken{err})
		}
		return all
	}
	dns := func(name string) error { return &net.DNSError{Err: "no such host", Name: name, IsNotFound: true} }
	for want, transports := range map[string][]http.RoundTripper{
		"unreachable: connection refused, URL":                                                   fails(refused(), fmt.Errorf("proxyconnect: %w", refused())),
		"unreachable: name not found, URL, a.test":                                               fails(dns("a.test")),
		"unreachable: name not found, URL, b.test":                                               fails(dns("b.test")),
		"unreachable: connection timeout, URL":                                                   fails(os.ErrDeadlineExceeded),
		"lost: connection closed, POST URL" + path:                                               fails(closedBeforeAnswer(), syscall.ECONNRESET),
		"unreachable: no connection, URL, read tcp 0.0.0.0:0->0.0.0.0:0: read: no route to host": fails(read(40001), read(53999)),
	} {
		t.Run(want, func(t *testing.T) {
			for i, transport := range transports {
				o := options("http://kyc.test", newFakeClock())
				o.HTTP, o.Retries, o.Timeout = transport, i, time.Duration(i+1)*time.Second
				if got := causeOf(t, o, client.Call{Auth: client.Auth{Kind: client.None}}); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
}

// TestCausesOfAnswers is [TestCauses] for targets that answer.
func TestCausesOfAnswers(t *testing.T) {
	const post, token = "POST URL" + path, "POST " + tokenPath
	redirect := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", fmt.Sprintf("/login?state=%p", r))
		answer(http.StatusFound, "")(w, r)
	}
	none, siwe := client.Call{Auth: client.Auth{Kind: client.None}}, client.Call{App: client.Application{ID: "its-id", Secret: "its-secret", SIWERequired: true}}
	once := none
	once.Once = true
	for want, test := range map[string]struct {
		call    client.Call
		answers []http.HandlerFunc
	}{
		"gateway: gateway, " + post + ", 502":                                      {none, []http.HandlerFunc{answer(502, "a"), answer(502, "b")}},
		"gateway: gateway, " + post + ", 503":                                      {once, []http.HandlerFunc{answer(503, "a")}},
		"throttled: " + post:                                                       {none, []http.HandlerFunc{answer(429, "")}},
		"throttled: " + post + ", with Retry-After":                                {none, []http.HandlerFunc{throttled("1"), throttled("Wed, 02 Jan 2030 09:00:30 GMT"), throttled("soon")}},
		"malformed: body not gzip, " + post:                                        {none, []http.HandlerFunc{coded("gzip")}},
		"malformed: body coding, " + post + ", br":                                 {none, []http.HandlerFunc{coded("br")}},
		"malformed: body coding, " + post + ", zstd":                               {none, []http.HandlerFunc{coded("zstd")}},
		"credentials: credentials refused, " + token + ", 401, KYC_SIWE_CLIENT_ID": {siwe, []http.HandlerFunc{answer(401, "{}")}},
		"credentials: credentials refused, " + token + ", 403, KYC_CLIENT_ID":      {client.Call{App: app}, []http.HandlerFunc{answer(403, "{}")}},
		"token-answer: no token, " + token + ", 500":                               {client.Call{App: app}, []http.HandlerFunc{answer(500, "{}")}},
		"token-answer: no token, " + token + ", 302, redirect to /login":           {client.Call{App: app}, []http.HandlerFunc{redirect, redirect}},
		"token-answer: token answer not JSON, " + token + ", 201":                  {client.Call{App: app}, []http.HandlerFunc{answer(201, "1, 2"), answer(201, "3, 4")}},
		"token-answer: token answer without token, " + token + ", 201, with id0 (number)": {client.Call{App: app},
			[]http.HandlerFunc{answer(201, `{"id1":1}`), answer(201, `{"id2":2}`)}},
	} {
		t.Run(want, func(t *testing.T) {
			for i, handler := range test.answers {
				target := serve(t, map[string]http.HandlerFunc{tokenPath: handler, path: handler})
				o := options(target.URL, newFakeClock())
				o.Retries = i
				if diff := cmp.Diff(want, causeOf(t, o, test.call)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// coded answers with text that is said to be in a content coding.
func coded(coding string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		answer(http.StatusOK, "text")(w, r)
	}
}
