package contract

import (
	"encoding/base64"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// judgedFormats are the formats as the validator is to judge them: those that
// the validator knows and the contract's clauses do not, judge nothing.
func judgedFormats() map[string]func(any) bool {
	list := map[string]func(any) bool{}
	for name := range jsonschema.Formats {
		if !spec.Judged(name) {
			list[name] = func(any) bool { return true }
		}
	}
	row := spec.KeywordNamed(spec.KeywordFormat)
	for _, name := range spec.NumberFormats() {
		list[name] = func(v any) bool { return row.Allows(name, v) }
	}
	list["byte"] = isByte
	return list
}

// isByte says whether a text has OpenAPI's format "byte"; of other values nothing is said.
func isByte(v any) bool {
	text, ok := v.(string)
	if !ok {
		return true
	}
	_, err := base64.StdEncoding.DecodeString(text)
	return err == nil
}
