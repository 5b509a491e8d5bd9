package revision

import (
	"slices"
	"strings"
)

// topics are words in the names of oasdiff's rules, the first that is found
// being the one that counts, and the topics of edits that are the same matter.
var topics = []struct {
	word   string
	topics []string
}{
	{"read-only", nil}, // which side may send it; no clause says so
	{"write-only", nil},
	{"header", nil},
	{"parameter", nil}, // "media-type-parameter" is matched before
	{"default-value", nil},
	{"deprecated", nil},
	{"reactivated", nil},
	{"sunset", nil},
	{"stability", nil},
	{"request-body-became-required", nil},
	{"request-body-became-optional", nil},
	{"security", []string{topicSecurity}},
	{"list-of-types", []string{topicForms, "type"}},
	{"one-of", []string{topicForms}},
	{"any-of", []string{topicForms}},
	{"all-of", []string{topicForms}},
	{"enum-value-added", []string{topicAdded}},
	{"enum-value-removed", []string{topicRemoved}},
	{"enum", []string{"enum"}},
	{"nullable", []string{"type"}},
	{"-type-changed", []string{"type", "format"}},
	{"-type-generalized", []string{"type", "format"}},
	{"-type-specialized", []string{"type", "format"}},
	{"-type-compatible", []string{"type", "format"}},
	{"exclusive-max", []string{"exclusiveMaximum", "maximum"}},
	{"exclusive-min", []string{"exclusiveMinimum", "minimum"}},
	{"max-length", []string{"maxLength"}},
	{"min-length", []string{"minLength"}},
	{"max-items", []string{"maxItems"}},
	{"min-items", []string{"minItems"}},
	{"max-properties", []string{"maxProperties"}},
	{"min-properties", []string{"minProperties"}},
	{"unique-items", []string{"uniqueItems"}},
	{"multiple-of", []string{"multipleOf"}},
	{"pattern", []string{"pattern"}},
	{"-max-", []string{"maximum", "exclusiveMaximum"}},
	{"-min-", []string{"minimum", "exclusiveMinimum"}},
	{"status", []string{topicStatus}},
	{"property", []string{topicProperty}},
}

// topicsOf are the topics of edits that a rule may be about; none where no clause speaks of it.
func topicsOf(rule string) []string {
	if strings.Contains(rule, "media-type") && !strings.Contains(rule, "enum") {
		return []string{topicMedia}
	}
	for _, t := range topics {
		if strings.Contains(rule, t.word) {
			return t.topics
		}
	}
	return nil
}

// consult matches what oasdiff found with the edits, and gives the rest.
func (d *draft) consult(findings []finding) []finding {
	var rest []finding
	for _, f := range findings {
		matched := false
		for _, e := range d.edits {
			if !d.about(f, e) {
				continue
			}
			matched = true
			if !slices.Contains(e.rules, f.rule) {
				e.rules = append(e.rules, f.rule)
			}
			// What a scheme is called does not break anybody.
			e.breaking = e.breaking || f.breaking && e.topic != topicSecurity
		}
		if !matched && !f.settled() && !d.speaksOf(f) {
			rest = append(rest, f)
		}
	}
	return rest
}

// settled: of what clauses speak, they have the last word. Where they are the
// same, the same constraints are only told another way, or others hold as well.
// Properties that may have any value have no clauses, nor have formats that nobody judges.
func (f finding) settled() bool {
	list := topicsOf(f.rule)
	return len(list) > 0 && !slices.Contains(list, topicProperty) && !slices.Contains(f.args, "format")
}

// speaksOf: a property of which the clauses of both documents speak did not come
// or go, wherever in its schema it is written now.
func (d *draft) speaksOf(f finding) bool {
	if !slices.Contains(topicsOf(f.rule), topicProperty) {
		return false
	}
	status := f.status(func(s string) bool { return d.old.media[s] != nil && d.new.media[s] != nil })
	return f.ofAnswer() == (status != "") && slices.ContainsFunc(f.args, func(arg string) bool {
		path, _ := simple(arg)
		at := key(strings.Split(path, "/"))
		return d.old.places[status][at] && d.new.places[status][at]
	})
}

// about says whether a finding and an edit are the same change.
func (d *draft) about(f finding, e *edit) bool {
	wanted := topicsOf(f.rule)
	if e.topic == topicSecurity || e.topic == topicStatus {
		return slices.Contains(wanted, e.topic) && (e.topic == topicSecurity || slices.Contains(f.args, e.status))
	}
	status := f.status(func(s string) bool { return d.old.media[s] != nil || d.new.media[s] != nil })
	if f.ofAnswer() != (e.status != "") || status != "" && status != e.status {
		return false
	}
	if e.topic == topicMedia {
		return slices.Contains(wanted, topicMedia)
	}
	at, below := f.place(e.path)
	if e.topic == topicForms && at || below && (e.topic == topicForms || e.topic == topicProperty) {
		return len(wanted) > 0
	}
	return at && slices.Contains(wanted, e.topic)
}

// place says whether the finding is at the path of an edit, or below it.
func (f finding) place(path []string) (at, below bool) {
	if len(path) == 0 && !strings.Contains(f.rule, "property") {
		return true, false
	}
	wanted := strings.Join(path, "/")
	for _, arg := range f.args {
		place, chosen := simple(arg)
		switch {
		case len(path) == 0:
			at = at || chosen && place == ""
		case place == wanted:
			at = true
		default:
			below = below || strings.HasPrefix(place, wanted+"/")
		}
	}
	return at, below
}

// simple is a path of oasdiff without the alternatives that it goes through;
// chosen says whether there are any.
func simple(path string) (place string, chosen bool) {
	var list []string
	for _, token := range strings.Split(strings.Trim(path, "/"), "/") {
		switch {
		case token == "":
		case strings.HasPrefix(token, "oneOf["), strings.HasPrefix(token, "anyOf["), strings.HasPrefix(token, "allOf["):
			chosen = true
		case token == "items":
			list = append(list, "[]")
		default:
			list = append(list, token)
		}
	}
	return strings.Join(list, "/"), chosen
}
