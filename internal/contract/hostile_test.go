package contract_test

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kycspec/internal/exchange"
)

// size is how much a hostile text is made of: enough that a cost which grows
// with its square shows, and less under the race detector, which is slow.
var size = func() int {
	info, _ := debug.ReadBuildInfo()
	if info != nil && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return 1 << 14
	}
	return 1 << 18
}()

// patience is for a slow machine that is busy with other things too.
const patience = 15 * time.Second

// hostile are bodies that are made to cost a judge its time, memory or stack.
func hostile() map[string]string {
	names := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i, i)
		}
		return b.String()
	}
	code := func(v string) string { return `{"error":{"status":` + v + `,"code":` + v + `,"reason":"x"}}` }
	nest := func(open, close string, depth int) string {
		return code(strings.Repeat(open, depth) + "0" + strings.Repeat(close, depth))
	}
	longKey := strings.Repeat("k", 100)
	return map[string]string{
		"an exponent of nine digits":     code("1e999999999"),
		"a negative one":                 code("-1e-999999999"),
		"an exponent past 64 bits":       code("1e99999999999999999999999"),
		"a long exponent":                code("1e" + strings.Repeat("9", size)),
		"very many digits":               code(strings.Repeat("7", size)),
		"very many decimals":             code("0." + strings.Repeat("7", size)),
		"very many zeros":                code("0." + strings.Repeat("0", size) + "1"),
		"zeros undone by an exponent":    code("4" + strings.Repeat("0", 100000) + "e-100000"),
		"ten thousand long numbers":      code("[" + strings.Repeat("1e999999999,", 10000) + "0]"),
		"lists as deep as a reader goes": nest("[", "]", 9990),
		"lists deeper than that":         nest("[", "]", size),
		"objects as deep":                nest(`{"a":`, "}", 9990),
		"objects as deep, long names":    nest(`{"`+longKey+`":`, "}", 9990),
		"deep, each name twice":          nest(`{"`+longKey+`":0,"`+longKey+`":`, "}", 9990),
		"lists never closed":             strings.Repeat("[", size),
		"names never closed":             strings.Repeat(`{"a":`, size/5),
		"one name again and again":       `{"error":0` + strings.Repeat(`,"error":0`, size/10) + "}",
		"many names, each twice":         "{" + names(`"n%d":0,"n%d":0,`, size/40) + `"error":0}`,
		"many names":                     `{` + names(`"n%d":%d,`, size/12) + `"error":{"status":{` + names(`"m%d":%d,`, size/12) + `"x":0}}}`,
		"a long text":                    code(`"` + strings.Repeat("é", size/2) + `"`),
		"a text of escapes":              code(`"` + strings.Repeat(`\ud800`, size/6) + `"`),
		"long base64":                    code(`"` + strings.Repeat("eyJhY2Nlc3NfdG9rZW4iOiJleUp", size/27) + `"`),
		"long hex":                       code(`"` + strings.Repeat("0123456789abcdef", size/16) + `"`),
		"half a token again and again":   code(`"` + strings.Repeat("eyJ", size/3) + `"`),
		"dotted halves of tokens":        code(`"` + strings.Repeat("eyJhbGciOi.", size/11) + `"`),
		"a long name":                    `{"` + strings.Repeat("/~%", size/3) + `":{"a":0,"a":0},"error":{}}`,
		"white space":                    strings.Repeat(" ", size),
		"a long page":                    "<html>" + strings.Repeat("<p>sorry</p>", size/12),
		"much after the document":        "{}" + strings.Repeat(" {}", size/3),
		"bytes that are no UTF-8":        strings.Repeat("\xff", size),
		"NUL":                            strings.Repeat("\x00", size),
	}
}

func TestHostileBodiesAreJudged(t *testing.T) {
	c := published(t)
	for name, body := range hostile() {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			request := asked()
			request.Body = []byte(body)
			violations := c.Judge(exchanged(request, exchange.Answer{Status: 422, Body: []byte(body)}))
			violations = append(violations, c.JudgeRequest([]byte(body))...)
			if c.Boundaries([]byte(body)) != nil {
				t.Error("the body is not a valid request, so it stands at no boundary")
			}
			if took := time.Since(begun); took > patience {
				t.Errorf("took %v", took)
			}
			text := rendered(violations)
			if len(violations) < 2 || len(violations) > 60 || len(text) > 40000 || !utf8.ValidString(text) {
				t.Errorf("want some violations in readable words, got %d in %d bytes: %.2000s", len(violations), len(text), text)
			}
		})
	}
}

func TestHostileNumbersAreWhatTheyAre(t *testing.T) {
	c := published(t)
	zeros := strings.Repeat("0", 100000)
	for name, test := range map[string]struct {
		status string
		want   string // the clauses that it breaks
	}{
		"422 and zeros":                  {"422." + zeros, ""},
		"422 and zeros undone":           {"422" + zeros + "e-100000", ""},
		"422 behind zeros":               {"0." + zeros + "422e100003", ""},
		"422 and a little":               {"422." + zeros + "1", "response/422/error.status/type semantic/422/error.status/http-status"},
		"422 less a little":              {"421." + strings.Repeat("9", 100000), "response/422/error.status/type semantic/422/error.status/http-status"},
		"a whole number past all bounds": {"1" + zeros, "response/422/error.status/format semantic/422/error.status/http-status"},
		"a fraction past all bounds":     {"1" + zeros + ".5", "response/422/error.status/type semantic/422/error.status/http-status"},
		"the like below zero":            {"-1e100000", "response/422/error.status/format semantic/422/error.status/http-status"},
		"next to nothing":                {"1e-100000", "response/422/error.status/type semantic/422/error.status/http-status"},
		"nothing at all":                 {"0e999999999999999999999", "semantic/422/error.status/http-status"},
		"nothing, below zero":            {"-0." + zeros, "semantic/422/error.status/http-status"},
		"the last of 32 bits":            {"2147483647." + zeros, "semantic/422/error.status/http-status"},
		"just past the last":             {"2147483648." + zeros, "response/422/error.status/format semantic/422/error.status/http-status"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, v := range c.Judge(aRefusal(`"reason":"x","status":` + test.status)) {
				got = append(got, v.Clause)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("want %q, got %q", test.want, got)
			}
		})
	}
}
