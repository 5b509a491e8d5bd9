package exchange

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"
)

// RetryAfter reads a Retry-After field in either form (RFC 9110 section
// 10.2.3). A date is taken relative to the answer's own Date if it has one, so
// that two clocks need not agree; a time that has passed is zero.
func RetryAfter(header http.Header, now time.Time) (wait time.Duration, ok bool) {
	value := header.Get("Retry-After")
	seconds, err := strconv.ParseUint(value, 10, 31)
	if errors.Is(err, strconv.ErrRange) {
		seconds, err = math.MaxInt32, nil // RFC 9111 section 1.2.2 on numbers too large
	}
	if err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	return max(0, at.Sub(now)), true
}
