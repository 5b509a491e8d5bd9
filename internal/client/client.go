// Package client sends requests to the API under contract and gives back what came of them, as exchanges.
//
// It gets and renews tokens, keeps one pace for all senders, asks again where
// that is fair, and bounds every answer in time and size. Whatever keeps the
// API from being judged is an [*Inconclusive]; everything else is an answer.
package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/redact"
)

// Operation is what the contract calls: its method and its path.
type Operation struct{ Method, Path string }

// Options says whom a client talks to and how.
type Options struct {
	BaseURL   string // scheme, host and an optional path prefix
	TokenPath string // where tokens are given
	Operation Operation

	Rate    float64       // requests a second over all senders, 0 for no limit
	Retries int           // how often a request is sent again that got no answer
	Timeout time.Duration // of one exchange, its body included; 0 means 10 s

	HTTP    http.RoundTripper // nil: [Transport] with the timeout
	Clock   Clock             // nil: [RealClock]
	Secrets *redact.Secrets   // nil: a new one; learns every token
}

// Client sends. It is safe for concurrent use; make it with [New].
type Client struct {
	options      Options
	own          *http.Transport // the transport if the client made it
	pace         *pace
	tokens       tokenCache
	reachability reachability

	offset    atomic.Int64 // of the target's clock, in nanoseconds
	firstDate sync.Once

	mu    sync.Mutex
	notes []string
}

const defaultTimeout = 10 * time.Second

// New makes a client. It sends nothing yet.
func New(options Options) *Client {
	c := &Client{options: options}
	o := &c.options
	o.BaseURL = strings.TrimRight(o.BaseURL, "/")
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.HTTP == nil {
		c.own = Transport(o.Timeout)
		o.HTTP = c.own
	}
	if o.Clock == nil {
		o.Clock = RealClock{}
	}
	if o.Secrets == nil {
		o.Secrets = redact.New()
	}
	c.pace = newPace(o.Clock, o.Rate)
	return c
}

// Close ends idle connections. A transport that was given to [New] is left alone.
func (c *Client) Close() {
	if c.own != nil {
		c.own.CloseIdleConnections()
	}
}

// Notes says, once each, where the target differed from what was expected
// first, such as the path at which it gives tokens.
func (c *Client) Notes() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.notes...)
}

func (c *Client) note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, known := range c.notes {
		if known == text {
			return
		}
	}
	c.notes = append(c.notes, text)
}

// Await sleeps until the time that an answer's Retry-After names, on the
// client's clock; without a Retry-After that can be read it returns at once. The
// error is always an [*Inconclusive].
func (c *Client) Await(ctx context.Context, e *exchange.Exchange) error {
	wait, _ := exchange.RetryAfter(e.Header(), c.options.Clock.Now())
	if wait > longestWait {
		return &Inconclusive{Kind: Throttled, Failure: "told to wait for too long",
			Reason: fmt.Sprintf("the target says to wait for %s; %s is the longest that is waited for", wait, longestWait)}
	}
	if err := c.options.Clock.Sleep(ctx, wait); err != nil {
		return interrupted(err)
	}
	return nil
}

// String names the target, and nothing of what the client knows.
func (c *Client) String() string { return "client of " + c.options.BaseURL }

// GoString is [Client.String], so that %#v cannot print a token.
func (c *Client) GoString() string { return c.String() }

// drop closes a body that nobody wants to read.
func drop(body io.Closer) { _ = body.Close() }
