package cli

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kycspec/internal/outcome"
)

// expected is what comes of a fault: the verdict of the scenario that met it,
// and the exit code.
type expected struct {
	verdict outcome.Verdict
	exit    int
}

var (
	kept         = expected{outcome.Passed, exitKept}
	broke        = expected{outcome.Broken, exitBroken}
	cannotBeTold = expected{outcome.Inconclusive, exitInconclusive}
	notBegun     = expected{outcome.Skipped, exitInconclusive}
	neverMet     = expected{} // the row has no such case
)

const (
	manyLines     = 10_000
	shorterLength = "HTTP/1.1 201 X\r\n" + jsonField + "Content-Length: 100\r\n\r\n"
)

// ways are what a target may do to a request, and what comes of it: if it does
// so to a request for KYC, and if it does so to a token call.
var ways = map[string]struct {
	do         wrong
	kyc, token expected
}{
	"silence":                               {bytesAndSilence(""), cannotBeTold, notBegun},
	"closed at once":                        {bytesOf(""), cannotBeTold, notBegun},
	"reset at once":                         {bytesAndReset(""), cannotBeTold, notBegun},
	"a header that trickles":                {drip("HTTP/1.1 201 X\r\nA: ", "b"), cannotBeTold, notBegun},
	"a header that stops":                   {bytesAndSilence("HTTP/1.1 201 X\r\nA: b\r\n"), cannotBeTold, notBegun},
	"a header closed half-way":              {bytesOf("HTTP/1.1 201 X\r\nA: b\r\n"), cannotBeTold, notBegun},
	"a header closed within a line":         {bytesOf("HTTP/1.1 201 X\r\nA"), cannotBeTold, notBegun},
	"a header reset half-way":               {bytesAndReset("HTTP/1.1 201 X\r\nA: b\r\n"), cannotBeTold, notBegun},
	"a header of 1 MB":                      {bytesOf("HTTP/1.1 201 X\r\nA: " + strings.Repeat("b", 1<<20) + "\r\n\r\n"), cannotBeTold, notBegun},
	"10,000 header fields":                  {bytesOf("HTTP/1.1 201 X\r\n" + fieldsOf(manyLines) + "\r\n{}"), cannotBeTold, notBegun},
	"header fields without end":             {flood("HTTP/1.1 201 X\r\n", fieldsOf(100)), cannotBeTold, notBegun},
	"a body that drips without end":         {drip("HTTP/1.1 201 X\r\n"+jsonField+"\r\n", " "), cannotBeTold, notBegun},
	"a body that stops":                     {bytesAndSilence(shorterLength + `{"data":`), cannotBeTold, notBegun},
	"a body without end":                    {flood("HTTP/1.1 201 X\r\n"+jsonField+"\r\n", strings.Repeat("k", 64<<10)), cannotBeTold, notBegun},
	"a body of more than 1 MiB":             {answers(201, `{"data":"`+strings.Repeat("k", 1<<20)+`"}`), cannotBeTold, notBegun},
	"a gzip bomb":                           {answers(201, bomb(), "Content-Encoding", "gzip"), cannotBeTold, notBegun},
	"no gzip, said to be":                   {answers(201, `{"data":{}}`, "Content-Encoding", "gzip"), cannotBeTold, notBegun},
	"a coding that nobody asked for":        {answers(201, "\x1b\x03", "Content-Encoding", "br"), cannotBeTold, notBegun},
	"bad chunks":                            {bytesOf("HTTP/1.1 201 X\r\n" + jsonField + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}"), cannotBeTold, notBegun},
	"chunks without an end":                 {bytesOf("HTTP/1.1 201 X\r\n" + jsonField + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"), cannotBeTold, notBegun},
	"a length too long, closed":             {bytesOf(shorterLength + `{"data":`), cannotBeTold, notBegun},
	"a length too long, reset":              {bytesAndReset(shorterLength + `{"data":`), cannotBeTold, notBegun},
	"two lengths":                           {bytesOf("HTTP/1.1 201 X\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), cannotBeTold, notBegun},
	"another protocol":                      {bytesOf("SSH-2.0-OpenSSH_9.9\r\n"), cannotBeTold, notBegun},
	"bytes of no protocol":                  {bytesOf(strings.Repeat("\x00\xff", 5000)), cannotBeTold, notBegun},
	"a redirect to itself":                  {redirect(""), broke, notBegun},
	"502 with a page":                       {pages(502), cannotBeTold, notBegun},
	"503 with a page":                       {pages(503), cannotBeTold, notBegun},
	"504 with a page":                       {pages(504), cannotBeTold, notBegun},
	"500 with a page":                       {pages(500), broke, notBegun},
	"500 as documented":                     {documented(500), broke, notBegun},
	"429 for ever":                          {documented(429), cannotBeTold, notBegun},
	"429 for ever, seconds":                 {documented(429, "Retry-After", "1"), cannotBeTold, notBegun},
	"429 for ever, a date":                  {documented(429, "Date", "Wed, 02 Jan 2030 09:00:00 GMT", "Retry-After", "Wed, 02 Jan 2030 09:00:01 GMT"), cannotBeTold, notBegun},
	"429 for ever, nonsense":                {documented(429, "Retry-After", "soon"), cannotBeTold, notBegun},
	"429 for ever, a huge time":             {documented(429, "Retry-After", "99999999999999999999"), cannotBeTold, notBegun},
	"429 with a page, for ever":             {pages(429), cannotBeTold, notBegun},
	"hints before the answer":               {plainly("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "HTTP/1.1", ""), kept, kept},
	"go on, unasked, before the answer":     {plainly("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1", ""), kept, kept},
	"hints without end":                     {flood("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), cannotBeTold, notBegun},
	"another protocol is switched to":       {bytesAndSilence("HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"), broke, notBegun},
	"204":                                   {answers(204, ""), broke, notBegun},
	"204 with a body":                       {bytesOf("HTTP/1.1 204 X\r\nContent-Length: 2\r\n\r\n{}"), broke, notBegun},
	"205":                                   {answers(205, ""), broke, notBegun},
	"205 with a body":                       {bytesOf("HTTP/1.1 205 X\r\n" + jsonField + "Content-Length: 2\r\n\r\n{}"), broke, notBegun},
	"304":                                   {answers(304, ""), broke, notBegun},
	"304 with a body":                       {bytesOf("HTTP/1.1 304 X\r\nContent-Length: 2\r\n\r\n{}"), broke, notBegun},
	"HTTP/1.0":                              {plainly("", "HTTP/1.0", ""), kept, kept},
	"a line of another version":             {plainly("", "HTTP/3.7", ""), kept, kept},
	"an answer after an empty line":         {plainly("\r\n", "HTTP/1.1", ""), cannotBeTold, notBegun},
	"a body 1,000 deep":                     {answers(201, strings.Repeat(`{"data":`, 1000)+"1"+strings.Repeat("}", 1000)), broke, notBegun},
	"lists 100,000 deep":                    {answers(201, strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)), broke, notBegun},
	"no body":                               {answers(201, ""), broke, notBegun},
	"a page":                                {pages(201), broke, notBegun},
	"senseless JSON":                        {answers(201, `{"data":{"jwt":"x","access_token":7}}`), broke, notBegun},
	"a refusal":                             {answers(401, `{}`), broke, notBegun},
	"the path is not found":                 {answers(404, `{}`), broke, kept},
	"the token, 200 instead of 201":         {retold(200, "", ""), neverMet, kept},
	"the token, access":                     {retold(201, `"access_token"`, `"access"`), neverMet, kept},
	"the token, of no stated life":          {retold(201, `"expires_in"`, `"life"`), neverMet, kept},
	"the token, of a life that is nonsense": {retold(201, `3600`, `"an hour"`), neverMet, kept},
	"the token, with line breaks":           {answers(201, `{"data":{"access_token":"a\r\nX-Evil: b"}}`), neverMet, notBegun},
}

func fieldsOf(lines int) string {
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "X-%05d: y\r\n", i)
	}
	return b.String()
}

// redirect sends to a URL; an empty one is the one that was asked.
func redirect(to string) wrong {
	return func(_ *hostile, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to+r.URL.Path)
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}

// documented is the contract's own example of a status.
func documented(status int, fields ...string) wrong {
	return func(h *hostile, w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Prefer", fmt.Sprintf("code=%d", status))
		r.URL.Path = h.path()
		honest := h.honest(r)
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(fields); i += 2 {
			w.Header().Set(fields[i], fields[i+1])
		}
		w.WriteHeader(honest.Code)
		_, _ = w.Write(honest.Body.Bytes())
	}
}

// retold is the honest answer with another status, and one text replaced.
func retold(status int, from, to string) wrong {
	return func(h *hostile, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		honest := h.honest(r).Body.String()
		w.WriteHeader(status)
		_, _ = io.WriteString(w, strings.Replace(honest, from, to, 1))
	}
}

func TestFaultTable(t *testing.T) {
	table := newFaultTable(t)
	for name, way := range ways {
		if way.kyc != neverMet {
			table.try(t, name+", to a request", func(t *testing.T) string { return serving(t, &hostile{operation: way.do}) }, way.kyc)
		}
		table.try(t, name+", to the token call", func(t *testing.T) string { return serving(t, &hostile{token: way.do}) }, way.token)
	}
	for name, address := range unreachable {
		table.try(t, name, address, notBegun)
	}
	table.compare(t, "")
}

func serving(t *testing.T, h *hostile) string {
	h.box = newHostile(t).box
	return h.start(t).URL
}

// unreachable are targets to which there is no way.
var unreachable = map[string]func(*testing.T) string{
	"nobody listens":                    func(t *testing.T) string { return "http://" + nobody(t) },
	"nobody accepts":                    func(t *testing.T) string { return "http://" + busy(t) },
	"a name that is none":               func(t *testing.T) string { resolving(t, false); return "http://kyc.invalid.localhost:1" },
	"a name server that is silent":      func(t *testing.T) string { resolving(t, true); return "http://kyc.invalid.localhost:1" },
	"a certificate that nobody trusts":  func(t *testing.T) string { server, _ := newHostile(t).startSecure(t, false); return server.URL },
	"https to a server of http":         func(t *testing.T) string { return swapped(newHostile(t).start(t), "http:", "https:") },
	"https to an old server":            func(t *testing.T) string { return "https://" + old(t) },
	"https to a server that is silent":  func(t *testing.T) string { return "https://" + mute(t, "", false) },
	"https to a server that closes":     func(t *testing.T) string { return "https://" + mute(t, "", true) },
	"https to a server of another kind": func(t *testing.T) string { return "https://" + mute(t, "220 mail.example ESMTP\r\n", false) },
	"http to a server of https": func(t *testing.T) string {
		s, _ := newHostile(t).startSecure(t, false)
		return swapped(s, "https:", "http:")
	},
	"http to a server that says TLS":      func(t *testing.T) string { return "http://" + mute(t, "\x15\x03\x01\x00\x02\x02\x16", true) },
	"http to a server of another kind":    func(t *testing.T) string { return "http://" + mute(t, "220 mail.example ESMTP\r\n", true) },
	"http to a server that talks at once": func(t *testing.T) string { return "http://" + mute(t, strings.Repeat("hello\r\n", 1000), false) },
}

func swapped(server *httptest.Server, from, to string) string {
	return strings.Replace(server.URL, from, to, 1)
}

// TestARedirectTakesNothingAlong sends the client to another host, which hears nothing.
func TestARedirectTakesNothingAlong(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		heard := make(chan string, 100)
		elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { heard <- r.Method + " " + r.URL.Path }))
		for name, h := range map[string]*hostile{
			"token call": {token: answers(status, "", "Location", elsewhere.URL+"/token")},
			"request":    {operation: answers(status, "", "Location", elsewhere.URL+"/kyc")},
		} {
			t.Run(fmt.Sprint(name, " ", status), func(t *testing.T) {
				got := meet(t, serving(t, h), late)
				if want := map[string]int{"token call": exitInconclusive, "request": exitBroken}[name]; got.code != want {
					t.Errorf("exit code %d, want %d:\n%s", got.code, want, got.printed)
				}
			})
		}
		elsewhere.Close()
		close(heard)
		for request := range heard {
			t.Errorf("status %d: the other host heard %s", status, request)
		}
	}
}
