package contract

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// finding is one keyword that a value breaks, as the validator tells it.
type finding struct {
	location string // keyword location, the shortest
	pointer  string
	holder   *jsonschema.Schema
	branches []finding // of a oneOf or anyOf: what of each alternative the value breaks
	several  bool      // of a oneOf: several alternatives fit
}

// validate runs the schema over a decoded body.
func (b *compiledBody) validate(value any) []finding {
	err := b.schema.Validate(value)
	var failed *jsonschema.ValidationError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failed):
		return b.findings(failed, value)
	}
	// Only a schema that refers to itself without end fails in another way.
	return []finding{{location: "/" + err.Error(), holder: b.schema}}
}

func (b *compiledBody) findings(err *jsonschema.ValidationError, value any) []finding {
	var f finding
	f.holder, f.location = b.holder(normal(err.KeywordLocation))
	f.pointer = normal(err.InstanceLocation)
	keyword := keywordOf(f.location)
	if len(err.Causes) == 0 {
		f.several = keyword == spec.KeywordOneOf
		return append([]finding{f}, b.beside(f, value)...)
	}
	var causes []finding
	for _, cause := range err.Causes {
		causes = append(causes, b.findings(cause, value)...)
	}
	if (keyword == spec.KeywordOneOf || keyword == spec.KeywordAnyOf) && len(b.byLocation[f.location]) > 0 {
		f.branches = causes
		return []finding{f}
	}
	return causes
}

// beside is what the validator leaves unsaid of a value of the wrong type: that
// it is not in the list of values either, or, a fraction, past a bound.
func (b *compiledBody) beside(f finding, value any) []finding {
	if keywordOf(f.location) != spec.KeywordType {
		return nil
	}
	untyped := *f.holder
	untyped.Types = nil
	var failed *jsonschema.ValidationError
	if !errors.As(untyped.Validate(at(value, f.pointer)), &failed) {
		return nil
	}
	var list []finding
	for _, cause := range failed.Causes {
		if keyword := strings.TrimPrefix(cause.KeywordLocation, "/"); spec.KeywordNamed(keyword).BesideType {
			list = append(list, finding{location: strings.TrimSuffix(f.location, spec.KeywordType) + keyword, pointer: f.pointer, holder: f.holder})
		}
	}
	return list
}

// normal undoes the URL escaping that the validator puts on top of a pointer's own.
func normal(location string) string {
	if plain, err := url.PathUnescape(location); err == nil {
		return plain
	}
	return location
}

// explain turns a finding into violations: of a list of required properties,
// one for each that is missing.
func (j *judgement) explain(b *compiledBody, value any, f finding) []outcome.Violation {
	part, show := at(value, f.pointer), j.formatter()
	var list []outcome.Violation
	for _, c := range j.broken(b, f, part) {
		v := j.violation(outcome.FaultAnswer, c, f.pointer, c.Row().Wants(c.Value), show.got(c, part))
		switch {
		case f.several:
			shown := show.value(part)
			v.Got = outcome.Term{Kind: outcome.GotSeveral, Of: &shown}
		case len(f.branches) > 0:
			v.Got = show.value(part)
			v.Branches = j.explainBranches(b, value, f)
		case c.Keyword == spec.KeywordAdditional:
			object, _ := part.(map[string]any)
			v.Got = show.names(outcome.GotAlso, unnamed(f.holder, object), formatter.text)
		}
		list = append(list, v)
	}
	return list
}

// broken lists the clauses that a finding is about, where several share a
// location: of an enum the whole list, of required properties the missing ones.
func (j *judgement) broken(b *compiledBody, f finding, part any) []spec.Clause {
	var list []spec.Clause
	for _, i := range b.byLocation[f.location] {
		c := j.clause(i)
		_, isList := c.Value.([]any)
		switch {
		case c.Keyword == spec.KeywordEnum && !isList, c.Keyword == spec.KeywordRequired && !lacks(part, c.Value):
		default:
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return []spec.Clause{j.unknown(b, f)}
	}
	return list
}

func lacks(part, name any) bool {
	object, ok := part.(map[string]any)
	if !ok {
		return false
	}
	_, has := object[fmt.Sprint(name)]
	return !has
}

// explainBranches says of each alternative why the value does not fit.
func (j *judgement) explainBranches(b *compiledBody, value any, f finding) []outcome.Violation {
	inner := &judgement{contract: j.contract, exchange: j.exchange}
	for _, g := range f.branches {
		inner.violations = append(inner.violations, inner.explain(b, value, g)...)
	}
	return inner.sorted()
}

// unknown stands for a keyword that the manifest has no clause for.
func (j *judgement) unknown(b *compiledBody, f finding) spec.Clause {
	root := j.clause(b.json)
	return spec.Clause{ID: strings.TrimSuffix(root.ID, "/$/"+spec.KeywordJSON) + f.location, Line: root.Line,
		Value: f.location}
}
