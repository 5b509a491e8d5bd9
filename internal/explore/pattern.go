package explore

import (
	"math/rand/v2"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// matching writes a text for a pattern, of n characters if the pattern has
// such texts, else of nearly so many. Assertions such as \b are left to chance,
// and so is what an unanchored pattern leaves free.
func matching(chance *rand.Rand, pattern string, n int) string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	m := &matcher{chance: chance}
	begins, ends := anchored(parsed)
	least, most := m.span(parsed)
	wanted := max(n, least)
	if most >= 0 {
		wanted = min(wanted, most)
	}
	m.write(parsed, wanted)
	text := m.out.String()
	if missing := n - utf8.RuneCountInString(text); missing > 0 {
		switch {
		case !ends:
			text += free(chance, missing)
		case !begins:
			text = free(chance, missing) + text
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

type matcher struct {
	chance *rand.Rand
	out    strings.Builder
}

// span is how few and how many characters a match has; most is -1 for no bound.
func (m *matcher) span(re *syntax.Regexp) (least, most int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune), len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, 1
	case syntax.OpCapture:
		return m.span(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		low, high := times(re)
		each, longest := m.span(re.Sub[0])
		if high < 0 || longest < 0 {
			return low * each, -1
		}
		return low * each, high * longest
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			low, high := m.span(sub)
			least += low
			if most < 0 || high < 0 {
				most = -1
				continue
			}
			most += high
		}
		return least, most
	case syntax.OpAlternate:
		least, most = m.span(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			low, high := m.span(sub)
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
func (m *matcher) write(re *syntax.Regexp, n int) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if re.Flags&syntax.FoldCase != 0 && m.chance.IntN(2) == 0 {
				r = unicode.SimpleFold(r)
			}
			m.out.WriteRune(r)
		}
	case syntax.OpCharClass:
		m.out.WriteRune(m.oneOf(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		m.out.WriteString(free(m.chance, 1))
	case syntax.OpCapture:
		m.write(re.Sub[0], n)
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		m.repeat(re, n)
	case syntax.OpConcat:
		for i, part := range m.shares(re.Sub, n) {
			m.write(re.Sub[i], part)
		}
	case syntax.OpAlternate:
		m.alternate(re, n)
	}
}

// oneOf picks a character of a class, given as ranges: each range as likely as another.
func (m *matcher) oneOf(ranges []rune) rune {
	if len(ranges) == 0 {
		return 'x'
	}
	for range 8 {
		i := m.chance.IntN(len(ranges)/2) * 2
		r := ranges[i] + m.chance.Int32N(min(ranges[i+1]-ranges[i], 1<<12)+1)
		if utf8.ValidRune(r) {
			return r
		}
	}
	return ranges[0]
}

func (m *matcher) repeat(re *syntax.Regexp, n int) {
	low, high := times(re)
	least, most := m.span(re.Sub[0])
	for i := 0; (high < 0 || i < high) && (i < low || n > 0); i++ {
		part := least
		// What the repetitions still to come must have is not this one's to take.
		room := n - least*max(low-i-1, 0)
		if last := high >= 0 && i == high-1; last || most < 0 && m.chance.IntN(2) == 0 {
			part = max(part, room)
		} else if most < 0 || most > least {
			part += m.chance.IntN(max(room-least, 0) + 1)
		}
		if most >= 0 {
			part = min(part, most)
		}
		if i >= low && (part > n || part == 0) {
			return
		}
		m.write(re.Sub[0], part)
		n -= part
	}
}

// shares gives each part of a sequence its number of characters.
func (m *matcher) shares(parts []*syntax.Regexp, n int) []int {
	list, room := make([]int, len(parts)), make([]int, len(parts))
	for i, part := range parts {
		low, high := m.span(part)
		list[i], room[i] = low, high-low
		if high < 0 {
			room[i] = mostCharacters
		}
		n -= low
	}
	order := m.chance.Perm(len(parts))
	for pass, i := range slices.Concat(order, order) {
		give := min(room[i], max(n, 0))
		if pass < len(order) && give > 0 {
			give = m.chance.IntN(give + 1)
		}
		list[i], room[i], n = list[i]+give, room[i]-give, n-give
	}
	return list
}

// alternate takes an alternative that has matches of n characters, if one has.
func (m *matcher) alternate(re *syntax.Regexp, n int) {
	var fit []*syntax.Regexp
	for _, sub := range re.Sub {
		if low, high := m.span(sub); low <= n && (high < 0 || n <= high) {
			fit = append(fit, sub)
		}
	}
	if len(fit) == 0 {
		fit = re.Sub
	}
	m.write(fit[m.chance.IntN(len(fit))], n)
}
