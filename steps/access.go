package steps

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"

	"kycspec/internal/client"
	"kycspec/internal/gherkin"
)

var accessSentences = []gherkin.Sentence{
	needing(when(requests+" with ("+strings.Join(credentials, "|")+")", requests+" with <some credential>", requestWith, credentials...), needsCredential),
}

var credentials = []string{"no token", "an empty token", "a made-up token", "another scheme", "an expired token", "a damaged token",
	"an unsigned token", "a token without its scheme", "a token under its scheme in lower case", ofAnother}

const ofAnother = "the token of another application"

func requestWith(ctx context.Context, credential string) error {
	s := fromContext(ctx)
	switch credential {
	case "an expired token":
		return requestExpired(ctx)
	case "a damaged token":
		return requestChangedToken(ctx, damaged)
	case "an unsigned token":
		return requestChangedToken(ctx, unsigned)
	case "a token without its scheme":
		return requestUnder(ctx, "", client.Expired)
	case "a token under its scheme in lower case":
		return requestUnder(ctx, "bearer ", client.Given)
	case ofAnother:
		other := s.other()
		if other.ID == "" { // else a request of no application at all would be sent
			return notThere(NeedSIWE, "there is no other application")
		}
		return s.ask(ctx, client.Call{App: other})
	}
	return s.ask(ctx, client.Call{Auth: client.Auth{Kind: worthless[credential], NoRenewal: true}})
}

var worthless = map[string]client.AuthKind{
	"no token":        client.None,
	"an empty token":  client.Empty,
	"a made-up token": client.MadeUp,
	"another scheme":  client.OtherScheme,
}

// other is the one of the two applications that the scenario is not about.
func (s *scenarioState) other() client.Application {
	if s.app == s.env.App {
		return s.env.SIWEApp
	}
	return s.env.App
}

func requestExpired(ctx context.Context) error {
	s := fromContext(ctx)
	token, applied, err := s.env.Sender.Token(ctx, s.app, "expires_in=0")
	if err != nil {
		return err
	}
	if !applied {
		return unsupported("expired token", "the target cannot be asked for a token that has expired")
	}
	return s.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Expired, Value: token}})
}

// requestChangedToken asks with a good token that was then changed.
func requestChangedToken(ctx context.Context, change func(token string) (string, error)) error {
	s := fromContext(ctx)
	token, _, err := s.env.Sender.Token(ctx, s.app, "")
	if err != nil {
		return err
	}
	if token, err = change(token); err != nil {
		return err
	}
	return s.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Expired, Value: token}})
}

// requestUnder asks with a good token under another spelling of its scheme. It is
// worth [client.Given] if the target must take it so, else [client.Expired].
func requestUnder(ctx context.Context, scheme string, worth client.AuthKind) error {
	s := fromContext(ctx)
	token, _, err := s.env.Sender.Token(ctx, s.app, "")
	if err != nil {
		return err
	}
	return s.ask(ctx, client.Call{Auth: client.Auth{Kind: worth, Value: token},
		Header: http.Header{"Authorization": {scheme + token}}})
}

// unsigned makes of a JSON Web Token one that says itself that it has no signature
// (RFC 7519 section 6). A verifier that believes it lets anybody in.
func unsigned(token string) (string, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", unsupported("unsigned token", "the target's tokens are no JSON Web Tokens, so none can be without its signature")
	}
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + parts[1] + ".", nil
}

// damaged changes a character of a token well before its end, because of the last
// character of base64 not all bits may count.
func damaged(token string) (string, error) {
	at := len(token) * 9 / 10
	letter := "A"
	if token[at] == 'A' {
		letter = "B"
	}
	return token[:at] + letter + token[at+1:], nil
}
