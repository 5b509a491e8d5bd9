package client

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/redact"
)

// Application is an application of the target, with its credentials.
type Application struct {
	ID           string `json:"-"`
	Secret       string `json:"-"`
	SIWERequired bool   // it is configured to require wallet signatures
}

// tokenName is what stands for its tokens: a command that asks again needs one of the same application.
func (a Application) tokenName() string {
	if a.SIWERequired {
		return "KYC_SIWE_TOKEN"
	}
	return "KYC_TOKEN"
}

// Format writes nothing of the credentials, for every verb.
func (a Application) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, "application") }

// settings names the settings that hold the application's credentials.
func (a Application) settings() (id, secret string) {
	if a.SIWERequired {
		return "KYC_SIWE_CLIENT_ID", "KYC_SIWE_CLIENT_SECRET"
	}
	return "KYC_CLIENT_ID", "KYC_CLIENT_SECRET"
}

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

// Call is one call of the operation.
type Call struct {
	App  Application
	Auth Auth
	// Accept and ContentType are "application/json" if nil; a pointer to "" leaves the header out.
	Accept, ContentType *string
	// Header replaces or adds fields; a name without values leaves the field out.
	Header http.Header
	// Body is sent as it is; nil is no body.
	Body []byte
	// ExpectThrottle gives a 429 back as the answer, and holds nobody else back for it.
	ExpectThrottle bool
	// Once is for a request that may not be repeated, such as one with a nonce:
	// where it may have been received, it is not sent again.
	Once bool
	// Aside marks the exchange as none that its step is about, see [exchange.Record].
	Aside bool
}

const jsonType = "application/json"

// header builds the fields of the call, but for Authorization.
func (c Call) header() http.Header {
	header := http.Header{"User-Agent": {"kycspec"}}
	for name, value := range map[string]*string{"Accept": c.Accept, "Content-Type": c.ContentType} {
		if value == nil {
			header.Set(name, jsonType)
		} else if *value != "" {
			header.Set(name, *value)
		}
	}
	return header
}

// override lets the call's own fields win over all others.
func (c Call) override(header http.Header) {
	for name, values := range c.Header {
		name = http.CanonicalHeaderKey(name)
		delete(header, name)
		if len(values) > 0 {
			header[name] = append([]string(nil), values...)
		}
	}
}

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
