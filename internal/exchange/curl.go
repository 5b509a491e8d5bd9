package exchange

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"
)

// Curl is a shell command that asks again. Secrets are shell variables, such
// as $KYC_TOKEN, so the command can be pasted into a ticket and still be run.
// Any POSIX shell reads it, but for bytes that are no UTF-8 or that a terminal
// would act on: those are in ANSI-C quoting ($'…'), which bash, zsh and ksh read.
func (e *Exchange) Curl() string {
	words := []string{"curl -sS"}
	if e.request.Method != http.MethodGet || e.request.Body != nil {
		words = append(words, "-X "+e.shellMethod())
	}
	words = append(words, e.shellWord(e.Redact(e.request.URL)))
	for _, field := range e.fields(e.request.Header) {
		words = append(words, "-H "+e.shellWord(curlField(field)))
	}
	if e.request.Body == nil {
		return strings.Join(words, " ")
	}
	if len(e.request.Header.Values("Content-Type")) == 0 {
		words = append(words, "-H 'Content-Type:'") // or curl would send one of its own
	}
	before, data := e.shellBody()
	return before + strings.Join(append(words, data), " ")
}

func (e *Exchange) shellMethod() string {
	if strings.Trim(e.request.Method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return e.request.Method
	}
	return quoted(e.request.Method)
}

// curlField is a field as curl's -H takes it, which leaves one out that ends in a colon.
func curlField(f Field) string {
	if f.Value == "" {
		return f.Name + ";"
	}
	return f.Name + ": " + f.Value
}

// shellBody is what hands curl the body, and what has to stand before curl
// for that: no shell can have the byte NUL in a word.
func (e *Exchange) shellBody() (before, data string) {
	text := e.Redact(string(e.request.Body))
	switch {
	case bytes.IndexByte(e.request.Body, 0) >= 0:
		return "printf " + e.printfWords(text) + " | ", "--data-binary @-"
	case strings.HasPrefix(text, "@"):
		return "", "--data-raw " + e.shellWord(text) // --data-binary would read a file of that name
	}
	return "", "--data-binary " + e.shellWord(text)
}

// printfWords is a format of printf and its arguments, the placeholders.
func (e *Exchange) printfWords(text string) string {
	var format, arguments strings.Builder
	e.eachPart(text, func(part string, isPlaceholder bool) {
		if isPlaceholder {
			format.WriteString("%s")
			arguments.WriteString(` "` + part + `"`)
			return
		}
		for i := range len(part) {
			switch c := part[i]; {
			case c == '%':
				format.WriteString("%%")
			case c == '\\' || c == '\'' || c < ' ' || c >= 0x7f, c == '-' && format.Len() == 0: // not an option
				fmt.Fprintf(&format, `\%03o`, c)
			default:
				format.WriteByte(c)
			}
		}
	})
	return "'" + format.String() + "'" + arguments.String()
}

// shellWord quotes text for a shell: everything is literal but the
// placeholders, which the shell is to replace.
func (e *Exchange) shellWord(text string) string {
	if text == "" {
		return "''"
	}
	var b strings.Builder
	e.eachPart(text, func(part string, isPlaceholder bool) {
		if isPlaceholder {
			b.WriteString(`"` + part + `"`)
			return
		}
		b.WriteString(quoted(part))
	})
	return b.String()
}

// eachPart splits a redacted text into its placeholders and what is between.
// A dollar sign that begins no placeholder is text. A placeholder that stood in
// the text before it was redacted looks like any other, and is taken for one.
func (e *Exchange) eachPart(text string, visit func(part string, isPlaceholder bool)) {
	placeholders := e.secrets.Placeholders()
	from := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			continue
		}
		for _, placeholder := range placeholders {
			if !strings.HasPrefix(text[i:], placeholder) {
				continue
			}
			if i > from {
				visit(text[from:i], false)
			}
			visit(placeholder, true)
			from = i + len(placeholder)
			i = from - 1
			break
		}
	}
	if from < len(text) {
		visit(text[from:], false)
	}
}

func quoted(text string) string {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, isControl) {
		return ansiC(text)
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// isControl says whether a terminal may act on a character: a control of ISO
// 6429, its second set included, or one that turns the direction of text.
func isControl(r rune) bool {
	return r < ' ' || 0x7f <= r && r < 0xa0 || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

func ansiC(text string) string {
	var b strings.Builder
	b.WriteString("$'")
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + "'"
}
