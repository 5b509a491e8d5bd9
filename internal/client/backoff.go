package client

import (
	"errors"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	// longestWait caps how long a Retry-After is honoured.
	longestWait = 60 * time.Second
	// firstBackoff is the first wait where the target names none; it doubles each time.
	firstBackoff   = 250 * time.Millisecond
	longestBackoff = 5 * time.Second
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

// backoff is the wait before another try where the target names none: between
// half of it and all of it, so that senders do not come back in step.
func backoff(tried int) time.Duration {
	full := min(firstBackoff<<min(tried-1, 10), longestBackoff)
	return full/2 + rand.N(full/2)
}

// delay is how long to wait after an answer that asks to come back later.
func delay(header http.Header, now time.Time, tried int) time.Duration {
	named, _ := RetryAfter(header, now)
	return max(min(named, longestWait), backoff(tried))
}
