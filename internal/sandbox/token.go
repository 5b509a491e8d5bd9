package sandbox

import (
	"crypto/subtle"
	"encoding/json"
	"math"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"
	"github.com/tidwall/gjson"
	"golang.org/x/time/rate"
)

// issuedToken is a token that was given.
type issuedToken struct {
	application string // its id
	siwe        bool   // it requires wallet signatures
	expires     time.Time
	pace        *rate.Limiter // nil: no limit
}

const (
	tokenLife         = time.Hour
	longestCredential = 100 // characters
)

// tokenAnswer is the body of a token call's success (RFC 6749 section 5.1, within "data").
type tokenAnswer struct {
	Data tokenData `json:"data"`
}

type tokenData struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"` // seconds
	TokenType   string `json:"token_type"`
}

var plainJSON = []mediaType{{kind: "application", sub: "json"}}

// giveToken answers a token call. Its request may prefer a lifetime and a pace, see [preferredLife].
func (s *Sandbox) giveToken(c *incoming) *Answer {
	if refused := checkMedia(c, plainJSON); refused != nil {
		return s.undocumented(refused)
	}
	if !acceptable(c.header.Values("Accept"), s.offers) {
		return s.undocumented(notAcceptable())
	}
	id, secret, problem := credentials(c)
	if problem != "" {
		return s.undocumented(invalid(problem))
	}
	fixture, siwe := s.fixtures.App, false
	if id == s.fixtures.SIWEApp.ID {
		fixture, siwe = s.fixtures.SIWEApp, true
	}
	if !same(id, fixture.ID) || !same(secret, fixture.Secret) {
		return s.undocumented(&refusal{status: http.StatusUnauthorized, code: "invalid_client", message: "No application has these credentials."})
	}
	return s.granted(c, &issuedToken{application: id, siwe: siwe})
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// credentials reads a token call's body; the problem is a sentence, empty if there is none.
func credentials(c *incoming) (id, secret, problem string) {
	if c.unread != "" {
		return "", "", c.unread
	}
	const want = "The body is not JSON with the texts client_id and client_secret."
	if !utf8.Valid(c.body) || !json.Valid(c.body) {
		return "", "", want
	}
	// The standard library's decoder would take the names in any case.
	texts := gjson.GetManyBytes(c.body, "client_id", "client_secret")
	for _, have := range texts {
		if have.Type != gjson.String {
			return "", "", want
		}
		if n := utf8.RuneCountInString(have.Str); n < 1 || n > longestCredential {
			return "", "", "The client_id or the client_secret is not of 1 to 100 characters."
		}
	}
	return texts[0].Str, texts[1].Str, ""
}

// granted makes a token, with the lifetime and pace that the request prefers.
func (s *Sandbox) granted(c *incoming, g *issuedToken) *Answer {
	var honoured []string
	wanted := preferences(c.header)
	life, pace := tokenLife, s.rate
	if preferred, ok := preferredLife(wanted); ok {
		life, honoured = preferred, append(honoured, "expires_in="+wanted["expires_in"])
	}
	if preferred, ok := preferredRate(wanted); ok {
		pace, honoured = preferred, append(honoured, "rate="+wanted["rate"])
	}
	now := s.now()
	g.expires = now.Add(life)
	if pace > 0 {
		g.pace = rate.NewLimiter(rate.Limit(pace), int(max(1, math.Ceil(pace))))
	}
	token := s.sessions.sign(jwt.MapClaims{
		"jti": s.count(), "sub": g.application, "iat": now.Unix(), "exp": g.expires.Unix(),
	})
	s.tokens.add(token, g)
	a := jsonAnswer(http.StatusCreated, writtenType(nil), tokenAnswer{tokenData{token, int(life / time.Second), "Bearer"}})
	a.code = "token_given"
	a.Header.Set("Cache-Control", "no-store")
	return applied(a, honoured...)
}
