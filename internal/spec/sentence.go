package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kycspec/internal/jsonpointer"
)

// sentence says a clause of a body in words for people who read no schemas.
func sentence(c Clause, in []Alternative) string {
	return Intro(c.Status) + Subject(c.Place) + " " + Predicate(c) + InAlternatives(c.Place, in) + "."
}

// Alternative is one of the schemas that oneOf or anyOf offers for the value at a place.
type Alternative struct {
	Number, Of int // counted from 1
	Place      string
}

// InAlternatives is what the sentence of a clause of the place says in brackets
// of the alternatives that it is a clause of, the outermost first:
// " (form 1 of 2, in form 3 of 3 of the wallet)". It is empty where there are none.
func InAlternatives(place string, in []Alternative) string {
	if len(in) == 0 {
		return ""
	}
	words := make([]string, 0, len(in))
	for _, a := range slices.Backward(in) {
		word := fmt.Sprintf("form %d of %d", a.Number, a.Of)
		if a.Place != place {
			word += " of " + Subject(a.Place)
		}
		words = append(words, word)
	}
	return " (" + strings.Join(words, ", in ") + ")"
}

// Alternatives are those that a clause is one of, the outermost first; none
// where it holds whatever is chosen. The clauses are all those of its document.
func Alternatives(c Clause, clauses []Clause) []Alternative {
	if len(c.Locations) == 0 {
		return nil
	}
	var in []Alternative
	path := jsonpointer.Split(c.Locations[0])
	for i := range path[:max(0, len(path)-2)] {
		number, err := strconv.Atoi(path[i+1])
		choice := slices.IndexFunc(clauses, func(other Clause) bool {
			return err == nil && other.Part == c.Part && other.Status == c.Status && (other.Keyword == KeywordOneOf || other.Keyword == KeywordAnyOf) &&
				slices.Contains(other.Locations, jsonpointer.Join(path[:i+1]))
		})
		if choice >= 0 {
			of, _ := strconv.Atoi(fmt.Sprint(clauses[choice].Value))
			in = append(in, Alternative{number + 1, of, clauses[choice].Place})
		}
	}
	return in
}

// InAlternative says whether a clause is one of an alternative. It goes by the
// clause's id, in which the number of each alternative stands.
func InAlternative(c Clause) bool {
	return strings.Contains(c.ID, "/"+KeywordOneOf+"/") || strings.Contains(c.ID, "/"+KeywordAnyOf+"/")
}

// Intro is how a sentence about bodies begins: those of the answers with the
// statuses, or that of the request, whose status is empty.
func Intro(statuses ...string) string {
	if statuses[0] == "" {
		return "In a request, "
	}
	named := slices.DeleteFunc(slices.Clone(statuses), func(status string) bool { return status == "default" })
	switch others := len(named) < len(statuses); {
	case others && len(named) == 0:
		return "In any other answer, "
	case others:
		named = append(named, "any other")
	}
	return "In a " + Either(named) + " answer, "
}

// Either joins words: "a, b or c".
func Either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// Subject names a place: "customer.wallet.address" is "the address of the wallet of the customer".
func Subject(place string) string {
	path := SplitPlace(place)
	if len(path) == 0 {
		return "the body"
	}
	words := make([]string, 0, len(path))
	for _, token := range slices.Backward(path) {
		switch token {
		case "[]":
			words = append(words, "each element")
		case "*":
			words = append(words, "each other property")
		default:
			words = append(words, "the "+strings.ReplaceAll(token, "_", " "))
		}
	}
	return strings.Join(words, " of ")
}

// Predicate is what a clause says of its [Subject], such as "is at most 4".
func Predicate(c Clause) string {
	verb, complement := c.Row().Says(c.Value)
	return verb + " " + complement
}

// Complement is a [Predicate] without its verb: "at most 4".
func Complement(c Clause) string {
	_, complement := c.Row().Says(c.Value)
	return complement
}

// mostShown is how many values of a list are shown.
const mostShown = 6

// oneOf names the values of a list.
func oneOf(list []any) string {
	words := make([]string, 0, len(list))
	for i, v := range list {
		if i == mostShown && len(list) > mostShown+1 {
			return "one of " + strings.Join(words, ", ") + fmt.Sprintf(" and %d more", len(list)-i)
		}
		words = append(words, shown(v))
	}
	if len(words) == 1 {
		return words[0]
	}
	return "one of " + strings.Join(words, ", ")
}

// Literal writes a JSON value in one line, without escaping HTML.
func Literal(v any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Text is a JSON value as it stands in an id: a string, unless it is empty, without its quotes.
func Text(v any) string {
	if s, ok := v.(string); ok && s != "" {
		return s
	}
	out, _ := json.Marshal(v)
	return string(out)
}

// shown is a value as a sentence has it.
func shown(v any) string {
	if v == "" {
		return "an empty text"
	}
	return Text(v)
}
