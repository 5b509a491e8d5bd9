package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/combination"
	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// ModelScenario is a scenario after which another can be written, with what it
// exercises of the API as it should be.
type ModelScenario struct {
	Path      string
	Line      int // 1-based, of the scenario or of the example row
	Name      string
	IsRow     bool
	Text      string // of that line
	Exercised []contract.Exercise
	Paired    []combination.Pair // that it covers
}

// Gap is a clause that no scenario aims at, with the evidence that it misses
// and what to add where.
type Gap struct {
	Clause   spec.Clause     `json:"clause"`
	Missing  []spec.Evidence `json:"missing"`
	Document string          `json:"document"`
	Add      string          `json:"add"`
}

// Gaps lists the clauses that the scenarios do not cover.
func Gaps(c *contract.Contract, covered contract.CoverageReport, scenarios []ModelScenario) []Gap {
	s := suggester{contract: c, scenarios: scenarios}
	var gaps []Gap
	for _, clause := range covered.List {
		missing := clause.Missing()
		if len(missing) == 0 {
			continue
		}
		gaps = append(gaps, Gap{Clause: clause.Clause, Missing: missing, Document: covered.Document,
			Add: s.add(clause.Clause, missing[0])})
	}
	return gaps
}

// Suggest says of a clause what to add where, so that a scenario covers it,
// after the model of the scenarios that there are.
func Suggest(c *contract.Contract, scenarios []ModelScenario, clause spec.Clause) string {
	if len(clause.Needs) == 0 {
		return ""
	}
	return suggester{contract: c, scenarios: scenarios}.add(clause, clause.Needs[0])
}

// suggester says what to add for a clause after the model of a scenario that
// covers a clause like it. For the clause that lets the blockchain be soneium,
// the likest is the one that lets it be sepolia, which this row covers:
//
//	| why                  | blockchain |
//	| a testnet of layer 1 | sepolia    |
//
// So the suggestion is the row "| (why) | soneium |", after that one. Where no
// row has a place for what the clause is about, it is a scenario, whose request
// is found by trying it on the contract; see [proposal].
type suggester struct {
	contract  *contract.Contract
	scenarios []ModelScenario
}

// add says what to add where, after the model of a scenario that covers a clause of the same kind.
func (s suggester) add(clause spec.Clause, missing spec.Evidence) string {
	sibling, model := s.model(clause, missing)
	proposed := s.propose(clause, missing)
	// A row names a property that is to be missing, or an object that is to have
	// a stray one. It has no place for an object that has to be given whole.
	whole := proposed.deviates == hasValue && (clause.Keyword == spec.KeywordRequired || clause.Keyword == spec.KeywordAdditional)
	if model != nil && model.IsRow && !whole {
		if row, ok := s.row(model.Text, sibling, clause, missing); ok {
			return fmt.Sprintf("add after %s:%d the row %s", model.Path, model.Line, row)
		}
	}
	if proposed.deviates != nowhere {
		return proposed.scenario(missing, model)
	}
	switch {
	case model == nil && clause.Status != "":
		return fmt.Sprintf("add a scenario that is answered %s; kycspec steps lists the sentences", clause.Status)
	case model == nil:
		return "add a scenario for it; kycspec steps lists the sentences"
	}
	return fmt.Sprintf("add a scenario beside %s:%d, %q", model.Path, model.Line, model.Name)
}

// model finds the scenario that covers the clause most like this one, and that clause.
func (s suggester) model(clause spec.Clause, missing spec.Evidence) (spec.Clause, *ModelScenario) {
	var best spec.Clause
	var found *ModelScenario
	likest := 0
	for i := range s.scenarios {
		for _, exercise := range s.scenarios[i].Exercised {
			other, ok := s.contract.Clause(exercise.Clause)
			if !ok || exercise.Evidence != missing || other.ID == clause.ID {
				continue
			}
			if score := s.alike(clause, other, s.scenarios[i]); score >= likest && score > 0 {
				if score > likest || found == nil || s.follows(other, best) {
					best, found, likest = other, &s.scenarios[i], score
				}
			}
		}
	}
	return best, found
}

// follows prefers the last of several values of one list, so that a new one is added at its end.
func (s suggester) follows(other, best spec.Clause) bool {
	return other.Keyword == spec.KeywordEnum && other.Line > best.Line
}

// alike says how good a model for a clause a scenario is that covers another one; 0: it is none.
func (s suggester) alike(clause, other spec.Clause, scenario ModelScenario) int {
	if clause.Part != other.Part || clause.Status != other.Status || family(clause.Keyword) != family(other.Keyword) {
		return 0
	}
	score := 1
	if clause.Keyword == other.Keyword {
		score += 2
	}
	if clause.Place == other.Place {
		score += 4
	}
	// A row that names what it is about is a better model than a scenario that
	// happens to cover the clause.
	if scenario.IsRow && s.mentions(scenario.Text, other) {
		score += 8
	}
	return score
}

// mentions says whether a row has a cell for what a clause is about, and for its limit if it is one.
func (s suggester) mentions(row string, c spec.Clause) bool {
	list, limit := cells(row), limitWord(c)
	if limit != "" && !slices.Contains(list, limit) {
		return false
	}
	return slices.ContainsFunc(list, func(cell string) bool {
		return cell == subject(c) || s.contract.Names().Place(cell) == target(c)
	})
}

// family groups the keywords whose scenarios look alike.
func family(keyword string) string {
	if contract.LimitOf(keyword) != "" {
		return "limit"
	}
	return keyword
}

// row is the model's row with the other clause's words replaced by this one's;
// not ok where the row would then not ask for what this clause is about.
func (s suggester) row(text string, other, clause spec.Clause, missing spec.Evidence) (row string, ok bool) {
	list := cells(text)
	names := s.contract.Names()
	named, limited := other.Place == clause.Place, false
	for i, cell := range list {
		switch {
		case i == 0:
			list[i] = "(why)"
		case cell == subject(other):
			list[i] = subject(clause)
			named = named || clause.Keyword != spec.KeywordEnum
		case cell == limitWord(other) && cell != "":
			list[i], limited = limitWord(clause), true
		case slices.Contains(limits, cell):
			return "", false // a row about a limit, which the clause is not
		case names.Place(cell) == target(other):
			list[i], named = names.Called(target(clause)), true
		case json.Valid([]byte(cell)) && !s.fits(cell, clause, missing):
			if value, found := s.value(clause, missing); found {
				list[i] = value
			}
		}
	}
	return "| " + strings.Join(list, " | ") + " |", named && limited == (limitWord(clause) != "")
}

// target is the place that a clause is about: of a required property, that property's.
func target(c spec.Clause) string {
	if _, isName := c.Value.(string); c.Keyword == spec.KeywordRequired && isName {
		return c.PropertyPlace()
	}
	return c.Place
}

// subject is the word by which a row would name what a clause is about.
func subject(c spec.Clause) string {
	if _, isList := c.Value.([]any); c.Keyword == spec.KeywordEnum && !isList {
		return fmt.Sprint(c.Value)
	}
	return c.Place
}

// limits are the words of the vocabulary for limits.
var limits = []string{string(contract.Lowest), string(contract.Highest), string(contract.Shortest), string(contract.Longest)}

// limitWord is the word of the vocabulary for the limit that a clause sets; empty for none.
func limitWord(c spec.Clause) string { return string(contract.LimitOf(c.Keyword)) }

// cells splits a row of a Gherkin table.
func cells(row string) []string {
	list := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")
	for i, cell := range list {
		list[i] = strings.TrimSpace(cell)
	}
	return list
}
