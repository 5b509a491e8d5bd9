package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"kycspec/internal/session"
	"kycspec/internal/view"
)

type planFlags struct {
	*process
	settingFlags
	selectionFlags
	detailedFlag
	out      string
	asJSON   bool
	throttle bool
}

func newPlan(p *process) *cobra.Command {
	f := planFlags{process: p}
	cmd := &cobra.Command{
		Use:   "plan [folder | file.feature | file.feature:line]...",
		Short: "Say what a run would do, cover and need; nothing is sent",
		Long: `Say what a run against the target of the settings would do: which scenarios it has, and
what changed in them since the last run; which cannot run, and what they need; how many
requests it would send, counted by rehearsing the scenarios within this process; and what of
the contract it would cover. Nothing is sent.

The plan can be saved with --out, and "kycspec run FILE" runs just that, or refuses if the
contract, the scenarios, the target or what its settings let run moved since.

Exit codes with --detailed-exitcode: 0 nothing changed since the last run, 2 something did, 1 error.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			return f.exit(f.plan(cmd))
		},
	}
	f.settingFlags.add(cmd)
	f.selectionFlags.add(cmd)
	f.detailedFlag.add(cmd, "exit with 2 if anything changed since the last run")
	flags := cmd.Flags()
	flags.BoolVar(&f.throttle, "throttle", false, "plan to ask a remote target for its rate limit too")
	flags.StringVarP(&f.out, "out", "o", "", "save the plan to this file, to be run as it is")
	flags.BoolVar(&f.asJSON, "json", false, "print the plan as JSON")
	return cmd
}

func (f *planFlags) plan(cmd *cobra.Command) error {
	settings, c, problem := f.loadBoth(cmd)
	held, err := session.LoadHeld(cmd.Context(), c, f.selection, session.RehearsalOptions{Settings: settings})
	if problem = errors.Join(problem, err); problem != nil {
		return misused(problem)
	}
	f.noteTags(held.Suite)
	p, err := session.Plan(cmd.Context(), session.PlanOptions{Settings: settings, Contract: c, Held: held,
		Whole: f.selection.IsWhole(), Throttle: f.throttle, Now: f.now})
	if err != nil {
		return err
	}
	text, err := view.JSON(p)
	if err != nil {
		return inconclusive(err)
	}
	if f.out != "" {
		if err := os.WriteFile(f.out, text, 0o644); err != nil {
			return misused(session.WithHint(fmt.Errorf("save plan: %w", err), "Name a file that can be written, in a folder that is there."))
		}
	}
	if f.asJSON {
		_, _ = f.stdout.Write(text)
	} else {
		view.Plan(f.stdout, p)
	}
	if p.Changed() {
		return errChanged
	}
	return nil
}
