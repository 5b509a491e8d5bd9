package mutate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"kycspec/internal/contract"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// overAccepting leaves each clause of the request unenforced.
func (m *maker) overAccepting() {
	for _, clause := range m.manifest.Clauses {
		if clause.Status != "" || !slices.Contains(clause.Needs, spec.ViolationRejected) {
			if clause.Part == spec.RequestPart && clause.Unprovokable != "" {
				m.equivalent(OverAccepting, clause.ID, clause.Unprovokable)
			}
			continue
		}
		m.add(Mutant{
			ID: clause.ID, Kind: OverAccepting, Clause: clause.ID,
			Says:      "Not enforced: " + clause.Sentence,
			Faults:    sandbox.Faults{IgnoreClauses: map[string]bool{clause.ID: true}},
			noticedBy: []contract.Exercise{{Clause: clause.ID, Evidence: spec.ViolationRejected}},
			hint:      "a scenario in which a request breaks this and nothing else, and is refused",
		})
	}
}

// refusesAll says whether every request keeps a clause, so that refusing what it
// allows is refusing everything.
func refusesAll(clause spec.Clause) bool {
	row := clause.Row()
	return row.Structural && !row.Permits(clause.Value)
}

// overRejecting refuses each thing that the contract allows.
func (m *maker) overRejecting() {
	for _, clause := range m.manifest.Clauses {
		isBody := clause.Part == spec.RequestPart || clause.Part == spec.SemanticPart && clause.Status == "" && clause.Standard == ""
		if !isBody || !slices.Contains(clause.Needs, spec.BoundaryAccepted) || refusesAll(clause) {
			continue
		}
		m.add(Mutant{
			ID: clause.ID, Kind: OverRejecting, Clause: clause.ID,
			Says:      "Refused although it is allowed: " + clause.Sentence,
			Faults:    sandbox.Faults{RefuseBoundaries: map[string]bool{clause.ID: true}},
			noticedBy: []contract.Exercise{{Clause: clause.ID, Evidence: spec.BoundaryAccepted}},
			hint:      "a scenario that asks for just this, and is served",
		})
	}
	for _, clause := range m.manifest.Clauses {
		switch {
		case clause.Part != spec.RequestPart:
		case clause.Keyword == spec.KeywordType && clause.Value == "integer":
			m.refuseEach(clause)
		case clause.Keyword == spec.KeywordType && clause.Value == "string":
			m.refuseEmpty(clause)
		case contract.LimitOf(clause.Keyword) == contract.Longest:
			m.countOtherwise(clause)
		}
	}
}

// refuseEmpty refuses an empty text where the contract allows one.
func (m *maker) refuseEmpty(clause spec.Clause) {
	path, restricted := spec.SplitPlace(clause.Place), false
	for _, c := range m.manifest.Clauses {
		restricted = restricted || c.Part == spec.RequestPart && c.Place == clause.Place &&
			(c.Row().Selects || contract.LimitOf(c.Keyword) == contract.Shortest)
	}
	if restricted {
		return
	}
	m.add(Mutant{
		ID: strings.TrimSuffix(clause.ID, spec.KeywordType) + "empty", Kind: OverRejecting, Clause: clause.ID,
		Says:        fmt.Sprintf("Refused although it is allowed: %s is empty.", clause.Place),
		Faults:      sandbox.Faults{Refuse: func(body any) bool { return hasThat(body, path, "") }},
		rightReason: breaksAnyOf(strings.TrimSuffix(clause.ID, spec.KeywordType)),
		hint:        fmt.Sprintf("a scenario that asks with %s \"\", and is served", clause.Place),
	})
}

// countOtherwise counts the bytes of a text, or its UTF-16 units, as if they
// were its characters (JSON Schema Validation section 6.3.1).
func (m *maker) countOtherwise(clause spec.Clause) {
	names := m.contract.Names()
	for _, otherwise := range []struct {
		name  string
		count func(text string) int
	}{
		{"bytes", func(text string) int { return len(text) }},
		{"utf-16", func(text string) int { return len(utf16.Encode([]rune(text))) }},
	} {
		name, count := otherwise.name, otherwise.count
		if clause.Place == names.Place(spec.RoleMessage) || clause.Place == names.Place(spec.RoleSignature) {
			m.equivalent(OverRejecting, clause.ID+"/"+name, "what a wallet signs, and its signature, are ASCII (EIP-4361, EIP-191)")
			continue
		}
		path, most := spec.SplitPlace(clause.Place), whole(clause.Value)
		m.add(Mutant{
			ID: clause.ID + "/" + name, Kind: OverRejecting, Clause: clause.ID,
			Says: fmt.Sprintf("The length of %s is counted in %s.", clause.Place, name),
			Faults: sandbox.Faults{Refuse: func(body any) bool {
				v, _ := jsonpointer.Find(body, path)
				text, _ := v.(string)
				return count(text) > most
			}},
			hint: fmt.Sprintf("a scenario that asks with %s at its longest in letters beyond ASCII, and is served", clause.Place),
		})
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
			ID: fmt.Sprintf("%s/%d", strings.TrimSuffix(clause.ID, "/"+spec.KeywordType), n), Kind: OverRejecting, Clause: clause.ID,
			Says:        fmt.Sprintf("Refused although it is allowed: %s is %d.", clause.Place, n),
			Faults:      sandbox.Faults{Refuse: func(body any) bool { return hasThat(body, path, value) }},
			rightReason: breaksAnyOf(strings.TrimSuffix(clause.ID, spec.KeywordType)),
			hint:        fmt.Sprintf("a scenario that asks with %s %d, and is served", clause.Place, n),
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

// hasThat says whether a body has a value, which is no list and no object, at a path.
func hasThat(body any, path []string, value any) bool {
	v, has := jsonpointer.Find(body, path)
	return has && v == value
}

// whole is a limit that is a whole number; 0 where it is none.
func whole(limit any) int {
	exact, ok := spec.Rational(limit)
	if !ok || !exact.IsInt() || !exact.Num().IsInt64() {
		return 0
	}
	return int(exact.Num().Int64())
}
