package client

import (
	"net/http"
	"strings"
)

// Applied says whether an answer's Preference-Applied names the preference
// (RFC 7240 section 3), such as "code=500". A preference with a value is
// applied if it is named without one or with the same.
func Applied(header http.Header, preference string) bool {
	name, value := preferenceOf(preference)
	for _, field := range header.Values("Preference-Applied") {
		for part := range strings.SplitSeq(field, ",") {
			got, with := preferenceOf(part)
			if name != "" && strings.EqualFold(got, name) && (with == "" || with == value) {
				return true
			}
		}
	}
	return false
}

// preferenceOf splits a preference into its name and value, without parameters.
func preferenceOf(text string) (name, value string) {
	text, _, _ = strings.Cut(text, ";")
	name, value, _ = strings.Cut(text, "=")
	return strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"`)
}
