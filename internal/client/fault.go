package client

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"kycspec/internal/exchange"
)

const (
	reachMend = "Check KYC_BASE_URL and that the target is up."
	tlsMend   = "Check that KYC_BASE_URL names the right host and port, and the certificates of this machine (SSL_CERT_FILE)."
	slowMend  = "Set a longer KYC_TIMEOUT, or try later."
)

// explain turns the error of a round trip into a fault.
func (c *Client) explain(ctx context.Context, err error, way *progress) *fault {
	if cause := ctx.Err(); cause != nil {
		return &fault{trouble: Interrupted, reason: "stopped before the answer was whole", cause: cause}
	}
	if way.answered.Load() {
		return c.explainAnswer(err)
	}
	f := c.explainSilence(err, way.connected.Load())
	f.received = way.sent.Load()
	return f
}

// explainAnswer is for errors after the first byte of an answer: it is not asked for again.
func (c *Client) explainAnswer(err error) *fault {
	text := err.Error()
	switch {
	case errors.Is(err, errLarge):
		return &fault{trouble: TooLarge, reason: errLarge.Error()}
	case isTimeout(err):
		return &fault{trouble: Timeout, reason: fmt.Sprintf("the answer did not end within %v", c.options.Timeout), mend: slowMend}
	case strings.Contains(text, "headers exceeded"), strings.Contains(text, "header list larger"):
		return &fault{trouble: TooLarge, reason: "the answer's header is larger than 64 KiB"}
	case isLost(err):
		return &fault{trouble: Lost, reason: "the connection was lost in the middle of the answer"}
	case strings.Contains(text, "malformed"), strings.Contains(text, "bad Content-Length"), strings.Contains(text, "unsupported transfer encoding"):
		// The error quotes what came, which may be anything.
		return &fault{trouble: Malformed, reason: "the answer is not well-formed HTTP"}
	}
	return &fault{trouble: Lost, reason: "the answer could not be read: " + text}
}

// explainSilence is for errors before the first byte of an answer.
func (c *Client) explainSilence(err error, connected bool) *fault {
	var unknown *net.DNSError
	switch {
	case isPlain(err):
		return &fault{trouble: TLS, reason: "the connection cannot be made secure: the target does not speak TLS there", mend: tlsMend}
	case isInsecure(err):
		return &fault{trouble: TLS, reason: "the connection cannot be made secure: " + err.Error(), mend: tlsMend}
	case isTimeout(err) && connected:
		return &fault{trouble: Timeout, reason: fmt.Sprintf("no answer within %v", c.options.Timeout), mend: slowMend, again: true}
	case isTimeout(err):
		return &fault{trouble: Unreachable, reason: fmt.Sprintf("no connection within %v", c.options.Timeout), mend: reachMend, again: true}
	case errors.As(err, &unknown):
		return &fault{trouble: Unreachable, reason: fmt.Sprintf("the host name %q cannot be resolved", unknown.Name), mend: reachMend, again: true}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &fault{trouble: Unreachable, reason: "the connection was refused", mend: reachMend, again: true}
	case isLost(err):
		return &fault{trouble: Lost, reason: "the connection was closed before any answer", again: true}
	case strings.Contains(err.Error(), "invalid header field"), strings.Contains(err.Error(), "invalid method"):
		return &fault{trouble: Unsendable, reason: "the request cannot be sent: " + err.Error()}
	}
	return &fault{trouble: Unreachable, reason: "there was no answer: " + err.Error(), mend: reachMend, again: true}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

func isLost(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) ||
		strings.Contains(err.Error(), "server closed idle connection") || strings.Contains(err.Error(), "stream error")
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
	return &fault{trouble: Gateway, reason: fmt.Sprintf("a gateway answered %d", answer.Status()), mend: "Try later.",
		again: true, received: true, header: answer.Header()}
}
