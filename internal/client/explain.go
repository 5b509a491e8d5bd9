package client

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"

	"kycspec/internal/exchange"
)

// explain says which failure the error of a round trip is. What an error means
// depends on how far the trip came: a connection that ends before an answer is
// another failure than one that ends within its body.
func (c *Client) explain(ctx context.Context, err error, way *progress) *failedTrip {
	if cause := ctx.Err(); cause != nil {
		return &failedTrip{networkFailure: stopped, cause: cause}
	}
	switch {
	case way.headed.Load():
		return c.explainBody(err).inAnswer()
	case way.answered.Load():
		return c.explainHeader(err).inAnswer()
	}
	f := c.explainSilence(err, way)
	f.received = way.sent.Load()
	return f
}

// explainBody is for errors after the header of an answer.
func (c *Client) explainBody(err error) *failedTrip {
	if found, ok := errors.AsType[*failedTrip](err); ok {
		return found
	}
	wire := wireErrorOf(err)
	switch {
	case isTimeout(err):
		return &failedTrip{networkFailure: bodyTimeout, detail: c.options.Timeout}
	case isLost(err):
		return &failedTrip{networkFailure: bodyLost}
	case wire == wireChunk:
		return &failedTrip{networkFailure: chunksMalformed}
	case wire == wireNotHTTP, wire == wireHeaderLine, wire == wireMalformed:
		return &failedTrip{networkFailure: trailerMalformed}
	}
	return &failedTrip{networkFailure: bodyUnread, detail: err}
}

// explainHeader is for errors after the first byte of an answer.
func (c *Client) explainHeader(err error) *failedTrip {
	if isTimeout(err) {
		return &failedTrip{networkFailure: headerTimeout, detail: c.options.Timeout}
	}
	if isLost(err) {
		return &failedTrip{networkFailure: headerLost}
	}
	switch wireErrorOf(err) {
	case wireHeaderSize:
		return &failedTrip{networkFailure: headerTooLarge}
	case wireAlert:
		return &failedTrip{networkFailure: speaksTLS}
	case wireNotHTTP:
		return &failedTrip{networkFailure: notHTTP}
	case wireHeaderLine: // which may be the beginning of one
		return &failedTrip{networkFailure: headerBroken}
	case wireFraming, wireMalformed:
		return &failedTrip{networkFailure: headerMalformed}
	}
	return &failedTrip{networkFailure: headerUnread, detail: err}
}

// explainSilence is for errors before the first byte of an answer.
func (c *Client) explainSilence(err error, way *progress) *failedTrip {
	connected := way.connected.Load()
	wire := wireErrorOf(err)
	unknown, isUnknown := errors.AsType[*net.DNSError](err)
	_, isPlain := errors.AsType[tls.RecordHeaderError](err)
	switch {
	case isPlain:
		return &failedTrip{networkFailure: speaksNoTLS}
	case isInsecure(err):
		return &failedTrip{networkFailure: handshakeFailed, detail: err}
	case isTimeout(err):
		return &failedTrip{networkFailure: timedOut(way), detail: c.options.Timeout}
	case isUnknown:
		return &failedTrip{networkFailure: nameNotFound, detail: unknown.Name}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &failedTrip{networkFailure: connectionRefused}
	case isLost(err) && way.securing.Load() && !connected:
		return &failedTrip{networkFailure: handshakeClosed}
	case isLost(err):
		return &failedTrip{networkFailure: connectionClosed}
	case wire == wireHTTP2 && connected:
		return &failedTrip{networkFailure: http2Failed}
	case wire == wireUnsendable:
		return &failedTrip{networkFailure: requestInvalid, detail: err}
	case connected:
		return &failedTrip{networkFailure: noAnswer, detail: err}
	}
	return &failedTrip{networkFailure: noConnection, detail: err}
}

// timedOut is the phase before the first byte of an answer that took too long.
func timedOut(way *progress) networkFailure {
	switch {
	case way.connected.Load():
		return answerTimeout
	case way.securing.Load():
		return handshakeTimeout
	case way.resolving.Load():
		return nameTimeout
	}
	return connectionTimeout
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// isLost says whether the connection ended.
func isLost(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) || wireErrorOf(err) == wireLost
}

// isInsecure says whether TLS failed in a way that will fail again: a
// certificate that is not trusted, or an alert of the target (RFC 8446 section 6).
func isInsecure(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	for operation, ok := errors.AsType[*net.OpError](err); ok; operation, ok = errors.AsType[*net.OpError](operation.Err) {
		if operation.Op == "remote error" { // as crypto/tls has it; the alert itself has no exported type
			return true
		}
	}
	return false
}

func gatewayFailure(answer *exchange.Exchange) *failedTrip {
	return &failedTrip{networkFailure: gatewayAnswered, detail: answer.Status(), received: true, header: answer.Header()}
}
