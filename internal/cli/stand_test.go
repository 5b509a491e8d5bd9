package cli

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/tidwall/gjson"

	"kycspec/internal/sandbox"
)

// stand is a target to run scripts against, and what its settings are.
type stand struct {
	url      string
	fixtures sandbox.Fixtures
}

// stands are targets by what is the matter with them.
var stands = map[string]func(ts *testscript.TestScript) stand{
	// remote is a target that keeps its promises, and knows nothing of this tool.
	"remote": func(ts *testscript.TestScript) stand {
		return serveSandbox(ts, func(honest http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.Header.Del("Prefer")
				honest.ServeHTTP(w, r)
			})
		})
	},
	// disowning gives tokens that it does not know again.
	"disowning": func(ts *testscript.TestScript) stand {
		return serveSandbox(ts, func(honest http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != sandbox.TokenPath {
					r.Header.Set("Authorization", "Bearer another")
				}
				honest.ServeHTTP(w, r)
			})
		})
	},
	// stern keeps its promises up to level 2, and forbids the higher levels to everybody.
	"stern": func(ts *testscript.TestScript) stand { return serveSandbox(ts, forbidHighLevels) },
	"nobody": func(ts *testscript.TestScript) stand {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		ts.Check(listener.Close())
		return stand{url: "http://" + listener.Addr().String()}
	},
	"refusing": func(ts *testscript.TestScript) stand {
		return serveTokens(ts, http.StatusUnauthorized, `{"error":"no"}`)
	},
	"senseless": func(ts *testscript.TestScript) stand {
		return serveTokens(ts, http.StatusCreated, `{"data":{"jwt":"x"}}`)
	},
	"page":       func(ts *testscript.TestScript) stand { return serveTokens(ts, http.StatusOK, "<html>Sign in</html>") },
	"without":    func(ts *testscript.TestScript) stand { return serveTokens(ts, http.StatusNotFound, "") },
	"closed":     func(ts *testscript.TestScript) stand { return serveTokens(ts, http.StatusServiceUnavailable, "") },
	"untrusted":  serveUntrusted,
	"half":       serveHalf,
	"moody":      serveMoods,
	"odd":        serveOddTokens,
	"tired":      serveTired,
	"dying":      serveMortal,
	"unanswered": serveSilence,
}

func forbidHighLevels(honest http.Handler) http.Handler {
	const forbidden = `{"error":{"code":"ERR01","reason":"Forbidden","status":403}}`
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if gjson.GetBytes(body, "action.level").Int() > 2 {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, forbidden)
			return
		}
		honest.ServeHTTP(w, r)
	})
}

// startTarget starts a target and sets what a run against it needs.
func startTarget(ts *testscript.TestScript, neg bool, args []string) {
	s := stands[args[0]](ts)
	app := s.fixtures.App
	if app == (sandbox.Application{}) {
		app = sandbox.Application{ID: "an-application", Secret: "its-long-secret"}
	}
	ts.Setenv("KYC_BASE_URL", s.url)
	ts.Setenv("KYC_CLIENT_ID", app.ID)
	ts.Setenv("KYC_CLIENT_SECRET", app.Secret)
}

func listen(ts *testscript.TestScript, h http.Handler) *httptest.Server {
	server := httptest.NewServer(h)
	ts.Defer(server.Close)
	return server
}

// serveSandbox serves a sandbox behind a handler.
func serveSandbox(ts *testscript.TestScript, around func(http.Handler) http.Handler) stand {
	c, err := theContract()
	ts.Check(err)
	box := sandbox.New(sandbox.Options{Contract: c})
	return stand{listen(ts, around(box)).URL, box.Fixtures()}
}

// serveTokens answers everything as a token call.
func serveTokens(ts *testscript.TestScript, status int, body string) stand {
	return stand{url: listen(ts, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})).URL}
}

// serveUntrusted has a certificate that nobody trusts.
func serveUntrusted(ts *testscript.TestScript) stand {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	ts.Defer(server.Close)
	return stand{url: server.URL}
}

// serveHalf gives tokens, and nothing else but what a gateway says.
func serveHalf(ts *testscript.TestScript) stand {
	return serveSandbox(ts, func(honest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != sandbox.TokenPath {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			honest.ServeHTTP(w, r)
		})
	})
}

// serveMoods fails, as documented, the first time that it is asked for each of
// the higher levels, and each time for level 4.
func serveMoods(ts *testscript.TestScript) stand {
	var failed [5]atomic.Bool
	return serveSandbox(ts, func(honest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			level := gjson.GetBytes(body, "action.level").Int()
			if level > 1 && (!failed[level].Swap(true) || level == 4) {
				r.Header.Set("Prefer", "code=500")
			}
			honest.ServeHTTP(w, r)
		})
	})
}

// serveOddTokens gives tokens as the older pages of the vendor have them.
func serveOddTokens(ts *testscript.TestScript) stand {
	return serveSandbox(ts, func(honest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case sandbox.TokenPath:
				http.NotFound(w, r)
			case strings.TrimSuffix(sandbox.TokenPath, "s"):
				given := httptest.NewRecorder()
				honest.ServeHTTP(given, r)
				w.Header().Set("Content-Type", "application/json")
				_, _ = fmt.Fprintf(w, `{"data":{"access":%q}}`, gjson.Get(given.Body.String(), "data.access_token").Str)
			default:
				honest.ServeHTTP(w, r)
			}
		})
	})
}

// serveTired serves a sandbox, as stern as "stern", behind a gateway that gives up after some requests.
func serveTired(ts *testscript.TestScript) stand {
	const strength = 6
	var served atomic.Int32
	return serveSandbox(ts, func(honest http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if served.Add(1) > strength {
				w.WriteHeader(http.StatusGatewayTimeout)
				return
			}
			forbidHighLevels(honest).ServeHTTP(w, r)
		})
	})
}

// serveMortal serves a sandbox that is gone after some requests.
func serveMortal(ts *testscript.TestScript) stand {
	const life = 20
	c, err := theContract()
	ts.Check(err)
	box := sandbox.New(sandbox.Options{Contract: c})
	var served atomic.Int32
	server := httptest.NewUnstartedServer(nil)
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if served.Add(1) <= life {
			box.ServeHTTP(w, r)
			return
		}
		_ = server.Listener.Close()
		if connection, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = connection.Close()
		}
	})
	server.Start()
	ts.Defer(server.Close)
	return stand{server.URL, box.Fixtures()}
}

// serveSilence never answers.
func serveSilence(ts *testscript.TestScript) stand {
	return stand{url: listen(ts, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or nobody notices that the client has gone
		<-r.Context().Done()
	})).URL}
}
