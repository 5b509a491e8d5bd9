package explore

import (
	"bytes"
	"math/rand/v2"
	"strings"
)

// spoil makes a text that is no JSON document of one that is.
type spoil func(text []byte) []byte

// spoilers are ways in which a text is no JSON document (RFC 8259). Not among
// them are those that parsers may let pass: a byte order mark, and a key that
// stands twice. Nor is no text at all, which a contract may allow.
var spoilers = []func(chance *rand.Rand) spoil{
	func(chance *rand.Rand) spoil { // cut short
		cut := 1 + chance.IntN(40)
		return func(text []byte) []byte {
			text = bytes.TrimRight(text, " \t\r\n")
			return text[:max(len(text)-cut, min(len(text), 1))]
		}
	},
	func(chance *rand.Rand) spoil {
		rest := []string{"}", "]", ",", " {}", "x", ";", "\x00"}[chance.IntN(7)]
		return func(text []byte) []byte { return append(bytes.Clone(text), rest...) }
	},
	func(*rand.Rand) spoil {
		return func(text []byte) []byte { return bytes.ReplaceAll(text, []byte(`"`), []byte(`'`)) }
	},
	func(*rand.Rand) spoil { return before("}", ",") },
	func(*rand.Rand) spoil {
		return func(text []byte) []byte { return append([]byte("/* all of it */ "), text...) }
	},
	func(*rand.Rand) spoil { return after(`"`, "\n") },
	func(*rand.Rand) spoil { return after(`"`, `\x`) },
	func(chance *rand.Rand) spoil { // bytes that are not UTF-8
		return after(`"`, []string{"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf0\x9f"}[chance.IntN(4)])
	},
	func(*rand.Rand) spoil {
		return func(text []byte) []byte { return bytes.Replace(text, []byte(":"), []byte("="), 1) }
	},
	func(chance *rand.Rand) spoil {
		instead := []string{"hello", "<request/>", "a=1&b=2", "{", "[", `"`, "undefined", "NaN", "-", "01"}[chance.IntN(10)]
		return func([]byte) []byte { return []byte(instead) }
	},
}

// before puts something before the last of a mark.
func before(mark, what string) spoil {
	return func(text []byte) []byte {
		at := max(strings.LastIndex(string(text), mark), 0)
		return []byte(string(text[:at]) + what + string(text[at:]))
	}
}

// after puts something after the first of a mark.
func after(mark, what string) spoil {
	return func(text []byte) []byte {
		at := strings.Index(string(text), mark) + len(mark)
		return []byte(string(text[:at]) + what + string(text[at:]))
	}
}
