package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/session"
	"kycspec/internal/view"
)

type showFlags struct {
	*process
	settingFlags
	verbose bool
}

func newShow(p *process) *cobra.Command {
	f := showFlags{process: p}
	cmd := &cobra.Command{
		Use:   "show [run | scenario]",
		Short: "Show a stored run, or what is known of a scenario",
		Long: `Show the verdicts of a stored run: of the last one, or of that whose name begins so; a run's
name is when it began, in UTC. Or show one scenario, by its address or a part of it or by its
place in a feature file: when it was last verified, passed and broken, what was observed, and
what each stored run saw of it on the target of the settings. Nothing is sent.`,
		Example: `  kycspec show                                     the last run
  kycspec show 2024-11-03                          the last run of that day
  kycspec show features/access/tokens.feature:19   a scenario, or a row of its examples
  kycspec show "damaged token"                     a scenario by a part of its name`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return misused(session.WithHint(fmt.Errorf("show takes one run or one scenario, and was given %d", len(args)),
					fmt.Sprintf("Put a name that has spaces into quotes: kycspec show %q.", strings.Join(args, " "))))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			asked := ""
			if len(args) > 0 {
				asked = args[0]
			}
			return f.show(cmd, asked)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "print every scenario of the run")
	return cmd
}

func (f *showFlags) show(cmd *cobra.Command, asked string) error {
	settings, err := f.load(cmd)
	if err != nil {
		return err
	}
	runs, err := session.StoredRuns(settings.StateDir)
	if err != nil {
		return misused(session.WithHint(err, "Choose another KYC_STATE_DIR."))
	}
	if len(runs) == 0 && (asked == "" || !f.remembers(settings)) {
		dir := filepath.ToSlash(filepath.Join(settings.StateDir, "runs"))
		return misused(session.WithHint(fmt.Errorf("there is no run in %s", dir), "kycspec run makes one."))
	}
	if named := session.Named(runs, asked); len(named) > 0 {
		return f.showRun(named)
	}
	return f.showScenario(settings, runs, asked)
}

// remembers says whether there is a state to show from, or one that cannot be
// read: it may be shared where the logs of runs are not.
func (f *showFlags) remembers(settings config.Config) bool {
	m, err := session.Recall(settings)
	return err != nil || m.State != nil
}

// showRun shows the first of the runs as it was shown when it ended.
func (f *showFlags) showRun(runs []session.StoredRun) error {
	run, err := runs[0].Read()
	if err != nil {
		return misused(err)
	}
	view.StoredRun(f.stdout, runs[0].Name, len(runs))
	f.terminal(f.verbose).Show(run)
	return nil
}

// shownScenarios is how many scenarios are offered where several are meant.
const shownScenarios = 10

// showScenario shows the history of the scenario that is meant.
func (f *showFlags) showScenario(settings config.Config, runs []session.StoredRun, asked string) error {
	m, err := session.Recall(settings)
	if err != nil {
		return err
	}
	h, problem := session.NewHistory(settings, m, runs)
	meant := h.Find(asked)
	switch {
	case len(meant) == 0:
		return misused(errors.Join(session.WithHint(fmt.Errorf("no run and no scenario is called %q", asked),
			"kycspec show -v lists the scenarios of the last run; "+listed(runs)+"."), problem))
	case len(meant) > 1:
		more := ""
		if len(meant) > shownScenarios {
			more = fmt.Sprintf("\n\tand %d more", len(meant)-shownScenarios)
		}
		return misused(session.WithHint(fmt.Errorf("%q is a part of %d scenarios; say more of one", asked, len(meant)),
			strings.Join(meant[:min(len(meant), shownScenarios)], "\n")+more))
	}
	view.History(f.stdout, h, meant[0])
	if problem != nil {
		view.Note(f.stderr, "a run is left out: "+problem.Error())
	}
	return nil
}

// listed names the first and the last of the stored runs.
func listed(runs []session.StoredRun) string {
	switch len(runs) {
	case 0:
		return "no run is stored"
	case 1:
		return "stored runs are " + runs[0].Name
	}
	return "stored runs are " + runs[len(runs)-1].Name + " to " + runs[0].Name
}
