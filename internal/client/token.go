package client

import (
	"context"
	"errors"
	"sync"
	"time"
)

// token is an access token (RFC 6750).
type token struct {
	value   string
	renewal time.Time // when to get another one; zero: when this one is refused
	fresh   bool      // it was got for this call
}

func (t token) usable(now time.Time) bool {
	return t.value != "" && (t.renewal.IsZero() || now.Before(t.renewal))
}

// tokens holds the tokens of all applications. Each is got once, however many
// senders need it; a refusal of the credentials is remembered, because asking
// again would change nothing.
type tokens struct {
	mu   sync.Mutex
	held map[Application]*holding
	path string // where tokens turned out to be given; empty until then
}

type holding struct {
	token   token
	refused error
	flight  *flight // nil: nobody is getting one
}

// flight is a token call under way, and its result when done is closed.
type flight struct {
	done  chan struct{}
	token token
	err   error
}

func (t *tokens) of(app Application) *holding {
	if t.held == nil {
		t.held = map[Application]*holding{}
	}
	if t.held[app] == nil {
		t.held[app] = &holding{}
	}
	return t.held[app]
}

// Ready sees to it that there is a token of the application, which its calls
// then share. The error is always an [*Inconclusive].
func (c *Client) Ready(ctx context.Context, app Application) error {
	_, err := c.tokens.get(ctx, c, app)
	return err
}

// get gives the application's token, and gets one if there is none to use.
func (t *tokens) get(ctx context.Context, c *Client, app Application) (token, error) {
	for {
		t.mu.Lock()
		h := t.of(app)
		if h.refused != nil || h.token.usable(c.options.Clock.Now()) {
			defer t.mu.Unlock()
			return h.token, h.refused
		}
		f := h.flight
		if f == nil {
			f = &flight{done: make(chan struct{})}
			h.flight = f
			t.mu.Unlock()
			t.fetch(ctx, c, app, f)
			return f.token, f.err
		}
		t.mu.Unlock()
		select {
		case <-ctx.Done():
			return token{}, interrupted(ctx.Err())
		case <-f.done:
		}
		// Whoever got the token may have been stopped, which says nothing about it.
		if f.err == nil || !wasInterrupted(f.err) {
			return f.token, f.err
		}
	}
}

// fetch gets a token for everybody who waits on the flight.
func (t *tokens) fetch(ctx context.Context, c *Client, app Application, f *flight) {
	f.err = interrupted(context.Canceled) // unless it comes to an end
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		h := t.of(app)
		h.flight, h.token = nil, f.token
		h.token.fresh = false
		if i, ok := errors.AsType[*Inconclusive](f.err); ok && i.Trouble == Credentials {
			h.refused = f.err
		}
		close(f.done)
	}()
	t.mu.Lock()
	before := t.of(app).token.value
	t.mu.Unlock()
	granted, err := c.grant(ctx, app, "")
	f.token, f.err = granted.token, err
	// A target may give the same token until it expires, which it can do on the way.
	f.token.fresh = granted.token.value != before
}

// TokenPath is where the target turned out to give tokens; empty while it has given none.
func (c *Client) TokenPath() string {
	c.tokens.mu.Lock()
	defer c.tokens.mu.Unlock()
	return c.tokens.path
}

// forget makes sure that the value is not used again.
func (t *tokens) forget(app Application, value string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.of(app); h.token.value == value {
		h.token = token{}
	}
}

func wasInterrupted(err error) bool {
	i, ok := errors.AsType[*Inconclusive](err)
	return ok && i.Trouble == Interrupted
}
