package client_test

import (
	"net/http"
	"testing"
	"time"

	"kycspec/internal/client"
)

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
