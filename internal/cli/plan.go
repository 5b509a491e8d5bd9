package cli

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
)

type planFlags struct {
	settingFlags
	selection gherkin.Selection
	out       string
	asJSON    bool
	detailed  bool
	throttle  bool
}

func newPlan() *cobra.Command {
	var f planFlags
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
			return detailed(f.detailed, f.plan(cmd))
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&f.selection.Tags, "tags", "t", "", `a Cucumber tag expression, such as "@siwe and not @eip-4361"`)
	flags.StringVarP(&f.selection.Name, "name", "n", "", "a regular expression that the scenario's name matches")
	flags.BoolVar(&f.throttle, "throttle", false, "plan to ask a remote target for its rate limit too")
	flags.StringVarP(&f.out, "out", "o", "", "save the plan to this file, to be run as it is")
	flags.BoolVar(&f.asJSON, "json", false, "print the plan as JSON")
	flags.BoolVar(&f.detailed, "detailed-exitcode", false, "exit with 2 if anything changed since the last run")
	return cmd
}

// detailed turns an error into exit code 1, where exit code 2 says something else.
func detailed(wanted bool, err error) error {
	var failed *failure
	if wanted && errors.As(err, &failed) {
		return &failure{exitBroken, failed.err}
	}
	return err
}

func (f *planFlags) plan(cmd *cobra.Command) error {
	settings, c, problem := f.loadBoth(cmd)
	suite, err := loadSuite(f.selection)
	if problem = errors.Join(problem, err); problem != nil {
		return misused(problem)
	}
	tellNotes(cmd, suite)
	p, err := f.make(cmd, c, suite, settings)
	if err != nil {
		return err
	}
	text, err := indented(p)
	if err != nil {
		return inconclusive(err)
	}
	if f.out != "" {
		if err := os.WriteFile(f.out, text, 0o644); err != nil {
			return misused(&advised{fmt.Errorf("save plan: %w", err), "Name a file that can be written, in a folder that is there."})
		}
	}
	if f.asJSON {
		fmt.Fprint(cmd.OutOrStdout(), string(text))
	} else {
		tellPlan(cmd.OutOrStdout(), p)
	}
	if f.detailed && p.Changed() {
		return exitCode(exitMisused) // 2, as Terraform has it for changes
	}
	return nil
}

// make rehearses the suite as the settings would have it run.
func (f *planFlags) make(cmd *cobra.Command, c *contract.Contract, suite *gherkin.Suite, settings config.Config) (*plan.Plan, error) {
	known, err := recall(settings)
	if err != nil {
		return nil, err
	}
	all, err := loadSuite(gherkin.Selection{})
	if err != nil {
		return nil, err
	}
	coverage, count := c.NewCoverage(), &counter{path: c.Bundle().Manifest.Path, sessions: map[string]bool{}}
	run, err := perform(cmd.Context(), c, suite, performance{settings: settings, count: count, asConfigured: true, throttle: f.throttle,
		watch: func(_ gherkin.Scenario, e *exchange.Exchange) {
			coverage.Add(e)
			count.watch(c, e)
		}})
	if err != nil {
		return nil, inconclusive(err)
	}
	if err := unsound(run); err != nil {
		return nil, misused(err)
	}
	manifest := c.Bundle().Manifest
	p := &plan.Plan{Version: plan.Version, Target: targetName(settings), Document: manifest.Document, Contract: manifest.Digest,
		Features: plan.Digest(all.Scenarios()), Areas: []plan.Area{}, Changes: []plan.ScenarioChange{}, Run: []string{}, Blocked: []plan.Blocked{},
		Gaps: []plan.Gap{}, Known: []plan.KnownBreak{}} // a list that is empty is one in JSON too
	p.Compare(suite.Scenarios(), known.last(), isWhole(f.selection))
	t := &target{needs: settings, throttle: f.throttle}
	t.plan(p, suite.Scenarios())
	p.Requests = count.requests()
	tokens, requests := t.probeCost()
	if p.Requests.Tokens == 0 {
		p.Requests.Tokens = tokens // the scenarios would share it
	}
	p.Requests.Probe = requests
	p.Pace(settings.Rate)
	covered := coverage.Report()
	p.Covered, p.Clauses = covered.Covered, covered.Clauses
	p.Gaps = append(p.Gaps, plan.Gaps(c, covered, nil)...)
	return p, nil
}

// plan says which scenarios would be run and which cannot, and which are known to be broken.
func (t *target) plan(p *plan.Plan, scenarios []gherkin.Scenario) {
	for _, s := range scenarios {
		if reason := t.missing(s); reason != "" {
			p.Block(s.Address(), reason)
		} else {
			p.Run = append(p.Run, s.Address())
		}
		if s.Known.Ticket != "" {
			p.Known = append(p.Known, plan.KnownBreak{Address: s.Address(), Ticket: s.Known.Ticket,
				Until: s.Known.Until.Format(time.DateOnly), DaysLeft: s.Known.DaysLeft(now())})
		}
	}
}

// last is what the state knows of scenarios.
func (m *memory) last() plan.Last {
	last := plan.Last{Steps: map[string][]string{}, Rows: map[string][]string{}}
	if m.old == nil {
		return last
	}
	last.At = m.old.Verified
	for address, s := range m.old.Scenarios {
		last.Steps[address], last.Rows[address] = s.Steps, s.Row
	}
	return last
}

// targetName is the target for people and for plans.
func targetName(settings config.Config) string {
	if settings.Embedded {
		return embeddedName
	}
	return settings.BaseURL
}
