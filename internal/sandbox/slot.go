package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"

	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// slot is a place of an answer and what belongs there. A text with fewer
// characters than least, or than what most leaves room for, is not put there.
type slot struct {
	path        []string
	what        slotContent
	least, most int
}

// slotContent is a kind of what answers say.
type slotContent int

const (
	contentNull slotContent = iota
	contentNotNull
	contentWidget
	contentStatus
	contentReason
	contentCode
	contentMessage
)

var semanticContents = map[string]slotContent{
	spec.KeywordNull: contentNull, spec.KeywordNotNull: contentNotNull,
	spec.KeywordBase64: contentWidget, spec.KeywordHTTPStatus: contentStatus,
}

// words are what an answer says beyond its status.
type words struct{ code, message, widget string }

func (f slot) fill(holder map[string]any, name string, status int, w words) {
	switch f.what {
	case contentNull:
		holder[name] = nil
	case contentNotNull:
		if holder[name] == nil {
			holder[name] = w.code
		}
	case contentStatus:
		holder[name] = status
	case contentWidget:
		f.put(holder, name, w.widget)
	case contentReason:
		f.put(holder, name, f.shortened(reason(status)))
	case contentCode:
		f.put(holder, name, w.code)
	case contentMessage:
		f.put(holder, name, f.shortened(w.message))
	}
}

func (f slot) put(holder map[string]any, name, text string) {
	if n := utf8.RuneCountInString(text); n > 0 && n >= f.least && n <= f.most {
		holder[name] = text
	}
}

func (f slot) shortened(text string) string {
	runes := []rune(text)
	if len(runes) <= f.most || f.most == 0 {
		return text
	}
	return string(runes[:f.most-1]) + "…"
}

// findTextSlots finds the texts of an error, what stands beside its status, among
// the clauses of that answer's body.
func (a *answerTemplate) findTextSlots(r *spec.Response, clauses []*spec.Clause) {
	for _, status := range slices.Clone(a.slots) {
		if status.what != contentStatus {
			continue
		}
		parent := status.path[:len(status.path)-1]
		visit(r.Sample, status.path, func(holder map[string]any, statusName string) {
			for name, value := range holder {
				path := append(slices.Clone(parent), name)
				if f, ok := textSlot(facts(clauses, spec.JoinPlace(path)), value); ok && name != statusName {
					f.path = path
					a.slots = append(a.slots, f)
				}
			}
		})
	}
}

// textSlot says what belongs where a sample has that value. A text that is
// a status's name is one here too; one of several forms is a code for programs;
// any other is for people. What lists its values keeps its sample.
func textSlot(p slotFacts, value any) (slot, bool) {
	f := slot{least: p.least, most: p.most}
	text, isText := value.(string)
	switch {
	case p.fixed || p.texts != 1:
		return f, false
	case p.forms:
		f.what = contentCode
	case isText && reasons[text]:
		f.what = contentReason
	default:
		f.what = contentMessage
	}
	return f, true
}

// slotFacts are what the contract says of one property of an answer.
type slotFacts struct {
	texts       int  // how many of its forms are texts
	forms       bool // it has several forms
	fixed       bool // only certain texts are allowed
	least, most int
}

// unbounded is more characters than any answer has.
const unbounded = 1 << 30

func facts(clauses []*spec.Clause, place string) slotFacts {
	p := slotFacts{most: unbounded}
	for _, c := range clauses {
		if c.Place != place {
			continue
		}
		switch row := c.Row(); {
		case c.Keyword == spec.KeywordType:
			if slices.Contains(spec.TypesOf(c.Value), "string") {
				p.texts++
			}
		case row.Bounds(outcome.Characters, spec.Lower):
			p.least, _ = strconv.Atoi(fmt.Sprint(c.Value))
		case row.Bounds(outcome.Characters, spec.Upper):
			p.most, _ = strconv.Atoi(fmt.Sprint(c.Value))
		case row.Selects:
			p.fixed = p.fixed || row.Judges(c.Value, "")
		case row.Composed:
			p.forms = true
		}
	}
	return p
}

// visit calls f for every value at a path of a JSON value, as the property of its holder.
func visit(v any, path []string, f func(holder map[string]any, name string)) {
	switch holder := v.(type) {
	case map[string]any:
		if len(path) == 1 {
			f(holder, path[0])
		} else if len(path) > 1 {
			visit(holder[path[0]], path[1:], f)
		}
	case []any:
		if len(path) > 1 && path[0] == "[]" {
			for _, inner := range holder {
				visit(inner, path[1:], f)
			}
		}
	}
}

// reason is a status's name, in the words of RFC 9110 where the standard
// library still has older ones.
func reason(status int) string {
	switch status {
	case http.StatusUnprocessableEntity:
		return "Unprocessable Content"
	case http.StatusRequestEntityTooLarge:
		return "Content Too Large"
	}
	return http.StatusText(status)
}

var reasons = func() map[string]bool {
	known := map[string]bool{}
	for status := 100; status < 600; status++ {
		known[reason(status)] = true
		known[http.StatusText(status)] = true
	}
	delete(known, "")
	return known
}()
