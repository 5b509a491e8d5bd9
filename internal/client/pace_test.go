package client_test

import (
	"net/http"
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

// TestThrottlingHoldsEverybody lets one sender be throttled for a minute while
// others send: none of them may arrive before the minute is over.
func TestThrottlingHoldsEverybody(t *testing.T) {
	clock := newFakeClock()
	var mu sync.Mutex
	var free time.Time
	early, first := 0, true
	handler := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case first:
			first, free = false, clock.Now().Add(time.Minute)
		case clock.Now().Before(free):
			early++
		default:
			answer(http.StatusCreated, `{}`)(w, r)
			return
		}
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	c := dial(t, options(serve(t, map[string]http.HandlerFunc{path: handler}).URL, clock))
	send := func() {
		if answer, err := c.Send(t.Context(), client.Call{App: app}); err != nil || answer.Status() != http.StatusCreated {
			t.Errorf("got %v, %v", answer, err)
		}
	}
	send()
	var senders sync.WaitGroup
	for range 8 {
		senders.Go(send)
	}
	senders.Wait()
	if early != 0 {
		t.Errorf("%d requests came while everybody was to wait", early)
	}
	if clock.slept < time.Minute {
		t.Errorf("waited %v", clock.slept)
	}
}
