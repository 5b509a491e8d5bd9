//go:build peers

package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// front stands before Prism, which knows nothing but the contract's operation:
// the sandbox gives the tokens. It notes what Prism says of each request.
type front struct {
	box   http.Handler
	prism string
	// around lets the sandbox answer what Prism cannot pass on. Prism is asked all the same.
	around bool

	mu    sync.Mutex
	asked []proxied
}

// proxied is a request, and what Prism said of it.
type proxied struct {
	header     http.Header
	body       []byte
	violations []prismViolation
	unparsed   bool // Prism answers by itself that it is no JSON
	unanswered bool // Prism does not answer
}

// prismViolation is one that Prism reports in the header of its answer.
type prismViolation struct {
	Location []string
	Code     any // a keyword of JSON Schema, or a status
	Message  string
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != published.Bundle().Manifest.Path {
		f.box.ServeHTTP(w, r)
		return
	}
	q := proxied{header: r.Header}
	var err error
	if q.body, err = io.ReadAll(r.Body); err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(q.body))
	answer, text, err := f.pass(r, q.body)
	if err != nil {
		q.unanswered = true
	} else {
		q.unparsed = answer.StatusCode == http.StatusBadRequest && bytes.Contains(text, []byte(`"invalid_json"`))
		q.violations = readViolations(answer.Header)
	}
	f.mu.Lock()
	f.asked = append(f.asked, q)
	f.mu.Unlock()
	switch {
	case f.around && (q.unparsed || !utf8.Valid(q.body) || q.unanswered && nameless(q.body)):
		f.box.ServeHTTP(w, r)
		return
	case q.unanswered:
		http.Error(w, "Prism does not answer: "+err.Error(), http.StatusGatewayTimeout)
		return
	}
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(text)
}

// readViolations reads Prism's header of violations; one that cannot be read is itself one.
func readViolations(header http.Header) []prismViolation {
	text := header.Get("Sl-Violations")
	if text == "" {
		return nil
	}
	var list []prismViolation
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return []prismViolation{{Message: text}}
	}
	return list
}

// patience is how long Prism may take for an answer that does not come.
const patience = 2 * time.Second

// pass asks Prism the same.
func (f *front) pass(r *http.Request, body []byte) (*http.Response, []byte, error) {
	ctx := r.Context()
	if nameless(body) {
		bounded, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		ctx = bounded
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, f.prism+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	request.Header = r.Header.Clone()
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer, text, err
}

// nameless says whether a body has a property whose name no header can carry.
// Prism writes the names of stray properties into one, fails at it, and never answers.
func nameless(body []byte) bool {
	var value any
	return json.Unmarshal(body, &value) == nil && hasNameless(value)
}

func hasNameless(value any) bool {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			if strings.ContainsFunc(name, func(r rune) bool { return r > 0xff }) || hasNameless(inner) {
				return true
			}
		}
	case []any:
		for _, inner := range v {
			if hasNameless(inner) {
				return true
			}
		}
	}
	return false
}
