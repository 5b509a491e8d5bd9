package cli

import (
	"errors"
	"os"
	"strings"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/session"
	"kycspec/internal/view"
)

// process is what commands have of the process that they run in.
type process struct {
	stdout, stderr *view.Writer

	now   func() time.Time // the time of day
	clock client.Clock     // of waits for a remote target; nil: the real one
}

func newProcess() *process {
	return &process{stdout: view.NewWriter(os.Stdout, os.Getenv), stderr: view.NewWriter(os.Stderr, os.Getenv), now: time.Now}
}

// conclude shows how a command ended, if that is to be said, and gives its exit
// code. Half a text is not to be taken for a whole one: where something could
// not be printed, nothing is known.
func (p *process) conclude(err error) int {
	if unprinted := p.stdout.Flush(); err == nil && unprinted != nil {
		err = inconclusive(unprinted)
	}
	if err == nil {
		return exitKept
	}
	if code, silent := errors.AsType[exitCode](err); silent {
		return int(code)
	}
	code := exitCode(exitMisused)
	if forced, ok := errors.AsType[*exitError](err); ok {
		code = forced.code
		for ; ok; forced, ok = err.(*exitError) {
			err = forced.err
		}
	} else if _, ok := errors.AsType[*session.Unjudged](err); ok {
		code = exitInconclusive
	} else if _, ok := errors.AsType[*session.Misuse](err); !ok && !strings.Contains(err.Error(), "\n") {
		// What cobra says: an unknown command, or an argument where none is taken.
		err = session.WithHint(err, "kycspec --help lists the commands.")
	}
	view.Errors(p.stderr, err)
	return int(code)
}
