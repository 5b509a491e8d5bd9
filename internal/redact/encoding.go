package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

// encodings lists the spellings under which a value may be met.
func encodings(value string) []string {
	query := url.QueryEscape(value)
	inHex := hex.EncodeToString([]byte(value))
	list := []string{value, query, strings.ReplaceAll(query, "+", "%20"), url.PathEscape(value), inHex, strings.ToUpper(inHex)}
	if quoted, err := json.Marshal(value); err == nil {
		inner := string(quoted[1 : len(quoted)-1])
		// Not every writer of JSON escapes what is special in HTML.
		plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(inner)
		// What a string of JSON escapes, JSON within one escapes again.
		again := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace
		list = append(list, inner, plain, again(plain), again(again(plain)))
	}
	for shift := range 3 {
		padded := append(make([]byte, shift), value...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			// The first and last characters depend on the neighbours; what is between does not.
			text := encoding.EncodeToString(padded)
			from, to := (shift*8+5)/6, len(padded)*8/6
			if to-from >= 2*shortest {
				list = append(list, text[from:to])
			}
		}
	}
	return list
}

// unescaped undoes the escapes of JSON strings and of URLs that stand for
// printable ASCII characters, but for those that end or escape a JSON string.
func unescaped(text string) string {
	next := strings.IndexAny(text, `\%`)
	if next < 0 {
		return text
	}
	var b strings.Builder
	for next >= 0 {
		b.WriteString(text[:next])
		plain, size := escape(text[next:])
		b.WriteString(plain)
		text = text[next+size:]
		next = strings.IndexAny(text, `\%`)
	}
	return b.String() + text
}

// escape reads the escape that a text begins with: what it stands for and its
// length. What is none stands for itself. JSON within a string of JSON has more
// backslashes, which are one.
func escape(text string) (plain string, size int) {
	slashes := len(text) - len(strings.TrimLeft(text, `\`))
	after := text[slashes:]
	digits, size := "", 0
	switch {
	case slashes > 0 && strings.HasPrefix(after, "/"):
		return "/", slashes + 1
	case slashes > 0 && strings.HasPrefix(after, "u00") && len(after) >= 5:
		digits, size = after[3:5], slashes+5
	case slashes > 0:
		return text[:slashes], slashes
	case len(text) >= 3:
		digits, size = text[1:3], 3
	}
	decoded, err := hex.DecodeString(digits)
	if err != nil || size == 0 || decoded[0] < ' ' || decoded[0] > '~' || decoded[0] == '"' || decoded[0] == '\\' {
		size = max(slashes, 1)
		return text[:size], size
	}
	return string(decoded), size
}
