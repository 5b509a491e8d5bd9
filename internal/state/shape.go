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

// Shape is what a JSON body is made of: the JSON type of each place, by JSON
// Pointer (RFC 6901) in which "[]" stands for every element of a list. A place
// that is of several types in the elements of a list has them all, as in
// "null or string".
type Shape map[string]string

const (
	element = "[]"   // the token that stands for every element
	or      = " or " // between the types of a place
	most    = 1000   // places of a shape that is worth keeping
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

// shapeOf gives the shape of a decoded body; nil if it has too many places.
func shapeOf(body any) Shape {
	s := Shape{}
	if body == (none{}) {
		return s
	}
	s.add("", body)
	if len(s) > most {
		return nil
	}
	return s
}

func (s Shape) add(pointer string, v any) {
	if len(s) > most {
		return
	}
	s[pointer] = both(s[pointer], typeOf(v))
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			s.add(pointer+"/"+jsonpointer.Escape(name), v[name])
		}
	case []any:
		for _, each := range v {
			s.add(pointer+"/"+element, each)
		}
	}
}

// both is a type added to those that a place has already.
func both(have, more string) string {
	if have == "" || have == more {
		return more
	}
	types := append(strings.Split(have, or), more)
	slices.Sort(types)
	return strings.Join(slices.Compact(types), or)
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

// dotted is a place as people read it, such as data.items[].id.
func dotted(pointer string) string {
	if pointer == "" {
		return "the body"
	}
	var b strings.Builder
	for i, name := range jsonpointer.Split(pointer) {
		if name != element && i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(name)
	}
	return "`" + b.String() + "`"
}
