package redact

import (
	"encoding/base64"
	"strings"
)

// Placeholders of what is known by its pattern alone.
const (
	tokenPlaceholder     = "$JWT"
	signaturePlaceholder = "$SIWE_SIGNATURE"
	widgetPlaceholder    = "$WIDGET_DATA"
)

var fixedPlaceholders = []string{tokenPlaceholder, signaturePlaceholder, widgetPlaceholder,
	"$KYC_TOKEN", "$KYC_SIWE_TOKEN", "$COOKIE", "$SET_COOKIE", "$PROXY_AUTHORIZATION"}

const (
	shortestBase64    = 40  // characters of base64 that are looked into
	shortestSignature = 120 // hex digits; a whole signature has 130
	longestSignature  = 150 // with what may stand around a damaged one
	damagedDigits     = 4   // characters of a damaged signature, its 0x included, that are no hex digits
	fewestDigits      = 8   // distinct hex digits of a signature; one with fewer is not met by chance
	shortestSegment   = 5   // characters of a JSON Web Token's header and payload
	shortestText      = 12  // printable characters that random bytes do not have in a row
)

// isBase64 has the characters of both alphabets (RFC 4648 sections 4 and 5).
var isBase64 = func() (table [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_") {
		table[c] = true
	}
	return table
}()

// hidePatterns replaces what looks like a secret.
func (x *index) hidePatterns(text string, depth int) string {
	var out strings.Builder
	kept := 0
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && isBase64[text[end]] {
			end++
		}
		if end == i {
			i++
			continue
		}
		from, to, placeholder := x.secretIn(text, i, end, depth)
		if placeholder == "" {
			i = end
			continue
		}
		out.WriteString(text[kept:from])
		out.WriteString(placeholder)
		kept, i = to, to
	}
	if kept == 0 {
		return text
	}
	return out.String() + text[kept:]
}

// secretIn finds the first text with a secret's pattern that begins in
// text[from:to], a run of base64 characters; no placeholder if there is none.
func (x *index) secretIn(text string, from, to, depth int) (start, end int, placeholder string) {
	tokenStart, tokenEnd, isToken := token(text, from, to)
	if isToken {
		to = tokenStart
	}
	run := text[from:to]
	if start, end, ok := signature(run); ok {
		return from + start, from + end, signaturePlaceholder
	}
	switch {
	case len(run) >= shortestBase64 && depth < deepest && x.hides(run, depth):
		for to < len(text) && text[to] == '=' {
			to++
		}
		return from, to, widgetPlaceholder
	case isToken:
		return tokenStart, tokenEnd, tokenPlaceholder
	}
	return 0, 0, ""
}

// token finds a JSON Web Token (RFC 7519) that begins in text[from:to]. One
// without its signature is one too: a text may have been cut off in it.
func token(text string, from, to int) (start, end int, found bool) {
	for start = from; ; start = end {
		next := strings.Index(text[start:to], "eyJ")
		if next < 0 {
			return 0, 0, false
		}
		start += next
		// Where this is no token, none of those that begin in its header is.
		end = segment(text, start)
		if end-start < 3+shortestSegment || end == len(text) || text[end] != '.' {
			continue
		}
		payload := segment(text, end+1)
		if payload-end-1 < shortestSegment {
			continue
		}
		if payload < len(text) && text[payload] == '.' {
			payload = segment(text, payload+1)
		}
		return start, payload, true
	}
}

// segment is where the base64url text that begins at i ends.
func segment(text string, i int) int {
	for i < len(text) && isBase64[text[i]] && text[i] != '+' && text[i] != '/' {
		i++
	}
	return i
}

// signature finds a wallet's signature in hex, even one with a digit too many,
// too few, or that is none.
func signature(run string) (start, end int, found bool) {
	for len(run)-start >= shortestSignature {
		end = start
		for end < len(run) && isAlphanumeric(run[end]) {
			end++
		}
		if isSigned(run[start:end]) {
			return start, end, true
		}
		start = end + 1
	}
	return 0, 0, false
}

// isSigned says whether a word is, or has in it, a signature. One digit over and
// over is not taken for one, unless it has 0x before it and a signature's length.
func isSigned(word string) bool {
	digits, row, longest := 0, 0, 0
	var seen [256]bool
	distinct := 0
	for i := range len(word) {
		if word[i] > '9' && word[i]|0x20 > 'f' {
			row = 0
			continue
		}
		if c := word[i] | 0x20; !seen[c] {
			seen[c] = true
			distinct++
		}
		digits, row = digits+1, row+1
		longest = max(longest, row)
	}
	damaged := digits >= shortestSignature && len(word) <= longestSignature && len(word)-digits <= damagedDigits
	if strings.HasPrefix(word, "0x") && damaged {
		return true
	}
	return distinct >= fewestDigits && (longest >= shortestSignature || damaged)
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// hides says whether base64 text decodes to something that has a secret in it.
// It tries all four alignments, because text before the blob may be base64 too.
func (x *index) hides(blob string, depth int) bool {
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(blob)
	for shift := range 4 {
		decoded, _ := base64.RawStdEncoding.DecodeString(whole(plain[shift:]))
		text := string(decoded)
		if !hasText(text) {
			continue
		}
		if strings.Contains(text, "eyJ") || strings.Contains(text, `"access_token"`) || x.redact(text, depth+1) != text {
			return true
		}
	}
	return false
}

// whole leaves out a last lone character of base64, which decodes to nothing.
func whole(text string) string {
	if len(text)%4 == 1 {
		return text[:len(text)-1]
	}
	return text
}

// hasText says whether there is text among the bytes. Base64 that is read at
// the wrong alignment has none.
func hasText(bytes string) bool {
	row := 0
	for i := range len(bytes) {
		if bytes[i] < ' ' || bytes[i] > '~' {
			row = 0
			continue
		}
		if row++; row >= shortestText {
			return true
		}
	}
	return false
}
