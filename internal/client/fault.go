package client

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"syscall"

	"kycspec/internal/exchange"
)

const (
	reachMend  = "Check KYC_BASE_URL and that the target is up."
	tlsMend    = "Check that KYC_BASE_URL names the right host and port, and the certificates of this machine (SSL_CERT_FILE)."
	secureMend = "Begin KYC_BASE_URL with https://."
	slowMend   = "Set a longer KYC_TIMEOUT, or try later."
	laterMend  = "Try later."
)

const noTLS = "the target speaks TLS there, and was spoken to without"

// explain turns the error of a round trip into a fault.
func (c *Client) explain(ctx context.Context, err error, way *progress) *fault {
	if cause := ctx.Err(); cause != nil {
		return &fault{trouble: Interrupted, reason: "stopped before the answer was whole", cause: cause}
	}
	switch {
	case way.headed.Load():
		return c.explainBody(err).after()
	case way.answered.Load():
		return c.explainHeader(err).after()
	}
	f := c.explainSilence(err, way)
	f.received = way.sent.Load()
	return f
}

// after is the fault of an answer that had begun.
func (f *fault) after() *fault {
	f.begun, f.received = true, true
	return f
}

// explainBody is for errors after the header of an answer: it is not asked for again.
func (c *Client) explainBody(err error) *fault {
	text := err.Error()
	switch {
	case errors.Is(err, errLarge), errors.Is(err, errBomb):
		return &fault{trouble: TooLarge, reason: text}
	case errors.Is(err, errNoGzip), errors.Is(err, errCoding):
		return &fault{trouble: Malformed, reason: text}
	case isTimeout(err):
		return &fault{trouble: Timeout, reason: fmt.Sprintf("the answer's body did not end within %v", c.options.Timeout), mend: slowMend}
	case isLost(err):
		return &fault{trouble: Lost, reason: "the connection was lost in the middle of the answer's body", mend: laterMend}
	case strings.Contains(text, "chunk"):
		return &fault{trouble: Malformed, reason: "the answer's body is not well-formed in its chunked coding"}
	case containsAny(text, "malformed", "trailer"):
		return &fault{trouble: Malformed, reason: "what follows the answer's body is not well-formed HTTP"}
	}
	return &fault{trouble: Lost, reason: "the answer's body could not be read: " + text}
}

// explainHeader is for errors after the first byte of an answer: it is not asked for again.
func (c *Client) explainHeader(err error) *fault {
	text := err.Error()
	switch {
	case isTimeout(err):
		return &fault{trouble: Timeout, reason: fmt.Sprintf("the answer's header did not end within %v", c.options.Timeout), mend: slowMend}
	case containsAny(text, "headers exceeded", "header list larger"):
		return &fault{trouble: TooLarge, reason: "the answer's header is larger than 64 KiB"}
	case isLost(err):
		return &fault{trouble: Lost, reason: "the connection was lost in the middle of the answer's header", mend: laterMend}
	case strings.Contains(text, `malformed HTTP response "\x15\x03`): // an alert (RFC 8446 section 5.1)
		return &fault{trouble: TLS, reason: noTLS, mend: secureMend}
	case strings.Contains(text, "malformed HTTP"):
		return &fault{trouble: Malformed, reason: "the answer is not HTTP"}
	case strings.Contains(text, "malformed MIME header"):
		// The error quotes what came, which may be anything, the beginning of a line too.
		return &fault{trouble: Lost, reason: "the answer's header is not well-formed HTTP, or was cut off"}
	case containsAny(text, "malformed", "Content-Length", "unsupported transfer encoding"):
		return &fault{trouble: Malformed, reason: "the answer's header is not well-formed HTTP"}
	}
	return &fault{trouble: Lost, reason: "the answer's header could not be read: " + text}
}

// explainSilence is for errors before the first byte of an answer.
func (c *Client) explainSilence(err error, way *progress) *fault {
	var unknown *net.DNSError
	switch {
	case isPlain(err):
		return &fault{trouble: TLS, reason: "the connection cannot be made secure: the target does not speak TLS there", mend: tlsMend}
	case isInsecure(err):
		return &fault{trouble: TLS, reason: "the connection cannot be made secure: " + err.Error(), mend: tlsMend}
	case isTimeout(err):
		return c.explainTimeout(way)
	case errors.As(err, &unknown):
		return &fault{trouble: Unreachable, reason: fmt.Sprintf("the host name %q cannot be resolved", unknown.Name), mend: reachMend, again: true}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &fault{trouble: Unreachable, reason: "the connection was refused", mend: reachMend, again: true}
	case isLost(err) && way.securing.Load() && !way.connected.Load():
		return &fault{trouble: TLS, reason: "the connection was closed before it was secure", mend: tlsMend, again: true}
	case isLost(err):
		return &fault{trouble: Lost, reason: "the connection was closed before any answer", mend: laterMend, again: true}
	case way.connected.Load() && strings.Contains(err.Error(), "connection error: "):
		// Of RFC 9113 section 5.4.1, which ends the requests of others on the connection too.
		return &fault{trouble: Malformed, reason: "the answer's header is larger than 64 KiB, or not well-formed HTTP/2", again: true}
	case containsAny(err.Error(), "invalid header field", "invalid method"):
		return &fault{trouble: Unsendable, reason: "the request cannot be sent: " + err.Error()}
	}
	f := &fault{trouble: Unreachable, reason: "there was no answer: " + err.Error(), mend: reachMend, again: true}
	if way.connected.Load() {
		f.trouble, f.mend = Lost, laterMend
	}
	return f
}

// explainTimeout says which phase before the first byte of an answer took too long.
func (c *Client) explainTimeout(way *progress) *fault {
	f := &fault{trouble: Unreachable, mend: reachMend, again: true}
	within := fmt.Sprintf("within %v", c.options.Timeout)
	switch {
	case way.connected.Load():
		f.trouble, f.mend, f.reason = Timeout, slowMend, "no answer "+within
	case way.securing.Load():
		f.trouble, f.mend, f.reason = TLS, tlsMend, "the connection was not made secure "+within
	case way.resolving.Load():
		f.reason = "the host name was not resolved " + within
	default:
		f.reason = "no connection " + within
	}
	return f
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

func isLost(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) ||
		containsAny(err.Error(), "server closed idle connection", "stream error", "GOAWAY", "client connection lost", "client connection force closed")
}

func containsAny(text string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text, part) })
}

// isPlain says whether something other than TLS was spoken.
func isPlain(err error) bool {
	var record tls.RecordHeaderError
	return errors.As(err, &record) || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// isInsecure says whether TLS failed in a way that asking again does not mend.
func isInsecure(err error) bool {
	var certificate *tls.CertificateVerificationError
	var alert tls.AlertError
	return errors.As(err, &certificate) || errors.As(err, &alert) || strings.Contains(err.Error(), "remote error: tls:")
}

func gatewayFault(answer *exchange.Exchange) *fault {
	return &fault{trouble: Gateway, reason: fmt.Sprintf("a gateway answered %d", answer.Status()), mend: laterMend,
		again: true, received: true, header: answer.Header()}
}
