package spec

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// toRE2 rewrites an ECMA-262 regular expression, which is what OpenAPI's
// "pattern" holds, for RE2, which is what judges it here. What RE2 cannot say
// (lookaround, back references), or says with another meaning, is an error.
func toRE2(pattern string) (string, error) {
	var out strings.Builder
	inClass := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\':
			text, used, err := escapeToRE2(pattern[i:], inClass)
			if err != nil {
				return "", err
			}
			out.WriteString(text)
			i += used - 1
		case c == '[' && !inClass && strings.HasPrefix(pattern[i:], "[]"):
			out.WriteString(`[^\x{0}-\x{10FFFF}]`) // nothing; RE2 would take "]" as the first character
			i++
		case c == '[' && !inClass && strings.HasPrefix(pattern[i:], "[^]"):
			out.WriteString(`[\x{0}-\x{10FFFF}]`) // anything
			i += 2
		case c == '[' && !inClass:
			inClass = true
			out.WriteByte(c)
		case c == '[' && strings.HasPrefix(pattern[i:], "[:"):
			// RE2 would read a POSIX class where ECMA-262 has two plain characters.
			out.WriteString(`\[`)
		case c == ']' && inClass:
			inClass = false
			out.WriteByte(c)
		case c == '.' && !inClass:
			out.WriteString(`[^\n\r\x{2028}\x{2029}]`)
		case c == '(' && strings.HasPrefix(pattern[i:], "(?") && !strings.HasPrefix(pattern[i:], "(?:") && !namedGroup.MatchString(pattern[i:]):
			return "", fmt.Errorf("the group %q is not supported: write the pattern without lookaround or flags", firstRunes(pattern[i:], 4))
		default:
			out.WriteByte(c)
		}
	}
	if _, err := regexp.Compile(out.String()); err != nil {
		return "", fmt.Errorf("it does not compile: %w", err)
	}
	return out.String(), nil
}

var (
	namedGroup = regexp.MustCompile(`^\(\?<[A-Za-z_]\w*>`)
	hex4       = regexp.MustCompile(`^\\u([0-9a-fA-F]{4})`)
	hex2       = regexp.MustCompile(`^\\x[0-9a-fA-F]{2}`)
)

// ecmaSpace is what \s stands for in ECMA-262, to be written within a class. It
// begins with a class and ends with a range, so that a "-" beside it cannot make a range of it.
const ecmaSpace = `\s\v\x{a0}\x{1680}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}\x{2000}-\x{200a}`

// escapeToRE2 rewrites the escape at the beginning of rest and says how many bytes of it that took.
func escapeToRE2(rest string, inClass bool) (string, int, error) {
	if len(rest) < 2 {
		return "", 0, fmt.Errorf("the pattern ends in a lone backslash")
	}
	if m := hex4.FindStringSubmatch(rest); m != nil {
		if unit, _ := strconv.ParseUint(m[1], 16, 16); utf16.IsSurrogate(rune(unit)) {
			return "", 0, fmt.Errorf("the escape %q is half of a character; write the character itself", m[0])
		}
		return `\x{` + m[1] + `}`, 6, nil
	}
	if hex2.MatchString(rest) {
		return rest[:4], 4, nil
	}
	switch c := rest[1]; {
	case c == 's' && inClass:
		return ecmaSpace, 2, nil
	case c == 's':
		return `[` + ecmaSpace + `]`, 2, nil
	case c == 'S' && !inClass:
		return `[^` + ecmaSpace + `]`, 2, nil
	case c == 'b' && inClass:
		return `\x08`, 2, nil
	case strings.IndexByte("dDwWbBtnvfr", c) >= 0:
		return rest[:2], 2, nil
	case c == '0' && (len(rest) == 2 || rest[2] < '0' || rest[2] > '9'):
		return `\x00`, 2, nil
	case c < 0x80 && !isAlphanumeric(c):
		return rest[:2], 2, nil
	}
	return "", 0, fmt.Errorf("the escape %q is not supported", firstRunes(rest, 2))
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func firstRunes(text string, n int) string {
	runes := []rune(text)
	if len(runes) > n {
		runes = runes[:n]
	}
	return string(runes)
}
