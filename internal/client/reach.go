package client

import (
	"sync"
	"time"
)

// patienceWhenLost is after how many requests in a row that came to no
// connection a target that did answer is given up.
const patienceWhenLost = 5

// longestThrottle is how long a target may say nothing but 429 until it is given up.
const longestThrottle = 5 * time.Minute

// reach remembers whether the target can be reached at all, so that hundreds of
// requests do not each wait for one that is gone.
type reach struct {
	mu       sync.Mutex
	answered bool
	lost     int // requests in a row without a connection
	last     *Inconclusive
	since    time.Time // nothing but 429 has come since; zero: something else came last
}

// came notes an answer, or a part of one.
func (r *reach) came() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered, r.lost, r.since = true, 0, time.Time{}
}

// throttled notes a 429, and says whether there has been nothing else for too long.
func (r *reach) throttled(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered, r.lost = true, 0
	if r.since.IsZero() {
		r.since = now
	}
	return now.Sub(r.since) >= longestThrottle
}

// forget gives the target up, whatever it may still say.
func (r *reach) forget(why *Inconclusive) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lost, r.last = patienceWhenLost, why
}

// failed notes that a request was given up. Of a target that has never
// answered, whatever kept it from that counts; of one that has, only that no
// connection can be made: one request may be enough to make a server hang.
func (r *reach) failed(why *Inconclusive) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch why.Trouble {
	case Unreachable, TLS:
	case Timeout, Lost, Malformed:
		if r.answered {
			return
		}
	default:
		return
	}
	r.lost++
	r.last = why
}

// gone says why nothing more is sent; nil while there is hope.
func (r *reach) gone() *Inconclusive {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lost == 0 || r.answered && r.lost < patienceWhenLost {
		return nil
	}
	return r.last
}
