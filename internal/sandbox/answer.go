package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"kycspec/internal/outcome"
)

// Answer is what is about to be written; [Faults.Rewrite] may change anything of
// it. A Content-Length or Transfer-Encoding in Header is written as it is, and
// the body is cut or the connection closed where they disagree. Without a
// Content-Type none is written. Status 0, or any that HTTP cannot carry, closes
// the connection without an answer.
type Answer struct {
	Status  int
	Header  http.Header
	Body    []byte
	Request *http.Request // its body has been read

	code string // why, for the log
}

// refusal is why a request is not served.
type refusal struct {
	status  int
	code    string // for programs, such as "invalid_token"
	message string // a sentence for people
	header  http.Header
	broken  []outcome.Violation // by the body
	errors  []castError         // for profiles that list them
}

// refuse answers a request of the contract's operation.
func (s *Sandbox) refuse(r *refusal) *Answer { return s.behaviour.refuse(s, r) }

// undocumented answers what the contract says nothing about.
func (s *Sandbox) undocumented(r *refusal) *Answer { return s.behaviour.say(s, r) }

// refuseAsDocumented answers with a documented status: the refusal's own where the contract has it.
func (s *Sandbox) refuseAsDocumented(r *refusal) *Answer {
	documented := *r
	documented.status = s.templates.nearest(r.status)
	return s.sayAsDocumented(&documented)
}

// sayAsDocumented answers with the refusal's own status, in the form of the contract's errors.
func (s *Sandbox) sayAsDocumented(r *refusal) *Answer {
	a := s.compose(r.status, words{code: r.code, message: r.message})
	for name, values := range r.header {
		a.Header[name] = values
	}
	return a
}

// compose makes an answer of the contract's sample for the status.
func (s *Sandbox) compose(status int, w words) *Answer {
	mediaType, body := s.templates.compose(status, w)
	a := jsonAnswer(status, mediaType, body)
	a.code = w.code
	return a
}

func jsonAnswer(status int, mediaType string, body any) *Answer {
	// What is composed comes from JSON and of texts, so there is always a JSON form of it.
	text, _ := json.Marshal(body)
	return &Answer{Status: status, Header: http.Header{"Content-Type": {mediaType}}, Body: text}
}

func (a *Answer) write(w http.ResponseWriter) {
	if a.Status < 200 || a.Status > 999 {
		hangUp(w)
		return
	}
	header := w.Header()
	for name, values := range a.Header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	if header.Get("Content-Type") == "" {
		header["Content-Type"] = nil // else the server would guess one
	}
	if header.Get("Content-Length") == "" && header.Get("Transfer-Encoding") == "" {
		header.Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	w.WriteHeader(a.Status)
	// A client that has gone, or a length that a fault made too small, is no concern of the sandbox's.
	_, _ = w.Write(a.Body)
}

// hangUp closes the connection without an answer, or, where there is no
// connection of its own to close, answers as a gateway would.
func hangUp(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "the sandbox hung up")
		return
	}
	_ = connection.Close()
}
