package spec

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Why no request can break a clause and nothing else.
const (
	listedType  = "a value of another type is not in the list of values either, so the type is never broken alone"
	listedValue = "a value that breaks this is not in the list of values either, so it is never broken alone"
	nothingLess = "nothing is shorter than 0"
	patternToo  = "a text of any other length breaks the pattern too, so the length is never broken alone"
	boundsToo   = "a number that does not fit breaks its bounds too, so the format is never broken alone"
	otherForm   = "a value that breaks one form may still be of another, so this is never broken alone"
	itsForm     = "which form a value has is the API's to choose, so no client can bring about one that this judges"
	otherWay    = "the contract keeps this property out of this body (readOnly, writeOnly)"
	nullHere    = "the contract promises null here, so no value comes that this judges"
)

// judgesAll are the keywords that judge a value of whatever type, and so of whatever form.
var judgesAll = map[string]bool{"type": true, "enum": true, "oneOf": true, "anyOf": true, "not": true}

// excuseType: where every allowed value is listed, nothing of another type can break the type alone.
func (w *walker) excuseType(s *schema, c *Clause) {
	if w.part == RequestPart && len(s.enum) > 0 {
		c.Needs, c.Unprovokable = []Evidence{BoundaryAccepted}, listedType
	}
}

// excuseWord: a bound that the list of values or a text's pattern implies is never broken alone.
func (w *walker) excuseWord(s *schema, c *Clause) {
	reason := ""
	switch {
	case w.part != RequestPart:
	case len(s.enum) > 0:
		reason = listedValue
	case strings.HasPrefix(c.Keyword, "min") && c.Keyword != "minimum" && Text(c.Value) == "0":
		reason = nothingLess
	case s.patternImplies(*c):
		reason = patternToo
	case c.Keyword == "format" && s.boundsImply(*c):
		reason = boundsToo
	}
	if reason != "" {
		c.Needs, c.Unprovokable = []Evidence{BoundaryAccepted}, reason
	}
}

// patternImplies says whether every text that matches the schema's patterns is within a bound on its length.
func (s *schema) patternImplies(c Clause) bool {
	for _, word := range s.words {
		if word.name != "pattern" {
			continue
		}
		number, _ := c.Value.(json.Number)
		bound, err := number.Int64()
		shortest, longest, anchored := spanOf(word.value.(string))
		switch {
		case err != nil || !anchored:
		case c.Keyword == "minLength" && int64(shortest) >= bound:
			return true
		case c.Keyword == "maxLength" && longest >= 0 && int64(longest) <= bound:
			return true
		}
	}
	return false
}

// boundsImply says whether every number within the schema's bounds fits the format.
func (s *schema) boundsImply(c Clause) bool {
	if c.Value != "int32" && c.Value != "int64" {
		return false
	}
	low, high := false, false
	for _, w := range s.words {
		fits := word{name: c.Keyword, value: c.Value}.allows(w.value)
		low = low || fits && strings.HasSuffix(strings.ToLower(w.name), "minimum")
		high = high || fits && strings.HasSuffix(strings.ToLower(w.name), "maximum")
	}
	return low && high
}

// settle looks back on the clauses of one response. What a description makes
// null is out of the reach of the clauses that judge its text, and of the
// promise of base64; what no schema has is not promised to be anything.
func (w *walker) settle(status string) {
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

// underNull says whether a clause judges what is null: anything but the type
// and the listed values, and anything within.
func underNull(c Clause, null map[string]bool) bool {
	if null[c.Place] {
		return c.Keyword != "type" && c.Keyword != "enum"
	}
	for place := parent(c.Place); place != ""; place = parent(place) {
		if null[place] {
			return true
		}
	}
	return false
}
