package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// proposal is a request that would be evidence for a clause.
type proposal struct {
	deviates deviation // from the contract's own example
	name     string    // of the place where it does
	text     string    // the limit, or the value as JSON
}

// deviation is a way in which a request deviates from the contract's own example.
type deviation int

const (
	nowhere deviation = iota // there is no such request
	lacksProperty
	hasStrayProperty
	atLimit
	pastLimit
	hasValue
)

// propose finds a request whose answer would be evidence for a clause of the
// request, and tries it on the contract.
func (s suggester) propose(clause spec.Clause, evidence spec.Evidence) proposal {
	name := s.contract.Names().Called(target(clause))
	proves := func(change func(*contract.Draft) error) bool {
		draft := s.contract.Draft()
		return change(draft) == nil && s.proves(draft, clause, evidence)
	}
	limit, past, where := contract.LimitOf(clause.Keyword), evidence == spec.ViolationRejected, atLimit
	if past {
		where = pastLimit
	}
	if name == "$" {
		name = string(spec.RequestPart)
	}
	switch {
	case clause.Part != spec.RequestPart:
		return proposal{}
	case clause.Keyword == spec.KeywordRequired && proves(func(d *contract.Draft) error { return d.Remove(name) }):
		return proposal{lacksProperty, name, ""}
	case clause.Keyword == spec.KeywordAdditional && proves(func(d *contract.Draft) error { return d.AddStray(name, "") }):
		return proposal{hasStrayProperty, name, ""}
	case limit != "" && proves(func(d *contract.Draft) error { return d.SetLimit(name, limit, past, "x") }):
		return proposal{where, name, string(limit)}
	}
	if text, found := s.value(clause, evidence); found {
		return proposal{hasValue, s.contract.Names().Called(clause.Place), text}
	}
	return proposal{}
}

// sentence is the step that makes the request, in the words of the vocabulary.
func (p proposal) sentence() string {
	const asks = "the application requests KYC "
	switch p.deviates {
	case lacksProperty:
		return asks + "without the " + p.name
	case hasStrayProperty:
		return asks + "with a stray property in the " + p.name
	case atLimit:
		return asks + "with the " + p.name + " at its " + p.text
	case pastLimit:
		return asks + "with the " + p.name + " just past its " + p.text
	}
	return asks + "with the " + p.name + " given as " + p.text
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
		if _, isList := other.Value.([]any); other.Keyword == spec.KeywordEnum && other.Place == clause.Place && !isList {
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
		if clause.Part != spec.RequestPart || clause.Keyword != spec.KeywordRequired || clause.Place != place || !isName {
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

// scenario says what scenario to add beside which.
func (p proposal) scenario(evidence spec.Evidence, model *ModelScenario) string {
	beside, ending := "", "the request is refused as documented"
	if model != nil {
		beside = fmt.Sprintf(" beside %s:%d", model.Path, model.Line)
	}
	if evidence == spec.BoundaryAccepted {
		ending = "KYC is started"
	}
	return fmt.Sprintf("add a scenario%s: When %s, Then %s", beside, p.sentence(), ending)
}
