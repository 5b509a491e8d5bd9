package client

import (
	"fmt"
	"io"
	"net/http"

	"kycspec/internal/exchange"
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
	// ExpectThrottle gives a 429 back as the answer, and makes nobody else wait for it.
	ExpectThrottle bool
	// Once is for a request that may not be repeated, such as one with a nonce:
	// where it may have been received, it is not sent again.
	Once bool
	// Aside marks the exchange as none that its step is about, see [exchange.Record].
	Aside bool
	// SignIn says what the wallet's sign-in in the body is about.
	SignIn exchange.SignIn
	// Number is which of many requests of a step it is, see [exchange.Record].
	Number int
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
