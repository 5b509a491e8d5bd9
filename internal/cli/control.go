package cli

import (
	"context"
	"fmt"
	"kycspec/internal/outcome"
	"sync"
	"time"
)

const (
	// grace is how long what is under way may take when the run is stopped.
	grace = 5 * time.Second
	// fewest is how many scenarios must have been judged, or not, before a run
	// of which too few can be judged is given up.
	fewest = 10

	stopped = "the run was stopped"
)

// control says when a run is to stop: when somebody asks for it, when its time
// is over, or when going on is of no use. From then on no scenario starts, and
// what is under way has the grace.
type control struct {
	going context.Context // until the stop
	work  context.Context // until the grace after it is over
	halt  context.CancelFunc
	cut   context.CancelFunc
	deaf  func() bool // to those who ask for a stop
	limit *time.Timer // nil: none
	until time.Time   // the limit
	late  func()      // stops because it is over; nil: none

	mu       sync.Mutex
	reason   string
	grace    *time.Timer // nil until the stop
	judged   int
	unjudged int
}

// newControl stops when the context that asks for it is done, or when the limit
// is over; a limit of 0 is none. Then say is called first, from another
// goroutine: what the stop leads to comes after what is said of it.
func newControl(asked context.Context, limit time.Duration, say func()) *control {
	c := &control{}
	c.work, c.cut = context.WithCancel(context.WithoutCancel(asked))
	c.going, c.halt = context.WithCancel(c.work)
	halt := func(reason string) func() { return func() { c.halting(reason, say) } }
	c.deaf = context.AfterFunc(asked, halt(stopped))
	if limit > 0 {
		c.until, c.late = time.Now().Add(limit), halt(fmt.Sprintf("%s: it took longer than %s", stopped, limit))
		c.limit = time.AfterFunc(limit, c.late)
	}
	return c
}

// close frees what the control holds. Nothing may be under way.
func (c *control) close() {
	c.deaf()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, timer := range []*time.Timer{c.limit, c.grace} {
		if timer != nil {
			timer.Stop()
		}
	}
	c.halt()
	c.cut()
}

// stop lets nothing more start. The first reason counts.
func (c *control) stop(reason string) { c.halting(reason, func() {}) }

func (c *control) halting(reason string, say func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reason != "" || c.work.Err() != nil { // it stops already, or came to its end
		return
	}
	c.reason = reason
	c.grace = time.AfterFunc(grace, c.cut)
	say()
	c.halt()
}

// why is the reason of the stop; empty while the run goes on.
func (c *control) why() string {
	if c.late != nil && !time.Now().Before(c.until) {
		c.late() // the timer is late where the machine is busy, and a run could end before it
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reason
}

// count takes the verdict of a scenario, and stops the run when more than half
// of those that were asked could not be judged.
func (c *control) count(verdict outcome.Verdict) {
	switch verdict {
	case outcome.Passed, outcome.Broken, outcome.Known, outcome.Inconclusive:
	default:
		return
	}
	c.mu.Lock()
	c.judged++
	if verdict == outcome.Inconclusive {
		c.unjudged++
	}
	judged, unjudged := c.judged, c.unjudged
	c.mu.Unlock()
	if judged >= fewest && 2*unjudged > judged {
		c.stop(fmt.Sprintf("%s: %d of the first %d scenarios could not be judged", stopped, unjudged, judged))
	}
}
