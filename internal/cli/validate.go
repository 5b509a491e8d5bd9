package cli

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kycspec/internal/gherkin"
	"kycspec/internal/session"
	"kycspec/internal/spec"
	"kycspec/internal/view"
	"kycspec/steps"
)

type validateFlags struct {
	*process
	settingFlags
	paths  []string
	strict bool
}

func newValidate(p *process) *cobra.Command {
	f := validateFlags{process: p}
	cmd := &cobra.Command{
		Use:   "validate [folder | file.feature]...",
		Short: "Check features, schemas and settings without sending anything",
		Long: `Check the features, their steps, the schemas and the settings, and name everything that
is wrong with them at once: what is misspelt, and scenarios that contradict the contract. Say
which clauses of the contract no scenario aims at, and which line to add where; and note what
is odd, such as a known break whose day has passed. Nothing is sent: the scenarios are
rehearsed within this process.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.paths = args
			return f.validate(cmd)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&f.strict, "strict", false, "fail if there is a clause that no scenario aims at, a pair that none asks for, or anything to note")
	return cmd
}

func (f *validateFlags) validate(cmd *cobra.Command) error {
	settings, c, problems := f.loadBoth(cmd)
	problems = errors.Join(problems, checkSchemas("schemas"))
	var known []gherkin.KnownEntry
	if c != nil {
		var err error
		known, err = session.LoadKnown(c)
		problems = errors.Join(problems, err)
	}
	held, err := session.LoadHeld(cmd.Context(), c, gherkin.Selection{Paths: f.paths}, session.RehearsalOptions{Settings: settings})
	if problems = errors.Join(problems, err); problems != nil {
		return misused(problems)
	}
	view.Valid(f.stdout, len(held.Suite.Scenarios()), len(held.Suite.Files()), len(steps.Vocabulary()), len(c.Clauses()))
	notes := held.Notes(f.now(), known)
	for _, note := range notes {
		view.Note(f.stdout, note.String())
	}
	found := len(notes)
	if len(f.paths) == 0 { // a part of the suite need not aim at everything
		gaps, pairs := held.Rehearsal.Gaps(c, held.Suite, os.DirFS(".")), held.Rehearsal.PairGaps(held.Suite, os.DirFS("."))
		view.Gaps(f.stdout, gaps)
		view.PairGaps(f.stdout, pairs, held.Rehearsal.Pairs)
		found += len(gaps) + len(pairs)
	}
	if f.strict && found > 0 {
		return exitCode(exitMisused)
	}
	return nil
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
		problems = append(problems, session.WithHint(errors.New(filepath.ToSlash(filepath.Join(dir, file))), "Run kycspec schemas, and commit what changes."))
	}
	return errors.Join(problems...)
}

// documentName is how verdicts call the contract of a folder.
func documentName(dir string) string { return filepath.ToSlash(filepath.Join(dir, spec.DocumentFile)) }
