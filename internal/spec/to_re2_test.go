package spec

import (
	"regexp"
	"testing"
)

func TestToRE2(t *testing.T) {
	const (
		dot   = `[^\n\r\x{2028}\x{2029}]`
		space = `\s\v\x{a0}\x{1680}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}\x{2000}-\x{200a}`
	)
	tests := map[string]struct {
		pattern, want string
		match, miss   []string
	}{
		"the contract's signature": {`^0x[a-fA-F0-9]{2}$`, `^0x[a-fA-F0-9]{2}$`, []string{"0xaF"}, []string{"0xaG", "0xaF\n", "x0xaF", "0xaFF"}},
		"the contract's base64":    {`^[-a-zA-Z0-9_/+]+=*$`, `^[-a-zA-Z0-9_/+]+=*$`, []string{"a-_/+=="}, []string{"", "=", "a\n"}},
		"empty":                    {``, ``, []string{"", "a"}, nil},
		"not anchored":             {`b`, `b`, []string{"abc"}, []string{"ac"}},
		"a dot":                    {`^.$`, `^` + dot + `$`, []string{"a", "é", "😀", "\u0085"}, []string{"", "\n", "\r", "\u2028", "\u2029", "ab"}},
		"a dot in a class":         {`^[.]$`, `^[.]$`, []string{"."}, []string{"a"}},
		"an escaped dot":           {`^\.$`, `^\.$`, []string{"."}, []string{"a"}},
		"space":                    {`^\s$`, `^[` + space + `]$`, []string{" ", "\t", "\v", "\u00a0", "\u2003", "\ufeff"}, []string{"", "a", "\u200b", "\u0085"}},
		"no space":                 {`^\S$`, `^[^` + space + `]$`, []string{"a", "\u200b"}, []string{" ", "\v", "\u00a0"}},
		"space in a class":         {`^[\sx]$`, `^[` + space + `x]$`, []string{"x", "\u3000", "\u200a"}, []string{"y"}},
		"space not in a class":     {`^[^\s]$`, `^[^` + space + `]$`, []string{"x"}, []string{"\u3000", " "}},
		"a dash after space":       {`^[\s-a]$`, `^[` + space + `-a]$`, []string{"-", "a", " "}, []string{"b", "\u3001", "A"}},
		"digits, words":            {`^\d\D\w\W$`, `^\d\D\w\W$`, []string{"1a_-", "1٣aé"}, []string{"٣aa-"}},
		"word boundaries":          {`\ba\B`, `\ba\B`, []string{"ab"}, []string{"a", "ba"}},
		"a backspace":              {`^[\b]$`, `^[\x08]$`, []string{"\b"}, []string{"b"}},
		"control escapes":          {`^\t\n\v\f\r\0$`, `^\t\n\v\f\r\x00$`, []string{"\t\n\v\f\r\x00"}, []string{"tnvfr0"}},
		"code points":              {`^\u00e9\x41$`, `^\x{00e9}\x41$`, []string{"éA"}, []string{"u00e9A"}},
		"escaped punctuation":      {`^\/\-\_\$\^\[\]\{\}\(\)\|\*\+\?\\$`, `^\/\-\_\$\^\[\]\{\}\(\)\|\*\+\?\\$`, []string{`/-_$^[]{}()|*+?\`}, []string{""}},
		"a class of nothing":       {`a[]b|c`, `a[^\x{0}-\x{10FFFF}]b|c`, []string{"c"}, []string{"a]b", "ab", "b"}},
		"a class of anything":      {`^[^]$`, `^[\x{0}-\x{10FFFF}]$`, []string{"a", "\n", "😀"}, []string{"", "^", "ab"}[:1]},
		"nothing, then a bracket":  {`^[]a]$|b`, `^[^\x{0}-\x{10FFFF}]a]$|b`, []string{"b"}, []string{"]", "a"}},
		"a bracket in a class":     {`^[[:a]$`, `^[\[:a]$`, []string{"[", ":", "a"}, []string{"b"}},
		"no POSIX class":           {`^[[:alpha:]]$`, `^[\[:alpha:]]$`, []string{"a]", ":]", "[]"}, []string{"a", "b]"}},
		"groups":                   {`^(a)(?:b)(?<name>c)$`, `^(a)(?:b)(?<name>c)$`, []string{"abc"}, []string{"ab"}},
		"lazy":                     {`^a+?b*?$`, `^a+?b*?$`, []string{"a", "aab"}, []string{"b"}},
		"braces that repeat":       {`^a{2,3}$`, `^a{2,3}$`, []string{"aa", "aaa"}, []string{"a", "aaaa"}},
		"braces that do not":       {`^a{,2}{x}$`, `^a{,2}{x}$`, []string{"a{,2}{x}"}, []string{"aa", ""}},
		"not case-folded":          {`^K$`, `^K$`, []string{"K"}, []string{"k", "\u212a"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := toRE2(test.pattern)
			if err != nil || got != test.want {
				t.Fatalf("rewrote %s to %s, %v\nwant %s", test.pattern, got, err, test.want)
			}
			re := regexp.MustCompile(got)
			for _, text := range test.match {
				if !re.MatchString(text) {
					t.Errorf("%q does not match", text)
				}
			}
			for _, text := range test.miss {
				if re.MatchString(text) {
					t.Errorf("%q matches", text)
				}
			}
		})
	}
}

func TestToRE2Refuses(t *testing.T) {
	tests := map[string]struct{ pattern, want string }{
		"lookahead":                   {`^(?=a)`, `the group "(?=a" is not supported: write the pattern without lookaround or flags`},
		"negative lookahead":          {`(?!a)`, `the group "(?!a" is not supported: write the pattern without lookaround or flags`},
		"lookbehind":                  {`(?<=a)b`, `the group "(?<=" is not supported: write the pattern without lookaround or flags`},
		"flags":                       {`(?i)a`, `the group "(?i)" is not supported: write the pattern without lookaround or flags`},
		"a back reference":            {`(a)\1`, `the escape "\\1" is not supported`},
		"a named back reference":      {`(?<n>a)\k<n>`, `the escape "\\k" is not supported`},
		"a Unicode property":          {`\p{L}`, `the escape "\\p" is not supported`},
		"a code point in braces":      {`\u{1F600}`, `the escape "\\u" is not supported`},
		"half a character":            {`\ud83d\ude00`, `the escape "\\ud83d" is half of a character; write the character itself`},
		"a control letter":            {`\cA`, `the escape "\\c" is not supported`},
		"RE2's own anchors":           {`\Aa\z`, `the escape "\\A" is not supported`},
		"RE2's own quotes":            {`\Qa\E`, `the escape "\\Q" is not supported`},
		"octal":                       {`\012`, `the escape "\\0" is not supported`},
		"no space in a class":         {`[\Sa]`, `the escape "\\S" is not supported`},
		"a range from a class":        {`[a-\s]`, "it does not compile: error parsing regexp: invalid escape sequence: `\\s`"},
		"an escape that is no ASCII":  {`\é`, `the escape "\\é" is not supported`},
		"a backslash at the end":      {`a\`, "the pattern ends in a lone backslash"},
		"an open class":               {`[a`, "it does not compile: error parsing regexp: missing closing ]: `[a`"},
		"an open group":               {`(a`, "it does not compile: error parsing regexp: missing closing ): `(a`"},
		"nothing to repeat":           {`*a`, "it does not compile: error parsing regexp: missing argument to repetition operator: `*`"},
		"more repeats than RE2 takes": {`a{1001}`, "it does not compile: error parsing regexp: invalid repeat count: `{1001}`"},
		"a range that runs backwards": {`[b-a]`, "it does not compile: error parsing regexp: invalid character class range: `b-a`"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := toRE2(test.pattern)
			if err == nil || err.Error() != test.want {
				t.Errorf("rewrote %s to %s, error %v\nwant %s", test.pattern, got, err, test.want)
			}
		})
	}
}
