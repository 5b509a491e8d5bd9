package state

import (
	"bytes"
	"encoding/json"
	"maps"
	"mime"
	"net/textproto"
	"slices"
	"strings"

	"kycspec/internal/exchange"
)

// Observation is what was observed of one answer, where the contract leaves it
// free. Of values it has only those that say why a request was refused.
type Observation struct {
	Status    int    `json:"status"`
	MediaType string `json:"media_type,omitempty"` // with its parameters, as RFC 2045 writes it
	// Says holds the code and the reason that the answer gives, by JSON Pointer.
	Says map[string]Value `json:"says,omitempty"`
	// Headers are the names of the answer's header fields, sorted, without those
	// that come and go with the connection (see [passing]).
	Headers []string `json:"headers,omitempty"`
	// Undeclared are places of the body that the contract does not name.
	Undeclared []string `json:"undeclared,omitempty"`
	// Body is its structure; nil where that is not known, empty where there is no body.
	Body Structure `json:"body"`
}

// Value is one JSON value, as JSON.
type Value string

// MarshalJSON gives the value itself.
func (v Value) MarshalJSON() ([]byte, error) {
	if v == "" {
		return []byte("null"), nil
	}
	return []byte(v), nil
}

// UnmarshalJSON takes any value.
func (v *Value) UnmarshalJSON(text []byte) error {
	var b bytes.Buffer
	err := json.Compact(&b, text)
	*v = Value(b.String())
	return err
}

// Observer says what to observe of answers.
type Observer struct {
	// Says are the JSON Pointers of codes and reasons.
	Says []string
	// Declares says whether the contract names a place of an answer's body, a
	// JSON Pointer in which "[]" stands for the number of an element.
	Declares func(status int, pointer string) bool
}

// passing are header fields that say nothing of how a target answers, but when,
// by which connection, and in how many bytes.
var passing = map[string]bool{
	"Age": true, "Connection": true, "Content-Encoding": true, "Content-Length": true,
	"Date": true, "Keep-Alive": true, "Transfer-Encoding": true,
}

// Observe gives an observation for each recorded answer.
func (o Observer) Observe(answers []exchange.Record) []Observation {
	var list []Observation
	for _, answer := range answers {
		list = append(list, o.observe(answer))
	}
	return list
}

func (o Observer) observe(answer exchange.Record) Observation {
	seen := Observation{Status: answer.Status}
	names := map[string]bool{}
	var types []string
	for _, field := range answer.ResponseHeader {
		name := textproto.CanonicalMIMEHeaderKey(field.Name)
		if !passing[name] {
			names[name] = true
		}
		if name == "Content-Type" {
			types = append(types, normal(field.Value))
		}
	}
	seen.Headers, seen.MediaType = slices.Sorted(maps.Keys(names)), strings.Join(types, ", ")
	body, known := decode(answer)
	if !known {
		return seen
	}
	seen.Body = structureOf(body)
	for _, pointer := range o.Says {
		if v, found := scalarAt(body, pointer); found {
			if seen.Says == nil {
				seen.Says = map[string]Value{}
			}
			seen.Says[pointer] = v
		}
	}
	for _, pointer := range slices.Sorted(maps.Keys(seen.Body)) {
		if o.Declares != nil && !o.Declares(answer.Status, pointer) {
			seen.Undeclared = append(seen.Undeclared, pointer)
		}
	}
	return seen
}

// normal writes a media type in one way, whatever the order and case of its parameters.
func normal(mediaType string) string {
	base, parameters, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return mediaType
	}
	return mime.FormatMediaType(base, parameters)
}
