package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// asking is the sentence by which a scenario would ask so that the answer is
// evidence for a clause of the request; empty where none was found. It is
// tried on the contract before it is told.
func (s suggester) asking(clause spec.Clause, evidence spec.Evidence) string {
	name, past := nameOf(s.contract.Names(), target(clause)), evidence == spec.ViolationRejected
	proves := func(change func(*contract.Draft) error) bool {
		draft := s.contract.Draft()
		return change(draft) == nil && s.proves(draft, clause, evidence)
	}
	const asks = "the application requests KYC "
	limit := contract.LimitOf(clause.Keyword)
	if name == "$" {
		name = string(spec.RequestPart)
	}
	switch {
	case clause.Part != spec.RequestPart:
		return ""
	case clause.Keyword == "required" && proves(func(d *contract.Draft) error { return d.Remove(name) }):
		return asks + "without the " + name
	case clause.Keyword == "additionalProperties" && proves(func(d *contract.Draft) error { return d.AddStray(name, "") }):
		return asks + "with a stray property in the " + name
	case limit != "" && proves(func(d *contract.Draft) error { return d.SetLimit(name, limit, past, "x") }):
		where := "at its "
		if past {
			where = "just past its "
		}
		return asks + "with the " + name + " " + where + string(limit)
	}
	if text, found := s.value(clause, evidence); found {
		return asks + "with the " + nameOf(s.contract.Names(), clause.Place) + " given as " + text
	}
	return ""
}

// proves says whether a request would be the evidence, were it answered as it should be.
func (s suggester) proves(d *contract.Draft, clause spec.Clause, evidence spec.Evidence) bool {
	if evidence == spec.BoundaryAccepted {
		return slices.Contains(s.contract.Boundaries(d.Bytes()), clause.ID)
	}
	broken := s.contract.JudgeRequest(d.Bytes())
	return len(broken) == 1 && broken[0].Clause == clause.ID
}

// value finds a value, as JSON, that is evidence for a clause when it stands at
// its place: one that the contract lists there, or else a plain one.
func (s suggester) value(clause spec.Clause, evidence spec.Evidence) (text string, found bool) {
	var candidates []string
	for _, other := range append([]spec.Clause{clause}, s.contract.Clauses()...) {
		if _, isList := other.Value.([]any); other.Keyword == "enum" && other.Place == clause.Place && !isList {
			candidates = append(candidates, encode(other.Value))
		}
	}
	for _, limit := range []contract.Limit{contract.Lowest, contract.Highest} {
		if bound, err := s.contract.Limit(clause.Place, limit, false); err == nil && bound.IsInt() {
			candidates = append(candidates, bound.RatString())
		}
	}
	if object := s.object(clause.Place); object != nil {
		candidates = append(candidates, encode(object))
		object["stray"] = true
		candidates = append(candidates, encode(object))
	}
	candidates = append(candidates, `"text"`, `""`, "1", "1.5", "-1", "true", "{}", "[]", `["text"]`, "[1, 1]", "null")
	for _, text := range candidates {
		if s.fits(text, clause, evidence) {
			return text, true
		}
	}
	return "", false
}

// object makes what is required of an object at a place; nil where a value of it was not found.
func (s suggester) object(place string) map[string]any {
	object := map[string]any{}
	for _, clause := range s.contract.Clauses() {
		name, isName := clause.Value.(string)
		if clause.Part != spec.RequestPart || clause.Keyword != "required" || clause.Place != place || !isName {
			continue
		}
		inner, known := s.contract.Clause("request/" + target(clause) + "/type")
		if !known {
			return nil
		}
		text, found := s.value(inner, spec.BoundaryAccepted)
		if !found {
			return nil
		}
		object[name] = json.RawMessage(text)
	}
	return object
}

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "" // which is no JSON, and fits nowhere
	}
	return string(text)
}

// fits says whether a value, as JSON, is evidence for a clause when it stands at its place.
func (s suggester) fits(text string, clause spec.Clause, evidence spec.Evidence) bool {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if clause.Place == "$" || decoder.Decode(&v) != nil {
		return false
	}
	draft := s.contract.Draft()
	draft.Set(clause.Place, v)
	return s.proves(draft, clause, evidence)
}

// outcome is how a scenario with such a request ends.
func outcome(evidence spec.Evidence) string {
	if evidence == spec.BoundaryAccepted {
		return "KYC is started"
	}
	return "the request is refused as documented"
}

// scenario says what scenario to add beside which.
func (s suggester) scenario(asking string, evidence spec.Evidence, model *Scenario) string {
	beside := ""
	if model != nil {
		beside = fmt.Sprintf(" beside %s:%d", model.Path, model.Line)
	}
	return fmt.Sprintf("add a scenario%s: When %s, Then %s", beside, asking, outcome(evidence))
}
