package cli

import (
	"fmt"
	"regexp"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/mutate"
	"kycspec/internal/session"
	"kycspec/internal/view"
)

type mutateFlags struct {
	*process
	only   string
	full   bool
	asJSON bool
}

func newMutate(p *process) *cobra.Command {
	f := mutateFlags{process: p}
	cmd := &cobra.Command{
		Use:   "mutate",
		Short: "Break the sandbox one promise at a time, and see that the suite notices",
		Long: `Break the embedded sandbox one promise at a time, run the scenarios against it, and see
that they notice for the right reason; and see that they keep still where it only uses
what the contract leaves free. No target is sent anything.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.mutate(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.only, "only", "", "try only the mutants whose id this regular expression matches")
	flags.BoolVar(&f.full, "full", false, "run every scenario against every mutant")
	flags.BoolVar(&f.asJSON, "json", false, "print the result as JSON")
	return cmd
}

func (f *mutateFlags) mutate(cmd *cobra.Command) error {
	settings, err := config.Load(config.Source{})
	if err != nil {
		return misused(err)
	}
	c, err := session.CurrentContract()
	if err != nil {
		return err
	}
	mutants, equivalents, err := f.mutants(c)
	if err != nil {
		return misused(err)
	}
	held, err := session.LoadHeld(cmd.Context(), c, gherkin.Selection{}, session.RehearsalOptions{Settings: settings})
	if err != nil {
		return err
	}
	result, err := session.Mutate(cmd.Context(), c, settings, held, func() (*gherkin.Suite, error) { return session.LoadSuite(gherkin.Selection{}) },
		mutate.Options{Mutants: mutants, Full: f.full, Progress: view.MutantsTried(f.stderr)})
	f.stderr.Erase()
	if result == nil {
		return err
	}
	result.Equivalents = append([]mutate.Equivalent{}, equivalents...) // a list in JSON, even of none
	return f.end(result, err)
}

// mutants lists those that --only matches, or all. The error says that there is none.
func (f *mutateFlags) mutants(c *contract.Contract) ([]mutate.Mutant, []mutate.Equivalent, error) {
	mutants, equivalents := mutate.List(c)
	if f.only == "" {
		return mutants, equivalents, nil
	}
	pattern, err := regexp.Compile(f.only)
	if err != nil {
		return nil, nil, fmt.Errorf("--only: want a regular expression: %w", err)
	}
	mutants, equivalents = mutate.Only(mutants, equivalents, pattern)
	if len(mutants) == 0 {
		return nil, nil, f.none(equivalents)
	}
	return mutants, equivalents, nil
}

// end reports what was tried, and ends with the error with which the tries
// ended, or with exit code 1 where a mutant survived.
func (f *mutateFlags) end(r *mutate.Score, err error) error {
	if f.asJSON {
		f.stdout.JSON(r)
	} else {
		view.Mutants(f.stdout, r)
	}
	if len(r.Survivors) > 0 {
		return worst(exitCode(exitBroken), err)
	}
	return err
}

// none says that --only matches no mutant, or none that is made.
func (f *mutateFlags) none(equivalents []mutate.Equivalent) error {
	if len(equivalents) > 0 {
		return fmt.Errorf("--only %q matches no mutant that is made: %s: %s", f.only, equivalents[0].ID, equivalents[0].Reason)
	}
	return fmt.Errorf("--only %q matches no mutant; ids are such as answers/response/201/data.flow/enum/left", f.only)
}
