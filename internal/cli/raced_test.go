//go:build race

package cli

// raced says that the race detector is watching, which takes ten times the time.
const raced = true
