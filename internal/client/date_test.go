package client_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
)

func TestTheTargetsTimeIsThatOfItsAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		date   string        // of an answer to what was asked at 03:04:05
		wait   time.Duration // until it came
		offset time.Duration
		notes  []string
	}{
		"none":               {"", 0, 0, nil},
		"no date":            {"now", 0, 0, nil},
		"the same":           {"Wed, 02 Jan 2030 03:04:05 GMT", 0, 0, nil},
		"a little ahead":     {"Wed, 02 Jan 2030 03:04:15 GMT", 0, 10 * time.Second, nil},
		"a little behind":    {"Wed, 02 Jan 2030 03:03:55 GMT", 0, -10 * time.Second, nil},
		"ahead":              {"Wed, 02 Jan 2030 03:07:00 GMT", 0, 175 * time.Second, []string{"the target's clock is about 3 minutes ahead of this machine's, and wallet signatures are dated by it"}},
		"behind":             {"Wed, 02 Jan 2030 03:03:00 GMT", 0, -65 * time.Second, []string{"the target's clock is about 1 minute behind this machine's, and wallet signatures are dated by it"}},
		"after a long wait":  {"Wed, 02 Jan 2030 03:04:05 GMT", 20 * time.Minute, -2 * time.Second, nil},
		"too far to be true": {"Thu, 01 Jan 1970 00:00:00 GMT", 0, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newFakeClock()
			var asked atomic.Int32
			target := serve(t, map[string]http.HandlerFunc{tokenPath: func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Date"] = nil
				answer(201, grant)(w, r)
			}, path: func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1)%2 == 0 { // a gateway, which has a clock of its own
					w.Header()["Date"] = []string{"Wed, 02 Jan 2030 03:33:33 GMT"}
					answer(404, "")(w, r)
					return
				}
				w.Header()["Date"] = []string{test.date}
				_ = clock.Sleep(r.Context(), test.wait)
				answer(201, `{}`)(w, r)
			}})
			c := dial(t, options(target.URL, clock))
			for i := 0; i < 2 && (i == 0 || test.wait == 0); i++ {
				if _, err := c.Send(t.Context(), client.Call{App: app}); err != nil {
					t.Fatal(err)
				}
			}
			if got := c.TargetTime().Sub(clock.Now()); got != test.offset {
				t.Errorf("%v from this machine's, want %v", got, test.offset)
			}
			if diff := cmp.Diff(test.notes, c.Notes()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
