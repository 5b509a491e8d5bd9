package session

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kycspec/internal/outcome"
)

const (
	// Grace is how long what is under way may take when a run is stopped.
	Grace = 5 * time.Second
	// fewest is how many scenarios must have been judged, or not, before a run
	// of which too few can be judged is given up.
	fewest = 10
)

// stopper says when a run is to stop: when somebody asks for it, when its time
// is over, or when going on is of no use. From then on no scenario starts, and
// what is under way has the grace.
type stopper struct {
	going context.Context    // until the stop
	work  context.Context    // until the grace after it is over
	end   context.CancelFunc // of going
	cut   context.CancelFunc // of work

	unsubscribe func() bool // from those who ask for a stop

	limit *time.Timer // nil: none
	until time.Time   // the limit
	late  func()      // stops because it is over; nil: none

	mu       sync.Mutex
	reason   string
	grace    *time.Timer // nil until the stop
	judged   int
	unjudged int
}

// newStopper stops when the context that asks for it is done, or when the limit
// is over; a limit of 0 is none. Then say is called first, from another
// goroutine: what the stop leads to comes after what is said of it.
func newStopper(asked context.Context, limit time.Duration, say func()) *stopper {
	s := &stopper{}
	s.work, s.cut = context.WithCancel(context.WithoutCancel(asked))
	s.going, s.end = context.WithCancel(s.work)
	stop := func(reason string) func() { return func() { s.stopSaying(reason, say) } }
	s.unsubscribe = context.AfterFunc(asked, stop(outcome.RunStopped))
	if limit > 0 {
		s.until, s.late = time.Now().Add(limit), stop(fmt.Sprintf("%s: it took longer than %s", outcome.RunStopped, limit))
		s.limit = time.AfterFunc(limit, s.late)
	}
	return s
}

// close frees what the stopper holds. Nothing may be under way.
func (s *stopper) close() {
	s.unsubscribe()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, timer := range []*time.Timer{s.limit, s.grace} {
		if timer != nil {
			timer.Stop()
		}
	}
	s.end()
	s.cut()
}

// stop lets nothing more start. The first reason counts.
func (s *stopper) stop(reason string) { s.stopSaying(reason, func() {}) }

func (s *stopper) stopSaying(reason string, say func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reason != "" || s.work.Err() != nil { // it stops already, or came to its end
		return
	}
	s.reason = reason
	s.grace = time.AfterFunc(Grace, s.cut)
	say()
	s.end()
}

// why is the reason of the stop; empty while the run goes on.
func (s *stopper) why() string {
	if s.late != nil && !time.Now().Before(s.until) {
		s.late() // the timer is late where the machine is busy, and a run could end before it
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reason
}

// count takes the verdict of a scenario, and stops the run when more than half
// of those that were asked could not be judged.
func (s *stopper) count(verdict outcome.Verdict) {
	switch verdict {
	case outcome.Passed, outcome.Broken, outcome.Known, outcome.Inconclusive:
	default:
		return
	}
	s.mu.Lock()
	s.judged++
	if verdict == outcome.Inconclusive {
		s.unjudged++
	}
	judged, unjudged := s.judged, s.unjudged
	s.mu.Unlock()
	if judged >= fewest && 2*unjudged > judged {
		s.stop(fmt.Sprintf("%s: %d of the first %d scenarios could not be judged", outcome.RunStopped, unjudged, judged))
	}
}
