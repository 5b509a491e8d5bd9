package spec

import (
	"slices"

	"kycspec/internal/generate"
	"kycspec/internal/outcome"
)

// Names of keywords that code has to speak of, such as those that say what parts
// a value has, or offer alternatives. Of any other keyword no code but its row
// in the table speaks.
const (
	KeywordType       = "type"
	KeywordEnum       = "enum"
	KeywordFormat     = "format"
	KeywordPattern    = "pattern"
	KeywordUnique     = "uniqueItems"
	KeywordRequired   = "required"
	KeywordAdditional = "additionalProperties"
	KeywordProperties = "properties"
	KeywordItems      = "items"
	KeywordAllOf      = "allOf"
	KeywordOneOf      = "oneOf"
	KeywordAnyOf      = "anyOf"
	KeywordNot        = "not"
	KeywordRef        = "$ref"
)

// Names of what is promised of a body and is no keyword of JSON Schema.
const (
	// KeywordJSON: the body is one JSON document (RFC 8259).
	KeywordJSON = "json"
	// KeywordOptional: a property may be left out of a request.
	KeywordOptional = "optional"
	// KeywordNull: the value is null.
	KeywordNull = "null"
	// KeywordNotNull: the value is not null.
	KeywordNotNull = "not-null"
	// KeywordBase64: the value is a text that is not empty and decodes as base64
	// (RFC 4648, either alphabet, padding optional).
	KeywordBase64 = "base64"
	// KeywordHTTPStatus: the value is the answer's HTTP status code.
	KeywordHTTPStatus = "http-status"
	// KeywordHTTPReason: the value describes the answer's HTTP status, and is not
	// what another status is called; see [DescribesAnother].
	KeywordHTTPReason = "http-reason"
	// KeywordSIWE: an application that is configured so must send wallet signatures.
	KeywordSIWE = "siwe-required"
)

// Keyword is one row of the table of keywords: all that the program knows of
// one, so that a new one is one row. Most of it depends on the keyword's value
// in the contract, which is the limit: 4 in "maxLength: 4". A row that has a side
// says little else; see [Keywords].
type Keyword struct {
	Name string

	// Wants is what is asked of a value that breaks the keyword: "at most 4 characters".
	Wants func(limit any) outcome.Term
	// Says is what a clause says of its subject: the verb "is", and the complement
	// "at most 4 characters long". Nil: the Verb, and what the keyword wants.
	Says func(limit any) (verb, complement string)
	Verb string

	// Types are JSON's types whose values the keyword judges, "number" for every
	// number; nil are all. What it does not judge it allows.
	Types []string
	// Side is the end at which the keyword bounds what it measures of a value:
	// the Unit, or a number's amount where there is none. Exclusive says that the
	// limit itself is out.
	Unit      outcome.Unit
	Side      Side
	Exclusive bool

	// Allows says whether a value keeps the keyword. Nil: only the whole schema can say.
	Allows func(limit, v any) bool
	// Inside makes values that keep it, the first of them at its boundary, and
	// Outside ways to break it by as little as can be; none where none are known.
	Inside  func(limit any) []any
	Outside func(limit any) []Breach
	// Compares says of two limits whether the new one still allows all values of
	// the old, and the old all of the new. Nil: nobody can say.
	Compares func(was, is any) (allOld, allNew bool)

	// NoBoundary: every value that is allowed is as good as any, as of a type.
	NoBoundary bool
	// Selects: it allows certain values only, as a list or a pattern does.
	Selects bool
	// BesideType: a value of a wrong type may break this too.
	BesideType bool
	// Structural: nearly every request keeps it, so that it is no reason to refuse one.
	Structural bool
	// Composed: schemas of its own say what is allowed, so that what is made are guesses.
	Composed bool
	// OfStatus: the limit is the status of the answer, see [StatusLimit], and in no contract.
	OfStatus bool
	// Permits says whether the limit is a permission, not a constraint. Nil: none is.
	Permits func(limit any) bool
	// Standard is the one that demands this, where the contract only cites it; else empty.
	Standard string

	// read checks a limit as a document has it, and gives it as it is kept, or
	// what is wanted instead. Nil: the keyword's value is more than a limit.
	read func(v any) (limit any, want string)
	// constrain makes a limit known to those who generate values. Nil: whether a
	// value keeps it is found out by judging.
	constrain func(n *generate.Node, limit any)
	// judges, if not nil, is asked instead of Types.
	judges func(limit, v any) bool
}

var byName = func() map[string]*Keyword {
	rows := map[string]*Keyword{}
	for _, table := range [][]Keyword{keywords, promises, demands} {
		for i := range table {
			rows[table[i].Name] = table[i].filled()
		}
	}
	return rows
}()

// Keywords are the rows of the table for the keywords of JSON Schema of which
// there are clauses. Of a keyword with a [Side], whatever its row leaves out
// follows from the side and the unit.
func Keywords() []*Keyword {
	rows := make([]*Keyword, len(keywords))
	for i := range keywords {
		rows[i] = byName[keywords[i].Name]
	}
	return rows
}

// Promises are the rows for what is promised of bodies and is no keyword of JSON Schema.
func Promises() []*Keyword {
	rows := make([]*Keyword, len(promises))
	for i := range promises {
		rows[i] = byName[promises[i].Name]
	}
	return rows
}

// KeywordNamed is the row of a keyword, or of a promise about bodies. A name
// that the table does not have gives a row that knows nothing but the name.
func KeywordNamed(name string) *Keyword {
	if row := byName[name]; row != nil {
		return row
	}
	return (&Keyword{Name: name, Says: func(limit any) (string, string) { return name, Text(limit) }}).filled()
}

// Row is the clause's keyword as the table has it.
func (c Clause) Row() *Keyword { return KeywordNamed(c.Keyword) }

// filled gives a row the columns that follow from others.
func (k *Keyword) filled() *Keyword {
	if k.Side != NoSide {
		k.fillBound()
	}
	if k.Wants == nil {
		k.Wants = wantsLimit(outcome.WantSchema, "")
	}
	if k.Says == nil {
		k.Says = func(limit any) (verb, complement string) { return k.Verb, k.Wants(limit).String() }
	}
	if k.Permits == nil {
		k.Permits = func(any) bool { return false }
	}
	if k.Inside == nil {
		k.Inside = func(any) []any { return nil }
	}
	if k.Outside == nil {
		k.Outside = func(any) []Breach { return nil }
	}
	return k
}

// Judges says whether the keyword has anything to say of a value: a length
// nothing of null, for instance.
func (k *Keyword) Judges(limit, v any) bool {
	switch {
	case k.judges != nil:
		return k.judges(limit, v)
	case k.Types == nil:
		return true
	}
	return slices.Contains(k.Types, typeOf(v))
}

// anyType says whether the keyword judges values of every type.
func (k *Keyword) anyType() bool { return k.Types == nil && k.judges == nil }
