package revision

import (
	"slices"
	"strings"

	"github.com/oasdiff/oasdiff/checker"

	"kycspec/internal/spec"
)

// matter is what a rule of oasdiff may be about: the subject of a change, and
// its kind where a rule is about one kind only.
type matter struct {
	subject ChangeSubject
	kind    RevisionKind
}

// operationMatters are what the places of an operation have to do with changes,
// by oasdiff's names of the places below "paths.*.*". No clause speaks of
// others, such as headers and parameters.
var operationMatters = map[string][]ChangeSubject{
	"responses.*":                      {SubjectStatus},
	"responses.*.content.*":            {SubjectMediaType, SubjectBody},
	"responses.*.content.*.schema":     {SubjectMediaType, SubjectBody},
	"responses.*.content.*.itemSchema": {SubjectMediaType, SubjectBody},
	"requestBody.content.*":            {SubjectMediaType, SubjectBody},
	"requestBody.content.*.schema":     {SubjectMediaType, SubjectBody},
	"requestBody.content.*.itemSchema": {SubjectMediaType, SubjectBody},
}

// schemaMatters are the same for places in a schema: what keywords have to do
// with changes that does not bear the keyword's name.
var schemaMatters = map[string]ChangeSubject{
	spec.KeywordProperties: SubjectProperty,
	spec.KeywordRequired:   SubjectProperty,
	"discriminator":        SubjectProperty,
	spec.KeywordOneOf:      SubjectAlternatives,
	spec.KeywordAnyOf:      SubjectAlternatives,
	spec.KeywordAllOf:      SubjectAlternatives,
	"nullable":             spec.KeywordType,
}

// bodySchemas are what oasdiff's names of places in the schema of a body begin with.
var bodySchemas = []string{"requestBody.content.*.schema.", "responses.*.content.*.schema."}

// mattersOf is what a rule may be about; none where no clause speaks of it, as
// of how properties are to be deprecated, or of bodies that a read-only or
// write-only property is no part of.
func mattersOf(rule checker.BackwardCompatibilityRule) []matter {
	if rule.Effect == checker.EffectViolation || slices.Contains(rule.Guards, checker.GuardReadOnly) || slices.Contains(rule.Guards, checker.GuardWriteOnly) {
		return nil
	}
	if rule.Area == checker.AreaSecurity {
		return []matter{{subject: SubjectSecurity}}
	}
	var list []matter
	for _, location := range rule.Locations {
		place, action, _ := strings.Cut(location, ":") // "paths.*.*.requestBody.content.*.schema.enum:add"
		place = strings.TrimPrefix(place, "paths.*.*.")
		for _, subject := range operationMatters[place] {
			list = append(list, matter{subject: subject})
		}
		for _, begin := range bodySchemas {
			if below, found := strings.CutPrefix(place, begin); found {
				keyword, _, _ := strings.Cut(below, ".")
				list = append(list, keywordMatters(keyword, action, rule.Effect)...)
			}
		}
	}
	return list
}

// keywordMatters is what a rule about a keyword may be about. Rules about an enum
// that comes and about a value added to one differ in their effect: an enum
// narrows what is allowed, a value widens it; and the other way round where they
// go. A rule about a bound may be about the exclusive bound that takes its place.
func keywordMatters(keyword, action string, effect checker.Effect) []matter {
	switch {
	case keyword == spec.KeywordEnum && action == "add" && effect == checker.EffectWidens:
		return []matter{{SubjectEnumValue, Added}}
	case keyword == spec.KeywordEnum && action == "remove" && effect == checker.EffectNarrows:
		return []matter{{SubjectEnumValue, Removed}}
	}
	if subject, listed := schemaMatters[keyword]; listed {
		return []matter{{subject: subject}}
	}
	var list []matter
	for _, row := range spec.Keywords() {
		if row.Name == keyword || sameEnd(row, spec.KeywordNamed(keyword)) {
			list = append(list, matter{subject: ChangeSubject(row.Name)})
		}
	}
	return list
}
