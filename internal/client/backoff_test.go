package client_test

import (
	"math"
	"net/http"
	"testing"
	"time"

	"kycspec/internal/client"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, test := range map[string]struct {
		after, date string
		want        time.Duration
		ok          bool
	}{
		"seconds":                      {after: "7", want: 7 * time.Second, ok: true},
		"no seconds":                   {after: "0", ok: true},
		"a date":                       {after: "Wed, 02 Jan 2030 03:04:15 GMT", want: 10 * time.Second, ok: true},
		"a date by the target's clock": {after: "Wed, 02 Jan 2030 09:00:03 GMT", date: "Wed, 02 Jan 2030 09:00:00 GMT", want: 3 * time.Second, ok: true},
		"a date that has passed":       {after: "Wed, 02 Jan 2019 03:04:15 GMT", ok: true},
		"an older form of date":        {after: "Wednesday, 02-Jan-30 03:04:06 GMT", want: time.Second, ok: true},
		"absent":                       {},
		"negative":                     {after: "-1"},
		"a fraction":                   {after: "1.5"},
		"a word":                       {after: "soon"},
		"beyond reason":                {after: "99999999999999999999", want: math.MaxInt32 * time.Second, ok: true},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{}
			for field, value := range map[string]string{"Retry-After": test.after, "Date": test.date} {
				if value != "" {
					header.Set(field, value)
				}
			}
			got, ok := client.RetryAfter(header, now)
			if got != test.want || ok != test.ok {
				t.Errorf("got %v, %v; want %v, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestAwaitSleepsAsLongAsTheAnswerSays(t *testing.T) {
	throttle := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "9")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	clock := newFakeClock()
	c := dial(t, options(serve(t, map[string]http.HandlerFunc{path: throttle}).URL, clock))
	answer, err := c.Send(t.Context(), client.Call{App: app, ExpectThrottle: true})
	if err != nil || answer.Status() != http.StatusTooManyRequests || clock.slept != 0 {
		t.Fatalf("got %v, %v after %v; want the 429 at once", answer, err, clock.slept)
	}
	if err := c.Await(t.Context(), answer); err != nil || clock.slept != 9*time.Second {
		t.Errorf("slept %v, %v; want 9s", clock.slept, err)
	}
}

func TestApplied(t *testing.T) {
	for name, test := range map[string]struct {
		fields     []string
		preference string
		want       bool
	}{
		"the same":             {[]string{"code=500"}, "code=500", true},
		"by name":              {[]string{"code"}, "code=500", true},
		"quoted":               {[]string{`Code = "500"`}, "code=500", true},
		"one of several":       {[]string{"wait=1, code=500; x=y"}, "code=500", true},
		"in the second field":  {[]string{"wait=1", "code=500"}, "code=500", true},
		"without a value":      {[]string{"respond-async"}, "respond-async", true},
		"another value":        {[]string{"code=501"}, "code=500", false},
		"another preference":   {[]string{"codec=500"}, "code=500", false},
		"none":                 {nil, "code=500", false},
		"empty":                {[]string{""}, "code=500", false},
		"nothing was asked of": {[]string{"", ","}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{"Preference-Applied": test.fields}
			if got := client.Applied(header, test.preference); got != test.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
