package generate

import (
	"math/rand/v2"
	"regexp"
	"testing"
	"unicode/utf8"
)

func TestSpan(t *testing.T) {
	tests := map[string]struct {
		pattern           string
		shortest, longest int
		anchored          bool
	}{
		"a fixed length":           {`^0x[a-f]{130}$`, 132, 132, true},
		"plus":                     {`^a+$`, 1, -1, true},
		"star":                     {`^ab*$`, 1, -1, true},
		"optional":                 {`^ab?$`, 1, 2, true},
		"a range of repeats":       {`^(?:ab){2,4}$`, 4, 8, true},
		"an open range":            {`^a{3,}$`, 3, -1, true},
		"alternatives":             {`^(a|bcd|ef)$`, 1, 3, true},
		"an open alternative":      {`^(a|b+|c)$`, 1, -1, true},
		"characters, not bytes":    {`^é{3}$`, 3, 3, true},
		"a boundary is of no size": {`^\ba\b$`, 1, 1, true},
		"empty":                    {`^$`, 0, 0, true},
		"not anchored before":      {`a$`, 0, 0, false},
		"not anchored after":       {`^a`, 0, 0, false},
		"one side in each":         {`^a|b$`, 0, 0, false},
		"not a pattern":            {`(`, 0, 0, false},
		"nothing":                  {``, 0, 0, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			shortest, longest, anchored := Span(test.pattern)
			if shortest != test.shortest || longest != test.longest || anchored != test.anchored {
				t.Errorf("%s: %d to %d, %t; want %d to %d, %t", test.pattern,
					shortest, longest, anchored, test.shortest, test.longest, test.anchored)
			}
		})
	}
}

func TestTextsForPatterns(t *testing.T) {
	tests := []struct {
		pattern string
		length  int // wanted
		least   int // characters of what comes
		most    int
	}{
		{`^0x[a-fA-F0-9]{130}$`, 132, 132, 132},
		{`^0x[a-fA-F0-9]{130}$`, 5, 132, 132},
		{`^[a-z]+$`, 50, 50, 50},
		{`^(ab|cde)*$`, 30, 28, 30},
		{`^(?:[0-9]{3}-){2,4}[A-Z]{1,5}$`, 20, 9, 21},
		{`^a?b?c?$`, 3, 3, 3},
		{`x`, 10, 10, 10},
		{`x$`, 10, 10, 10},
		{`^x`, 10, 10, 10},
		{`^[^a]{3,}$`, 100, 100, 100},
		{`^(?i)abc$`, 3, 3, 3},
		{`^.{2,4}$`, 4, 2, 4},
		{`^(a{1,3}){2,3}$`, 9, 2, 9},
		{`^[\x{1F600}-\x{1F64F}]{4}$`, 4, 4, 4},
		{``, 7, 7, 7},
	}
	for _, test := range tests {
		compiled := regexp.MustCompile(test.pattern)
		matched := 0
		for i := range uint64(200) {
			text := matching(rand.New(rand.NewPCG(1, i)), test.pattern, test.length)
			if compiled.MatchString(text) {
				matched++
			}
			if n := utf8.RuneCountInString(text); n < test.least || n > test.most {
				t.Errorf("%s for %d: %q has %d characters", test.pattern, test.length, text, n)
			}
		}
		if matched < 190 {
			t.Errorf("%s for %d: %d of 200 texts match", test.pattern, test.length, matched)
		}
	}
}
