package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/jsonpointer"
)

// Structure is what a JSON body is made of: the JSON type of each place, by JSON
// Pointer (RFC 6901) in which "[]" stands for every Element of a list. A place
// that is of several types in the elements of a list has them all, as in
// "null or string".
type Structure map[string]string

const (
	Element = "[]" // the token that stands for every Element
	most    = 1000 // places of a structure that is worth keeping
)

// none is the body of an answer without one.
type none struct{}

// decode gives an answer's body; not known of one that is no JSON, or that was
// not recorded whole.
func decode(answer exchange.Record) (body any, known bool) {
	if answer.ResponseBody == "" {
		return none{}, true
	}
	if answer.Cut {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(answer.ResponseBody))
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil {
		return nil, false
	}
	_, err := decoder.Token()
	return body, errors.Is(err, io.EOF)
}

// structureOf gives the structure of a decoded body; nil if it has too many places.
func structureOf(body any) Structure {
	s := Structure{}
	if body == (none{}) {
		return s
	}
	found := types{}
	found.add("", body)
	if len(found) > most {
		return nil
	}
	for pointer, names := range found {
		s[pointer] = strings.Join(slices.Sorted(maps.Keys(names)), " or ")
	}
	return s
}

// types are the JSON types of each place.
type types map[string]map[string]bool

func (t types) add(pointer string, v any) {
	if len(t) > most {
		return
	}
	if t[pointer] == nil {
		t[pointer] = map[string]bool{}
	}
	t[pointer][typeOf(v)] = true
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			t.add(pointer+"/"+jsonpointer.Escape(name), inner)
		}
	case []any:
		for _, inner := range v {
			t.add(pointer+"/"+Element, inner)
		}
	}
}

func typeOf(v any) string {
	switch v.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case json.Number:
		return "number"
	case bool:
		return "boolean"
	}
	return "null"
}

// scalarAt finds the value at a pointer, if it is neither object nor list.
func scalarAt(body any, pointer string) (Value, bool) {
	for _, name := range jsonpointer.Split(pointer) {
		holder, ok := body.(map[string]any)
		if !ok {
			return "", false
		}
		if body, ok = holder[name]; !ok {
			return "", false
		}
	}
	switch body.(type) {
	case map[string]any, []any:
		return "", false
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return "", false
	}
	return Value(strings.TrimSuffix(b.String(), "\n")), true
}

// below says whether a place is within another one.
func below(pointer, holder string) bool { return strings.HasPrefix(pointer, holder+"/") }
