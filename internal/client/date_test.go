package client_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
)

func TestTheTargetsTimeIsThatOfItsAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		date   string // of an answer at 03:04:05
		offset time.Duration
		notes  []string
	}{
		"none":               {"", 0, nil},
		"no date":            {"now", 0, nil},
		"the same":           {"Wed, 02 Jan 2030 03:04:05 GMT", 0, nil},
		"a little ahead":     {"Wed, 02 Jan 2030 03:04:15 GMT", 10 * time.Second, nil},
		"a little behind":    {"Wed, 02 Jan 2030 03:03:55 GMT", -10 * time.Second, nil},
		"ahead":              {"Wed, 02 Jan 2030 03:07:00 GMT", 175 * time.Second, []string{"the target's clock is about 3 minutes ahead of this machine's, and wallet signatures are dated by it"}},
		"behind":             {"Wed, 02 Jan 2030 03:03:00 GMT", -65 * time.Second, []string{"the target's clock is about 1 minute behind this machine's, and wallet signatures are dated by it"}},
		"too far to be true": {"Thu, 01 Jan 1970 00:00:00 GMT", 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			target := serve(t, map[string]http.HandlerFunc{tokenPath: func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Date"] = nil
				answer(201, grant)(w, r)
			}, path: func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Date"] = []string{test.date}
				answer(201, `{}`)(w, r)
			}})
			clock := newFakeClock()
			c := dial(t, options(target.URL, clock))
			for range 2 {
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
