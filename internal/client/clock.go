package client

import (
	"context"
	"sync"
	"time"
)

// Clock reads the time and lets it pass.
type Clock interface {
	// Now is the current time.
	Now() time.Time
	// Sleep returns nil after the duration, or the context's error if that ends first.
	Sleep(ctx context.Context, d time.Duration) error
}

// RealClock is the machine's clock.
type RealClock struct{}

// Now is the current time.
func (RealClock) Now() time.Time { return time.Now() }

// Sleep waits.
func (RealClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// JumpClock is the machine's clock plus all the time that was slept: Sleep
// returns at once, and for everybody who shares the clock that time has passed.
// The zero JumpClock is ready, and safe for concurrent use.
type JumpClock struct {
	mu      sync.Mutex
	skipped time.Duration
}

// Now is the current time, ahead by what was slept.
func (c *JumpClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.skipped)
}

// Sleep moves the clock ahead.
func (c *JumpClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skipped += d
	return nil
}
