package spec

import (
	"encoding/json"
	"fmt"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
)

// Why no client can bring about some of the evidence for a clause.
const (
	listedType  = "a value of another type is not in the list of values either, so the type is never broken alone"
	listedValue = "a value that breaks this is not in the list of values either, so it is never broken alone"
	nothingLess = "nothing is shorter than 0"
	patternToo  = "a text of any other length breaks the pattern too, so the length is never broken alone"
	boundsToo   = "a number that does not fit breaks its bounds too, so the format is never broken alone"
	otherForm   = "a value that breaks one form may still be of another, so this is never broken alone"
	itsForm     = "which form a value has is the API's to choose, so no client can bring about one that this judges"
	otherWay    = "the contract keeps this property out of this body (readOnly, writeOnly)"
	noMessage   = "no message of EIP-4361, which the description asks for, is as short as this, so a text that is may be accepted or refused"
	nullHere    = "the contract promises null here, so no value comes that this judges"
)

// neverTypeAlone: where every allowed value is listed, nothing of another type can break the type alone.
func (w *walker) neverTypeAlone(s *schema, c *Clause) {
	if w.part == RequestPart && len(s.enum) > 0 {
		c.Needs, c.Unprovokable = []Evidence{BoundaryAccepted}, listedType
	}
}

// neverAlone: a limit that the list of values, a text's pattern or other bounds
// imply is never broken alone.
func (w *walker) neverAlone(s *schema, c *Clause) {
	reason := ""
	outside, bounds := c.Row().FirstOutside(c.Value)
	switch {
	case w.part != RequestPart:
	case len(s.enum) > 0:
		reason = listedValue
	case bounds && outside.Sign() < 0 && !c.Row().BoundsNumber():
		reason = nothingLess
	case s.patternImplies(*c):
		reason = patternToo
	case c.Keyword == KeywordFormat && s.boundsImply(*c):
		reason = boundsToo
	}
	if reason != "" {
		c.Needs, c.Unprovokable = []Evidence{BoundaryAccepted}, reason
	}
}

// patternImplies says whether every text that matches the schema's patterns is within a bound on its length.
func (s *schema) patternImplies(c Clause) bool {
	for _, word := range s.words {
		if word.name != KeywordPattern {
			continue
		}
		number, _ := c.Value.(json.Number)
		bound, err := number.Int64()
		shortest, longest, anchored := generate.Span(word.value.(string))
		switch row := c.Row(); {
		case err != nil || !anchored:
		case row.Bounds(outcome.Characters, Lower) && int64(shortest) >= bound:
			return true
		case row.Bounds(outcome.Characters, Upper) && longest >= 0 && int64(longest) <= bound:
			return true
		}
	}
	return false
}

// boundsImply says whether every number within the schema's bounds fits the format.
func (s *schema) boundsImply(c Clause) bool {
	least, greatest, ofNumbers := FormatRange(Text(c.Value))
	bounded := map[Side]bool{}
	for _, w := range s.words {
		bound, ok := Rational(w.value)
		if row := KeywordNamed(w.name); ofNumbers && ok && row.BoundsNumber() && bound.Cmp(least) >= 0 && bound.Cmp(greatest) <= 0 {
			bounded[row.Side] = true
		}
	}
	return bounded[Lower] && bounded[Upper]
}

// reconcile looks back on the clauses of one response, since descriptions are met
// before all that they speak of. Where one promises that a value is null, its
// other clauses have nothing to judge, and a promise of base64 is dropped. A
// promise about a value that the schema does not have is dropped with a note.
func (w *walker) reconcile(status string) {
	null := map[string]bool{}
	for _, c := range w.clauses {
		if c.Status == status && c.Part == SemanticPart && c.Keyword == KeywordNull {
			null[c.Place] = true
		}
	}
	kept := make([]Clause, 0, len(w.clauses))
	for _, c := range w.clauses {
		switch {
		case c.Status != status || c.Part != ResponsePart && c.Part != SemanticPart:
		case c.Part == SemanticPart && !w.places[c.Place]:
			w.notes = append(w.notes, fmt.Sprintf("line %d: the description speaks of %s, which the schema does not have", c.Line, c.Place))
			continue
		case c.Keyword == KeywordBase64 && null[c.Place]:
			continue
		case c.Part == ResponsePart && underNull(c, null):
			c.Needs, c.Unprovokable = []Evidence{}, nullHere
		}
		kept = append(kept, c)
	}
	w.clauses = kept
	clear(w.ids)
	for i, c := range kept {
		w.ids[c.ID] = i
	}
}

// underNull says whether a clause has nothing to judge because a value is null:
// any clause on a value within it, and on itself all but type and enum.
func underNull(c Clause, null map[string]bool) bool {
	if null[c.Place] {
		return c.Keyword != KeywordType && c.Keyword != KeywordEnum
	}
	for place := parent(c.Place); place != ""; place = parent(place) {
		if null[place] {
			return true
		}
	}
	return false
}
