package client

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"kycspec/internal/exchange"
)

// progress says how far a round trip came. The trace's functions may still be
// called when the round trip is over.
type progress struct {
	resolving atomic.Bool // the host's name is being looked up
	securing  atomic.Bool // a TLS handshake began
	connected atomic.Bool
	sent      atomic.Bool
	answered  atomic.Bool // the first byte of an answer came
	headed    atomic.Bool // its header came whole
}

func (p *progress) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSStart:             func(httptrace.DNSStartInfo) { p.resolving.Store(true) },
		DNSDone:              func(done httptrace.DNSDoneInfo) { p.resolving.Store(done.Err != nil) },
		TLSHandshakeStart:    func() { p.securing.Store(true) },
		GotConn:              func(httptrace.GotConnInfo) { p.connected.Store(true) },
		WroteHeaders:         func() { p.sent.Store(true) },
		GotFirstResponseByte: func() { p.answered.Store(ctx.Err() == nil) },
	})
}

// roundTrip sends a request once. Redirects are answers like any other. Without
// an answer it says how the trip failed.
func (c *Client) roundTrip(ctx context.Context, request exchange.Request) (*exchange.Exchange, *failedTrip) {
	limited, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	var way progress
	message, err := newMessage(way.trace(limited), request)
	if err != nil {
		return nil, &failedTrip{networkFailure: requestInvalid, detail: err}
	}
	started, began := c.options.Clock.Now(), time.Now()
	response, err := c.options.HTTP.RoundTrip(message)
	if err == nil {
		defer drop(response.Body)
	}
	if err = timely(limited, err); err != nil {
		return nil, c.explain(ctx, err, &way)
	}
	way.answered.Store(true)
	way.headed.Store(true)
	if response.StatusCode < http.StatusMultipleChoices { // others may come from a gateway, which has a clock of its own
		c.learnTime(response.Header, started, c.options.Clock.Now())
	}
	body, cut, err := readBody(response)
	if err = timely(limited, err); err != nil {
		return nil, c.explain(ctx, err, &way)
	}
	answer := exchange.Answer{Status: response.StatusCode, Proto: response.Proto, Header: response.Header, Body: body, Cut: cut}
	if wantsTLS(request, answer) {
		return nil, &failedTrip{networkFailure: speaksTLS}
	}
	return exchange.New(request, answer, started, time.Since(began), c.options.Secrets), nil
}

// wantsTLS says whether the answer is what common servers say in plain HTTP at
// a port for TLS. It is a server's answer, and says nothing of the API.
func wantsTLS(request exchange.Request, answer exchange.Answer) bool {
	if answer.Status != http.StatusBadRequest || !strings.HasPrefix(strings.ToLower(request.URL), "http:") {
		return false
	}
	text := bytes.ToLower(answer.Body)
	return bytes.Contains(text, []byte("plain http")) || bytes.Contains(text, []byte("http request to an https"))
}

// timely is the error of a read, or that its time was up: the transport then
// closes the connection, and what is read from it may be reported as lost. It may
// even seem whole: a server that notices the end can close what it had begun.
func timely(limited context.Context, err error) error {
	if (err == nil || isLost(err)) && limited.Err() != nil {
		return limited.Err()
	}
	return err
}

// newMessage makes the request ready to be sent. What the transport needs for
// itself (Host, Content-Length, the offer to decompress) is not part of the exchange.
func newMessage(ctx context.Context, request exchange.Request) (*http.Request, error) {
	var message *http.Request
	var err error
	if request.Body == nil {
		message, err = http.NewRequestWithContext(ctx, request.Method, request.URL, http.NoBody)
	} else {
		message, err = http.NewRequestWithContext(ctx, request.Method, request.URL, bytes.NewReader(request.Body))
	}
	if err != nil {
		return nil, err
	}
	message.Header = request.Header.Clone()
	if _, named := message.Header["Accept-Encoding"]; !named {
		message.Header.Set("Accept-Encoding", "gzip")
	}
	return message, nil
}
