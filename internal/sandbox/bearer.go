package sandbox

import (
	"math"
	"net/http"
	"strconv"
	"strings"
)

// checkToken refuses a request without a bearer token that was given and has
// not expired (RFC 6750).
func (s *Sandbox) checkToken(c *incoming) *refusal {
	if s.faults.refuseToken {
		return invalidToken()
	}
	lines := c.header.Values("Authorization")
	if len(lines) > 1 {
		return invalidToken()
	}
	scheme, token := credential(strings.Join(lines, ""))
	known, given := s.tokens.get(token)
	switch {
	case token == "":
		if !s.faults.skips(CheckTokenMissing) {
			return &refusal{status: http.StatusUnauthorized, code: "token_missing",
				message: "There is no bearer token.", header: http.Header{"Www-Authenticate": {"Bearer"}}}
		}
	case !strings.EqualFold(scheme, "Bearer") && !s.faults.skips(CheckScheme):
		return invalidToken()
	case !given && !s.faults.skips(CheckTokenMadeUp):
		return invalidToken()
	case given && !s.now().Before(known.expires) && !s.faults.skips(CheckTokenExpired):
		return invalidToken()
	}
	if c.token = known; !given {
		// Whom a request is from, that only a fault lets pass, nobody knows: let it be the plain application.
		c.token = &issuedToken{application: s.fixtures.App.ID}
	}
	return nil
}

// credential separates a scheme from its token. A single word is a token without
// a scheme, unless it is Bearer, which is a scheme without a token.
func credential(line string) (scheme, token string) {
	scheme, token, parted := strings.Cut(strings.TrimSpace(line), " ")
	if !parted && !strings.EqualFold(scheme, "Bearer") {
		return "", scheme
	}
	return scheme, strings.TrimSpace(token)
}

func invalidToken() *refusal {
	return &refusal{status: http.StatusUnauthorized, code: "invalid_token",
		message: "The token is not one that is valid now.", header: http.Header{"Www-Authenticate": {`Bearer error="invalid_token"`}}}
}

// checkPace refuses what comes faster than the token may; Retry-After says in
// how many whole seconds a request is served (RFC 9110 section 10.2.3).
func (s *Sandbox) checkPace(c *incoming) *refusal {
	pace := c.token.pace
	if pace == nil || s.faults.skips(CheckRateLimit) {
		return nil
	}
	now := s.now()
	if pace.AllowN(now, 1) {
		return nil
	}
	// Not by a reservation that is cancelled: where many are refused at once, that uses the pace up.
	wait := (1 - pace.TokensAt(now)) / float64(pace.Limit())
	seconds := strconv.Itoa(max(1, int(math.Ceil(wait))))
	return &refusal{status: http.StatusTooManyRequests, code: "too_many_requests",
		message: "This token asks too often: ask again in " + seconds + " s.", header: http.Header{"Retry-After": {seconds}}}
}
