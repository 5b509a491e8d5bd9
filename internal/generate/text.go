package generate

import (
	"math/rand/v2"
	"regexp"
)

// DrawLength draws a length of a text within the bounds, often at or beside one of them;
// without chance it is the least.
func (c Constraints) DrawLength(rng *rand.Rand) int {
	least, most := c.Length.Counts()
	longest := most
	if most < 0 {
		longest = least + 2000
	}
	if rng == nil {
		return least
	}
	switch at := rng.IntN(12); at {
	case 0:
		return least
	case 1:
		return min(least+1, longest)
	case 2:
		return longest
	case 3:
		return max(longest-1, least)
	}
	return least + rng.IntN(min(longest-least, 40)+1)
}

// DrawText draws a text of so many characters, if the patterns or the format let it
// be that long.
func (c Constraints) DrawText(rng *rand.Rand, n int) string {
	if len(c.Patterns) > 0 {
		return fitting(rng, c.Patterns, n)
	}
	for _, format := range c.Formats {
		switch f, known := formats[format]; {
		case known && rng == nil:
			return f.plain
		case known:
			return f.draw(rng, n)
		}
	}
	return Free(rng, n)
}

// fitting draws a text that all patterns match, of so many characters if it
// can be; the last one that was tried where none was found.
func fitting(rng *rand.Rand, patterns []string, n int) string {
	text := ""
	for try := range 40 {
		if rng == nil {
			n += min(try, 1) // without chance only another length gives another text
		}
		text = matching(rng, patterns[try%len(patterns)], n)
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
