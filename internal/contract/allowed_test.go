package contract_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kycspec/internal/exchange"
	"kycspec/schemas"
)

func itoa(n int) string { return strconv.Itoa(n) }

var documentedStatuses = []int{200, 201, 401, 403, 406, 415, 422, 429, 500}

func TestJudgeAllows(t *testing.T) {
	c := published(t)
	for name, e := range map[string]*exchange.Exchange{
		"a charset":                          answered(201, started, "application/json; charset=utf-8"),
		"a quoted charset":                   answered(201, started, `application/json;charset="UTF-8"`),
		"capitals in the media type":         answered(201, started, "Application/JSON"),
		"a malformed parameter":              answered(201, started, "application/json; charset"),
		"a parameter twice":                  answered(201, started, "application/json; charset=utf-8; charset=utf-8"),
		"a stray semicolon":                  answered(201, started, "application/json;"),
		"the same media type twice":          answered(201, started, jsonType, "application/json; charset=utf-8"),
		"white space about the document":     answered(201, "\r\n\t "+started+"\n\n", jsonType),
		"white space within":                 answered(201, strings.NewReplacer(":", " :\n\t", ",", "\r\n, ").Replace(started), jsonType),
		"escapes in names and texts":         answered(201, with(with(started, `"data"`, `"d\u0061ta"`), "KYC_OCC", `K\u0059C_OCC`), jsonType),
		"a stray property of an open answer": answered(201, `{"meta":{"data":[null]},`+started[1:], jsonType),
		"a stray property of open data":      answered(201, with(started, `"flow"`, `"":0,"a/b~c%d.e":{"é":"𝒳"},"flow"`), jsonType),
		"properties of all names that trip":  answered(201, with(started, `"flow"`, `"__proto__":1,"$ref":"#","$schema":"x","properties":{},"flow"`), jsonType),
		"stray properties of a denial":       answered(403, `{"errors":[],"error":{"status":403,"reason":"","code":403,"more":{}}}`, jsonType),
		"unpadded base64":                    answered(201, with(started, "YWJj", "YWI"), jsonType),
		"padded base64":                      answered(201, with(started, "YWJj", "YWI="), jsonType),
		"URL-safe base64":                    answered(201, with(started, "YWJj", "-_-_"), jsonType),
		"standard base64":                    answered(201, with(started, "YWJj", "+/+/"), jsonType),
		"base64 with its slash escaped":      answered(201, with(started, "YWJj", `+\/+\/`), jsonType),
		"the longest widget data":            answered(201, with(started, "YWJj", strings.Repeat("A", 100000)), jsonType),
		"the longest error code":             answered(200, with(banned, "ERR01", strings.Repeat("𝒳", 1000)), jsonType),
		"an empty error code of a ban":       answered(200, with(banned, "ERR01", ""), jsonType),
		"another error code of a ban":        answered(200, with(banned, "ERR01", "ERR15"), jsonType),
		"no message, no code":                answered(422, refused, jsonType),
		"an empty message":                   aRefusal(`"status":422,"reason":"x","message":""`),
		"an empty code":                      aRefusal(`"status":422,"reason":"x","code":""`),
		"a code of text":                     aRefusal(`"status":422,"reason":"x","code":"ERR03"`),
		"a whole code":                       aRefusal(`"status":422,"reason":"x","code":-2147483648`),
		"a whole code with a fraction of 0":  aRefusal(`"status":422,"reason":"x","code":2147483647.0`),
		"a status with a fraction of 0":      aRefusal(`"status":422.0,"reason":"x"`),
		"a status with an exponent":          aRefusal(`"status":4.22E+2,"reason":"x"`),
		"a status with very many zeros":      aRefusal(`"status":422.` + strings.Repeat("0", 100000) + `,"reason":"x"`),
		"the longest texts":                  aRefusal(`"status":422,"reason":"` + strings.Repeat("é", 1000) + `","message":"` + strings.Repeat("\U0001F600", 1000) + `"`),
		"a lone surrogate, as one character": aRefusal(`"status":422,"reason":"\ud800"`),
		"a denial without a message":         answered(403, denied, jsonType),
	} {
		t.Run(name, func(t *testing.T) {
			if got := rendered(c.Judge(e)); got != "" {
				t.Errorf("want no violation, got\n%s", got)
			}
		})
	}
	for _, status := range documentedStatuses {
		t.Run(fmt.Sprintf("the sample of %d", status), func(t *testing.T) {
			text, _ := json.Marshal(c.Sample(status))
			if got := rendered(c.Judge(answered(status, string(text), jsonType))); got != "" {
				t.Errorf("want no violation, got\n%s\nof %s", got, text)
			}
		})
	}
}

func TestJudgeAllowsTheDocumentsOwnExamples(t *testing.T) {
	c := published(t)
	sample, _ := json.Marshal(c.Sample(201))
	packed := strings.Split(string(sample), `"widget_data":"`)[1]
	packed, _, _ = strings.Cut(packed, `"`)
	document, err := schemas.FS.ReadFile("openapi.yaml")
	if err != nil || !strings.Contains(string(document), packed) {
		t.Errorf("the sample's widget data is not the document's example (%v)", err)
	}
}

