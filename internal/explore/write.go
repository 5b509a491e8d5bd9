package explore

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf16"
)

// write is a tree as JSON (RFC 8259). With a source of chance the order of
// keys, the white space and the escapes are any that JSON allows; without,
// there is no white space and keys are sorted.
func write(tree any, chance *rand.Rand) []byte {
	w := &writer{}
	if chance != nil {
		w.spaced, w.shuffled, w.escaped = chance.IntN(2) == 0, chance.IntN(4) > 0, chance.IntN(3) == 0
	}
	w.space(chance)
	w.value(tree, chance)
	w.space(chance)
	return w.out
}

type writer struct {
	out                       []byte
	spaced, shuffled, escaped bool
}

// branch is a source of chance of its own for one value, so that the length of
// another value changes nothing here.
func branch(chance *rand.Rand) *rand.Rand {
	if chance == nil {
		return nil
	}
	return rand.New(rand.NewPCG(chance.Uint64(), chance.Uint64()))
}

func (w *writer) space(chance *rand.Rand) {
	if !w.spaced {
		return
	}
	for range chance.IntN(3) {
		w.out = append(w.out, " \n\t\r"[chance.IntN(4)])
	}
}

func (w *writer) value(v any, chance *rand.Rand) {
	switch v := v.(type) {
	case map[string]any:
		w.object(v, chance)
	case []any:
		w.out = append(w.out, '[')
		for i, inner := range v {
			w.comma(i, chance)
			w.value(inner, branch(chance))
			w.space(chance)
		}
		w.out = append(w.out, ']')
	case string:
		w.text(v, chance)
	case json.Number:
		w.out = append(w.out, v...)
	case nil:
		w.out = append(w.out, "null"...)
	default:
		w.out = fmt.Append(w.out, v) // true and false
	}
}

func (w *writer) comma(i int, chance *rand.Rand) {
	if i > 0 {
		w.out = append(w.out, ',')
	}
	w.space(chance)
}

func (w *writer) object(object map[string]any, chance *rand.Rand) {
	names := slices.Sorted(maps.Keys(object))
	if w.shuffled {
		chance.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	w.out = append(w.out, '{')
	for i, name := range names {
		w.comma(i, chance)
		w.text(name, branch(chance))
		w.space(chance)
		w.out = append(w.out, ':')
		w.space(chance)
		w.value(object[name], branch(chance))
		w.space(chance)
	}
	w.out = append(w.out, '}')
}

// shortEscapes are those of RFC 8259 section 7 that have a letter.
var shortEscapes = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func (w *writer) text(text string, chance *rand.Rand) {
	w.out = append(w.out, '"')
	for _, r := range text {
		short, has := shortEscapes[r]
		switch {
		case w.escaped && chance.IntN(4) == 0:
			w.escape(r, chance.IntN(2) == 0)
		case has:
			w.out = append(w.out, short...)
		case r < ' ':
			w.escape(r, false)
		case r == '/' && w.escaped && chance.IntN(2) == 0:
			w.out = append(w.out, `\/`...)
		default:
			w.out = append(w.out, string(r)...)
		}
	}
	w.out = append(w.out, '"')
}

// escape writes a character as \u escapes: two of them beyond the basic plane.
func (w *writer) escape(r rune, upper bool) {
	for _, unit := range utf16.Encode([]rune{r}) {
		digits := fmt.Sprintf("%04x", unit)
		if upper {
			digits = strings.ToUpper(digits)
		}
		w.out = append(w.out, `\u`+digits...)
	}
}
