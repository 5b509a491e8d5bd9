package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/plan"
	"kycspec/internal/report"
	"kycspec/internal/spec"
	"kycspec/steps"
)

type validateFlags struct {
	settingFlags
	selection gherkin.Selection
	strict    bool
}

func newValidate() *cobra.Command {
	var f validateFlags
	cmd := &cobra.Command{
		Use:   "validate [folder | file.feature]...",
		Short: "Check features, schemas and settings without sending anything",
		Long: `Check the features, their steps, the schemas and the settings, and name everything that
is wrong with them at once. Say which clauses of the contract no scenario aims at, and
which line to add where. Nothing is sent: the scenarios are rehearsed within this process.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.selection.Paths = args
			return f.validate(cmd)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&f.strict, "strict", false, "fail if there is a clause that no scenario aims at")
	return cmd
}

func (f *validateFlags) validate(cmd *cobra.Command) error {
	settings, c, problems := f.loadBoth(cmd)
	problems = errors.Join(problems, checkSchemas("schemas"))
	suite, err := loadSuite(f.selection)
	if problems = errors.Join(problems, err); problems != nil {
		return misused(problems)
	}
	done, err := rehearse(cmd.Context(), c, suite, settings)
	if err != nil {
		return inconclusive(err)
	}
	if err := unsound(done.run); err != nil {
		return misused(err)
	}
	files := map[string]bool{}
	for _, s := range suite.Scenarios() {
		files[s.Path] = true
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "Valid: %s in %s, %s, %s of the contract.\n", report.Counted(len(suite.Scenarios()), "scenario"),
		report.Counted(len(files), "feature"), report.Counted(len(steps.Vocabulary()), "sentence"), report.Counted(len(c.Clauses()), "clause"))
	if len(f.selection.Paths) > 0 {
		return nil // a part of the suite need not aim at everything
	}
	gaps := gapsOf(c, suite, done, os.DirFS("."))
	tellGaps(out, gaps)
	if f.strict && len(gaps) > 0 {
		return exitCode(exitMisused)
	}
	return nil
}

// unsound lists the scenarios that do not even come to a verdict against the
// sandbox as it should be: they ask for what is not known.
func unsound(run *report.Run) error {
	var problems []error
	for _, o := range run.Scenarios {
		if o.Verdict == outcome.Inconclusive {
			problems = append(problems, fmt.Errorf("%s:%d: %s", o.Path, o.FailedStep.Line, o.Why()))
		}
	}
	return errors.Join(problems...)
}

// gapsOf lists the clauses that no scenario of a rehearsed suite aims at. fsys
// has the features.
func gapsOf(c *contract.Contract, suite *gherkin.Suite, done *rehearsed, fsys fs.FS) []plan.Gap {
	return plan.Gaps(c, done.covered, models(suite, done, fsys))
}

// models are the scenarios of a rehearsed suite with what they exercise.
func models(suite *gherkin.Suite, done *rehearsed, fsys fs.FS) []plan.ModelScenario {
	lines := map[string][]string{}
	var scenarios []plan.ModelScenario
	for _, s := range suite.Scenarios() {
		if lines[s.Path] == nil {
			text, _ := fs.ReadFile(fsys, s.Path) // it was read before; a row without its text is still a place
			lines[s.Path] = strings.Split(string(text), "\n")
		}
		scenario := plan.ModelScenario{Path: s.Path, Line: s.Line, Name: s.Name, IsRow: s.Example != "", Exercised: done.exercised[s.Address()]}
		if s.Line <= len(lines[s.Path]) {
			scenario.Text = lines[s.Path][s.Line-1]
		}
		scenarios = append(scenarios, scenario)
	}
	return scenarios
}

func tellGaps(out io.Writer, gaps []plan.Gap) {
	if len(gaps) == 0 {
		fmt.Fprintln(out, "Every clause that a client can exercise has a scenario that aims at it.")
		return
	}
	fmt.Fprintf(out, "\nNo scenario aims at %d of them:\n", len(gaps))
	for i, g := range gaps {
		if i == mostTold {
			fmt.Fprintf(out, "  and %d more\n", len(gaps)-i)
			return
		}
		fmt.Fprintf(out, "  %s   (%s:%d)\n    %s\n    To cover it, %s.\n", g.Clause.ID, g.Document, g.Clause.Line, g.Clause.Sentence, g.Add)
	}
}

// checkSchemas compares a folder of schemas with its own contract. A folder
// that is not there is not the user's to mend: the program has its own copy.
func checkSchemas(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, spec.DocumentFile)); err != nil {
		return nil
	}
	stale, err := spec.Stale(os.DirFS(dir), documentName(dir))
	if err != nil {
		return err
	}
	var problems []error
	for _, file := range stale {
		problems = append(problems, &advised{errors.New(filepath.ToSlash(filepath.Join(dir, file))), "Run kycspec schemas, and commit what changes."})
	}
	return errors.Join(problems...)
}

// documentName is how verdicts call the contract of a folder.
func documentName(dir string) string { return filepath.ToSlash(filepath.Join(dir, spec.DocumentFile)) }
