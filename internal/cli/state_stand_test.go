package cli

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"kycspec/internal/sandbox"
	"kycspec/internal/sandbox/sandboxtest"
	"kycspec/internal/state"
)

func init() { stands["moving"] = serveMoving }

// moves are ways in which a target may come to answer, by a word.
var moves = map[string]func(*sandbox.Answer){
	"401":      sandboxtest.RefuseWith401,
	"property": sandboxtest.InStarted(`"widget_data"`, `"expires_at":"soon","widget_data"`),
	"header":   sandboxtest.WithRefusals("X-Powered-By"),
	"break":    sandboxtest.InStarted(`"KYC_OCC"`, `"KYC_OCC_V2"`),
}

// asks says whether a request's body has the text in it.
func asks(r *http.Request, text string) bool {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return bytes.Contains(body, []byte(text))
}

// serveMoving serves a sandbox that answers as the words in the script's file
// "moved" say, if there is one; "token" gives tokens at another path, "down" answers nobody,
// and "partly" not those who ask for level 5.
// The script's STATE is where its state is kept.
func serveMoving(ts *testscript.TestScript) stand {
	c, err := theContract()
	ts.Check(err)
	file := ts.MkAbs("moved")
	moved := func() []string {
		words, _ := os.ReadFile(file)
		return strings.Fields(string(words))
	}
	box := sandbox.New(sandbox.Options{Contract: c, Faults: sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
		for _, word := range moved() {
			if move := moves[word]; move != nil {
				move(a)
			}
		}
	}}})
	fixtures := box.Fixtures()
	ts.Setenv("KYC_SIWE_CLIENT_ID", fixtures.SIWEApp.ID)
	ts.Setenv("KYC_SIWE_CLIENT_SECRET", fixtures.SIWEApp.Secret)
	ts.Setenv("KYC_SIWE_DOMAIN", fixtures.SIWEDomain)
	ts.Setenv("KYC_SIWE_URI", fixtures.SIWEURI)
	server := listen(ts, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		words := " " + strings.Join(moved(), " ") + " "
		switch {
		case strings.Contains(words, " down "), strings.Contains(words, " partly ") && asks(r, `"level":5`):
			w.WriteHeader(http.StatusBadGateway)
		case strings.Contains(words, " token ") && r.URL.Path == sandbox.TokenPath:
			w.WriteHeader(http.StatusNotFound)
		default:
			box.ServeHTTP(w, r)
		}
	}))
	ts.Setenv("STATE", state.Of(".kycspec", server.URL).Path)
	return stand{server.URL, fixtures}
}
