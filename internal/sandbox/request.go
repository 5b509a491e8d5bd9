package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"kycspec/internal/outcome"
)

// largestBody is the most bytes of a body that are read.
const largestBody = 1 << 20

// incoming is one request as far as it has been checked.
type incoming struct {
	method string
	header http.Header
	body   []byte
	unread string // why the body could not be read whole
	token  *issuedToken
	ask    ask
	// tolerated says that the body breaks clauses, all of which are ignored.
	tolerated bool
}

// readRequest reads a request's body, up to the bound. The connection is closed
// after the answer where more would come.
func readRequest(w http.ResponseWriter, r *http.Request) *incoming {
	c := &incoming{method: r.Method, header: r.Header}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	c.body = body
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		c.unread = fmt.Sprintf("The body is longer than %d bytes.", tooLong.Limit)
	case err != nil:
		c.unread = "The body did not come whole."
	}
	return c
}

// checkMedia refuses a body that does not say it is of a media type that is
// taken. Without a body there is nothing to say.
func checkMedia(c *incoming, taken []mediaType) *refusal {
	if len(c.body) == 0 && c.unread == "" {
		return nil
	}
	refused := &refusal{status: http.StatusUnsupportedMediaType, code: "unsupported_media_type"}
	for _, coding := range c.header.Values("Content-Encoding") {
		if coding = strings.TrimSpace(coding); coding != "" && !strings.EqualFold(coding, "identity") {
			refused.message = "The body's content coding is not taken: send it as it is."
			refused.header = http.Header{"Accept-Encoding": {"identity"}}
			return refused
		}
	}
	types := c.header.Values("Content-Type")
	for _, text := range types {
		if !takes(taken, text) {
			refused.message = "The body's Content-Type is not JSON."
			return refused
		}
	}
	if len(types) == 0 {
		refused.message = "The body has no Content-Type: say application/json."
		return refused
	}
	return nil
}

// takes says whether a media type is one of those, which may be ranges. Its
// parameters, and its case, do not matter.
func takes(taken []mediaType, text string) bool {
	have, ok := readMediaType(text)
	if !ok {
		return false
	}
	for _, want := range taken {
		want.parameters = nil
		if want.covers(have) {
			return true
		}
	}
	return false
}

func readMediaTypes(names []string) []mediaType {
	var list []mediaType
	for _, name := range names {
		if m, ok := readMediaType(name); ok {
			list = append(list, m)
		}
	}
	return list
}

func (s *Sandbox) checkContentType(c *incoming) *refusal {
	if s.faults.refuseMedia {
		return &refusal{status: http.StatusUnsupportedMediaType, code: "unsupported_media_type", message: "The body's Content-Type is not taken."}
	}
	if s.faults.skips(CheckContentType) {
		return nil
	}
	return checkMedia(c, s.taken)
}

func (s *Sandbox) checkAccept(c *incoming) *refusal {
	if s.faults.skips(CheckAccept) || acceptable(c.header.Values("Accept"), s.offers) {
		return nil
	}
	return notAcceptable()
}

func notAcceptable() *refusal {
	return &refusal{status: http.StatusNotAcceptable, code: "not_acceptable", message: "Only JSON can be answered, and the Accept header excludes it."}
}

// checkBody holds the body to the contract's clauses.
func (s *Sandbox) checkBody(c *incoming) *refusal {
	if c.unread != "" {
		return invalid(c.unread)
	}
	violations := s.contract.JudgeRequest(c.body)
	if body := string(bytes.TrimSpace(c.body)); s.faults.NeedsNoBody && (body == "" || body == "null") {
		violations = nil
	}
	for _, v := range violations {
		if !s.faults.IgnoreClauses[v.Clause] && !s.accepts(c) {
			refused := invalid(sentence(v))
			refused.broken = violations
			return refused
		}
	}
	c.tolerated = len(violations) > 0
	c.ask = s.places.read(c.body)
	return s.refuseAllowed(c)
}

// accepts says whether a fault lets a body pass that breaks the contract.
func (s *Sandbox) accepts(c *incoming) bool {
	if s.faults.Accept == nil {
		return false
	}
	body, isJSON := c.decoded()
	return isJSON && s.faults.Accept(body)
}

// decoded is the body with numbers as [json.Number]; false if it begins with no JSON.
func (c *incoming) decoded() (body any, isJSON bool) {
	decoder := json.NewDecoder(bytes.NewReader(c.body))
	decoder.UseNumber()
	return body, decoder.Decode(&body) == nil
}

// refuseAllowed refuses what the contract allows, where a fault says so.
func (s *Sandbox) refuseAllowed(c *incoming) *refusal {
	if s.faults.Refuse != nil {
		if body, isJSON := c.decoded(); isJSON && s.faults.Refuse(body) {
			return invalid("The request is refused although it is allowed.")
		}
	}
	if len(s.faults.RefuseBoundaries) == 0 {
		return nil
	}
	for _, id := range s.contract.Boundaries(c.body) {
		if s.faults.RefuseBoundaries[id] {
			return invalid("The request is refused at " + id + ".")
		}
	}
	return nil
}

func invalid(message string) *refusal {
	return &refusal{status: http.StatusUnprocessableEntity, code: "invalid_request", message: message}
}

// sentence says to who sent a request what is wrong with it.
func sentence(v outcome.Violation) string {
	place := "the body"
	if v.Pointer != "" {
		place = v.Pointer
	}
	return fmt.Sprintf("At %s: want %s, got %s.", place, v.Want, v.Got)
}
