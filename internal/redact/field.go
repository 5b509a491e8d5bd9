package redact

import (
	"slices"
	"strings"
)

// RedactField gives the value of a header field without its secrets: what is
// a credential by the field's name is always taken out, the rest by what it holds.
func (s *Secrets) RedactField(name, value string) string {
	redacted := s.Redact(value)
	switch strings.ToLower(name) {
	case "authorization":
		return s.redactCredential(redacted)
	case "cookie", "set-cookie", "proxy-authorization":
		return "$" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	}
	return redacted
}

// schemes are the authentication schemes that may stand without a credential.
// A lone word that is none of them is taken for a credential.
var schemes = map[string]bool{"bearer": true, "basic": true, "digest": true, "negotiate": true, "token": true, "dpop": true}

// redactCredential keeps of an Authorization field its scheme (RFC 9110
// section 11.4) and a placeholder.
func (s *Secrets) redactCredential(value string) string {
	words := strings.Fields(value)
	if len(words) == 0 {
		return value
	}
	last := words[len(words)-1]
	switch {
	case len(words) == 1 && (schemes[strings.ToLower(last)] || slices.Contains(s.Placeholders(), last)):
		return value
	case len(words) == 1 || !isWord(words[0]):
		return "$KYC_TOKEN"
	case len(words) == 2 && slices.Contains(s.Placeholders(), last):
		return value
	}
	return words[0] + " $KYC_TOKEN"
}

// isWord says whether a text can be the name of a scheme: letters and hyphens, as all registered ones.
func isWord(text string) bool {
	const longestScheme = 16
	return len(text) <= longestScheme && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-") == ""
}
