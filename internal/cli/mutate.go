package cli

import (
	"fmt"
	"io"
	"os"
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
	only   string
	full   bool
	asJSON bool
}

func newMutate() *cobra.Command {
	var f mutateFlags
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
	draw, erase := progress(cmd.ErrOrStderr(), "mutants")
	result, err := session.Mutate(cmd.Context(), c, settings, func() (*gherkin.Suite, error) { return session.LoadSuite(gherkin.Selection{}) },
		mutate.Options{Mutants: mutants, Full: f.full, Progress: draw})
	erase()
	if result == nil {
		return err
	}
	result.Equivalents = append([]mutate.Equivalent{}, equivalents...) // a list in JSON, even of none
	return f.end(cmd.OutOrStdout(), result, err)
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

// end tells what was tried, and with what error the tries ended.
func (f *mutateFlags) end(out io.Writer, r *mutate.Score, err error) error {
	return worst(f.tell(out, r), err)
}

// none says that --only matches no mutant, or none that is made.
func (f *mutateFlags) none(equivalents []mutate.Equivalent) error {
	if len(equivalents) > 0 {
		return fmt.Errorf("--only %q matches no mutant that is made: %s: %s", f.only, equivalents[0].ID, equivalents[0].Reason)
	}
	return fmt.Errorf("--only %q matches no mutant; ids are such as answers/response/201/data.flow/enum/left", f.only)
}

// progress draws a line anew on a terminal, until it is erased, and draws nothing elsewhere.
func progress(out io.Writer, what string) (draw func(done, all, wrong int), erase func()) {
	if file, ok := fileOf(out); ok {
		if _, live := view.Screen(file, os.Getenv); live {
			return func(done, all, wrong int) {
				fmt.Fprintf(file, "\r\x1b[K%d of %d %s, %d survived", done, all, what, wrong)
			}, func() { fmt.Fprint(file, "\r\x1b[K") }
		}
	}
	return nil, func() {}
}

// tell writes the result. The error is exit code 1 where a mutant survived.
func (f *mutateFlags) tell(out io.Writer, r *mutate.Score) error {
	if f.asJSON {
		text, err := indented(r)
		if err != nil {
			return inconclusive(err)
		}
		fmt.Fprint(out, string(text))
	} else {
		tellMutants(out, r)
	}
	if len(r.Survivors) > 0 {
		return exitCode(exitBroken)
	}
	return nil
}

func tellMutants(out io.Writer, r *mutate.Score) {
	for _, s := range r.Survivors {
		fmt.Fprintf(out, "Survived: %s\n  %s\n", s.ID, s.Says)
		if s.Clause != "" {
			fmt.Fprintf(out, "  %s   (%s)\n", s.Clause, s.Place)
		}
		fmt.Fprintf(out, "  %s.\n", s.Why)
		if s.Hint != "" {
			fmt.Fprintf(out, "  It would be noticed by %s.\n", s.Hint)
		}
		fmt.Fprintln(out)
	}
	for _, tally := range r.Kinds {
		verb := "killed"
		if tally.Kind == mutate.Benign {
			verb = "left in peace"
		}
		fmt.Fprintf(out, "  %-14s %4d of %4d %s", tally.Kind, tally.Killed, tally.Tried, verb)
		if untried := tally.Mutants - tally.Tried; untried > 0 {
			fmt.Fprintf(out, ", %d not tried", untried)
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "%d of %d mutants killed for the right reason, %d false alarms, in %.1fs.\n",
		r.Killed, r.Mutants, falseAlarms(r), r.Seconds)
	if len(r.Equivalents) > 0 {
		fmt.Fprintf(out, "%d more would not differ from the API as it should be; --json lists them.\n", len(r.Equivalents))
	}
}

func falseAlarms(r *mutate.Score) int {
	n := 0
	for _, s := range r.Survivors {
		if s.Kind == mutate.Benign {
			n++
		}
	}
	return n
}
