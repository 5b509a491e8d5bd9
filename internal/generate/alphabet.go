package generate

import (
	"math/rand/v2"
	"strings"
)

// alphabet is a kind of text: what it is made of, piece by piece.
type alphabet struct {
	weight int
	pieces []string
}

// alphabets are what implementations get wrong: what their strings are made
// of, how they count, quote, store and show them.
var alphabets = []alphabet{
	{12, each("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")},
	{4, []string{" ", "a", "Z", "7", ",", "; ", ": ", "(", ")", "!", "?", "@", "#", "&", "=", "+", "~", "^", "|"}},
	{4, []string{`"`, `'`, `\`, `/`, "`", `\"`, `\n`, `\u0041`, "</script>", "${x}", "%s", "%00", "'--", "&amp;", "{{7}}"}},
	{3, each("àéîõüßçñøåŁżğİıſÆœŒ")},
	{3, []string{"e\u0301", "a\u0308", "o\u0327\u0302", "\u0301", "\u200d", "n\u0303", "क्षि", "각"}}, // combining marks
	{3, each("абвгдЖЩЮλπΩאבגשلامعربيةไทย中文漢字カタカナ한국어")},
	{3, []string{"א", "ש", "ل", "م", "\u202e", "\u202c", "\u2067", "\u2069", "\u200f", "1"}}, // right to left
	{4, []string{"😀", "👩‍👩‍👧", "🇨🇭", "👍🏽", "𝔸", "𝓏", "𐍈", "𠀀", "\U0010FFFD", "🝆"}},           // beyond the basic plane
	{2, []string{" ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u2028", "\u2029", "\u3000", "\ufeff", "\u200b"}},
	{1, []string{"\u0001", "\u0008", "\u000c", "\u001b", "\u007f", "\u0085", "\ufffd", "\ufffe", "\uffff"}},
	{1, []string{"\u0000", "a", "b", "c"}},
	{1, []string{"null", "true", "undefined", "NaN", "0", "-1", "1e9", "0x10", "[]", "{}"}},
}

func each(text string) []string { return strings.Split(text, "") }

var allWeight = func() (sum int) {
	for _, a := range alphabets {
		sum += a.weight
	}
	return sum
}()

func pickAlphabet(rng *rand.Rand) alphabet {
	at := rng.IntN(allWeight)
	for _, a := range alphabets {
		if at -= a.weight; at < 0 {
			return a
		}
	}
	return alphabets[0]
}

// Free draws a text of exactly n characters (code points), of one kind or of
// several; without chance it is plain.
func Free(rng *rand.Rand, n int) string {
	if rng == nil {
		return strings.Repeat("x", max(n, 0))
	}
	var text []rune
	a, mixed := pickAlphabet(rng), rng.IntN(4) == 0
	for len(text) < n {
		if mixed && rng.IntN(4) == 0 {
			a = pickAlphabet(rng)
		}
		text = append(text, []rune(a.pieces[rng.IntN(len(a.pieces))])...)
	}
	return string(text[:max(n, 0)])
}

// strayNames are names that no property has by chance.
var strayNames = []string{"kycspec_stray", "x-kycspec", "Überraschung", "ключ", "名前", "🙂", "with space", "with.dot",
	"with/slash", `with"quote`, "__proto__", "constructor", "$ref", "id", "auth", "null", "0", ""}

// StrayName draws the name of a property that the contract may not have.
func StrayName(rng *rand.Rand) string {
	name := strayNames[rng.IntN(len(strayNames))]
	if rng.IntN(3) == 0 {
		name += Free(rng, 1+rng.IntN(12))
	}
	return name
}
