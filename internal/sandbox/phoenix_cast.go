package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// casting is a place of a request where a value is made one of a type before it is checked.
type casting struct {
	path []string
	to   string // "integer", "number" or "boolean"
}

// newCastings finds the places where a contract asks for one of these types alone.
func newCastings(c *contract.Contract) []casting {
	types := map[string][]string{}
	for _, clause := range c.Clauses() {
		if clause.Part == spec.RequestPart && clause.Keyword == spec.KeywordType {
			types[clause.Place] = append(types[clause.Place], typeOf(clause.Value))
		}
	}
	var list []casting
	for place, names := range types {
		if len(names) == 1 && slices.Contains([]string{"integer", "number", "boolean"}, names[0]) {
			list = append(list, casting{spec.SplitPlace(place), names[0]})
		}
	}
	return list
}

// typeOf is the type that a clause names beside null.
func typeOf(value any) string {
	names, several := value.([]any)
	if !several {
		return fmt.Sprint(value)
	}
	for _, name := range names {
		if name != "null" {
			return fmt.Sprint(name)
		}
	}
	return "null"
}

// checkCast is OpenApiSpex's CastAndValidate. A body without a media type is not
// checked; one whose media type is not the contract's, letter by letter, is refused.
func (s *Sandbox) checkCast(c *incoming) *refusal {
	types := c.header.Values("Content-Type")
	if len(types) == 0 {
		c.ask = s.places.read(c.body)
		return nil
	}
	media, _, _ := strings.Cut(types[0], ";")
	if !slices.Contains(s.contract.Bundle().Manifest.Request.MediaTypes, media) {
		refused := invalid("The Content-Type is none of the contract's.")
		refused.errors = []castError{newCastError("/", "Invalid value for header: content-type")}
		return refused
	}
	c.body = cast(c.body, s.castings)
	refused := s.checkBody(c)
	if refused != nil {
		refused.errors = s.castErrors(c.body, refused.broken)
	}
	return refused
}

// cast makes the values of a body what the places ask for, where that can be done.
func cast(text []byte, castings []casting) []byte {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var body any
	if decoder.Decode(&body) != nil {
		return text
	}
	for _, c := range castings {
		visit(body, c.path, func(holder map[string]any, name string) {
			if value, has := holder[name]; has {
				holder[name] = c.cast(value)
			}
		})
	}
	// What was decoded from JSON has a JSON form.
	written, _ := json.Marshal(body)
	return written
}

// numberText is how a text has to look to be taken for a number.
var numberText = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

var integerText = regexp.MustCompile(`^-?[0-9]+$`)

// cast rounds what is to be an integer, half away from zero.
func (c casting) cast(value any) any {
	text, isText := value.(string)
	number, isNumber := value.(json.Number)
	switch {
	case c.to == "boolean" && (text == "true" || text == "false"):
		return text == "true"
	case c.to == "boolean", !isNumber && !(isText && numberText.MatchString(text)):
		return value
	case isNumber:
		text = string(number)
	}
	if isNumber && (c.to == "number" || integerText.MatchString(text)) {
		return value
	}
	float, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return value
	}
	if c.to == "integer" {
		float = math.Round(float)
	}
	return json.Number(strconv.FormatFloat(float, 'f', -1, 64))
}
