package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
	"kycspec/schemas"
	"kycspec/steps"
)

// loadContract compiles the embedded contract, and checks that the names of
// the vocabulary have a place in it.
func loadContract() (*contract.Contract, error) {
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		return nil, misused(err)
	}
	if problems := bundle.Names.Check(bundle.Manifest); len(problems) > 0 {
		return nil, misused(problems)
	}
	c, err := contract.New(bundle)
	if err != nil {
		return nil, misused(err)
	}
	if err := c.CheckSample(spec.RoleCustomer, spec.RoleAddress); err != nil {
		return nil, misused(err)
	}
	return c, nil
}

// currentContract is [loadContract] where the working folder has no other
// contract: one that came after this program was built is not judged by.
func currentContract() (*contract.Contract, error) {
	var problems []error
	for _, name := range []string{spec.DocumentFile, spec.NamesFile} {
		built, err := schemas.FS.ReadFile(name)
		if err != nil {
			return nil, misused(err)
		}
		path := "schemas/" + name
		if here, err := os.ReadFile(path); err == nil && !bytes.Equal(here, built) {
			problems = append(problems, &advised{fmt.Errorf("%s: not what this kycspec was built with, and judges by", path),
				"Build it again: kycspec schemas && go install . (go run . in its place is always as new as the files)."})
		}
	}
	if problems != nil {
		return nil, misused(errors.Join(problems...))
	}
	return loadContract()
}

// loadSuite selects scenarios of the working folder, and finds everything that
// is wrong with them before anything is sent.
func loadSuite(selection gherkin.Selection) (*gherkin.Suite, error) {
	selection.Paths = relative(selection.Paths)
	return loadSuiteFrom(os.DirFS("."), selection)
}

// tellNotes says on stderr what is odd about a selection that can be run.
func tellNotes(cmd *cobra.Command, suite *gherkin.Suite) {
	for _, note := range suite.Notes {
		fmt.Fprintln(cmd.ErrOrStderr(), "Note: --tags: "+note)
	}
}

// relative gives paths as they are from the working folder, where editors and
// shells wrote them from the root.
func relative(paths []string) []string {
	folder, err := os.Getwd()
	if err != nil {
		return paths
	}
	var list []string
	for _, path := range paths {
		if inner, err := filepath.Rel(folder, path); err == nil && filepath.IsAbs(path) && filepath.IsLocal(inner) {
			path = inner
		}
		list = append(list, path)
	}
	return list
}

func loadSuiteFrom(fsys fs.FS, selection gherkin.Selection) (*gherkin.Suite, error) {
	suite, err := gherkin.Load(fsys, selection)
	var problems gherkin.Diagnostics
	if err != nil && !errors.As(err, &problems) {
		return nil, misused(err)
	}
	if suite != nil {
		problems = problems.And(append(suite.Check(steps.Vocabulary()), checkShape(suite.Scenarios())...))
	}
	if len(problems) > 0 {
		return nil, misused(problems)
	}
	return suite, nil
}

// checkShape finds scenarios that would pass or fail without saying anything
// of the API: nothing asked, or nothing promised.
func checkShape(scenarios []gherkin.Scenario) gherkin.Diagnostics {
	var problems gherkin.Diagnostics
	told := map[string]bool{}
	for _, s := range scenarios {
		sentence, mend := "", ""
		switch {
		case len(s.Steps) == 0: // told already
		case !s.Asks:
			sentence, mend = "asks nothing: it has no When", `give it one, such as "When the application requests KYC"`
		case !s.Promises:
			sentence, mend = "promises nothing: no Then follows its When", `give it one, such as "Then KYC is started"`
		}
		if key := fmt.Sprint(s.Path, s.Keyword); sentence != "" && !told[key] {
			told[key] = true
			problems = append(problems, gherkin.Diagnostic{Path: s.Path, Line: s.Keyword,
				Sentence: fmt.Sprintf("the scenario %q %s", s.Name, sentence), Hint: mend + "; kycspec steps lists the sentences"})
		}
		problems = append(problems, checkTags(s, told)...)
	}
	return problems
}

// needs are what a scenario may be tagged to need, beside single settings.
var needs = []string{"credentials", "siwe", "banned", "forbidden"}

func checkTags(s gherkin.Scenario, told map[string]bool) gherkin.Diagnostics {
	var problems gherkin.Diagnostics
	for _, tag := range s.Tags {
		need, found := strings.CutPrefix(tag, "@needs:")
		if !found || config.IsNeed(need) || told[s.Path+tag] {
			continue
		}
		told[s.Path+tag] = true
		problems = append(problems, gherkin.Diagnostic{Path: s.Path, Line: s.Keyword,
			Sentence: fmt.Sprintf("nothing is known that %s could mean", tag),
			Hint:     "write @needs: and one of " + strings.Join(needs, ", ") + ", or a setting's name"})
	}
	return problems
}
