package revision

import (
	"fmt"
	"strings"

	"kycspec/internal/spec"
)

// phrase names the words of a change: by its subject, or "" for any keyword of
// a schema, by its kind, and by what else they depend on.
type phrase struct {
	subject ChangeSubject
	kind    RevisionKind
	variant string
}

// What words depend on beside the subject and the kind.
const (
	mustHave  = "required of a request"
	hasAlways = "required of an answer"
	described = "described"
	unlisted  = "of statuses that are not listed"
)

// phrases are the words of changes. In braces stands what [Change.fill] puts in.
var phrases = map[phrase]string{
	{SubjectStatus, Added, ""}:         "The API may now answer {status}.",
	{SubjectStatus, Added, described}:  "The API may now answer {status}: {description}.",
	{SubjectStatus, Added, unlisted}:   "with other statuses",
	{SubjectStatus, Removed, ""}:       "The API no longer answers {status}.",
	{SubjectStatus, Removed, unlisted}: "with statuses that are not listed",

	{SubjectMediaType, Added, ""}:   "{In}the body may now also be {gained}.",
	{SubjectMediaType, Removed, ""}: "{In}the body may no longer be {lost}.",
	{SubjectMediaType, Changed, ""}: "{In}the body is now {gained}, no longer {lost}.",
	{SubjectBody, Added, ""}:        "{In}a body is described now.",
	{SubjectBody, Removed, ""}:      "{In}no body is described any more.",

	{SubjectSecurity, Added, ""}:   "A request now needs a bearer token that the API gave.",
	{SubjectSecurity, Removed, ""}: "A request no longer needs a bearer token.",
	{SubjectSecurity, Changed, ""}: "The security schemes are others; a request still needs a bearer token.",

	{SubjectProperty, Added, ""}:            "{In}{place} may now have the property {property}.",
	{SubjectProperty, Added, mustHave}:      "{In}{place} must now have the property {property}.",
	{SubjectProperty, Added, hasAlways}:     "{In}{place} now has the property {property}.",
	{SubjectProperty, Removed, ""}:          "{In}{place} no longer has the property {property}.",
	{SubjectProperty, MadeOptional, ""}:     "{In}{place} may now come without the property {property}.",
	{SubjectProperty, MadeRequired, ""}:     "{In}{place} may no longer come without the property {property}.",
	{SubjectUnnamedProperties, Added, ""}:   "{In}{place} may now have properties that the contract does not name.",
	{SubjectUnnamedProperties, Removed, ""}: "{In}{place} may no longer have properties that the contract does not name.",
	{SubjectUnnamedSchema, Added, ""}:       "{In}{place} may have properties that the contract does not name, if they have the form that it gives.",
	{SubjectUnnamedSchema, Removed, ""}:     "{In}the contract no longer gives a form for other properties of {place}.",

	{SubjectEnumValue, Added, ""}:      "{In}{place} may now be {gained}.",
	{SubjectEnumValue, Removed, ""}:    "{In}{place} may no longer be {lost}.",
	{SubjectAlternatives, Added, ""}:   "{In}{place} {new} (before: one form).",
	{SubjectAlternatives, Removed, ""}: "{In}{place} has one form (before: {before}).",
	{"", Added, ""}:                    "New: {in}{place} {new}.",
	{"", Removed, ""}:                  "No longer: {in}{place} {old}.",
	{"", Changed, ""}:                  "{In}{place} {new} (before: {before}).",
}

// longestStatus bounds the sentence of a new status, which has its description in it.
const longestStatus = 100

// Sentence says a change in words for people who read no schemas.
func (c Change) Sentence() string {
	if c.Subject == SubjectOasdiffOnly {
		return capital(strings.Join(c.Findings, "; ")) + "."
	}
	sentence := c.fill(c.words())
	if c.Description != "" && len(sentence) > longestStatus {
		c.Description = ""
		return c.Sentence()
	}
	return sentence
}

// words are the phrase for a change.
func (c Change) words() string {
	wanted := phrase{c.Subject, c.Kind, ""}
	switch {
	case c.Description != "":
		wanted.variant = described
	case c.Kind == Added && c.Required && c.ofRequest():
		wanted.variant = mustHave
	case c.Kind == Added && c.Required:
		wanted.variant = hasAlways
	}
	if words, known := phrases[wanted]; known {
		return words
	}
	return phrases[phrase{"", c.Kind, ""}]
}

// fill puts what a change is about into its words.
func (c Change) fill(words string) string {
	status := c.Statuses[0]
	if status == "default" {
		status = phrases[phrase{SubjectStatus, c.Kind, unlisted}]
	}
	in := spec.Intro(c.Statuses...)
	with := []string{
		"{In}", in, "{in}", strings.ToLower(in[:1]) + in[1:], "{place}", spec.Subject(c.Place), "{property}", c.Property,
		"{status}", status, "{description}", c.Description, "{gained}", either(c.Gained), "{lost}", either(c.Lost),
	}
	if c.From != nil {
		in := spec.InAlternatives(c.Place, c.From.Alternatives)
		with = append(with, "{old}", spec.Predicate(c.From.Clause)+in, "{before}", spec.Complement(c.From.Clause)+in)
	}
	if c.To != nil {
		with = append(with, "{new}", spec.Predicate(c.To.Clause)+spec.InAlternatives(c.Place, c.To.Alternatives))
	}
	return strings.NewReplacer(with...).Replace(words)
}

// mostValues is how many values a sentence names.
const mostValues = 6

// either names values: "a, b or c".
func either(values []any) string {
	var words []string
	for i, v := range values {
		if i == mostValues && len(values) > mostValues+1 {
			words = append(words, fmt.Sprintf("%d more", len(values)-i))
			break
		}
		words = append(words, spec.Text(v))
	}
	return spec.Either(words)
}

// capital begins a text as a sentence does.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
