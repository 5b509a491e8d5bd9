package outcome

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// TermKind says which of its fields a [Term] has, and what they mean.
type TermKind string

// What a clause or a promise wants.
const (
	WantType            TermKind = "type"             // Names: types of JSON Schema
	WantEnum            TermKind = "enum"             // Names: values as JSON, More
	WantProperty        TermKind = "property"         // Text: its name
	WantNamedOnly       TermKind = "named-only"       // no properties but those that the contract names
	WantAtLeast         TermKind = "at-least"         // Text: a number; Unit
	WantAtMost          TermKind = "at-most"          // Text: a number; Unit
	WantMoreThan        TermKind = "more-than"        // Text: a number
	WantLessThan        TermKind = "less-than"        // Text: a number
	WantMultiple        TermKind = "multiple"         // Text: a number
	WantPattern         TermKind = "pattern"          // Text: a regular expression
	WantFormat          TermKind = "format"           // Text: its name
	WantUnique          TermKind = "unique"           // no element twice
	WantOneForm         TermKind = "one-form"         // Text: how many alternatives there are
	WantAnyForm         TermKind = "any-form"         // Text: how many alternatives there are
	WantNot             TermKind = "not"              // not what the contract rules out
	WantSchema          TermKind = "schema"           // Text: the location of a keyword that no clause is of
	WantDocument        TermKind = "document"         // one JSON document
	WantUniqueKeys      TermKind = "unique-keys"      // each key once
	WantMedia           TermKind = "media"            // Names: media types
	WantStatus          TermKind = "status"           // Status
	WantStatuses        TermKind = "statuses"         // Names: the documented ones
	WantSameStatus      TermKind = "same-status"      // Status: that of the answer, in its body
	WantReason          TermKind = "reason"           // Status: that of the answer, described in its body
	WantNull            TermKind = "null"             //
	WantValue           TermKind = "value"            // anything but null
	WantBase64          TermKind = "base64"           // base64 of something
	WantAcceptance      TermKind = "acceptance"       // the contract allows the request
	WantRefusal         TermKind = "refusal"          // Of: what the request breaks, if it breaks something
	WantTokenRefusal    TermKind = "token-refusal"    // without a token of the API's
	WantAbsentRefusal   TermKind = "absent-refusal"   // without what is required
	WantDocumented      TermKind = "documented"       // a refusal as documented
	WantClientError     TermKind = "client-error"     // a refusal as documented, with a status of 4xx
	WantText            TermKind = "text"             // Text, as it is
	WantAnotherSession  TermKind = "another-session"  //
	WantSession         TermKind = "session"          // Text: its id
	WantSessionID       TermKind = "session-id"       // as in the contract's example
	WantRetryAfter      TermKind = "retry-after"      // seconds or a date (RFC 9110 section 10.2.3)
	WantServed          TermKind = "served"           // after waiting as told
	WantExampleBase64   TermKind = "example-base64"   // base64 of JSON, as in the contract's example
	WantExampleProperty TermKind = "example-property" // Text: where, as in the contract's example
	WantExampleKind     TermKind = "example-kind"     // Text: where; Names: what it is in the contract's example
)

