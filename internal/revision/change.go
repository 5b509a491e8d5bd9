package revision

import (
	"bytes"
	"encoding/json"
	"slices"

	"kycspec/internal/spec"
)

// RevisionKind is what happened to the subject of a change.
type RevisionKind string

// The kinds of changes.
const (
	Added   RevisionKind = "added"
	Removed RevisionKind = "removed"
	Changed RevisionKind = "changed" // it has another value
	// MadeOptional and MadeRequired are of properties that both documents have.
	MadeOptional RevisionKind = "made optional"
	MadeRequired RevisionKind = "made required"
)

// ChangeSubject is what a change is about: the JSON Schema keyword of its
// constraint, or one of these.
type ChangeSubject string

// What changes beside keywords.
const (
	SubjectStatus            ChangeSubject = "status"
	SubjectMediaType         ChangeSubject = "media type"
	SubjectBody              ChangeSubject = "body" // as a whole: whether it is described
	SubjectSecurity          ChangeSubject = "security"
	SubjectAlternatives      ChangeSubject = "alternatives" // of oneOf and anyOf
	SubjectProperty          ChangeSubject = "property"
	SubjectUnnamedProperties ChangeSubject = "unnamed properties"         // whether an object may have any
	SubjectUnnamedSchema     ChangeSubject = "unnamed properties' schema" // what those are to be like
	SubjectEnumValue         ChangeSubject = "enum value"
	SubjectOasdiffOnly       ChangeSubject = "seen by oasdiff alone" // what no clause speaks of
)

// Change is one thing that an application, or who tests for it, has to know.
// What it says is data; [Change.Sentence] puts it in words.
type Change struct {
	Kind    RevisionKind  `json:"-"`
	Subject ChangeSubject `json:"-"`
	// Statuses are those of the answers that it concerns; the single one of a
	// change of the request is empty. There are none where oasdiff alone sees it.
	Statuses []string `json:"-"`
	// Place is where in these bodies the value is, as in [spec.Clause.Place];
	// where a property comes or goes, it is the object's.
	Place string `json:"-"`
	// Property is the name of a property that comes or goes, or that may be left
	// out now or no longer. Required says whether one that comes or goes has to be there.
	Property string `json:"-"`
	Required bool   `json:"-"`
	// From and To are the constraint before and after; nil where there is none.
	From *Constraint `json:"-"`
	To   *Constraint `json:"-"`
	// Lost and Gained are values: enum values, media types, or a status.
	Lost   []any `json:"-"`
	Gained []any `json:"-"`
	// Description is what the document says of a status that is added.
	Description string `json:"-"`
	// Findings are oasdiff's own texts about what it alone sees.
	Findings []string `json:"-"`

	// Breaking: a request that the old contract allows is refused by the new, or
	// an answer may come that the old rules out. A new status is not breaking, as
	// HTTP has clients take it for its class (RFC 9110 section 15). What oasdiff
	// calls an error or a warning is breaking as well.
	Breaking bool `json:"breaking"`
	// Clauses are the ids of the clauses that appear, vanish or change with it.
	Clauses []string `json:"clauses,omitempty"`
	// OldLine and NewLine are 1-based; 0 where the document says nothing of it.
	OldLine int `json:"old_line,omitempty"`
	NewLine int `json:"new_line,omitempty"`
	// Rules are oasdiff's names for it; none where oasdiff does not see it.
	Rules []string `json:"rules,omitempty"`
	// Touches are the clauses of the old contract whose scenarios it concerns:
	// those that vanish or change, and for a breaking change that only adds
	// clauses, those of the same value.
	Touches []string `json:"-"`

	pairs  []clausePair // the clauses that differ because of it
	lines  []clausePair // those of them whose lines it has; all of them where this is empty
	path   []string     // in the body, to what it is about: to the property, not to its object
	values valueSetChange
}

// Constraint is a clause with the alternatives that it is one of, the outermost first.
type Constraint struct {
	spec.Clause
	Alternatives []spec.Alternative
}

// MarshalJSON writes what reports are read for: the sentence, and what JSON
// names above say.
func (c Change) MarshalJSON() ([]byte, error) {
	type fields Change
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // whoever writes the whole decides
	err := encoder.Encode(struct {
		Breaking bool   `json:"breaking"`
		Sentence string `json:"sentence"`
		fields
	}{c.Breaking, c.Sentence(), fields(c)})
	return b.Bytes(), err
}

// newChange is a change at the place of its first clause.
func newChange(kind RevisionKind, subject ChangeSubject, pairs ...clausePair) *Change {
	c := pairs[0].clause()
	return &Change{Kind: kind, Subject: subject, Statuses: []string{c.Status}, Place: c.Place, path: spec.SplitPlace(c.Place), pairs: pairs}
}

// status is that of the answer, before answers with the same change are
// merged; empty for the request.
func (c *Change) status() string { return c.Statuses[0] }

func (c *Change) ofRequest() bool { return c.Statuses[0] == "" }

// locate finds the first lines of the change's clauses in either document.
func (c *Change) locate() {
	pairs := c.lines
	if len(pairs) == 0 {
		pairs = c.pairs
	}
	for _, pair := range pairs {
		if pair.old != nil && (c.OldLine == 0 || pair.old.Line < c.OldLine) {
			c.OldLine = pair.old.Line
		}
		if pair.new != nil && (c.NewLine == 0 || pair.new.Line < c.NewLine) {
			c.NewLine = pair.new.Line
		}
	}
}

// addNew appends the words that the list does not have yet.
func addNew(list []string, words ...string) []string {
	for _, word := range words {
		if !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	return list
}
