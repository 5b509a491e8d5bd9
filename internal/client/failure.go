package client

import (
	"fmt"
	"net/http"
	"regexp"
	"time"
)

const (
	reachHint  = "Check KYC_BASE_URL and that the target is up."
	tlsHint    = "Check that KYC_BASE_URL names the right host and port, and the certificates of this machine (SSL_CERT_FILE)."
	secureHint = "Begin KYC_BASE_URL with https://."
	slowHint   = "Set a longer KYC_TIMEOUT, or try later."
	laterHint  = "Try later."
)

// networkFailure is one way in which a round trip comes to no answer that can be judged.
type networkFailure struct {
	code     string // names it for good, however its sentence is worded
	kind     FailureKind
	sentence string // for people; its verb, if it has one, is for the trip's detail
	hint     string
	again    bool // another try may go better: no byte of an answer came
}

// Without a connection.
var (
	nameNotFound      = networkFailure{"name not found", Unreachable, "the host name %q cannot be resolved", reachHint, true}
	nameTimeout       = networkFailure{"name timeout", Unreachable, "the host name was not resolved within %v", reachHint, true}
	connectionRefused = networkFailure{"connection refused", Unreachable, "the connection was refused", reachHint, true}
	connectionTimeout = networkFailure{"connection timeout", Unreachable, "no connection within %v", reachHint, true}
	noConnection      = networkFailure{"no connection", Unreachable, "there was no answer: %v", reachHint, true}

	handshakeTimeout = networkFailure{"handshake timeout", TLS, "the connection was not made secure within %v", tlsHint, true}
	handshakeClosed  = networkFailure{"handshake closed", TLS, "the connection was closed before it was secure", tlsHint, true}
	handshakeFailed  = networkFailure{"handshake failed", TLS, "the connection cannot be made secure: %v", tlsHint, false}
	speaksNoTLS      = networkFailure{"no TLS", TLS, "the connection cannot be made secure: the target does not speak TLS there", tlsHint, false}
	speaksTLS        = networkFailure{"TLS only", TLS, "the target speaks TLS there, and was spoken to without", secureHint, false}
)

// Before an answer, and in place of one.
var (
	requestInvalid   = networkFailure{"request invalid", Unsendable, "the request cannot be sent: %v", "", false}
	answerTimeout    = networkFailure{"answer timeout", Timeout, "no answer within %v", slowHint, true}
	connectionClosed = networkFailure{"connection closed", Lost, "the connection was closed before any answer", laterHint, true}
	noAnswer         = networkFailure{"no answer", Lost, "there was no answer: %v", laterHint, true}
	http2Failed      = networkFailure{"HTTP/2 failed", Malformed, "the answer's header is larger than 64 KiB, or not well-formed HTTP/2", "", true}
	gatewayAnswered  = networkFailure{"gateway", Gateway, "a gateway answered %d", laterHint, true}
	stopped          = networkFailure{"stopped", Interrupted, "stopped before the answer was whole", "", false}
)

// Within the header of an answer.
var (
	headerTimeout   = networkFailure{"header timeout", Timeout, "the answer's header did not end within %v", slowHint, false}
	headerTooLarge  = networkFailure{"header too large", TooLarge, "the answer's header is larger than 64 KiB", "", false}
	headerLost      = networkFailure{"header lost", Lost, "the connection was lost in the middle of the answer's header", laterHint, false}
	headerBroken    = networkFailure{"header broken", Lost, "the answer's header is not well-formed HTTP, or was cut off", "", false}
	headerMalformed = networkFailure{"header malformed", Malformed, "the answer's header is not well-formed HTTP", "", false}
	headerUnread    = networkFailure{"header unread", Lost, "the answer's header could not be read: %v", "", false}
	notHTTP         = networkFailure{"not HTTP", Malformed, "the answer is not HTTP", "", false}
)

// Within the body of an answer.
var (
	bodyTimeout      = networkFailure{"body timeout", Timeout, "the answer's body did not end within %v", slowHint, false}
	bodyTooLarge     = networkFailure{"body too large", TooLarge, "the answer's body is larger than 1 MiB", "", false}
	bodyBomb         = networkFailure{"decompressed body too large", TooLarge, "the answer's body is larger than 1 MiB once decompressed", "", false}
	bodyLost         = networkFailure{"body lost", Lost, "the connection was lost in the middle of the answer's body", laterHint, false}
	bodyNotGzip      = networkFailure{"body not gzip", Malformed, "the answer's body is not gzip, although its Content-Encoding says so", "", false}
	bodyCoding       = networkFailure{"body coding", Malformed, "the answer's body is in a content coding that was not asked for: %q", "", false}
	chunksMalformed  = networkFailure{"chunks malformed", Malformed, "the answer's body is not well-formed in its chunked coding", "", false}
	trailerMalformed = networkFailure{"trailer malformed", Malformed, "what follows the answer's body is not well-formed HTTP", "", false}
	bodyUnread       = networkFailure{"body unread", Lost, "the answer's body could not be read: %v", "", false}
)

// failedTrip is a round trip that came to no answer that can be judged.
type failedTrip struct {
	networkFailure
	detail   any         // a status, a name, a time limit or an error of Go; nil if the sentence needs none
	begun    bool        // some of an answer came
	received bool        // the target may have acted on the request
	header   http.Header // of a gateway's answer
	cause    error       // the context's error if that ended
}

// Error is the sentence about the trip, which may have secrets in it.
func (f *failedTrip) Error() string {
	if f.detail == nil {
		return f.sentence
	}
	return fmt.Sprintf(f.sentence, f.detail)
}

// passing says whether an answer was under way that may come whole another time.
func (f *failedTrip) passing() bool { return f.begun && (f.kind == Lost || f.kind == Timeout) }

// inAnswer marks the failure of an answer that had begun.
func (f *failedTrip) inAnswer() *failedTrip {
	f.begun, f.received = true, true
	return f
}

var number = regexp.MustCompile(`[0-9]+`)

// lasting is what the detail of a failure has in common with that of the next
// trip that fails in the same way. An error of Go names the ports and times of
// one trip alone; a time limit says nothing of what failed.
func (c *Client) lasting(detail any) string {
	switch detail := detail.(type) {
	case nil, time.Duration:
		return ""
	case error:
		return c.numberless(detail.Error())
	}
	return c.text(fmt.Sprint(detail))
}

// numberless is foreign text with each number as 0. Secrets are taken out first,
// for without its digits none is recognised.
func (c *Client) numberless(text string) string {
	return c.text(number.ReplaceAllString(c.options.Secrets.Redact(text), "0"))
}
