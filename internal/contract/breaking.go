package contract

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/spec"
)

// Breaking is the draft as a body that breaks a clause of the request, by as
// little as can be, and no other one. Not ok where no such body is found. The
// draft stays as it is.
func (d *Draft) Breaking(clause spec.Clause) (text []byte, ok bool) {
	if clause.Part != spec.RequestPart {
		return nil, false
	}
	if clause.Keyword == spec.KeywordJSON {
		text = append(d.Bytes(), " {}"...) // there is to be one document
		return text, d.contract.breaksOnly(text, clause)
	}
	for _, s := range spots(d.body, spec.SplitPlace(clause.Place), "") {
		for _, instead := range breaking(clause, s.value) {
			text = []byte(spec.Literal(withValue(d.body, jsonpointer.Split(s.pointer), instead)))
			if d.contract.breaksOnly(text, clause) {
				return text, true
			}
		}
	}
	return nil, false
}

// breaking are values that break a clause in the place of one that keeps it.
func breaking(clause spec.Clause, have any) []any {
	var list []any
	for _, breach := range clause.Row().Outside(clause.Value) {
		list = append(list, breach.Apply(have))
	}
	// A text that is not what a pattern asks for is still as long as it has to be.
	if text, isText := have.(string); isText && text != "" {
		_, size := utf8.DecodeLastRuneInString(text)
		list = append(list, text[:len(text)-size]+"!")
	}
	return list
}

// breaksOnly says whether a body breaks just that clause.
func (c *Contract) breaksOnly(text []byte, clause spec.Clause) bool {
	broken := c.JudgeRequest(text)
	return len(broken) == 1 && broken[0].Clause == clause.ID
}

// withValue is a JSON value with another one at a path; what is changed of it is copied.
func withValue(v any, path []string, instead any) any {
	if len(path) == 0 {
		return instead
	}
	switch holder := v.(type) {
	case map[string]any:
		holder = maps.Clone(holder)
		holder[path[0]] = withValue(holder[path[0]], path[1:], instead)
		return holder
	case []any:
		holder = slices.Clone(holder)
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(holder) {
			holder[i] = withValue(holder[i], path[1:], instead)
		}
		return holder
	}
	return v
}
