package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// duplicate is a key that stands twice in one object.
type duplicate struct {
	pointer string
	name    string
}

// decode reads a body as exactly one JSON document (RFC 8259) and keeps its
// numbers as written. The error says in words what came instead. Keys that
// stand twice are listed; the last one counts.
func decode(text []byte) (any, []duplicate, error) {
	if err := checkDocument(text); err != nil {
		return nil, nil, err
	}
	d := &decoder{json: json.NewDecoder(bytes.NewReader(text))}
	d.json.UseNumber()
	v, err := d.value("")
	return v, d.duplicates, err
}

func checkDocument(text []byte) error {
	switch {
	case len(text) == 0:
		return errors.New("an empty body")
	case len(bytes.TrimSpace(text)) == 0:
		return errors.New("white space only")
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return errors.New("a byte order mark before the document")
	case !utf8.Valid(text):
		return errors.New("bytes that are not UTF-8")
	case json.Valid(text):
		return nil
	}
	first := json.NewDecoder(bytes.NewReader(text))
	var skipped json.RawMessage
	err := first.Decode(&skipped)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		at := first.InputOffset()
		return fmt.Errorf("more after the end of the document, at byte %d: %s", at, elide(strings.TrimSpace(string(text[at:]))))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("a document that ends too early, after %d bytes: %s", len(text), elide(string(text)))
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON (%s, at byte %d): %s", syntax.Error(), syntax.Offset, elide(string(text)))
	}
	return fmt.Errorf("no JSON: %s", elide(string(text)))
}

type decoder struct {
	json       *json.Decoder
	duplicates []duplicate
}

func (d *decoder) value(pointer string) (any, error) {
	token, err := d.json.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return d.object(pointer)
	case json.Delim('['):
		return d.array(pointer)
	}
	if number, ok := token.(json.Number); ok {
		return bounded(number), nil
	}
	return token, nil
}

func (d *decoder) object(pointer string) (any, error) {
	object := map[string]any{}
	for d.json.More() {
		token, err := d.json.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		at := pointer + "/" + escape(name)
		if _, twice := object[name]; twice {
			d.duplicates = append(d.duplicates, duplicate{at, name})
		}
		if object[name], err = d.value(at); err != nil {
			return nil, err
		}
	}
	_, err := d.json.Token()
	return object, err
}

func (d *decoder) array(pointer string) (any, error) {
	list := []any{}
	for d.json.More() {
		v, err := d.value(pointer + "/" + strconv.Itoa(len(list)))
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.json.Token()
	return list, err
}

// largestExponent is where a number is past every bound that a contract sets.
const largestExponent = 400

// bounded keeps a number as written, unless its exponent is so large that
// exact arithmetic on it would take the judge's memory: then its size is
// brought down to one that is still past every bound.
func bounded(number json.Number) json.Number {
	mantissa, exponent, found := strings.Cut(strings.ToLower(string(number)), "e")
	if !found {
		return number
	}
	n, err := strconv.Atoi(exponent)
	if err == nil && -largestExponent <= n && n <= largestExponent {
		return number
	}
	if strings.Trim(mantissa, "-0.") == "" {
		return "0"
	}
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign = "-"
	}
	if strings.HasPrefix(exponent, "-") {
		return json.Number(sign + "1e-" + strconv.Itoa(largestExponent))
	}
	return json.Number(sign + "1e" + strconv.Itoa(largestExponent))
}

// escape writes a name as a token of a JSON Pointer (RFC 6901).
func escape(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

// at finds the value that a JSON Pointer leads to.
func at(v any, pointer string) any {
	if pointer == "" {
		return v
	}
	for _, token := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		switch holder := v.(type) {
		case map[string]any:
			v = holder[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(holder) {
				return nil
			}
			v = holder[i]
		default:
			return nil
		}
	}
	return v
}
