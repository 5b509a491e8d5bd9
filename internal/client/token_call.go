package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"kycspec/internal/exchange"
)

// grantedToken is what a token call gave.
type grantedToken struct {
	token   token
	applied bool // the preference, if one was asked for
}

// Token gets a token that nobody else uses, and does not keep it. The
// preference is a Prefer field (RFC 7240) such as "expires_in=0", empty for
// none; applied says whether the target confirmed it in Preference-Applied. The
// error is always an [*Inconclusive].
func (c *Client) Token(ctx context.Context, app Application, preference string) (value string, applied bool, err error) {
	given, err := c.requestToken(ctx, app, preference)
	return given.token.value, given.applied, err
}

// requestToken makes the token call: at the path that gave a token before, else at
// the one that is set and, if that is not found, at the other one that is in use.
func (c *Client) requestToken(ctx context.Context, app Application, preference string) (grantedToken, error) {
	c.hide(app)
	c.tokens.mu.Lock()
	path := c.tokens.path
	c.tokens.mu.Unlock()
	if path != "" {
		return c.requestTokenAt(ctx, path, app, preference)
	}
	first := c.options.TokenPath
	given, err := c.requestTokenAt(ctx, first, app, preference)
	if !isPathNotFound(err) {
		c.settle(first, err)
		return given, err
	}
	second := otherPath(first)
	given, err = c.requestTokenAt(ctx, second, app, preference)
	if isPathNotFound(err) {
		return grantedToken{}, &Inconclusive{Kind: TokenAnswer, Failure: pathNotFound, Target: "POST " + first + " and POST " + second,
			Reason: fmt.Sprintf("no token is given: POST %s and POST %s answer 404", first, second), Hint: notFoundHint}
	}
	if c.settle(second, err) {
		c.note(fmt.Sprintf("tokens are given at %s, not at %s", second, first))
	}
	return given, err
}

// settle remembers the path if it gave a token.
func (c *Client) settle(path string, err error) bool {
	if err != nil {
		return false
	}
	c.tokens.mu.Lock()
	defer c.tokens.mu.Unlock()
	c.tokens.path = path
	return true
}

// otherPath is the singular form of a plural path, and the other way round.
func otherPath(path string) string {
	if singular, plural := strings.CutSuffix(path, "s"); plural {
		return singular
	}
	return path + "s"
}

// hide makes the credentials secrets, in case nobody did before.
func (c *Client) hide(app Application) {
	id, secret := app.settings()
	c.options.Secrets.Add(secret, app.Secret)
	c.options.Secrets.Add(id, app.ID)
}

func (c *Client) requestTokenAt(ctx context.Context, path string, app Application, preference string) (grantedToken, error) {
	body, err := json.Marshal(struct {
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}{app.ID, app.Secret})
	if err != nil {
		return grantedToken{}, &Inconclusive{Kind: Unsendable, Failure: "credentials invalid", Reason: "the credentials cannot be written as JSON"}
	}
	header := http.Header{"User-Agent": {"kycspec"}, "Accept": {jsonType}, "Content-Type": {jsonType}}
	if preference != "" {
		header.Set("Prefer", preference)
	}
	answer, err := c.deliver(ctx, delivery{
		request:  exchange.Request{Method: http.MethodPost, URL: c.options.BaseURL + path, Header: header, Body: body, Aside: true},
		harmless: true,
		attach:   func(e *exchange.Exchange) { c.attachTokenCall(ctx, app, e) },
	})
	if err != nil {
		return grantedToken{}, err
	}
	read, err := c.readTokenAnswer(path, app, answer)
	if err != nil {
		return grantedToken{}, err
	}
	return grantedToken{token: read, applied: preference != "" && Applied(answer.Header(), preference)}, nil
}
