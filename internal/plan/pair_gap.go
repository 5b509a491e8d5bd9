package plan

import (
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/combination"
)

// PairGap is pairs that no scenario has, and what to add where so that one has them.
type PairGap struct {
	Pairs []combination.Pair `json:"pairs"`
	// Name is what features call the thing that the pairs have a mistake in; empty
	// for pairs of choices that the contract allows.
	Name string `json:"name,omitempty"`
	Add  string `json:"add"`
}

// What features say to ask for everything that goes together.
const (
	askAllowed  = "When the application requests KYC with every two choices that go together"
	askMistakes = "When the application requests KYC with each mistake in the %s, whatever else it chooses"
	thenAll     = "Then each of them is answered as documented"
)

// PairGaps lists the pairs that the scenarios do not cover, by what to add.
func PairGaps(d *combination.Design, missing []combination.Pair, scenarios []ModelScenario) []PairGap {
	var gaps []PairGap
	for _, p := range missing {
		name := ""
		if p.Breaks != "" {
			name = d.NameOf(p.Breaks)
		}
		at := slices.IndexFunc(gaps, func(g PairGap) bool { return g.Name == name })
		if at < 0 {
			at = len(gaps)
			gaps = append(gaps, PairGap{Name: name, Add: addForPairs(d, name, scenarios)})
		}
		gaps[at].Pairs = append(gaps[at].Pairs, p)
	}
	return gaps
}

// addForPairs says what to add for pairs with a mistake in something, or, where
// that has no name, for those that are allowed.
func addForPairs(d *combination.Design, name string, scenarios []ModelScenario) string {
	if name == "" {
		return fmt.Sprintf("add a scenario: %s, %s", askAllowed, thenAll)
	}
	var model *ModelScenario
	about := ""
	for i, s := range scenarios {
		switch is := arrayAbout(d, s); {
		case is == "":
		case is == name:
			return fmt.Sprintf("add a scenario beside %s:%d that has no mistake but that one: none was found", s.Path, s.Line)
		case s.IsRow && slices.Contains(cells(s.Text), is):
			model, about = &scenarios[i], is
		}
	}
	if model == nil {
		return fmt.Sprintf("add a scenario: "+askMistakes+", %s", name, thenAll)
	}
	row := cells(model.Text)
	for i, cell := range row {
		switch {
		case i == 0:
			row[i] = "(why)"
		case cell == about:
			row[i] = name
		}
	}
	return fmt.Sprintf("add after %s:%d the row | %s |", model.Path, model.Line, strings.Join(row, " | "))
}

// arrayAbout is what a scenario makes mistakes in, whatever else is chosen; empty
// for one that makes none, or not beside several values of one parameter.
func arrayAbout(d *combination.Design, s ModelScenario) string {
	first := map[[2]string]string{} // by the clause that is broken, and the parameter
	for _, p := range s.Paired {
		if p.Breaks == "" {
			continue
		}
		key := [2]string{p.Breaks, p.Other.Name}
		if value, known := first[key]; known && value != p.Other.Value {
			return d.NameOf(p.Breaks)
		}
		first[key] = p.Other.Value
	}
	return ""
}
