package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// parsed are the methods whose bodies Plug's parser looks at.
var parsed = []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// parse is Plug's parser, which comes before the routes: what says that it is
// JSON has to be, an empty body is an empty object, and what is no object is
// put into one. A body of any other media type passes unread.
func (s *Sandbox) parse(c *incoming) *refusal {
	switch {
	case !slices.Contains(parsed, c.method):
		return nil
	case c.unread != "" && len(c.body) >= largestBody:
		return &refusal{status: http.StatusRequestEntityTooLarge, code: "too_large", message: c.unread}
	case c.unread != "":
		return &refusal{status: http.StatusBadRequest, code: "unread", message: c.unread}
	case !parsesAsJSON(c.header.Get("Content-Type")):
		return nil
	case len(c.body) == 0:
		c.body = []byte("{}")
	case !utf8.Valid(c.body) || !json.Valid(c.body):
		return &refusal{status: http.StatusBadRequest, code: "malformed", message: "The body is no JSON."}
	case !bytes.HasPrefix(bytes.TrimSpace(c.body), []byte("{")):
		c.body = slices.Concat([]byte(`{"_json":`), c.body, []byte("}"))
	}
	return nil
}

func parsesAsJSON(contentType string) bool {
	media, ok := readMediaType(contentType)
	return ok && media.kind == "application" && (media.sub == "json" || strings.HasSuffix(media.sub, "+json"))
}

// checkFormat is Phoenix's accepts: the first Accept line has to name a format
// that there is, with whatever weight.
func (s *Sandbox) checkFormat(c *incoming) *refusal {
	lines := c.header.Values("Accept")
	if len(lines) == 0 || s.faults.skips(CheckAccept) {
		return nil
	}
	for _, part := range split(lines[0], ',') {
		accepted, ok := readMediaType(part)
		accepted.parameters = nil
		if ok && slices.ContainsFunc(s.offers, accepted.covers) {
			return nil
		}
	}
	return notAcceptable()
}

// sayAsPhoenix refuses in the form of Phoenix's ErrorJSON, or of OpenApiSpex
// where that found the errors. Its routes are by method, so that a wrong method
// is not found. That a customer is forbidden is said by the application itself,
// whose authors wrote the contract, and so as the contract has it.
func (s *Sandbox) sayAsPhoenix(r *refusal) *Answer {
	said := *r
	switch r.status {
	case http.StatusForbidden:
		return s.sayAsDocumented(r)
	case http.StatusMethodNotAllowed:
		said.status, said.header = http.StatusNotFound, nil
	}
	var errors any = map[string]string{"detail": reason(said.status)}
	if len(r.errors) > 0 {
		errors = r.errors
	}
	a := jsonAnswer(said.status, writtenType(nil), map[string]any{"errors": errors})
	a.code = r.code
	for name, values := range said.header {
		a.Header[name] = values
	}
	return a
}
