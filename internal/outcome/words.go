package outcome

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// phrases say each kind of term. They are for people, and nothing is ever
// decided by one. In braces stands what the term has: {text}, {names} and {or}
// (joined by commas, or by "or"), {list}, {amount} (a number and its unit),
// {length}, {characters}, {quoted} (a text, perhaps shortened), {status} (with
// its name), {code} (its number), {message} (": " and what an answer says of
// itself), {parser} (what a parser says, and where), {of} (the inner term) and
// {reason} (the inner term as what the contract wants).
var phrases = map[TermKind]string{
	WantType:            "{or}",
	WantEnum:            "{enum}",
	WantProperty:        "the property {quoted}",
	WantNamedOnly:       "no properties but those that the contract names",
	WantAtLeast:         "at least {amount}",
	WantAtMost:          "at most {amount}",
	WantMoreThan:        "more than {amount}",
	WantLessThan:        "less than {amount}",
	WantMultiple:        "a multiple of {text}",
	WantPattern:         "a text that matches {text}",
	WantFormat:          "the format {text}",
	WantUnique:          "no element twice",
	WantOneForm:         "exactly one of {text} forms",
	WantAnyForm:         "at least one of {text} forms",
	WantNot:             "not what the contract rules out",
	WantSchema:          "what the schema says at {text}",
	WantDocument:        "one JSON document",
	WantUniqueKeys:      "each key once",
	WantMedia:           "{or}",
	WantStatus:          "{status}",
	WantStatuses:        "one of {names}",
	WantSameStatus:      "{code}, the answer's HTTP status",
	WantReason:          "a description of {status}, or words of the API's own",
	WantNull:            "null",
	WantValue:           "a value",
	WantBase64:          "base64 of something",
	WantAcceptance:      "acceptance: the contract allows this",
	WantRefusal:         "a refusal{reason}",
	WantTokenRefusal:    "a refusal without a token of the API's",
	WantAbsentRefusal:   "a refusal without it",
	WantDocumented:      "a refusal as documented",
	WantClientError:     "a refusal as documented (4xx)",
	WantText:            "{text}",
	WantAnotherSession:  "another session",
	WantSession:         "the session {text}",
	WantSessionID:       "a session's id in it, as in the contract's example",
	WantRetryAfter:      "a Retry-After in seconds or as a date (RFC 9110 section 10.2.3)",
	WantServed:          "an end of the limit once the application has waited as it was told, three times",
	WantExampleBase64:   "base64 of JSON, as in the contract's example",
	WantExampleProperty: "{text}, as in the contract's example",
	WantExampleKind:     "{text} to be {names}, as in the contract's example",

	GotValue:        "{text}",
	GotText:         "{quoted}",
	GotSized:        "{text} ({characters})",
	GotObject:       "an object with {list}",
	GotEmptyObject:  "an empty object",
	GotList:         "a list of {length}",
	GotCount:        "{amount}",
	GotOnly:         "only {list}",
	GotAlso:         "also {list}",
	GotSeveral:      "{of}, which fits several",
	GotStatus:       "{status}{message}",
	GotRedirect:     "{status} to {of}",
	GotStatusFor:    "{status} for {of}",
	GotNoMedia:      "no Content-Type",
	GotNothing:      "nothing there",
	GotNone:         "none",
	GotSomething:    "something",
	GotNoCode:       "no error code",
	GotSame:         "the same, {text}",
	GotNoRetryAfter: "no Retry-After",
	GotRetryAfter:   "Retry-After: {quoted}",
	GotKind:         "{names}",
	GotEmpty:        "an empty body",
	GotBlank:        "white space only",
	GotMark:         "a byte order mark before the document",
	GotNotUTF8:      "bytes that are not UTF-8",
	GotMore:         "more after the end of the document, at byte {length}: {of}",
	GotEarlyEnd:     "a document that ends too early, after {length} bytes: {of}",
	GotNotJSON:      "no JSON{parser}: {of}",
	GotCut:          "a body that was cut short: {of}",
	GotDuplicate:    "the key {of} twice",
	GotDuplicates:   "keys again, {length} times more",
}

// Words for parts of terms.
const (
	wordOr      = " or "
	wordOneOf   = "one of "
	wordMore    = "%d more"
	wordAndMore = " and %d more"
	wordBecause = " (the contract wants %s)"
	wordAtByte  = ", at byte %d"

	wordOfRequest = "   in request %d: %s"
)

// plurals are the units of more than one, and of none.
var plurals = map[Unit]string{Characters: "characters", Elements: "elements", Properties: "properties"}

// String says the term to people.
func (t Term) String() string {
	phrase, known := phrases[t.Kind]
	if !known {
		return t.Text // of a later kycspec's log
	}
	if !strings.Contains(phrase, "{") {
		return phrase
	}
	of, reason, message := "", "", ""
	if t.Of != nil {
		of = t.Of.String()
		reason = fmt.Sprintf(wordBecause, of)
	}
	if t.Text != "" {
		message = ": " + t.quoted()
	}
	return strings.NewReplacer(
		"{text}", t.Text, "{quoted}", t.quoted(), "{length}", strconv.Itoa(t.Length),
		"{names}", strings.Join(t.Names, ", "), "{or}", strings.Join(t.Names, wordOr), "{enum}", t.enum(), "{list}", t.list(),
		"{amount}", t.amount(), "{characters}", counted(strconv.Itoa(t.Length), Characters), "{parser}", t.parser(),
		"{status}", statusText(t.Status), "{code}", strconv.Itoa(t.Status), "{message}", message,
		"{of}", of, "{reason}", reason,
	).Replace(phrase)
}

// quoted is the text in quotes, with its length where it was shortened.
func (t Term) quoted() string {
	if t.Length == 0 {
		return strconv.Quote(t.Text)
	}
	return fmt.Sprintf("%q… (%s)", t.Text, counted(strconv.Itoa(t.Length), Characters))
}

func (t Term) amount() string {
	number := t.Text
	if number == "" {
		number = strconv.Itoa(t.Length)
	}
	return counted(number, t.Unit)
}

// counted is a number of what a bound counts; of nothing, the number.
func counted(number string, unit Unit) string {
	switch {
	case unit == "":
		return number
	case number == "1":
		return number + " " + string(unit)
	}
	return number + " " + plurals[unit]
}

func (t Term) enum() string {
	if len(t.Names) == 1 && t.More == 0 {
		return t.Names[0]
	}
	text := wordOneOf + strings.Join(t.Names, ", ")
	if t.More > 0 {
		text += ", " + fmt.Sprintf(wordMore, t.More)
	}
	return text
}

func (t Term) list() string {
	words := make([]string, len(t.List))
	for i, each := range t.List {
		words[i] = each.String()
	}
	text := strings.Join(words, ", ")
	if t.More > 0 {
		text += fmt.Sprintf(wordAndMore, t.More)
	}
	return text
}

// parser is what a parser says of a text, and at which byte; nothing if it says nothing.
func (t Term) parser() string {
	if len(t.Names) == 0 {
		return ""
	}
	text := strings.Join(t.Names, ", ")
	if t.Length > 0 {
		text += fmt.Sprintf(wordAtByte, t.Length)
	}
	return " (" + text + ")"
}

// statusText is a status with its name: "404 Not Found".
func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
