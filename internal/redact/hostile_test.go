package redact_test

import (
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

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

// Texts that are made to cost time are redacted in time that grows with their length.
func TestRedactHostileTexts(t *testing.T) {
	packed := strings.Repeat("packed text ", size/40)
	for range 4 {
		packed = std(packed)
	}
	for name, piece := range map[string]string{
		"the beginning of a token":  "eyJ",
		"half a token":              "eyJhbGciOi.",
		"a token too short":         "eyJhbGciOi.a.",
		"dots":                      ".",
		"hex":                       "0123456789abcdef",
		"hex that breaks off":       strings.Repeat("0123456789abcdef", 7) + "-",
		"one digit":                 "0",
		"base64 of JSON":            std(`{"a":"eyJ"}`),
		"base64 of base64":          packed,
		"base64 of text everywhere": "ICAg",
		"the beginning of a secret": accessToken[:len(accessToken)-1],
		"a secret":                  accessToken,
		"a letter escaped":          `\u0041`,
		"a letter of a URL":         "%41",
		"backslashes":               `\`,
		"dollars":                   "$",
		"placeholders":              "$KYC_TOKEN",
		"NUL":                       "\x00",
		"bytes that are no UTF-8":   "\xff",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(piece, size/len(piece)+1)
			begun := time.Now()
			e := exchange.New(exchange.Request{Method: "POST", Body: []byte(text)}, exchange.Answer{Body: []byte(text), Cut: true}, begun, 0, known())
			record := e.Record()
			if took := time.Since(begun); took > patience {
				t.Errorf("took %v", took)
			}
			if !utf8.ValidString(record.ResponseBody) || strings.Contains(record.ResponseBody+record.Curl, accessToken) {
				t.Error("want valid text without the secret")
			}
		})
	}
}

// Wherever a secret stands, and in whatever encoding, it is taken out, and
// what has no secret in it stays as it is.
func TestRedactAnywhere(t *testing.T) {
	secrets := known()
	around := rapid.StringOfN(rapid.RuneFrom([]rune("ab 0xeyJ.-_+/=\"\\{}$%é\n")), 0, 30, -1)
	rapid.Check(t, func(t *rapid.T) {
		before, after := around.Draw(t, "before"), around.Draw(t, "after")
		secret := rapid.SampledFrom([]string{accessToken, clientSecret, jwt, "0x" + digits130}).Draw(t, "secret")
		inner := map[string]func(string) string{
			"plain": func(s string) string { return s }, "JSON": inJSON, "base64": std, "URL-safe base64": safe,
			"base64 within": func(s string) string { return std(before + s + after) },
		}
		how := rapid.SampledFrom([]string{"plain", "JSON", "base64", "URL-safe base64", "base64 within"}).Draw(t, "how")
		hidden := inner[how](secret)
		got := secrets.Redact(before + hidden + after)
		const recognisable = 16
		core := hidden[len(hidden)/4:]
		if how == "base64 within" {
			core = inner["base64"](strings.Repeat("\x00", len(before)%3) + secret)[4:]
		}
		if strings.Contains(got, core[:recognisable]) {
			t.Fatalf("%s leaks %s in %q", how, core[:recognisable], got)
		}
	})
}
