package contract

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"kycspec/internal/redact"
	"kycspec/internal/spec"
)

const (
	longest   = 60 // characters of a value that are shown
	mostNames = 8  // properties of an object that are listed

	longestMessage = 160 // characters that are shown of what the API says for people

	longestPointer = 500 // characters of a pointer that are shown
)

// teller says values to people. It takes the secrets out of a text, which has
// to come before the text is shortened: half a secret is not recognised.
type teller func(text string) string

// formsOnly knows no secrets but by their form.
var formsOnly = teller(redact.New().Redact)

func (j *judgement) teller() teller {
	if j.exchange == nil {
		return formsOnly
	}
	return j.exchange.Redact
}

// quote is a text as a quoted string, shortened.
func (t teller) quote(text string) string { return elided(t(text), utf8.RuneCountInString(text)) }

// message is what the API says for people, as a quoted string. More of it is
// shown than of a value, for the reason is often at its end.
func (t teller) message(text string) string {
	shown := t(text)
	if utf8.RuneCountInString(shown) <= longestMessage {
		return fmt.Sprintf("%q", shown)
	}
	return fmt.Sprintf("%q… (%d characters)", head(shown, longestMessage-20), utf8.RuneCountInString(text))
}

// pointer is a JSON Pointer, shortened where it is longer than anyone reads.
// Its names are looked at as they are without their escapes.
func (t teller) pointer(pointer string) string {
	if pointer == "" {
		return ""
	}
	var shown []string
	length := 0
	for _, token := range tokens(pointer) {
		if length > 4*longestPointer {
			break // far past what is shown, so that no secret is cut there
		}
		shown = append(shown, t(token))
		length += len(token) + 1
	}
	pointer = t(pointerOf(shown))
	if utf8.RuneCountInString(pointer) <= longestPointer {
		return pointer
	}
	return head(pointer, longestPointer) + "…"
}

// show writes a JSON value, shortened.
func (t teller) show(v any) string {
	switch v := v.(type) {
	case string:
		if text := t(v); utf8.RuneCountInString(text) > longest {
			return elided(text, utf8.RuneCountInString(v))
		}
		return encode(t(v))
	case map[string]any:
		if text, ok := t.small(v); ok {
			return text
		}
		return "an object with " + t.names(keys(v))
	case []any:
		if text, ok := t.small(v); ok {
			return text
		}
		return fmt.Sprintf("a list of %d", len(v))
	case json.Number:
		text := t(string(v))
		if len(text) > 2*longest {
			return text[:longest] + "…"
		}
		return text
	}
	return encode(v)
}

// small writes an object or array that is short enough to be shown whole.
func (t teller) small(v any) (text string, ok bool) {
	if weight(v, 4*longest) < 0 {
		return "", false
	}
	text = t(encode(t.clean(v)))
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
func (t teller) clean(v any) any {
	switch v := v.(type) {
	case string:
		return t(v)
	case map[string]any:
		object := make(map[string]any, len(v))
		for _, name := range keys(v) {
			object[t(name)] = t.clean(v[name])
		}
		return object
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = t.clean(inner)
		}
		return list
	}
	return v
}

// got says what came where a clause was broken.
func (t teller) got(c spec.Clause, v any) string {
	switch v := v.(type) {
	case map[string]any:
		if c.Keyword == "required" && len(v) == 0 {
			return "an empty object"
		}
		if c.Keyword == "required" {
			return "only " + t.names(keys(v))
		}
		if c.Keyword == "minProperties" || c.Keyword == "maxProperties" {
			return count(len(v), "Properties")
		}
	case string:
		if c.Keyword != "minLength" && c.Keyword != "maxLength" {
			break
		}
		length := utf8.RuneCountInString(v)
		if text := t(v); utf8.RuneCountInString(text) <= longest {
			return fmt.Sprintf("%s (%s)", encode(text), count(length, "Length"))
		}
	case []any:
		if c.Keyword == "minItems" || c.Keyword == "maxItems" {
			return count(len(v), "Items")
		}
	}
	return t.show(v)
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// names lists the names of properties; those that could be mistaken for something else are quoted.
func (t teller) names(list []string) string {
	return t.list(list, func(name string) string {
		if plainName.MatchString(name) && len(name) <= longest {
			return t(name)
		}
		return t.quote(name)
	})
}

// quotes lists names, each quoted.
func (t teller) quotes(list []string) string { return t.list(list, t.quote) }

func (t teller) list(list []string, say func(string) string) string {
	words := make([]string, 0, mostNames)
	for _, name := range list[:min(len(list), mostNames)] {
		words = append(words, say(name))
	}
	text := strings.Join(words, ", ")
	if more := len(list) - len(words); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// elided shortens a text without secrets to what is worth showing, as a quoted
// string. The length is that of the text with them, in characters.
func elided(text string, length int) string {
	if utf8.RuneCountInString(text) <= longest {
		return fmt.Sprintf("%q", text)
	}
	return fmt.Sprintf("%q… (%d characters)", head(text, longest-20), length)
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
