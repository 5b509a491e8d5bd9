package contract

import (
	"encoding/json"
	"regexp"
	"slices"
	"sort"
	"unicode/utf8"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/redact"
	"kycspec/internal/spec"
)

const (
	longest   = 60 // characters of a value that are shown
	mostNames = 8  // properties of an object that are listed

	longestMessage = 160 // characters that are shown of what the API says for people

	longestPointer = 500 // characters of a pointer that are shown
)

// formatter makes terms of values. It takes the secrets out of a text, which
// has to come before the text is shortened: half a secret is not recognised.
type formatter func(text string) string

// byForm knows no secrets but by their form.
var byForm = formatter(redact.New().Redact)

func (j *judgement) formatter() formatter {
	if j.exchange == nil {
		return byForm
	}
	return j.exchange.Redact
}

// text is a text, shortened.
func (f formatter) text(text string) outcome.Term {
	return shortened(f(text), utf8.RuneCountInString(text), longest, longest-20)
}

// message is what the API says for people. More of it is shown than of a value,
// for the reason is often at its end.
func (f formatter) message(text string) outcome.Term {
	return shortened(f(text), utf8.RuneCountInString(text), longestMessage, longestMessage-20)
}

// shortened is a text without secrets, cut to some characters if it has more
// than the most. The length is that of the text with its secrets, in characters.
func shortened(text string, length, most, shown int) outcome.Term {
	if utf8.RuneCountInString(text) <= most {
		return outcome.Term{Kind: outcome.GotText, Text: text}
	}
	return outcome.Term{Kind: outcome.GotText, Text: head(text, shown), Length: length}
}

// pointer is a JSON Pointer, shortened where it is longer than anyone reads.
// Its names are looked at as they are without their escapes.
func (f formatter) pointer(pointer string) string {
	if pointer == "" {
		return ""
	}
	var shown []string
	length := 0
	for _, token := range jsonpointer.Split(pointer) {
		if length > 4*longestPointer {
			break // far past what is shown, so that no secret is cut there
		}
		shown = append(shown, f(token))
		length += len(token) + 1
	}
	pointer = f(jsonpointer.Join(shown))
	if utf8.RuneCountInString(pointer) <= longestPointer {
		return pointer
	}
	return head(pointer, longestPointer) + "…"
}

// value is a JSON value, shortened.
func (f formatter) value(v any) outcome.Term {
	switch v := v.(type) {
	case string:
		if text := f(v); utf8.RuneCountInString(text) > longest {
			return shortened(text, utf8.RuneCountInString(v), longest, longest-20)
		}
		return inJSON(spec.Literal(f(v)))
	case map[string]any:
		if text, ok := f.small(v); ok {
			return inJSON(text)
		}
		return f.names(outcome.GotObject, keys(v), plainly)
	case []any:
		if text, ok := f.small(v); ok {
			return inJSON(text)
		}
		return outcome.Term{Kind: outcome.GotList, Length: len(v)}
	case json.Number:
		text := f(string(v))
		if len(text) > 2*longest {
			text = text[:longest] + "…"
		}
		return inJSON(text)
	}
	return inJSON(spec.Literal(v))
}

func inJSON(text string) outcome.Term { return outcome.Term{Kind: outcome.GotValue, Text: text} }

// small writes an object or array that is short enough to be shown whole.
func (f formatter) small(v any) (text string, ok bool) {
	if weight(v, 4*longest) < 0 {
		return "", false
	}
	text = f(spec.Literal(f.clean(v)))
	return text, utf8.RuneCountInString(text) <= longest
}

// weight is what is left of a number of characters after a value was written
// with them; less than 0 if they are too few.
func weight(v any, left int) int {
	switch v := v.(type) {
	case string:
		return left - len(v)
	case json.Number:
		return left - len(v)
	case map[string]any:
		left -= 2
		for name, inner := range v {
			if left = weight(inner, left-len(name)); left < 0 {
				break
			}
		}
		return left
	case []any:
		left -= 2
		for _, inner := range v {
			if left = weight(inner, left); left < 0 {
				break
			}
		}
		return left
	}
	return left - 1
}

// clean copies a value without the secrets in its texts.
func (f formatter) clean(v any) any {
	switch v := v.(type) {
	case string:
		return f(v)
	case map[string]any:
		object := make(map[string]any, len(v))
		for _, name := range keys(v) {
			object[f(name)] = f.clean(v[name])
		}
		return object
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = f.clean(inner)
		}
		return list
	}
	return v
}

// got is what came where a clause was broken.
func (f formatter) got(c spec.Clause, v any) outcome.Term {
	if object, ok := v.(map[string]any); ok && c.Keyword == spec.KeywordRequired {
		if len(object) == 0 {
			return outcome.Term{Kind: outcome.GotEmptyObject}
		}
		return f.names(outcome.GotOnly, keys(object), plainly)
	}
	row := c.Row()
	size, measured := row.Measure(v)
	if !measured || row.Unit == "" {
		return f.value(v)
	}
	length := int(size.Num().Int64())
	if text, isText := v.(string); !isText {
		return outcome.Term{Kind: outcome.GotCount, Length: length, Unit: row.Unit}
	} else if shown := f(text); utf8.RuneCountInString(shown) <= longest {
		return outcome.Term{Kind: outcome.GotSized, Text: spec.Literal(shown), Length: length}
	}
	return f.value(v)
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// plainly is a property's name; one that could be mistaken for something else is quoted.
func plainly(f formatter, name string) outcome.Term {
	if plainName.MatchString(name) && len(name) <= longest {
		return outcome.Term{Kind: outcome.GotValue, Text: f(name)}
	}
	return f.text(name)
}

// names lists the names of properties, the first few of them.
func (f formatter) names(kind outcome.TermKind, list []string, show func(formatter, string) outcome.Term) outcome.Term {
	term := outcome.Term{Kind: kind, More: max(len(list)-mostNames, 0)}
	for name := range slices.Values(list[:len(list)-term.More]) {
		term.List = append(term.List, show(f, name))
	}
	return term
}

// head is the first n characters of a longer text.
func head(text string, n int) string {
	end := 0
	for range n {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[:end]
}

func keys(object map[string]any) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
