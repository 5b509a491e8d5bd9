package cli

import "time"

// now tells the time of day. Tests put another clock in its place.
var now = time.Now
