package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"kycspec/internal/explore"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/session"
)

// Exit codes of every command.
const (
	exitKept         = 0 // every promise that could be judged was kept
	exitBroken       = 1 // the API broke its contract
	exitMisused      = 2 // the tool was used or configured wrongly; nothing was sent
	exitInconclusive = 3 // the API could not be judged
)

// exitCode is an exit code without anything more to say.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// exitError is an error with another exit code than it has of itself.
type exitError struct {
	code exitCode
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// misused marks an error as one of use or configuration.
func misused(err error) error { return &session.Misuse{Err: err} }

// inconclusive marks an error as one that kept the API from being judged.
func inconclusive(err error) error { return &session.Unjudged{Err: err} }

// exitOf gives a run's exit code as an error; nil if every promise was kept.
func exitOf(result *report.Run) error {
	switch result.Verdict() {
	case outcome.Broken:
		return exitCode(exitBroken)
	case outcome.Inconclusive:
		return exitCode(exitInconclusive)
	}
	return nil
}

// exitOfExploration gives the exit code as an error; nil if every request was answered as documented.
func exitOfExploration(r *explore.Conclusion) error {
	switch {
	case len(r.Failures) > 0:
		return exitCode(exitBroken)
	case r.Stopped != "" || r.Inconclusive > 0:
		return exitCode(exitInconclusive)
	}
	return nil
}

// worst is the end of a run that came to a verdict and then to another error: a
// break counts for more than anything, and what went wrong is shown in any case.
func worst(verdict, after error) error {
	code, silent := errors.AsType[exitCode](verdict)
	_, afterIsSilent := errors.AsType[exitCode](after)
	switch {
	case after == nil:
		return verdict
	case silent && code == exitBroken && !afterIsSilent:
		return &exitError{exitBroken, after}
	}
	return after
}

// errChanged is the end of a command that found a change and nothing worse.
var errChanged = errors.New("something changed")

// exitChanged is its exit code with --detailed-exitcode, as Terraform has it.
const exitChanged = 2

// detailedFlag is the flag --detailed-exitcode of commands that find changes.
type detailedFlag struct{ detailed bool }

func (f *detailedFlag) add(cmd *cobra.Command, usage string) {
	cmd.Flags().BoolVar(&f.detailed, "detailed-exitcode", false, usage)
}

// exit gives the end of a command its exit code: a change is none of its own
// unless the flag asks for it, and then every error is 1.
func (f *detailedFlag) exit(err error) error {
	_, silent := errors.AsType[exitCode](err)
	switch {
	case errors.Is(err, errChanged) && !f.detailed:
		return nil
	case errors.Is(err, errChanged):
		return exitCode(exitChanged)
	case err == nil, !f.detailed:
		return err
	case silent:
		return exitCode(exitBroken)
	}
	return &exitError{exitBroken, err}
}
