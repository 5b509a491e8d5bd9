package exchange

import (
	"net/http"
	"sort"
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
		RequestBody:    e.Redact(shown(e.request.Body)),
		Status:         e.answer.Status,
		Proto:          e.answer.Proto,
		ResponseHeader: e.fields(e.answer.Header),
		ResponseBody:   e.Redact(shown(e.answer.Body)),
		Cut:            e.answer.Cut,
		Started:        e.started,
		Milliseconds:   float64(e.duration.Microseconds()) / 1000,
		Curl:           e.Curl(),
	}
}

func (e *Exchange) fields(header http.Header) []Field {
	fields := make([]Field, 0, len(header))
	for name, values := range header {
		for _, value := range values {
			fields = append(fields, Field{Name: name, Value: e.secrets.redactField(name, value)})
		}
	}
	sort.SliceStable(fields, func(i, j int) bool { return fields[i].Name < fields[j].Name })
	return fields
}

// shown is the body as text: bytes that are not UTF-8 become U+FFFD, and what is past the bound is left out.
func shown(body []byte) string {
	text := body
	if len(text) > shownBytes {
		text = text[:shownBytes]
	}
	if utf8.Valid(text) {
		return string(text)
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}
