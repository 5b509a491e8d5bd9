package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
)

// malformed is a body that is not one JSON document (RFC 8259).
type malformed struct {
	kind   outcome.TermKind // what came instead
	parser string           // what the parser says
	at     int              // the byte that it is about, if it is about one
	text   string           // the body, where there is something to show of it
	from   int              // where in it
}

// term is what came. A secret may stand across the place from which the body is
// worth showing; then the whole is shown.
func (m *malformed) term(f formatter) outcome.Term {
	term := outcome.Term{Kind: m.kind, Length: m.at}
	if m.parser != "" {
		term.Names = []string{m.parser}
	}
	if m.text == "" {
		return term
	}
	before, after := m.text[:m.from], m.text[m.from:]
	shown := f.text(m.text)
	if m.from > 0 && f(before)+f(after) == f(m.text) {
		shown = f.text(strings.TrimSpace(after))
	}
	term.Of = &shown
	return term
}

// duplicate is a key that stands twice in one object.
type duplicate struct {
	pointer string
	name    string
}

// mostDuplicates is how many of a body's duplicate keys are listed.
const mostDuplicates = 16

// decodedBody is a decoded body. Numbers are as written, but see [bounded]; of a
// key that stands twice, the last value counts.
type decodedBody struct {
	value      any
	duplicates []duplicate
	unlisted   int // duplicates past the most that are listed
}

// decode reads a body as exactly one JSON document; or says why it is none.
func decode(text []byte) (*decodedBody, *malformed) {
	if m := check(text); m != nil {
		return nil, m
	}
	d := &decoder{json: json.NewDecoder(bytes.NewReader(text))}
	d.json.UseNumber()
	value, err := d.next()
	if err != nil {
		return nil, &malformed{kind: outcome.GotNotJSON, parser: err.Error(), text: string(text)}
	}
	d.document.value = value
	return &d.document, nil
}

func check(text []byte) *malformed {
	switch {
	case len(text) == 0:
		return &malformed{kind: outcome.GotEmpty}
	case len(bytes.TrimSpace(text)) == 0:
		return &malformed{kind: outcome.GotBlank}
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return &malformed{kind: outcome.GotMark}
	case !utf8.Valid(text):
		return &malformed{kind: outcome.GotNotUTF8}
	case json.Valid(text):
		return nil
	}
	first := json.NewDecoder(bytes.NewReader(text))
	var skipped json.RawMessage
	err := first.Decode(&skipped)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		at := int(first.InputOffset())
		return &malformed{kind: outcome.GotMore, at: at, text: string(text), from: at}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &malformed{kind: outcome.GotEarlyEnd, at: len(text), text: string(text)}
	case errors.As(err, &syntax):
		return &malformed{kind: outcome.GotNotJSON, parser: syntax.Error(), at: int(syntax.Offset), text: string(text)}
	}
	return &malformed{kind: outcome.GotNotJSON, text: string(text)}
}

type decoder struct {
	json     *json.Decoder
	path     []string // to the value that is being read
	document decodedBody
}

func (d *decoder) next() (any, error) {
	token, err := d.json.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return d.object()
	case json.Delim('['):
		return d.array()
	}
	if number, ok := token.(json.Number); ok {
		return bounded(number), nil
	}
	return token, nil
}

func (d *decoder) object() (any, error) {
	object := map[string]any{}
	var twice []string
	for d.json.More() {
		token, err := d.json.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		d.path = append(d.path, name)
		if _, has := object[name]; has && !slices.Contains(twice, name) {
			twice = d.duplicate(twice, name)
		}
		if object[name], err = d.next(); err != nil {
			return nil, err
		}
		d.path = d.path[:len(d.path)-1]
	}
	_, err := d.json.Token()
	return object, err
}

// duplicate lists the key that is being read, and appends it to those of its
// object that are listed.
func (d *decoder) duplicate(twice []string, name string) []string {
	if len(d.document.duplicates) == mostDuplicates {
		d.document.unlisted++
		return twice
	}
	d.document.duplicates = append(d.document.duplicates, duplicate{jsonpointer.Join(d.path), name})
	return append(twice, name)
}

func (d *decoder) array() (any, error) {
	list := []any{}
	for d.json.More() {
		d.path = append(d.path, strconv.Itoa(len(list)))
		v, err := d.next()
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		d.path = d.path[:len(d.path)-1]
	}
	_, err := d.json.Token()
	return list, err
}
