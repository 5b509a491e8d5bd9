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

// reachability remembers whether the target can be reached at all, so that
// hundreds of requests do not each wait for a target that is not there.
//
// A target that has never answered is given up once one request has failed; one
// that has answered, after five requests in a row without a connection, or five
// minutes of nothing but 429. Nothing more is sent then: each request fails for
// the reason for which the last one did.
type reachability struct {
	mu             sync.Mutex
	answered       bool
	unreached      int // requests in a row without a connection
	last           *Inconclusive
	throttledSince time.Time // nothing but 429 has come since; zero: something else came last
}

// received notes an answer, or a part of one.
func (r *reachability) received() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered, r.unreached, r.throttledSince = true, 0, time.Time{}
}

// throttled notes a 429, and says whether there has been nothing else for too long.
func (r *reachability) throttled(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answered, r.unreached = true, 0
	if r.throttledSince.IsZero() {
		r.throttledSince = now
	}
	return now.Sub(r.throttledSince) >= longestThrottle
}

// giveUp gives the target up, whatever it may still say.
func (r *reachability) giveUp(why *Inconclusive) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unreached, r.last = patienceWhenLost, why
}

// failed notes that a request was given up. Of a target that has never
// answered, whatever kept it from that counts; of one that has, only that no
// connection can be made: one request may be enough to make a server hang.
func (r *reachability) failed(why *Inconclusive) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch why.Kind {
	case Unreachable, TLS:
	case Timeout, Lost, Malformed:
		if r.answered {
			return
		}
	default:
		return
	}
	r.unreached++
	r.last = why
}

// lost says why nothing more is sent to the target; nil while there is hope.
func (r *reachability) lost() *Inconclusive {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unreached == 0 || r.answered && r.unreached < patienceWhenLost {
		return nil
	}
	return r.last
}
