package explore

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"kycspec/internal/spec"
)

// mostCharacters bounds a text or a list that is drawn.
const mostCharacters = 100_000

// text draws a text of the length, the pattern and the format that are asked for.
func (d *drawer) text(s shape, edge *spec.Clause) string {
	least, most := s.count("minLength", 0), s.count("maxLength", -1)
	n := d.length(least, most)
	if edge != nil && (edge.Keyword == "minLength" || edge.Keyword == "maxLength") {
		n = countOf(edge)
	}
	return d.textOf(s, n)
}

// length draws a length within bounds, often at or beside one of them.
func (d *drawer) length(least, most int) int {
	longest := most
	if most < 0 {
		longest = least + 2000
	}
	switch at := d.chance.IntN(12); {
	case d.bare:
		return min(max(least, 1), longest)
	case at == 0:
		return least
	case at == 1:
		return min(least+1, longest)
	case at == 2:
		return longest
	case at == 3:
		return max(longest-1, least)
	}
	return least + d.chance.IntN(min(longest-least, 40)+1)
}

// textOf draws a text of so many characters, if pattern and format let it be that long.
func (d *drawer) textOf(s shape, n int) string {
	if patterns := s.words("pattern"); len(patterns) > 0 {
		return d.fitting(patterns, n)
	}
	for _, format := range s.words("format") {
		if write := formatted[format]; write != nil {
			return write(d.chance, n)
		}
	}
	return free(d.chance, n)
}

// formatted write texts of the formats that have one meaning. Those that can
// have any length have the one asked for.
var formatted = map[string]func(chance *rand.Rand, n int) string{
	"date": func(chance *rand.Rand, _ int) string { return date(chance) },
	"date-time": func(chance *rand.Rand, _ int) string {
		zone := []string{"Z", "+00:00", "-11:30", "+14:00"}[chance.IntN(4)]
		return fmt.Sprintf("%sT%02d:%02d:%02d%s%s", date(chance), chance.IntN(24), chance.IntN(60), chance.IntN(60),
			[]string{"", ".5", ".123456789"}[chance.IntN(3)], zone)
	},
	"byte": func(chance *rand.Rand, n int) string {
		return base64.StdEncoding.EncodeToString(octets(chance, n/4*3))
	},
	"uuid": func(chance *rand.Rand, _ int) string {
		return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", chance.Uint32(), chance.IntN(1<<16), chance.IntN(1<<12),
			chance.IntN(1<<12), chance.Int64N(1<<48))
	},
	"ipv4": func(chance *rand.Rand, _ int) string {
		return fmt.Sprintf("%d.%d.%d.%d", chance.IntN(256), chance.IntN(256), chance.IntN(256), chance.IntN(256))
	},
	"ipv6": func(chance *rand.Rand, _ int) string {
		return fmt.Sprintf("2001:db8::%x:%x", chance.IntN(1<<16), chance.IntN(1<<16))
	},
	"uri":      func(chance *rand.Rand, n int) string { return "https://example.com/" + letters(chance, n-20) },
	"email":    func(chance *rand.Rand, n int) string { return letters(chance, min(n-12, 60)) + "@example.com" },
	"hostname": func(chance *rand.Rand, n int) string { return letters(chance, min(n-12, 60)) + ".example.com" },
}

func date(chance *rand.Rand) string {
	days := []string{"2024-02-29", "1970-01-01", "1999-12-31", "2038-01-19"}
	if at := chance.IntN(8); at < len(days) {
		return days[at]
	}
	return fmt.Sprintf("%04d-%02d-%02d", 1900+chance.IntN(200), 1+chance.IntN(12), 1+chance.IntN(28))
}

func octets(chance *rand.Rand, n int) []byte {
	list := make([]byte, max(n, 0))
	for i := range list {
		list[i] = byte(chance.IntN(256))
	}
	return list
}

func letters(chance *rand.Rand, n int) string {
	var b strings.Builder
	for range max(n, 1) {
		b.WriteByte("abcdefghijklmnopqrstuvwxyz0123456789"[chance.IntN(36)])
	}
	return b.String()
}

// fitting draws a text that all patterns match, of so many characters if it
// can be; the last one that was tried where none was found.
func (d *drawer) fitting(patterns []string, n int) string {
	text := ""
	for try := range 40 {
		text = matching(d.chance, patterns[try%len(patterns)], n)
		if matchesAll(patterns, text) {
			return text
		}
	}
	return text
}

func matchesAll(patterns []string, text string) bool {
	for _, pattern := range patterns {
		if compiled, err := regexp.Compile(pattern); err != nil || !compiled.MatchString(text) {
			return false
		}
	}
	return true
}
