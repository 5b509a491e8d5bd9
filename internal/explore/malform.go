package explore

import (
	"bytes"
	"math/rand/v2"
	"strings"
)

// malformation makes a text that is no JSON document of one that is.
type malformation func(text []byte) []byte

// malformations are ways in which a text is no JSON document (RFC 8259). Not among
// them are those that parsers may let pass: a byte order mark, and a key that
// stands twice. Nor is no text at all, which a contract may allow.
var malformations = []func(rng *rand.Rand) malformation{
	func(rng *rand.Rand) malformation { // cut short
		cut := 1 + rng.IntN(40)
		return func(text []byte) []byte {
			text = bytes.TrimRight(text, " \t\r\n")
			return text[:max(len(text)-cut, min(len(text), 1))]
		}
	},
	func(rng *rand.Rand) malformation {
		rest := []string{"}", "]", ",", " {}", "x", ";", "\x00"}[rng.IntN(7)]
		return func(text []byte) []byte { return append(bytes.Clone(text), rest...) }
	},
	func(*rand.Rand) malformation {
		return func(text []byte) []byte { return bytes.ReplaceAll(text, []byte(`"`), []byte(`'`)) }
	},
	func(*rand.Rand) malformation { return before("}", ",") },
	func(*rand.Rand) malformation {
		return func(text []byte) []byte { return append([]byte("/* all of it */ "), text...) }
	},
	func(*rand.Rand) malformation { return after(`"`, "\n") },
	func(*rand.Rand) malformation { return after(`"`, `\x`) },
	func(rng *rand.Rand) malformation { // bytes that are not UTF-8
		return after(`"`, []string{"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf0\x9f"}[rng.IntN(4)])
	},
	func(*rand.Rand) malformation {
		return func(text []byte) []byte { return bytes.Replace(text, []byte(":"), []byte("="), 1) }
	},
	func(rng *rand.Rand) malformation {
		instead := []string{"hello", "<request/>", "a=1&b=2", "{", "[", `"`, "undefined", "NaN", "-", "01"}[rng.IntN(10)]
		return func([]byte) []byte { return []byte(instead) }
	},
}

// before puts something before the last of a mark.
func before(mark, what string) malformation {
	return func(text []byte) []byte {
		at := max(strings.LastIndex(string(text), mark), 0)
		return []byte(string(text[:at]) + what + string(text[at:]))
	}
}

// after puts something after the first of a mark.
func after(mark, what string) malformation {
	return func(text []byte) []byte {
		at := strings.Index(string(text), mark) + len(mark)
		return []byte(string(text[:at]) + what + string(text[at:]))
	}
}
