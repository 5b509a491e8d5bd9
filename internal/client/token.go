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

// tokenCache has the tokens of all applications. Each is got once, however many
// senders need it; a refusal of the credentials is remembered, because asking
// again would change nothing.
type tokenCache struct {
	mu      sync.Mutex
	entries map[Application]*tokenEntry
	path    string // where tokens turned out to be given; empty until then
}

type tokenEntry struct {
	token   token
	refused error
	flight  *flight // nil: nobody is getting one
}

// flight is a token call under way, which all who need its token share, and its result when done is closed.
type flight struct {
	done  chan struct{}
	token token
	err   error
}

func (t *tokenCache) entry(app Application) *tokenEntry {
	if t.entries == nil {
		t.entries = map[Application]*tokenEntry{}
	}
	if t.entries[app] == nil {
		t.entries[app] = &tokenEntry{}
	}
	return t.entries[app]
}

// Ready sees to it that there is a token of the application, which its calls
// then share. The error is always an [*Inconclusive].
func (c *Client) Ready(ctx context.Context, app Application) error {
	_, err := c.tokens.get(ctx, c, app)
	return err
}

// get gives the application's token, and gets one if there is none to use.
func (t *tokenCache) get(ctx context.Context, c *Client, app Application) (token, error) {
	for {
		t.mu.Lock()
		e := t.entry(app)
		if e.refused != nil || e.token.usable(c.options.Clock.Now()) {
			defer t.mu.Unlock()
			return e.token, e.refused
		}
		f := e.flight
		if f == nil {
			f = &flight{done: make(chan struct{})}
			e.flight = f
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
func (t *tokenCache) fetch(ctx context.Context, c *Client, app Application, f *flight) {
	f.err = interrupted(context.Canceled) // unless it comes to an end
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		e := t.entry(app)
		e.flight, e.token = nil, f.token
		e.token.fresh = false
		if i, ok := errors.AsType[*Inconclusive](f.err); ok && i.Kind == Credentials {
			e.refused = f.err
		}
		close(f.done)
	}()
	t.mu.Lock()
	before := t.entry(app).token.value
	t.mu.Unlock()
	granted, err := c.requestToken(ctx, app, "")
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
func (t *tokenCache) forget(app Application, value string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e := t.entry(app); e.token.value == value {
		e.token = token{}
	}
}

func wasInterrupted(err error) bool {
	i, ok := errors.AsType[*Inconclusive](err)
	return ok && i.Kind == Interrupted
}
