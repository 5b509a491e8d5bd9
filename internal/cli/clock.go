package cli

import (
	"time"

	"kycspec/internal/client"
)

// now tells the time of day. Tests put another clock in its place.
var now = time.Now

// remoteClock is the clock of waits for a remote target. Tests put another clock in its place.
var remoteClock client.Clock = client.RealClock{}
