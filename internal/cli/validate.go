package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kycspec/internal/runner"
	"kycspec/internal/spec"
)

func newValidate() *cobra.Command {
	var f settingFlags
	var selection runner.Selection
	cmd := &cobra.Command{
		Use:   "validate [folder | file.feature]...",
		Short: "Check features, schemas and settings without sending anything",
		Long: `Check the features, their steps, the schemas and the settings, and name everything that
is wrong with them at once. Nothing is sent.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			selection.Paths = args
			return f.validate(cmd, selection)
		},
	}
	f.add(cmd)
	return cmd
}

func (f *settingFlags) validate(cmd *cobra.Command, selection runner.Selection) error {
	_, problems := f.load(cmd)
	c, err := loadContract()
	problems = errors.Join(problems, err, checkSchemas("schemas"))
	suite, err := loadSuite(selection)
	if problems = errors.Join(problems, err); problems != nil {
		return misused(problems)
	}
	files := map[string]bool{}
	for _, s := range suite.Scenarios() {
		files[s.Path] = true
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Valid: %d scenarios in %d features, %d sentences, %d clauses of the contract.\n",
		len(suite.Scenarios()), len(files), len(vocabulary()), len(c.Clauses()))
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
		problems = append(problems, &advised{errors.New(filepath.ToSlash(filepath.Join(dir, file))), "Run kycspec schemas, and commit what changes."})
	}
	return errors.Join(problems...)
}

// documentName is how verdicts call the contract of a folder.
func documentName(dir string) string { return filepath.ToSlash(filepath.Join(dir, spec.DocumentFile)) }
