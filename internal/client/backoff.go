package client

import (
	"math/rand/v2"
	"net/http"
	"time"

	"kycspec/internal/exchange"
)

const (
	// longestWait caps how long a Retry-After is honoured.
	longestWait = 60 * time.Second
	// firstBackoff is the first wait where the target names none; it doubles each time.
	firstBackoff   = 250 * time.Millisecond
	longestBackoff = 5 * time.Second
)

// backoff is the wait before another try where the target names none: between
// half of it and all of it, so that senders do not come back in step.
func backoff(tried int) time.Duration {
	full := min(firstBackoff<<min(tried-1, 10), longestBackoff)
	return full/2 + rand.N(full/2)
}

// delay is how long to wait after an answer that asks to come back later.
func delay(header http.Header, now time.Time, tried int) time.Duration {
	named, _ := exchange.RetryAfter(header, now)
	return max(min(named, longestWait), backoff(tried))
}
