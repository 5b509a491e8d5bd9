package spec

import (
	"regexp"
	"strings"
)

// The words by which descriptions make these promises.
var (
	saysNullHere    = regexp.MustCompile("`null` value for cases where")
	saysSiblingNull = regexp.MustCompile("so `([^`]+)` will be `null`")
	saysOnlyField   = regexp.MustCompile(`(?i)^the only field that will be present\b`)
	saysBase64      = regexp.MustCompile(`(?i)^base64 encoded\b`)
	saysHTTPStatus  = regexp.MustCompile(`(?i)^http status code\b`)
	saysHTTPReason  = regexp.MustCompile(`(?i)^http status description\b`)
	saysSIWE        = regexp.MustCompile(`(?i)\brequired if application is configured\b.*\bwallet signatures\b`)
)

// semantics lists what the description of a value promises beyond its schema.
// Below an alternative it promises nothing, for the API may choose another.
func (w *walker) semantics(s *schema, at position) {
	if s.description == "" || at.branch {
		return
	}
	if w.part == RequestPart {
		if saysSIWE.MatchString(s.description) {
			w.semantic(s, at.place, KeywordSIWE, []Evidence{BoundaryAccepted, ViolationRejected})
		}
		w.signIn(s, at)
		return
	}
	observed := []Evidence{Observed}
	if saysNullHere.MatchString(s.description) {
		w.semantic(s, at.place, KeywordNull, observed)
	}
	if m := saysSiblingNull.FindStringSubmatch(s.description); m != nil && len(at.place) > 0 {
		sibling := append(append([]string{}, at.place[:len(at.place)-1]...), m[1])
		w.semantic(s, sibling, KeywordNull, observed)
	}
	if saysOnlyField.MatchString(s.description) {
		w.semantic(s, at.place, KeywordNotNull, observed)
	}
	if saysHTTPStatus.MatchString(s.description) && s.typ == "integer" {
		w.semantic(s, at.place, KeywordHTTPStatus, observed)
	}
	if saysHTTPReason.MatchString(s.description) && s.typ == "string" {
		w.semantic(s, at.place, KeywordHTTPReason, observed)
	}
	if saysBase64.MatchString(s.description) && s.typ == "string" {
		w.semantic(s, at.place, KeywordBase64, observed)
	}
}

func (w *walker) semantic(s *schema, path []string, keyword string, needs []Evidence) {
	part, place := w.part, JoinPlace(path)
	owner := w.status
	if part == RequestPart {
		owner = string(RequestPart)
	}
	c := Clause{ID: strings.Join([]string{"semantic", owner, place, keyword}, "/"), Line: s.lines["description"],
		Status: w.status, Place: place, Keyword: keyword, Needs: needs}
	c.Sentence, c.Standard = sentence(c, nil), c.Row().Standard
	w.part = SemanticPart
	w.add(c)
	w.part = part
}
