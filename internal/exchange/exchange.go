// Package exchange holds one request and what came of it, as data.
//
// What a judge reads is exact; everything that can leave the process (JSON,
// text, curl) has its secrets replaced by placeholders when it is built, by a
// [Redactor] that whoever builds the exchange gives it.
package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Credential says what the Authorization header of a request is worth, as its
// sender knows it: a good token and a made-up one look alike.
type Credential string

const (
	// Granted is a token that the target gave to the application and that has not expired.
	Granted Credential = "granted"
	// Worthless is no token, or one that the contract says is to be refused.
	Worthless Credential = "worthless"
)

// SignIn says what the wallet's sign-in of a request is about, as its sender
// knows it: a message for another domain and one for the right one look alike.
type SignIn struct {
	// Demand is the keyword of the clause that it is about: what a standard demands
	// of sign-ins. It is empty where there is no sign-in, or it is about none of them.
	Demand string
	Broken bool // it does not do what is demanded, and nothing else is wrong with it
}

// Request is what is about to be sent. Header and Body are exactly what goes
// over the wire; a nil Body is no body at all.
type Request struct {
	Method string
	URL    string
	Header http.Header
	Body   []byte

	Credential   Credential
	SIWERequired bool // the application is configured to require wallet signatures
	Aside        bool // see [Record.Aside]
	SignIn       SignIn
	Number       int // see [Record.Number]
}

// Answer is what came back, its content coding removed.
type Answer struct {
	Status int
	Proto  string // "HTTP/1.1" or "HTTP/2.0"
	Header http.Header
	Body   []byte
	// Cut says that the body's coding ended before the body was whole, though
	// the message was.
	Cut bool
}

// Exchange is a request with its answer. Build it with [New].
type Exchange struct {
	*parts // behind a pointer, so that what holds an exchange cannot be printed with its secrets
}

type parts struct {
	request  Request
	answer   Answer
	started  time.Time
	duration time.Duration
	secrets  Redactor
}

// Redactor takes the secrets out of what leaves an exchange. It is asked anew
// each time, so that it may learn of secrets after the exchange took place.
type Redactor interface {
	// Redact replaces every secret in a text by a placeholder.
	Redact(text string) string
	// RedactCut is Redact for a text that may end in the midst of a secret.
	RedactCut(text string) string
	// RedactField is Redact for the value of a header field, which may be a secret by its name alone.
	RedactField(name, value string) string
	// Placeholders lists what may stand for a secret, the longest first; curl has them as variables of the shell.
	Placeholders() []string
}

// New builds an exchange. There has to be a redactor: without one, whatever
// shows the exchange panics rather than show its secrets.
func New(request Request, answer Answer, started time.Time, duration time.Duration, secrets Redactor) *Exchange {
	return &Exchange{&parts{request: request, answer: answer, started: started, duration: duration, secrets: secrets}}
}

// Answered is the same request with another answer.
func (e *Exchange) Answered(answer Answer) *Exchange {
	return New(e.request, answer, e.started, e.duration, e.secrets)
}

// Method is the request's method, such as "POST".
func (e *Exchange) Method() string { return e.request.Method }

// Path is the path of the request's URL, without its query.
func (e *Exchange) Path() string {
	u, err := url.Parse(e.request.URL)
	if err != nil {
		return e.request.URL
	}
	return u.Path
}

// RequestHeader is the header as it was sent, secrets included: for judging only.
func (e *Exchange) RequestHeader() http.Header { return e.request.Header }

// RequestBody is the body as it was sent, secrets included: for judging only.
func (e *Exchange) RequestBody() []byte { return e.request.Body }

// Credential says what the request's Authorization header was worth.
func (e *Exchange) Credential() Credential { return e.request.Credential }

// SIWERequired says whether the application requires wallet signatures.
func (e *Exchange) SIWERequired() bool { return e.request.SIWERequired }

// SignIn says what the wallet's sign-in is about.
func (e *Exchange) SignIn() SignIn { return e.request.SignIn }

// Number says which of many requests of its step it is, see [Record.Number].
func (e *Exchange) Number() int { return e.request.Number }

// Status is the answer's HTTP status code.
func (e *Exchange) Status() int { return e.answer.Status }

// Header is the answer's header.
func (e *Exchange) Header() http.Header { return e.answer.Header }

// Body is the answer's body, its content coding removed, secrets included: for judging only.
func (e *Exchange) Body() []byte { return e.answer.Body }

// Cut says that the answer's body ended before it was whole.
func (e *Exchange) Cut() bool { return e.answer.Cut }

// Duration is the time from the first byte sent to the last byte read.
func (e *Exchange) Duration() time.Duration { return e.duration }

// Redact replaces every secret that the exchange knows of in the text. Shorten
// a text after this and never before: the half of a secret is not recognised,
// but for one at the end of an answer that was cut.
func (e *Exchange) Redact(text string) string {
	if e.answer.Cut {
		return e.secrets.RedactCut(text)
	}
	return e.secrets.Redact(text)
}

// String is one line without secrets: method, path and status.
func (e *Exchange) String() string {
	return fmt.Sprintf("%s %s → %d", e.Method(), e.Redact(e.Path()), e.Status())
}

// GoString is [Exchange.String].
func (e *Exchange) GoString() string { return e.String() }

// Format writes [Exchange.String] whatever the verb is, so that none can print
// a secret; nor can that of a copy.
func (e Exchange) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, e.String()) }

// MarshalJSON writes the exchange's [Record].
func (e Exchange) MarshalJSON() ([]byte, error) { return json.Marshal(e.Record()) }

// Format writes the method alone: the rest may have secrets in it.
func (r Request) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, r.Method+" request") }

// Format writes the status alone: the rest may have secrets in it.
func (a Answer) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, strconv.Itoa(a.Status)+" answer")
}
