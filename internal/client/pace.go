package client

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pace spaces the requests of all senders, and suspends them all when the target
// says that it is asked too often.
type pace struct {
	clock   Clock
	limiter *rate.Limiter // nil: no limit

	mu    sync.Mutex
	until time.Time // nothing is sent before
}

func newPace(clock Clock, perSecond float64) *pace {
	p := &pace{clock: clock}
	if perSecond > 0 {
		p.limiter = rate.NewLimiter(rate.Limit(perSecond), 1)
	}
	return p
}

// wait returns when the next request may be sent, or with the context's error.
func (p *pace) wait(ctx context.Context) error {
	for {
		if err := p.clock.Sleep(ctx, p.suspended()); err != nil {
			return err
		}
		if p.limiter != nil {
			now := p.clock.Now()
			if err := p.clock.Sleep(ctx, p.limiter.ReserveN(now, 1).DelayFrom(now)); err != nil {
				return err
			}
		}
		// The pace may have been suspended meanwhile. A place in it is then
		// taken anew, so that nobody rushes in when the suspension ends.
		if p.suspended() <= 0 {
			return nil
		}
	}
}

// suspend keeps everybody from sending for the duration.
func (p *pace) suspend(d time.Duration) {
	until := p.clock.Now().Add(d)
	p.mu.Lock()
	defer p.mu.Unlock()
	if until.After(p.until) {
		p.until = until
	}
}

// suspended is for how long nothing may be sent yet.
func (p *pace) suspended() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until.IsZero() {
		return 0
	}
	return p.until.Sub(p.clock.Now())
}