// What came.
const (
	GotValue        TermKind = "json"            // Text: JSON
	GotText         TermKind = "quoted"          // Text: a text; Length, if it was shortened
	GotSized        TermKind = "sized"           // Text: a text as JSON; Length
	GotObject       TermKind = "object"          // List, More: its properties
	GotEmptyObject  TermKind = "empty-object"    //
	GotList         TermKind = "list"            // Length
	GotCount        TermKind = "count"           // Length, Unit
	GotOnly         TermKind = "only"            // List, More: the properties that there are
	GotAlso         TermKind = "also"            // List, More: the properties that are too many
	GotSeveral      TermKind = "several"         // Of: a value that fits several alternatives
	GotStatus       TermKind = "answer"          // Status; Text: what the answer says of itself; Length, if it was shortened
	GotRedirect     TermKind = "redirect"        // Status; Of: to where
	GotStatusFor    TermKind = "answer-for"      // Status; Of: what was accepted
	GotNoMedia      TermKind = "no-content-type" //
	GotNothing      TermKind = "nothing"         // nothing is there
	GotNone         TermKind = "none"            //
	GotSomething    TermKind = "something"       //
	GotNoCode       TermKind = "no-error-code"   //
	GotSame         TermKind = "the-same"        // Text: the session's id
	GotNoRetryAfter TermKind = "no-retry-after"  //
	GotRetryAfter   TermKind = "bad-retry-after" // Text
	GotKind         TermKind = "kind"            // Names: what it is
	GotEmpty        TermKind = "empty-body"      //
	GotBlank        TermKind = "white-space"     //
	GotMark         TermKind = "byte-order-mark" //
	GotNotUTF8      TermKind = "not-utf-8"       //
	GotMore         TermKind = "trailing"        // Length: bytes before it; Of: the text
	GotEarlyEnd     TermKind = "early-end"       // Length: bytes there are; Of: the text
	GotNotJSON      TermKind = "not-json"        // Names: what the parser says; Length: at which byte, if known; Of: the text
	GotCut          TermKind = "cut"             // Of: the text
	GotDuplicate    TermKind = "duplicate-key"   // Of: the key
	GotDuplicates   TermKind = "duplicate-keys"  // Length: how many more
)

// Unit is what a bound counts.
type Unit string

// The units of bounds.
const (
	Characters Unit = "character"
	Elements   Unit = "element"
	Properties Unit = "property"
)

// Term is one side of a violation as data: what was wanted, or what came. Kind
// says which of the other fields are set. There is no secret in any of them.
type Term struct {
	Kind   TermKind `json:"kind"`
	Text   string   `json:"text,omitempty"`
	Length int      `json:"length,omitempty"`
	Unit   Unit     `json:"unit,omitempty"`
	Names  []string `json:"names,omitempty"`
	List   []Term   `json:"list,omitempty"`
	More   int      `json:"more,omitempty"` // how many names, or of the list, are left out
	Status int      `json:"status,omitempty"`
	Of     *Term    `json:"of,omitempty"`
}

// Status is that an HTTP status was wanted.
func Status(status int) Term { return Term{Kind: WantStatus, Status: status} }

// UnmarshalJSON reads a term; from the log of an earlier kycspec, which knew
// texts alone, it is a [WantText].
func (t *Term) UnmarshalJSON(data []byte) error {
	type plain Term // without this method
	if len(data) > 0 && data[0] == '"' {
		t.Kind = WantText
		return json.Unmarshal(data, &t.Text)
	}
	return json.Unmarshal(data, (*plain)(t))
}

// Map is the term with its texts and names changed, those of inner terms too.
func (t Term) Map(change func(string) string) Term {
	t.Text = change(t.Text)
	t.Names = slices.Clone(t.Names)
	for i, name := range t.Names {
		t.Names[i] = change(name)
	}
	t.List = slices.Clone(t.List)
	for i, each := range t.List {
		t.List[i] = each.Map(change)
	}
	if t.Of != nil {
		inner := t.Of.Map(change)
		t.Of = &inner
	}
	return t
}

// Compare orders terms in some way; 0 says that they are the same.
func (t Term) Compare(other Term) int { return strings.Compare(t.encoded(), other.encoded()) }

func (t Term) encoded() string {
	text, _ := json.Marshal(t) // of texts and numbers alone, so it never fails
	return string(text)
}

var (
	digits   = regexp.MustCompile(`[0-9]+`)
	inQuotes = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// withoutValues leaves of a JSON value what it is: that it is a text or a number.
func withoutValues(text string) string {
	return digits.ReplaceAllString(inQuotes.ReplaceAllString(text, `"…"`), "0")
}

// Class is the same for what came where the same mistake was made with other
// values: of an answer its status, of a text or a number that it was one, of
// what is no JSON in which way it is none. The names of properties are kept:
// another one is another mistake.
func (t Term) Class() string {
	switch t.Kind {
	case GotStatus, GotRedirect, GotStatusFor:
		return strconv.Itoa(t.Status)
	case GotOnly, GotAlso, GotObject:
		return t.encoded()
	case GotValue, WantText:
		if strings.HasPrefix(t.Text, "{") {
			return t.Text
		}
		return withoutValues(t.Text)
	}
	return string(t.Kind) + " " + string(t.Unit) + " " + withoutValues(strings.Join(t.Names, " "))
}
