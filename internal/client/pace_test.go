package client_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"kycspec/internal/client"
)

func TestPaceIsOneBudgetForAllSenders(t *testing.T) {
	for name, test := range map[string]struct {
		rate float64
		want time.Duration // of 20 calls and one token call
	}{
		"no limit":              {0, 0},
		"ten a second":          {10, 2 * time.Second},
		"one every two seconds": {0.5, 40 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newFakeClock()
			o := options(serve(t, nil).URL, clock)
			o.Rate = test.rate
			c := dial(t, o)
			for range 20 {
				if _, err := c.Send(t.Context(), client.Call{App: app}); err != nil {
					t.Fatal(err)
				}
			}
			if off := (clock.slept - test.want).Abs(); off > time.Millisecond {
				t.Errorf("took %v, want %v", clock.slept, test.want)
			}
		})
	}
}

// TestWhateverIsSentKeepsThePace has every kind of request: a token call at a
// path that is not there and at the other one, calls that are asked again after
// a gateway's answer and a throttled one, and a token that is not good any more.
func TestWhateverIsSentKeepsThePace(t *testing.T) {
	clock := newFakeClock()
	var at []time.Time
	on := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			at = append(at, clock.Now())
			next(w, r)
		}
	}
	target := serve(t, map[string]http.HandlerFunc{
		tokenPath:                          on(http.NotFound),
		strings.TrimSuffix(tokenPath, "s"): on(answer(http.StatusCreated, grant)),
		path: on(inTurn(answer(http.StatusServiceUnavailable, ""), throttled("1"), answer(http.StatusCreated, "{}"),
			answer(http.StatusUnauthorized, "{}"), answer(http.StatusCreated, "{}"))),
	})
	o := options(target.URL, clock)
	o.Rate = 0.25
	c := dial(t, o)
	for range 2 {
		if answer, err := c.Send(t.Context(), client.Call{App: app}); err != nil || answer.Status() != http.StatusCreated {
			t.Fatal(answer, err)
		}
	}
	if len(at) != 8 {
		t.Fatalf("%d requests: %v", len(at), target.requests)
	}
	for i := 1; i < len(at); i++ {
		if between := at[i].Sub(at[i-1]); between < 4*time.Second-time.Millisecond {
			t.Errorf("%s comes %v after the one before", target.requests[i], between)
		}
	}
}

// steppedClock passes only when it is told to. It says of each sleep that it has begun.
type steppedClock struct {
	mu       sync.Mutex
	now      time.Time
	sleepers map[chan struct{}]time.Time
	begun    chan time.Duration
}

func newSteppedClock() *steppedClock {
	return &steppedClock{now: newFakeClock().now, sleepers: map[chan struct{}]time.Time{}, begun: make(chan time.Duration, 100)}
}

func (c *steppedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *steppedClock) Sleep(_ context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	c.mu.Lock()
	woken := make(chan struct{})
	c.sleepers[woken] = c.now.Add(d)
	c.mu.Unlock()
	c.begun <- d
	<-woken
	return nil
}

func (c *steppedClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for woken, at := range c.sleepers {
		if !at.After(c.now) {
			delete(c.sleepers, woken)
			close(woken)
		}
	}
}

// TestARetryAfterHoldsEverybody has one sender sent away while a second waits
// for its turn and a third has not begun: all wait until the target is ready.
func TestARetryAfterHoldsEverybody(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			holdsEverybody(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "60")
				w.WriteHeader(status)
			})
		})
	}
}

func holdsEverybody(t *testing.T, sendAway http.HandlerFunc) {
	t.Helper()
	clock := newSteppedClock()
	arrived, proceed := make(chan struct{}, 10), make(chan struct{})
	target := serve(t, map[string]http.HandlerFunc{path: inTurn(func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-proceed
		sendAway(w, r)
	}, answer(http.StatusCreated, `{}`))})
	o := options(target.URL, clock)
	o.Rate = 1
	c := dial(t, o)
	var senders sync.WaitGroup
	send := func() {
		senders.Go(func() {
			call := client.Call{Auth: client.Auth{Kind: client.Given, Value: goodToken}}
			if answer, err := c.Send(t.Context(), call); err != nil || answer.Status() != http.StatusCreated {
				t.Errorf("got %v, %v", answer, err)
			}
		})
	}
	slept := func(who string, want time.Duration) {
		t.Helper()
		if got := <-clock.begun; got != want {
			t.Errorf("%s sleeps %v, want %v", who, got, want)
		}
	}
	send()
	<-arrived
	send()
	slept("the second, for its turn", time.Second)
	close(proceed)
	slept("the first, which was sent away", 60*time.Second)
	send()
	slept("the third, at its start", 60*time.Second)
	clock.pass(time.Second)
	slept("the second, once more", 59*time.Second)
	if n := target.count(path); n != 1 {
		t.Fatalf("%d requests came while everybody was to wait", n-1)
	}
	clock.pass(59 * time.Second)
	// Their turns are a second apart again.
	for range 2 {
		<-clock.begun
	}
	clock.pass(2 * time.Second)
	senders.Wait()
}
