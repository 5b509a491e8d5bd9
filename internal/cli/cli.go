// Package cli is the command line: it wires the other packages together, and is
// the only place that knows exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes of every command.
const (
	exitKept         = 0 // every promise that could be judged was kept
	exitBroken       = 1 // the API broke its contract
	exitMisused      = 2 // the tool was used or configured wrongly; nothing was sent
	exitInconclusive = 3 // the API could not be judged
)

// failure is an error with the exit code that it means. The first line of its
// text says what is wrong, further lines what to do about it.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// misused marks an error as one of use or configuration.
func misused(err error) error { return &failure{exitMisused, err} }

// inconclusive marks an error as one that kept the API from being judged.
func inconclusive(err error) error { return &failure{exitInconclusive, err} }

// exitCode is an exit code without anything more to say.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// Main runs the command line in the working folder and gives the exit code:
// 0 kept, 1 broken, 2 used or configured wrongly, 3 inconclusive.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	log.SetOutput(io.Discard) // there net/http quotes what a target says unasked, secrets and all
	root := newRoot()
	root.SetArgs(args)
	out := &output{file: os.Stdout}
	root.SetOut(out)
	return conclude(out.check(root.ExecuteContext(ctx)), os.Stderr)
}

// conclude tells an error to people and gives its exit code.
func conclude(err error, stderr io.Writer) int {
	var code exitCode
	var failed *failure
	switch {
	case err == nil:
		return exitKept
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &failed):
		tell(stderr, failed.err)
		return failed.code
	}
	// What cobra says: an unknown command, or an argument where none is taken.
	if !strings.Contains(err.Error(), "\n") {
		err = &advised{err, "kycspec --help lists the commands."}
	}
	tell(stderr, err)
	return exitMisused
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "kycspec",
		Short: "Test that the KYC API keeps its contract",
		Long: `kycspec runs the features in the folder "features" against the KYC API and judges
every answer by the published contract in schemas/openapi.yaml.

Without settings the target is the embedded sandbox. Settings are read from .env
and from the environment; .env.example explains each.

Exit codes: 0 kept, 1 broken, 2 used or configured wrongly (nothing was sent),
3 inconclusive (the API could not be judged).`,
		Example: `  kycspec run                                     everything, on the target of .env
  kycspec run features/banned_customers           one folder
  kycspec run features/access/tokens.feature:19   one scenario, or one row of its examples
  kycspec run --tags "@siwe and not @eip-4361"    by Cucumber tag expression
  kycspec sandbox > .env                          a sandbox to run against, in another terminal`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(badFlag)
	root.AddCommand(newPlan(), newRun(), newDrift(), newShow(), newValidate(), newSchemas(), newSandbox(), newSteps(), newToken(), newMutate(), newExplore())
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Args = func(_ *cobra.Command, args []string) error {
			_, _, err := root.Find(args) // or it says on stderr that it knows no such topic, and all is well
			return err
		}
	}
	return root
}
