package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/runner"
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
	return c, nil
}

// vocabulary is what the runner is given of the steps.
func vocabulary() runner.Vocabulary {
	var list runner.Vocabulary
	for _, s := range steps.Vocabulary() {
		list = append(list, runner.Step{Pattern: s.Pattern, Do: s.Do, Says: s.Says})
	}
	return list
}

// loadSuite selects scenarios of the working folder, and finds everything that
// is wrong with them before anything is sent.
func loadSuite(selection runner.Selection) (*runner.Suite, error) {
	suite, err := runner.Load(os.DirFS("."), selection)
	if err != nil {
		return nil, misused(err)
	}
	problems := suite.Check(vocabulary())
	problems = append(problems, checkShape(suite.Scenarios())...)
	if len(problems) > 0 {
		return nil, misused(problems)
	}
	return suite, nil
}

// checkShape finds scenarios that would pass or fail without saying anything
// of the API: nothing asked, or nothing promised.
func checkShape(scenarios []runner.Scenario) runner.Problems {
	var problems runner.Problems
	told := map[string]bool{}
	for _, s := range scenarios {
		asks, promises := false, false
		for _, step := range s.Steps {
			asks = asks || strings.HasPrefix(step, "When ")
			promises = promises || strings.HasPrefix(step, "Then ")
		}
		sentence := ""
		switch {
		case !asks:
			sentence = "the scenario asks nothing: it has no When"
		case !promises:
			sentence = "the scenario promises nothing: it has no Then"
		}
		if key := s.Path + s.Rule + sentence + s.Name; sentence != "" && !told[key] {
			told[key] = true
			problems = append(problems, runner.Problem{Path: s.Path, Line: s.Line, Sentence: sentence,
				Mend: "give it one; kycspec steps lists the sentences"})
		}
		problems = append(problems, checkTags(s, told)...)
	}
	return problems
}

// needs are what a scenario may be tagged to need, beside settings by name.
var needs = []string{"credentials", "siwe", "banned", "forbidden"}

func checkTags(s runner.Scenario, told map[string]bool) runner.Problems {
	var problems runner.Problems
	for _, tag := range s.Tags {
		need, found := strings.CutPrefix(tag, "@needs:")
		if !found || slices.Contains(needs, need) || strings.HasPrefix(need, "KYC_") || told[s.Path+tag] {
			continue
		}
		told[s.Path+tag] = true
		problems = append(problems, runner.Problem{Path: s.Path, Line: s.Line,
			Sentence: fmt.Sprintf("nothing is known that %s could mean", tag),
			Mend:     "write @needs: and one of " + strings.Join(needs, ", ") + ", or a setting's name"})
	}
	return problems
}
