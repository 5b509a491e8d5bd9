package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/steps"
)

// LoadSuite selects scenarios of the working folder, and finds everything that
// is wrong with them before anything is sent: the error is a [Misuse].
func LoadSuite(selection gherkin.Selection) (*gherkin.Suite, error) {
	selection.Paths = relative(selection.Paths)
	return LoadSuiteFrom(os.DirFS("."), selection)
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

// LoadSuiteFrom is [LoadSuite] in another folder than the working folder.
func LoadSuiteFrom(fsys fs.FS, selection gherkin.Selection) (*gherkin.Suite, error) {
	suite, err := gherkin.Load(fsys, selection)
	var problems gherkin.Diagnostics
	if err != nil && !errors.As(err, &problems) {
		return nil, &Misuse{err}
	}
	if suite != nil {
		problems = problems.And(append(suite.Bind(steps.Vocabulary()), checkShape(suite.Scenarios())...))
	}
	if len(problems) > 0 {
		return nil, &Misuse{problems}
	}
	return suite, nil
}

// checkShape finds scenarios that would pass or fail without saying anything
// of the API: nothing asked, or nothing promised.
func checkShape(scenarios []gherkin.Scenario) gherkin.Diagnostics {
	var problems gherkin.Diagnostics
	reported := map[string]bool{}
	for _, s := range scenarios {
		sentence, hint := "", ""
		switch {
		case len(s.Steps) == 0: // which is reported already
		case !s.Asks:
			sentence, hint = "asks nothing: it has no When", `give it one, such as "When the application requests KYC"`
		case !s.Promises:
			sentence, hint = "promises nothing: no Then follows its When", `give it one, such as "Then KYC is started"`
		}
		if key := fmt.Sprint(s.Path, s.KeywordLine); sentence != "" && !reported[key] {
			reported[key] = true
			problems = append(problems, gherkin.Diagnostic{Path: s.Path, Line: s.KeywordLine,
				Sentence: fmt.Sprintf("the scenario %q %s", s.Name, sentence), Hint: hint + "; kycspec steps lists the sentences"})
		}
		problems = append(problems, checkTags(s, reported)...)
	}
	return problems
}

// knownNeeds are what a scenario may be tagged to need, beside single settings.
var knownNeeds = []string{"credentials", "siwe", "banned", "forbidden"}

func checkTags(s gherkin.Scenario, reported map[string]bool) gherkin.Diagnostics {
	var problems gherkin.Diagnostics
	for _, tag := range s.Tags {
		need, found := strings.CutPrefix(tag, needTag)
		if !found || config.IsNeed(need) || reported[s.Path+tag] {
			continue
		}
		reported[s.Path+tag] = true
		problems = append(problems, gherkin.Diagnostic{Path: s.Path, Line: s.KeywordLine,
			Sentence: fmt.Sprintf("nothing is known that %s could mean", tag),
			Hint:     "write @needs: and one of " + strings.Join(knownNeeds, ", ") + ", or a setting's name"})
	}
	return problems
}
