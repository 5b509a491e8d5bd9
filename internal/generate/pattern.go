package generate

import (
	"math/rand/v2"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// matching writes a text for a pattern of RE2, of n characters if the pattern has
// such texts, else of nearly so many. Assertions such as \b are left to chance,
// and so is what an unanchored pattern leaves free. Without chance, the first
// alternative and the plainest characters are taken.
func matching(rng *rand.Rand, pattern string, n int) string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	w := &matchWriter{rng: rng}
	begins, ends := anchored(parsed)
	least, most := span(parsed)
	wanted := max(n, least)
	if most >= 0 {
		wanted = min(wanted, most)
	}
	w.write(parsed, wanted)
	text := w.out.String()
	if missing := n - utf8.RuneCountInString(text); missing > 0 {
		switch {
		case !ends:
			text += Free(rng, missing)
		case !begins:
			text = Free(rng, missing) + text
		}
	}
	return text
}

// anchored says at which ends a pattern must match where the text does.
func anchored(re *syntax.Regexp) (begins, ends bool) {
	switch re.Op {
	case syntax.OpBeginText:
		return true, false
	case syntax.OpEndText:
		return false, true
	case syntax.OpCapture:
		return anchored(re.Sub[0])
	case syntax.OpConcat:
		begins, _ = anchored(re.Sub[0])
		_, ends = anchored(re.Sub[len(re.Sub)-1])
	case syntax.OpAlternate:
		begins, ends = true, true
		for _, sub := range re.Sub {
			b, e := anchored(sub)
			begins, ends = begins && b, ends && e
		}
	}
	return begins, ends
}

type matchWriter struct {
	rng *rand.Rand
	out strings.Builder
}

// Span is the shortest and the longest match of a pattern of RE2, in characters;
// longest is -1 where there is no bound. It is not ok where the pattern is not
// anchored at both ends, so that texts around a match are matched too.
func Span(pattern string) (shortest, longest int, ok bool) {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || parsed.Op != syntax.OpConcat ||
		parsed.Sub[0].Op != syntax.OpBeginText || parsed.Sub[len(parsed.Sub)-1].Op != syntax.OpEndText {
		return 0, 0, false
	}
	shortest, longest = span(parsed)
	return shortest, longest, true
}

// span is how few and how many characters a match has; most is -1 for no bound.
func span(re *syntax.Regexp) (least, most int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune), len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, 1
	case syntax.OpCapture:
		return span(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		low, high := times(re)
		each, longest := span(re.Sub[0])
		if high < 0 || longest < 0 {
			return low * each, -1
		}
		return low * each, high * longest
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			low, high := span(sub)
			least += low
			if most < 0 || high < 0 {
				most = -1
				continue
			}
			most += high
		}
		return least, most
	case syntax.OpAlternate:
		least, most = span(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			low, high := span(sub)
			least = min(least, low)
			if most < 0 || high < 0 {
				most = -1
				continue
			}
			most = max(most, high)
		}
	}
	return least, most
}

// times is how often a repetition may repeat; high is -1 for no bound.
func times(re *syntax.Regexp) (low, high int) {
	switch re.Op {
	case syntax.OpStar:
		return 0, -1
	case syntax.OpPlus:
		return 1, -1
	case syntax.OpQuest:
		return 0, 1
	}
	return re.Min, re.Max
}

// write writes a match of n characters, or of nearly so many.
func (w *matchWriter) write(re *syntax.Regexp, n int) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if re.Flags&syntax.FoldCase != 0 && w.rng != nil && w.rng.IntN(2) == 0 {
				r = unicode.SimpleFold(r)
			}
			w.out.WriteRune(r)
		}
	case syntax.OpCharClass:
		w.out.WriteRune(w.oneOf(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		w.out.WriteString(Free(w.rng, 1))
	case syntax.OpCapture:
		w.write(re.Sub[0], n)
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		w.repeat(re, n)
	case syntax.OpConcat:
		for i, part := range w.shares(re.Sub, n) {
			w.write(re.Sub[i], part)
		}
	case syntax.OpAlternate:
		w.alternate(re, n)
	}
}

// pick draws a number below n; without chance it is 0.
func pick(rng *rand.Rand, n int) int {
	if rng == nil {
		return 0
	}
	return rng.IntN(n)
}

// plainest is the plainest character of a class, or its first.
func plainest(ranges []rune) rune {
	for _, plain := range "x0AX_ " {
		for i := 0; i+1 < len(ranges); i += 2 {
			if ranges[i] <= plain && plain <= ranges[i+1] {
				return plain
			}
		}
	}
	return ranges[0]
}

// oneOf picks a character of a class, given as ranges: each range as likely as another.
func (w *matchWriter) oneOf(ranges []rune) rune {
	if len(ranges) == 0 {
		return 'x'
	}
	if w.rng == nil {
		return plainest(ranges)
	}
	for range 8 {
		i := w.rng.IntN(len(ranges)/2) * 2
		r := ranges[i] + w.rng.Int32N(min(ranges[i+1]-ranges[i], 1<<12)+1)
		if utf8.ValidRune(r) {
			return r
		}
	}
	return ranges[0]
}

func (w *matchWriter) repeat(re *syntax.Regexp, n int) {
	low, high := times(re)
	least, most := span(re.Sub[0])
	for i := 0; (high < 0 || i < high) && (i < low || n > 0); i++ {
		part := least
		// What the repetitions still to come must have is not this one's to take.
		room := n - least*max(low-i-1, 0)
		if last := high >= 0 && i == high-1; last || most < 0 && pick(w.rng, 2) == 0 {
			part = max(part, room)
		} else if most < 0 || most > least {
			part += pick(w.rng, max(room-least, 0)+1)
		}
		if most >= 0 {
			part = min(part, most)
		}
		if i >= low && (part > n || part == 0) {
			return
		}
		w.write(re.Sub[0], part)
		n -= part
	}
}

// shares gives each part of a sequence its number of characters.
func (w *matchWriter) shares(parts []*syntax.Regexp, n int) []int {
	list, room := make([]int, len(parts)), make([]int, len(parts))
	for i, part := range parts {
		low, high := span(part)
		list[i], room[i] = low, high-low
		if high < 0 {
			room[i] = MostCharacters
		}
		n -= low
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	if w.rng != nil {
		order = w.rng.Perm(len(parts))
	}
	for pass, i := range slices.Concat(order, order) {
		give := min(room[i], max(n, 0))
		if pass < len(order) && give > 0 {
			give = pick(w.rng, give+1)
		}
		list[i], room[i], n = list[i]+give, room[i]-give, n-give
	}
	return list
}

// alternate takes an alternative that has matches of n characters, if one has.
func (w *matchWriter) alternate(re *syntax.Regexp, n int) {
	var fit []*syntax.Regexp
	for _, sub := range re.Sub {
		if low, high := span(sub); low <= n && (high < 0 || n <= high) {
			fit = append(fit, sub)
		}
	}
	if len(fit) == 0 {
		fit = re.Sub
	}
	w.write(fit[pick(w.rng, len(fit))], n)
}
