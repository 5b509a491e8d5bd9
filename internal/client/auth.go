package client

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/redact"
)

// AuthKind says what a call has for its Authorization header.
type AuthKind string

const (
	// Token is a token of the call's application: the default.
	Token AuthKind = ""
	// None is no Authorization header.
	None AuthKind = "none"
	// Empty is the scheme Bearer with no token.
	Empty AuthKind = "empty"
	// MadeUp is a token that has the form of one and that nobody gave.
	MadeUp AuthKind = "made-up"
	// Expired is a token that has expired: Value, or one that the target is asked for.
	Expired AuthKind = "expired"
	// OtherScheme is a good token under the scheme Basic instead of Bearer.
	OtherScheme AuthKind = "other-scheme"
	// Given is the token in Value, taken for a good one.
	Given AuthKind = "given"
)

// Auth says how a call is authorised.
type Auth struct {
	Kind  AuthKind
	Value string `json:"-"` // for Given and Expired
	// NoRenewal leaves a 401 as it is, where a call with Kind Token would get a
	// fresh token and ask again.
	NoRenewal bool
}

// Format writes the kind only, for every verb.
func (a Auth) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, "auth "+string(a.Kind)) }

// madeUpToken has the form of a signed JSON Web Token (RFC 7519). It is the
// same each time, so that what is sent does not differ from run to run.
func madeUpToken() string {
	encode := base64.RawURLEncoding.EncodeToString
	return strings.Join([]string{encode([]byte(`{"alg":"HS256","typ":"JWT"}`)),
		encode([]byte(`{"sub":"made-up"}`)), encode(make([]byte, 32))}, ".")
}

// fixed is the Authorization field of the kinds that need no token of the
// target. The text is trimmed, because that is how it goes over the wire.
func (a Auth) fixed(secrets *redact.Secrets, app Application) (value string, worth exchange.Credential, ok bool) {
	switch {
	case a.Kind == None:
		return "", exchange.Worthless, true
	case a.Kind == Empty:
		return "Bearer", exchange.Worthless, true
	case a.Kind == MadeUp:
		token := madeUpToken()
		secrets.Add("MADE_UP_TOKEN", token) // no secret, but a reader should know which it was
		return "Bearer " + token, exchange.Worthless, true
	case a.Kind == Given:
		secrets.Add(app.tokenName(), a.Value)
		return strings.TrimSpace("Bearer " + a.Value), exchange.Granted, true
	case a.Kind == Expired && a.Value != "":
		secrets.Add(app.tokenName(), a.Value) // it may be all but one character of a good one
		return "Bearer " + a.Value, exchange.Worthless, true
	}
	return "", "", false
}
