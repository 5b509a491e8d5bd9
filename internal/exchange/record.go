package exchange

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MediaType is the media type under which a [Record] is stored in a run's log.
const MediaType = "application/vnd.kycspec.exchange+json"

// shownBytes bounds a recorded body: enough for any answer that the contract allows in kind.
const shownBytes = 64 << 10

// Record is an exchange as it may be stored and shown: every secret in it is a
// placeholder such as $KYC_TOKEN.
type Record struct {
	Method         string    `json:"method"`
	URL            string    `json:"url"`
	RequestHeader  []Field   `json:"request_header"`
	RequestBody    string    `json:"request_body,omitempty"`
	Status         int       `json:"status"`
	Proto          string    `json:"proto,omitempty"`
	ResponseHeader []Field   `json:"response_header"`
	ResponseBody   string    `json:"response_body,omitempty"`
	Cut            bool      `json:"cut,omitempty"`
	Started        time.Time `json:"started"`
	Milliseconds   float64   `json:"milliseconds"`
	Curl           string    `json:"curl"`
	// Aside says that its step is about something else: it is a token call, or
	// one of many requests that were generated.
	Aside bool `json:"aside,omitempty"`
	// Number is which of many requests of its step it is, counted from 1; 0 where a
	// step asks once.
	Number int `json:"number,omitempty"`
}

// Field is one header field (RFC 9110 section 5).
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Record gives the exchange without its secrets.
func (e *Exchange) Record() Record {
	return Record{
		Method:         e.request.Method,
		URL:            e.Redact(e.request.URL),
		RequestHeader:  e.fields(e.request.Header),
		RequestBody:    e.shown(e.request.Body),
		Status:         e.answer.Status,
		Proto:          e.answer.Proto,
		ResponseHeader: e.fields(e.answer.Header),
		ResponseBody:   e.shown(e.answer.Body),
		Cut:            e.answer.Cut,
		Started:        e.started,
		Milliseconds:   float64(e.duration.Microseconds()) / 1000,
		Curl:           e.Curl(),
		Aside:          e.request.Aside,
		Number:         e.request.Number,
	}
}

// fields lists a header by name; the values of a name stay in their order.
func (e *Exchange) fields(header http.Header) []Field {
	fields := make([]Field, 0, len(header))
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			fields = append(fields, Field{Name: e.Redact(name), Value: e.secrets.RedactField(name, value)})
		}
	}
	return fields
}

// shown is the body as text without secrets: bytes that are not UTF-8 become
// U+FFFD, and what is past the bound is left out. Secrets are taken out first,
// so that the bound cannot leave half of one.
func (e *Exchange) shown(body []byte) string {
	text := strings.ToValidUTF8(e.Redact(string(body)), "\uFFFD")
	if len(text) <= shownBytes {
		return text
	}
	end := shownBytes
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}
