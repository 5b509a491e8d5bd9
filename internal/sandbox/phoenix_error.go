package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// castError is one error as OpenApiSpex writes it.
type castError struct {
	Title  string `json:"title"`
	Source struct {
		Pointer string `json:"pointer"`
	} `json:"source"`
	Detail string `json:"detail"`
}

func newCastError(pointer, detail string) castError {
	e := castError{Title: "Invalid value", Detail: detail}
	e.Source.Pointer = "/" + strings.TrimPrefix(pointer, "/")
	return e
}

// found is a broken clause, and the order in which it would be come upon: from
// the outside in, and in an object what is unknown before what is missing.
type found struct {
	outcome.Violation
	clause spec.Clause
	depth  int
	rank   int
}

var foundFirst = []string{spec.KeywordAdditional, spec.KeywordRequired, spec.KeywordType}

func (s *Sandbox) find(violations []outcome.Violation) []found {
	list := make([]found, 0, len(violations))
	for _, v := range violations {
		clause, _ := s.contract.Clause(v.Clause)
		rank := slices.Index(foundFirst, clause.Keyword)
		if rank < 0 {
			rank = len(foundFirst)
		}
		list = append(list, found{v, clause, strings.Count(v.Pointer, "/"), rank})
	}
	slices.SortStableFunc(list, func(a, b found) int {
		if a.depth != b.depth {
			return a.depth - b.depth
		}
		if a.Pointer != b.Pointer {
			return strings.Compare(a.Pointer, b.Pointer)
		}
		return a.rank - b.rank
	})
	return list
}

// castErrors lists what is wrong with a body. OpenApiSpex goes no further than
// the first place where something is, and lists all of one kind there.
func (s *Sandbox) castErrors(text []byte, violations []outcome.Violation) []castError {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var body any
	// Nothing but what the parser let pass comes here.
	_ = decoder.Decode(&body)
	var errors []castError
	list := s.find(violations)
	for _, f := range list {
		if f.Pointer == list[0].Pointer && f.rank == list[0].rank {
			value, _ := jsonpointer.Find(body, jsonpointer.Split(f.Pointer))
			errors = append(errors, s.castError(f, value))
		}
	}
	return errors
}

func (s *Sandbox) castError(f found, value any) castError {
	limit := f.clause.Value
	switch f.clause.Keyword {
	case spec.KeywordAdditional:
		name := s.unknown(f.clause, value)
		return newCastError(f.Pointer+"/"+name, "Unexpected field: "+name)
	case spec.KeywordRequired:
		return newCastError(fmt.Sprintf("%s/%v", f.Pointer, limit), fmt.Sprintf("Missing field: %v", limit))
	case spec.KeywordType:
		if value == nil {
			return newCastError(f.Pointer, fmt.Sprintf("null value where %s expected", typeOf(limit)))
		}
		return newCastError(f.Pointer, fmt.Sprintf("Invalid %s. Got: %s", typeOf(limit), kindOf(value)))
	case spec.KeywordEnum:
		return newCastError(f.Pointer, "Invalid value for enum")
	case spec.KeywordPattern:
		return newCastError(f.Pointer, fmt.Sprintf("Invalid format. Expected ~r/%v/", limit))
	}
	row, compared := f.clause.Row(), "smaller"
	if row.Side == spec.Upper {
		compared = "larger"
	}
	switch _, isText := value.(string); {
	case isText && row.Unit == outcome.Characters:
		return newCastError(f.Pointer, fmt.Sprintf("String length is %s than %s: %v", compared, row.Name, limit))
	case row.BoundsNumber() && !row.Exclusive:
		return newCastError(f.Pointer, fmt.Sprintf("%v is %s than inclusive %s %v", value, compared, row.Name, limit))
	}
	return newCastError(f.Pointer, "Want "+f.Want.String())
}

// unknown is the first name of an object that no clause of the contract is about.
func (s *Sandbox) unknown(clause spec.Clause, value any) string {
	object, _ := value.(map[string]any)
	known := map[string]bool{}
	within := spec.SplitPlace(clause.Place)
	for _, other := range s.contract.Clauses() {
		path := spec.SplitPlace(other.Place)
		if other.Part == spec.RequestPart && len(path) > len(within) && slices.Equal(path[:len(within)], within) {
			known[path[len(within)]] = true
		}
	}
	first := ""
	for name := range object {
		if !known[name] && (first == "" || name < first) {
			first = name
		}
	}
	return first
}

// kindOf is the type of a JSON value.
func kindOf(value any) string {
	switch v := value.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case bool:
		return "boolean"
	case json.Number:
		if integerText.MatchString(string(v)) {
			return "integer"
		}
	}
	return "number"
}
