package client

import "strings"

// wireError is what net/http found wrong with what went over the wire. It has
// types for few of these errors and texts for the others; [wireErrorOf] is the
// one place that reads them.
type wireError int

const (
	wireUnknown    wireError = iota
	wireLost                 // the connection ended, or its HTTP/2 stream did (RFC 9113 section 5.4.2)
	wireHTTP2                // an HTTP/2 connection failed, and with it the requests of others (RFC 9113 section 5.4.1)
	wireHeaderSize           // the header is larger than the transport allows
	wireAlert                // an alert of TLS came in place of an answer (RFC 8446 section 5.1)
	wireNotHTTP              // the first line is none of HTTP
	wireHeaderLine           // a line of the header or trailer is none
	wireChunk                // the chunked coding is broken (RFC 9112 section 7.1)
	wireFraming              // the fields that say where the body ends make no sense (RFC 9112 section 6)
	wireMalformed            // something else is not well-formed
	wireUnsendable           // the request has what HTTP cannot carry
)

// wireTexts are the texts of net/http as of Go 1.26; of those that an error has, the first counts.
var wireTexts = []struct {
	text string
	is   wireError
}{
	{"server closed idle connection", wireLost},
	{"stream error", wireLost},
	{"GOAWAY", wireLost},
	{"client connection lost", wireLost},
	{"client connection force closed", wireLost},
	{"connection error: ", wireHTTP2},
	{"headers exceeded", wireHeaderSize},
	{"header list larger", wireHeaderSize},
	{"malformed HTTP", wireNotHTTP},
	{"malformed MIME header", wireHeaderLine},
	{"chunk", wireChunk},
	{"malformed", wireMalformed},
	{"trailer", wireMalformed},
	{"Content-Length", wireFraming},
	{"unsupported transfer encoding", wireFraming},
	{"invalid header field", wireUnsendable},
	{"invalid method", wireUnsendable},
}

// wireErrorOf reads an error of net/http. What the text quotes is no part of
// it: it came from the target, which may write there what it likes.
func wireErrorOf(err error) wireError {
	text, quoted, _ := strings.Cut(err.Error(), `"`)
	if strings.HasSuffix(text, "malformed HTTP response ") && strings.HasPrefix(quoted, `\x15\x03`) {
		return wireAlert
	}
	for _, known := range wireTexts {
		if strings.Contains(text, known.text) {
			return known.is
		}
	}
	return wireUnknown
}
