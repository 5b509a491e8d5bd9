package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	suite, problems := load(fsys, selection)
	if len(problems) > 0 {
		return nil, &Misuse{problems}
	}
	return suite, nil
}

// load gives what could be read of the selected scenarios, bound to the
// vocabulary; nil if that is none. The problems are all that are seen without asking.
func load(fsys fs.FS, selection gherkin.Selection) (*gherkin.Suite, gherkin.Diagnostics) {
	suite, err := gherkin.Load(fsys, selection)
	problems, ok := errors.AsType[gherkin.Diagnostics](err)
	if err != nil && !ok {
		problems = gherkin.Diagnostics{{Sentence: err.Error()}}
	}
	if suite != nil {
		problems = problems.And(slices.Concat(suite.Bind(steps.Vocabulary()), checkShape(suite.Scenarios()), suite.CheckNeeds(checkNeed)))
	}
	return suite, problems
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
	}
	return problems
}

// knownNeeds are what a scenario may be tagged to need, beside single settings.
var knownNeeds = []string{"credentials", "siwe", "banned", "forbidden"}

func checkNeed(need string) (hint string) {
	if config.IsNeed(need) {
		return ""
	}
	if near, ok := gherkin.Nearest(need, knownNeeds); ok {
		return "did you mean @needs:" + near + "?"
	}
	return "write @needs: and one of " + strings.Join(knownNeeds, ", ") + ", or a setting's name"
}
