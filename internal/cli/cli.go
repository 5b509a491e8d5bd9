// Package cli is the command line: it wires the other packages together, and is
// the only place that knows exit codes.
package cli

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Main runs the command line in the working folder and gives the exit code:
// 0 kept, 1 broken, 2 used or configured wrongly, 3 inconclusive.
func Main(args []string) int { return newProcess().main(args) }

func (p *process) main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	log.SetOutput(io.Discard) // there net/http quotes what a target says unasked, secrets and all
	root := newRoot(p)
	root.SetArgs(args)
	return p.conclude(root.ExecuteContext(ctx))
}

func newRoot(p *process) *cobra.Command {
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
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(badFlag)
	root.AddCommand(newPlan(p), newRun(p), newDrift(p), newShow(p), newValidate(p), newSchemas(p), newSandbox(p), newSteps(p), newToken(p), newMutate(p), newExplore(p))
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Args = func(_ *cobra.Command, args []string) error {
			_, _, err := root.Find(args) // or it says on stderr that it knows no such topic, and all is well
			return err
		}
	}
	return root
}
