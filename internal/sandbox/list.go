package sandbox

import "strings"

// split parts a header field's value at a separator outside of quoted strings
// (RFC 9110 section 5.6). Parts are trimmed, empty ones left out.
func split(value string, separator byte) []string {
	var parts []string
	quoted, start := false, 0
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == separator && !quoted:
			parts = appendPart(parts, value[start:i])
			start = i + 1
		}
	}
	return appendPart(parts, value[start:])
}

func appendPart(parts []string, part string) []string {
	if part = strings.Trim(part, " \t"); part != "" {
		return append(parts, part)
	}
	return parts
}

// parameter parts "name=value"; the name in lower case, the value without its quotes.
func parameter(text string) (name, value string) {
	name, value, _ = strings.Cut(text, "=")
	return strings.ToLower(strings.Trim(name, " \t")), unquote(strings.Trim(value, " \t"))
}

func unquote(value string) string {
	inner, opened := strings.CutPrefix(value, `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	if !opened || !closed {
		return value
	}
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		if inner[i] == '\\' && i+1 < len(inner) {
			i++
		}
		b.WriteByte(inner[i])
	}
	return b.String()
}
