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

// write is a tree as JSON (RFC 8259). With a source of rng the order of
// keys, the white space and the escapes are any that JSON allows; without,
// there is no white space and keys are sorted.
func write(tree any, rng *rand.Rand) []byte {
	w := &jsonWriter{}
	if rng != nil {
		w.spaced, w.shuffled, w.escaped = rng.IntN(2) == 0, rng.IntN(4) > 0, rng.IntN(3) == 0
	}
	w.space(rng)
	w.value(tree, rng)
	w.space(rng)
	return w.out
}

type jsonWriter struct {
	out                       []byte
	spaced, shuffled, escaped bool
}

// branch is a source of rng of its own for one value, so that the length of
// another value changes nothing here.
func branch(rng *rand.Rand) *rand.Rand {
	if rng == nil {
		return nil
	}
	return rand.New(rand.NewPCG(rng.Uint64(), rng.Uint64()))
}

func (w *jsonWriter) space(rng *rand.Rand) {
	if !w.spaced {
		return
	}
	for range rng.IntN(3) {
		w.out = append(w.out, " \n\t\r"[rng.IntN(4)])
	}
}

func (w *jsonWriter) value(v any, rng *rand.Rand) {
	switch v := v.(type) {
	case map[string]any:
		w.object(v, rng)
	case []any:
		w.out = append(w.out, '[')
		for i, inner := range v {
			w.comma(i, rng)
			w.value(inner, branch(rng))
			w.space(rng)
		}
		w.out = append(w.out, ']')
	case string:
		w.text(v, rng)
	case json.Number:
		w.out = append(w.out, v...)
	case nil:
		w.out = append(w.out, "null"...)
	default:
		w.out = fmt.Append(w.out, v) // true and false
	}
}

func (w *jsonWriter) comma(i int, rng *rand.Rand) {
	if i > 0 {
		w.out = append(w.out, ',')
	}
	w.space(rng)
}

func (w *jsonWriter) object(object map[string]any, rng *rand.Rand) {
	names := slices.Sorted(maps.Keys(object))
	if w.shuffled {
		rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	w.out = append(w.out, '{')
	for i, name := range names {
		w.comma(i, rng)
		w.text(name, branch(rng))
		w.space(rng)
		w.out = append(w.out, ':')
		w.space(rng)
		w.value(object[name], branch(rng))
		w.space(rng)
	}
	w.out = append(w.out, '}')
}

// shortEscapes are those of RFC 8259 section 7 that have a letter.
var shortEscapes = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func (w *jsonWriter) text(text string, rng *rand.Rand) {
	w.out = append(w.out, '"')
	for _, r := range text {
		short, has := shortEscapes[r]
		switch {
		case w.escaped && rng.IntN(4) == 0:
			w.escape(r, rng.IntN(2) == 0)
		case has:
			w.out = append(w.out, short...)
		case r < ' ':
			w.escape(r, false)
		case r == '/' && w.escaped && rng.IntN(2) == 0:
			w.out = append(w.out, `\/`...)
		default:
			w.out = append(w.out, string(r)...)
		}
	}
	w.out = append(w.out, '"')
}

// escape writes a character as \u escapes: two of them beyond the basic plane.
func (w *jsonWriter) escape(r rune, upper bool) {
	for _, unit := range utf16.Encode([]rune{r}) {
		digits := fmt.Sprintf("%04x", unit)
		if upper {
			digits = strings.ToUpper(digits)
		}
		w.out = append(w.out, `\u`+digits...)
	}
}
