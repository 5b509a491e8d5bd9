package exchange

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

// Curl is a shell command that asks again. Secrets are shell variables, such
// as $KYC_TOKEN, so the command can be pasted into a ticket and still be run.
func (e *Exchange) Curl() string {
	words := []string{"curl -sS"}
	if e.request.Method != "GET" {
		words = append(words, "-X "+e.request.Method)
	}
	words = append(words, shellWord(e.Redact(e.request.URL)))
	names := make([]string, 0, len(e.request.Header))
	for name := range e.request.Header {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range e.request.Header[name] {
			words = append(words, "-H "+shellWord(name+": "+e.secrets.redactField(name, value)))
		}
	}
	if e.request.Body != nil {
		words = append(words, "--data-binary "+shellWord(e.Redact(string(e.request.Body))))
	}
	return strings.Join(words, " ")
}

var placeholder = regexp.MustCompile(`\$[A-Z][A-Z0-9_]+`)

// shellWord quotes text for a POSIX shell: everything is literal but the
// placeholders, which the shell is to replace. Bytes that are no UTF-8 or that
// a terminal would act on are written in ANSI-C quoting.
func shellWord(text string) string {
	var b strings.Builder
	rest := text
	for rest != "" {
		at := placeholder.FindStringIndex(rest)
		if at == nil {
			b.WriteString(quoted(rest))
			break
		}
		if at[0] > 0 {
			b.WriteString(quoted(rest[:at[0]]))
		}
		b.WriteString(`"` + rest[at[0]:at[1]] + `"`)
		rest = rest[at[1]:]
	}
	if text == "" {
		return "''"
	}
	return b.String()
}

func quoted(text string) string {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return ansiC(text)
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

func ansiC(text string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	b.WriteString("$'")
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < ' ' || c >= 0x7f:
			b.WriteString(`\x` + string(digits[c>>4]) + string(digits[c&15]))
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + "'"
}
