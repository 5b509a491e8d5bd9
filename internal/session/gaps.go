package session

import (
	"io/fs"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
)

// Gaps lists the clauses that no scenario of the rehearsed suite aims at, each
// with what to add where. fsys has the features.
func (r *Rehearsal) Gaps(c *contract.Contract, suite *gherkin.Suite, fsys fs.FS) []plan.Gap {
	return plan.Gaps(c, r.Covered, r.models(suite, fsys))
}

// PairGaps lists what no scenario of the rehearsed suite asks for together, with what
// to add where. fsys has the features.
func (r *Rehearsal) PairGaps(suite *gherkin.Suite, fsys fs.FS) []plan.PairGap {
	return plan.PairGaps(r.design, r.Pairs.Missing(), r.models(suite, fsys))
}

// models are the scenarios of a rehearsed suite with what they exercise.
func (r *Rehearsal) models(suite *gherkin.Suite, fsys fs.FS) []plan.ModelScenario {
	lines := map[string][]string{}
	var scenarios []plan.ModelScenario
	for _, s := range suite.Scenarios() {
		if lines[s.Path] == nil {
			text, _ := fs.ReadFile(fsys, s.Path) // it was read before; a row without its text is still a place
			lines[s.Path] = strings.Split(string(text), "\n")
		}
		scenario := plan.ModelScenario{Path: s.Path, Line: s.Line, Name: s.Name, IsRow: s.Example != "", Exercised: r.Exercised[s.Address()], Paired: r.Paired[s.Address()]}
		if s.Line <= len(lines[s.Path]) {
			scenario.Text = lines[s.Path][s.Line-1]
		}
		scenarios = append(scenarios, scenario)
	}
	return scenarios
}
