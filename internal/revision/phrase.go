package revision

import (
	"encoding/json"
	"fmt"
	"strings"

	"kycspec/internal/spec"
)

// bodies names the bodies that a change concerns, as a sentence begins.
func bodies(statuses []string) string {
	if statuses[0] == "" {
		return "In a request, "
	}
	var named []string
	other := ""
	for _, status := range statuses {
		if status == "default" {
			other = "any other"
			continue
		}
		named = append(named, status)
	}
	if other != "" {
		named = append(named, other)
	}
	if named[0] == other {
		return "In any other answer, "
	}
	return "In a " + either(named) + " answer, "
}

// subject names a place: "customer.wallet" is "the wallet of the customer".
func subject(place string) string {
	path := spec.SplitPlace(place)
	if len(path) == 0 {
		return "the body"
	}
	words := make([]string, len(path))
	for i, token := range path {
		name := "the " + strings.ReplaceAll(token, "_", " ")
		switch token {
		case "[]":
			name = "each element"
		case "*":
			name = "each other property"
		}
		words[len(path)-1-i] = name
	}
	return strings.Join(words, " of ")
}

// predicate is what a clause says of its place, such as "is at most 4".
func predicate(c spec.Clause) string {
	lead := bodies([]string{c.Status}) + subject(c.Place) + " "
	return strings.TrimSuffix(strings.TrimPrefix(c.Sentence, lead), ".")
}

// complement is a predicate without its verb: "at most 4".
func complement(c spec.Clause) string {
	_, rest, _ := strings.Cut(predicate(c), " ")
	return rest
}

// text is a value as people write it: a text without quotes, if it has any characters.
func text(v any) string {
	if s, ok := v.(string); ok && s != "" {
		return s
	}
	out, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(out)
}

// most is how many values a sentence names.
const most = 6

func texts(values []any) []string {
	var list []string
	for i, v := range values {
		if i == most && len(values) > most+1 {
			return append(list, fmt.Sprintf("%d more", len(values)-i))
		}
		list = append(list, text(v))
	}
	return list
}

// either joins words: "a, b or c".
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
