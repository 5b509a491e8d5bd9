package exchange_test

import (
	"math"
	"net/http"
	"testing"
	"time"

	"kycspec/internal/exchange"
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
			got, ok := exchange.RetryAfter(header, now)
			if got != test.want || ok != test.ok {
				t.Errorf("got %v, %v; want %v, %v", got, ok, test.want, test.ok)
			}
		})
	}
}
