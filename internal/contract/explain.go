package contract

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// finding is one keyword that a value breaks, as the validator tells it.
type finding struct {
	location string // keyword location
	pointer  string
	branches []branch // of a oneOf or anyOf
	matches  string   // of a oneOf that several branches satisfy
}

// branch is one alternative of a oneOf or anyOf, and what of it the value breaks.
type branch []finding

// validate runs the schema over a decoded body.
func (b *body) validate(value any) []finding {
	err := b.schema.Validate(value)
	var failed *jsonschema.ValidationError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failed):
		return b.findings(failed)
	}
	// Only a schema that refers to itself without end fails in another way.
	return []finding{{location: "/" + err.Error()}}
}

func (b *body) findings(err *jsonschema.ValidationError) []finding {
	location := normal(err.KeywordLocation)
	keyword := location[strings.LastIndex(location, "/")+1:]
	alternatives := (keyword == "oneOf" || keyword == "anyOf") && len(b.byLocation[location]) > 0
	switch {
	case len(err.Causes) == 0:
		f := finding{location: location, pointer: normal(err.InstanceLocation)}
		if keyword == "oneOf" {
			f.matches = err.Message
		}
		return []finding{f}
	case alternatives:
		return []finding{{location: location, pointer: normal(err.InstanceLocation), branches: b.branches(err)}}
	}
	var list []finding
	for _, cause := range err.Causes {
		list = append(list, b.findings(cause)...)
	}
	return list
}

func (b *body) branches(err *jsonschema.ValidationError) []branch {
	list := make([]branch, 0, len(err.Causes))
	for _, cause := range err.Causes {
		list = append(list, b.findings(cause))
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

// explain turns a finding into a violation.
func (j *judgement) explain(b *body, value any, f finding) Violation {
	part := at(value, f.pointer)
	clauses := b.byLocation[f.location]
	if len(clauses) == 0 {
		return j.unknown(b, f, part)
	}
	c := j.clause(pick(j, clauses, part))
	v := j.violation(c, f.pointer, want(c), got(c, part))
	switch {
	case f.matches != "":
		v.Got = j.violation(c, "", "", show(part)+", which fits several").Got
	case len(f.branches) > 0:
		j.explainBranches(b, value, f, &v)
	case c.Keyword == "additionalProperties":
		v.Got = j.violation(c, "", "", "also "+strings.Join(j.extra(b, f.location, part), ", ")).Got
	case c.Keyword == "required":
		v = j.missing(clauses, f, part)
	}
	return v
}

// pick chooses the clause that a finding is about, where several share a
// location: of an enum the list, of the required properties a missing one.
func pick(j *judgement, clauses []int, part any) int {
	for _, i := range clauses {
		c := j.clause(i)
		_, isList := c.Value.([]any)
		if c.Keyword == "enum" && isList {
			return i
		}
		if c.Keyword == "required" && lacks(part, c.Value) {
			return i
		}
	}
	return clauses[0]
}

func lacks(part, name any) bool {
	object, ok := part.(map[string]any)
	if !ok {
		return false
	}
	_, has := object[fmt.Sprint(name)]
	return !has
}

// missing makes a violation for each required property that is missing.
// All but the first are added beside; the first is returned.
func (j *judgement) missing(clauses []int, f finding, part any) Violation {
	var all []Violation
	for _, i := range clauses {
		if c := j.clause(i); lacks(part, c.Value) {
			all = append(all, j.violation(c, f.pointer, want(c), got(c, part)))
		}
	}
	j.violations = append(j.violations, all[1:]...)
	return all[0]
}

// explainBranches says of each alternative why the value does not fit. Where
// the value is of the type of just one of them, that one is what was meant.
func (j *judgement) explainBranches(b *body, value any, f finding, v *Violation) {
	inner := &judgement{contract: j.contract, exchange: j.exchange}
	for _, alternative := range f.branches {
		for _, g := range alternative {
			inner.violations = append(inner.violations, inner.explain(b, value, g))
		}
	}
	v.Branches = inner.sorted()
	v.Got = j.violation(spec.Clause{}, "", "", show(at(value, f.pointer))).Got
}

// extra lists the properties that the contract does not name, quoted.
func (j *judgement) extra(b *body, location string, part any) []string {
	object, _ := part.(map[string]any)
	siblings := strings.TrimSuffix(location, "additionalProperties") + "properties/"
	named := map[string]bool{}
	for other := range b.byLocation {
		if name, found := strings.CutPrefix(other, siblings); found {
			name, _, _ = strings.Cut(name, "/")
			named[name] = true
		}
	}
	var list []string
	for _, name := range keys(object) {
		if !named[escape(name)] && !slices.Contains(list, name) {
			list = append(list, elide(name))
		}
	}
	return list
}

// unknown is a finding at a place that has no clause of its own, such as a
// deeper level of a schema that contains itself.
func (j *judgement) unknown(b *body, f finding, part any) Violation {
	root := j.clause(b.json)
	c := spec.Clause{ID: strings.TrimSuffix(root.ID, "/$/"+spec.KeywordJSON) + f.location, Line: root.Line}
	return j.violation(c, f.pointer, "what the schema says at "+f.location, show(part))
}