// written draws one way of writing a JSON value: any order of keys, white
// space and escapes.
func written(t *rapid.T, v any) string {
	space := func() string { return rapid.SampledFrom([]string{"", "", " ", "\n", "\t", "\r\n  "}).Draw(t, "space") }
	switch v := v.(type) {
	case string:
		var b strings.Builder
		for _, r := range v {
			switch {
			case r < 0x80 && rapid.IntRange(0, 19).Draw(t, "escape") == 0:
				fmt.Fprintf(&b, rapid.SampledFrom([]string{`\u%04x`, `\u%04X`}).Draw(t, "case"), r)
			case r == '/' && rapid.Bool().Draw(t, "slash"):
				b.WriteString(`\/`)
			default:
				text, _ := json.Marshal(string(r))
				b.Write(text[1 : len(text)-1])
			}
		}
		return space() + `"` + b.String() + `"` + space()
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		var members []string
		for _, name := range rapid.Permutation(names).Draw(t, "order") {
			members = append(members, written(t, name)+":"+written(t, v[name]))
		}
		return space() + "{" + strings.Join(members, ",") + space() + "}" + space()
	case rawNumber:
		return space() + string(v) + space()
	}
	text, _ := json.Marshal(v)
	return space() + string(text) + space()
}

type rawNumber string

// whole draws one way of writing a whole number.
func whole(t *rapid.T, n int) rawNumber {
	forms := []string{"%d", "%d.0", "%d.000", "%de0", "%d.0E+0"}
	if n != 0 {
		forms = append(forms, "%d0e-1", "%d00E-02")
	}
	form := rapid.SampledFrom(forms).Draw(t, "number")
	return rawNumber(fmt.Sprintf(form, n))
}

var anything = rapid.Custom(func(t *rapid.T) any {
	return rapid.SampledFrom([]any{nil, true, rawNumber("1e400"), rawNumber("-0"), "", "x", []any{}, map[string]any{"data": "x"}}).Draw(t, "anything")
})

// strays adds properties that no schema names.
func strays(t *rapid.T, object map[string]any) map[string]any {
	for _, name := range rapid.SliceOfN(rapid.StringMatching(`x[\x20-\x7eé/~%.]{0,8}`), 0, 3).Draw(t, "strays") {
		object[name] = anything.Draw(t, "stray")
	}
	return object
}

var texts = rapid.OneOf(
	rapid.StringOfN(rapid.RuneFrom([]rune("aZ09 é𝒳\"\\/\u2028<>&\n")), 1, 30, -1),
	rapid.SampledFrom([]string{strings.Repeat("𝒳", 1000), strings.Repeat("/", 999)}),
)

func allowedError(t *rapid.T, status int, open bool) map[string]any {
	problem := map[string]any{"status": whole(t, status), "reason": texts.Draw(t, "reason")}
	if rapid.Bool().Draw(t, "has a message") {
		problem["message"] = texts.Draw(t, "message")
	}
	codes := []any{whole(t, rapid.IntRange(-1<<31, 1<<31-1).Draw(t, "code")), "ERR01"}
	if !open {
		codes = append(codes, texts.Draw(t, "code"))
	}
	if open || rapid.Bool().Draw(t, "has a code") {
		problem["code"] = rapid.SampledFrom(codes).Draw(t, "code")
	}
	if open {
		return strays(t, map[string]any{"error": strays(t, problem)})
	}
	return map[string]any{"error": problem}
}

func allowedBody(t *rapid.T, status int) map[string]any {
	switch status {
	case http.StatusOK:
		data := map[string]any{"error_code": texts.Draw(t, "error code"), "flow": "KYC_OCC", "widget_data": nil}
		return strays(t, map[string]any{"data": strays(t, data)})
	case http.StatusCreated:
		encoding := rapid.SampledFrom([]*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding}).Draw(t, "alphabet")
		packed := encoding.EncodeToString(rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "packed"))
		data := map[string]any{"error_code": nil, "flow": "KYC_OCC", "widget_data": packed}
		return strays(t, map[string]any{"data": strays(t, data)})
	}
	return allowedError(t, status, status == http.StatusForbidden)
}

func TestJudgeNeverCriesWolf(t *testing.T) {
	c := published(t)
	rapid.Check(t, func(t *rapid.T) {
		status := rapid.SampledFrom(documentedStatuses).Draw(t, "status")
		mediaType := rapid.SampledFrom([]string{jsonType, "application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;charset=\"utf-8\"; v=1"}).Draw(t, "media type")
		text := written(t, allowedBody(t, status))
		if got := rendered(c.Judge(answered(status, text, mediaType))); got != "" {
			t.Fatalf("want no violation, got\n%s\nof %s", got, text)
		}
	})
}
