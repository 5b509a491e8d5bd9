package spec

import "slices"

// together lists the schemas that all judge a value: s, what it refers to, every
// part of an allOf, and an alternative that is the only one.
func together(s *schema) []*schema {
	s = s.base()
	list := []*schema{s}
	for _, keyword := range []string{KeywordAllOf, KeywordOneOf, KeywordAnyOf} {
		if branches := s.branches[keyword]; keyword == KeywordAllOf || len(branches) == 1 {
			for _, branch := range branches {
				list = append(list, together(branch)...)
			}
		}
	}
	return list
}

// additionalProperties lists the clauses on properties that an object has beside
// those that are named. Each schema that forbids them has such a clause. That a
// request may have them is one clause, however many schemas judge the object,
// and only where none of them forbids or restricts it.
func (w *walker) additionalProperties(s *schema, at position) {
	const keyword = KeywordAdditional
	if s.allowsOther != nil && s.allowsOther.value == false {
		c := Clause{Keyword: keyword, Value: false, Line: s.allowsOther.line}
		if w.part == RequestPart {
			c.Needs = []Evidence{ViolationRejected}
		}
		w.bodyKeyword(at, c, keyword)
	}
	if w.part != RequestPart || at.known || slices.ContainsFunc(at.together, (*schema).restricts) {
		return
	}
	if line := allowingLine(at.together); line > 0 {
		w.bodyKeyword(at, Clause{Keyword: keyword, Value: true, Line: line, Needs: []Evidence{BoundaryAccepted}}, keyword)
	}
}

// allowingLine is where the document says that an object may have other
// properties, or else that it is an object; 0 where it says neither.
func allowingLine(list []*schema) int {
	line := 0
	for _, s := range list {
		switch {
		case s.allowsOther != nil:
			return s.allowsOther.line
		case s.additional != nil:
			return s.lines[KeywordAdditional]
		case line > 0:
		case s.typ == "object":
			line = s.lines[KeywordType]
		case s.typ == "" && len(s.properties) > 0:
			line = s.lines[KeywordProperties]
		}
	}
	return line
}

// namesProperties says whether a schema has something to say of an object's properties.
func (s *schema) namesProperties() bool {
	return len(s.properties) > 0 || s.allowsOther != nil || s.additional != nil
}

// restricts says whether a schema, or an alternative of it, limits what an
// object may have besides the properties that it names.
func (s *schema) restricts() bool {
	if s.allowsOther != nil && s.allowsOther.value == false || s.additional != nil && !s.additional.allowsAll() {
		return true
	}
	return slices.ContainsFunc(slices.Concat(s.branches[KeywordOneOf], s.branches[KeywordAnyOf]), func(branch *schema) bool {
		return slices.ContainsFunc(together(branch), (*schema).restricts)
	})
}

// allowsAll says whether a schema has no keyword that constrains.
func (s *schema) allowsAll() bool {
	return s.ref == "" && s.typ == "" && len(s.words) == 0 && len(s.enum) == 0 && len(s.required) == 0 &&
		s.items == nil && !s.namesProperties() && len(s.branches) == 0
}
