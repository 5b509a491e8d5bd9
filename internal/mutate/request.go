package mutate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// laxness leaves each clause of the request unenforced.
func (m *maker) laxness() {
	for _, clause := range m.manifest.Clauses {
		if clause.Status != "" || !slices.Contains(clause.Needs, spec.Defended) {
			if clause.Part == spec.RequestPart && clause.Unprovokable != "" {
				m.equivalent(Laxness, clause.ID, clause.Unprovokable)
			}
			continue
		}
		m.add(Mutant{
			ID: clause.ID, Kind: Laxness, Clause: clause.ID,
			Says:   "Not enforced: " + clause.Sentence,
			Faults: sandbox.Faults{IgnoreClauses: map[string]bool{clause.ID: true}},
			found:  []contract.Exercise{{Clause: clause.ID, Evidence: spec.Defended}},
			hint:   "a scenario in which a request breaks this and nothing else, and is refused",
		})
	}
}

// everywhere are keywords that every request holds, so that refusing them is refusing everything.
var everywhere = map[string]bool{"type": true, "required": true, spec.KeywordJSON: true}

// strictness refuses each thing that the contract allows.
func (m *maker) strictness() {
	for _, clause := range m.manifest.Clauses {
		isBody := clause.Part == spec.RequestPart || clause.Part == spec.SemanticPart && clause.Status == ""
		if !isBody || !slices.Contains(clause.Needs, spec.Held) || everywhere[clause.Keyword] {
			continue
		}
		m.add(Mutant{
			ID: clause.ID, Kind: Strictness, Clause: clause.ID,
			Says:   "Refused although it is allowed: " + clause.Sentence,
			Faults: sandbox.Faults{RefuseEdges: map[string]bool{clause.ID: true}},
			found:  []contract.Exercise{{Clause: clause.ID, Evidence: spec.Held}},
			hint:   "a scenario that asks for just this, and is served",
		})
	}
	for _, clause := range m.manifest.Clauses {
		if clause.Part == spec.RequestPart && clause.Keyword == "type" && clause.Value == "integer" {
			m.refuseEach(clause)
		}
	}
}

// mostValues is up to how many whole numbers between two bounds each is refused in turn.
const mostValues = 64

// refuseEach refuses each whole number between the bounds of a place.
func (m *maker) refuseEach(clause spec.Clause) {
	low, hasLow := m.bound(clause.Place, contract.Lowest)
	high, hasHigh := m.bound(clause.Place, contract.Highest)
	if !hasLow || !hasHigh || high-low > mostValues {
		return
	}
	path := spec.SplitPlace(clause.Place)
	for n := low; n <= high; n++ {
		value := json.Number(fmt.Sprint(n))
		m.add(Mutant{
			ID: fmt.Sprintf("%s/%d", strings.TrimSuffix(clause.ID, "/type"), n), Kind: Strictness, Clause: clause.ID,
			Says:   fmt.Sprintf("Refused although it is allowed: %s is %d.", clause.Place, n),
			Faults: sandbox.Faults{Refuse: func(body any) bool { return has(body, path, value) }},
			right:  under(strings.TrimSuffix(clause.ID, "type")),
			hint:   fmt.Sprintf("a scenario that asks with %s %d, and is served", clause.Place, n),
		})
	}
}

func (m *maker) bound(place string, limit contract.Limit) (int64, bool) {
	bound, err := m.contract.Limit(place, limit, false)
	if err != nil || !bound.IsInt() || !bound.Num().IsInt64() {
		return 0, false
	}
	return bound.Num().Int64(), true
}

// has says whether a body has a number at a path.
func has(v any, path []string, number json.Number) bool {
	for _, token := range path {
		object, ok := v.(map[string]any)
		if !ok {
			return false
		}
		v = object[token]
	}
	return v == number
}
