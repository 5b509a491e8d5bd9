package client_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/outcome"
)

// abort closes the connection before any answer.
func abort(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func throttled(after string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", after)
		answer(http.StatusTooManyRequests, `{}`)(w, r)
	}
}

func TestAskingAgain(t *testing.T) {
	created, unavailable := answer(201, `{}`), answer(503, `{}`)
	tests := map[string]struct {
		answers []http.HandlerFunc
		call    client.Call
		want    int // status; 0 is inconclusive
		kind    client.FailureKind
		reason  string
		asked   int
		slept   [2]time.Duration // at least and at most
	}{
		"a gateway that recovers": {answers: []http.HandlerFunc{answer(502, ""), answer(504, ""), created},
			want: 201, asked: 3, slept: [2]time.Duration{375 * time.Millisecond, 750 * time.Millisecond}},
		"a gateway that names its time": {answers: []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "20")
			unavailable(w, r)
		}, created}, want: 201, asked: 2, slept: [2]time.Duration{20 * time.Second, 20 * time.Second}},
		"a gateway that does not recover": {answers: []http.HandlerFunc{unavailable}, kind: client.Gateway,
			reason: "POST URL: a gateway answered 503 (asked 3 times)", asked: 3, slept: [2]time.Duration{375 * time.Millisecond, 750 * time.Millisecond}},
		"a connection closed at first": {answers: []http.HandlerFunc{abort, created}, want: 201, asked: 2,
			slept: [2]time.Duration{125 * time.Millisecond, 250 * time.Millisecond}},
		"connections that are always closed": {answers: []http.HandlerFunc{abort}, kind: client.Lost,
			reason: "POST URL: the connection was closed before any answer (asked 3 times)", asked: 3, slept: [2]time.Duration{375 * time.Millisecond, 750 * time.Millisecond}},
		"a request that may not be repeated, gateway": {answers: []http.HandlerFunc{unavailable}, call: client.Call{Once: true},
			kind: client.Gateway, reason: "POST URL: a gateway answered 503", asked: 1},
		"a request that may not be repeated, connection": {answers: []http.HandlerFunc{abort}, call: client.Call{Once: true},
			kind: client.Lost, reason: "POST URL: the connection was closed before any answer", asked: 1},
		"a request that may not be repeated, throttled": {answers: []http.HandlerFunc{throttled("2"), created}, call: client.Call{Once: true},
			want: 201, asked: 2, slept: [2]time.Duration{2 * time.Second, 2 * time.Second}},
		"throttled by date": {answers: []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", "Wed, 02 Jan 2030 09:00:00 GMT")
			throttled("Wed, 02 Jan 2030 09:00:30 GMT")(w, r)
		}, created}, want: 201, asked: 2, slept: [2]time.Duration{30 * time.Second, 30 * time.Second}},
		"throttled for longer than anybody waits": {answers: []http.HandlerFunc{throttled("86400"), created}, want: 201, asked: 2,
			slept: [2]time.Duration{60 * time.Second, 60 * time.Second}},
		"throttled without a time": {answers: []http.HandlerFunc{answer(429, ""), created}, want: 201, asked: 2,
			slept: [2]time.Duration{125 * time.Millisecond, 250 * time.Millisecond}},
		"throttled past patience": {answers: []http.HandlerFunc{throttled("1")}, kind: client.Throttled,
			reason: `POST URL was throttled (429) 4 times in a row, last with Retry-After "1"`, asked: 4, slept: [2]time.Duration{3 * time.Second, 3 * time.Second}},
		"throttled as expected": {answers: []http.HandlerFunc{throttled("1")}, call: client.Call{ExpectThrottle: true}, want: 429, asked: 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			clock := newFakeClock()
			target := serve(t, map[string]http.HandlerFunc{path: inTurn(test.answers...)})
			test.call.App, test.call.Auth = app, client.Auth{Kind: client.Given, Value: goodToken}
			got, err := dial(t, options(target.URL, clock)).Send(t.Context(), test.call)
			if test.want != 0 {
				if err != nil || got.Status() != test.want {
					t.Errorf("got %v, %v", got, err)
				}
			} else {
				wantInconclusive(t, err, test.kind, replaceURL(test.reason, target.URL+path))
			}
			if n := target.count(path); n != test.asked {
				t.Errorf("asked %d times, want %d", n, test.asked)
			}
			if clock.slept < test.slept[0] || clock.slept > test.slept[1] {
				t.Errorf("slept %v, want from %v to %v", clock.slept, test.slept[0], test.slept[1])
			}
		})
	}
}

func wantInconclusive(t *testing.T, err error, kind client.FailureKind, reason string) {
	t.Helper()
	i, ok := errors.AsType[*client.Inconclusive](err)
	if !ok {
		t.Fatalf("got %v, want it to be inconclusive", err)
	}
	if i.Kind != kind || i.Reason != reason || i.Verdict() != outcome.Inconclusive {
		t.Errorf("got %s: %s\nwant %s: %s", i.Kind, i.Reason, kind, reason)
	}
}

func TestStopping(t *testing.T) {
	stop := make(chan context.CancelFunc, 1)
	target := serve(t, map[string]http.HandlerFunc{path: func(w http.ResponseWriter, r *http.Request) {
		(<-stop)()
		<-r.Context().Done()
	}})
	c := dial(t, options(target.URL, newFakeClock()))
	ctx, cancel := context.WithCancel(t.Context())
	stop <- cancel
	_, err := c.Send(ctx, client.Call{App: app})
	wantInconclusive(t, err, client.Interrupted, replaceURL("POST URL: stopped before the answer was whole", target.URL+path))
	if !errors.Is(err, context.Canceled) {
		t.Error("the context's error is not in it")
	}
	_, err = c.Send(ctx, client.Call{App: app})
	wantInconclusive(t, err, client.Interrupted, "stopped before there was an answer")
	if n := len(target.requests); n != 2 {
		t.Errorf("%d requests, want none after the stop: %v", n, target.requests)
	}
}
