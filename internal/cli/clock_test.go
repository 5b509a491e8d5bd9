package cli

import (
	"os"
	"time"
)

// clockVariable stops the clock of a command that a test runs at a time (RFC 3339).
const clockVariable = "TEST_CLOCK"

func atClock(p *process) *process {
	if at, err := time.Parse(time.RFC3339, os.Getenv(clockVariable)); err == nil {
		p.now = func() time.Time { return at }
	}
	return p
}
