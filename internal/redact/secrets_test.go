package redact_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"kycspec/internal/redact"
)

const (
	clientSecret = `p4ss/word+with "quotes" & <é>`
	accessToken  = "opaque-4f9c2b7e81d05a36c7f2e90b"
	jwt          = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBfaWQiOiJlODY4YjBjNy00NTRmLTQxZTQifQ.qR4rveLz5EAKuxOuq1SNJaCI-3hh0TUEiLBjMh-VOd0"
	digits130    = "0da30e13183dfe0be9d7e6108f92dd2d0561807b684b8c68e6a8257e9faee8a51823dcddd56560cea25d33102e73c7a25f0be96749d733dc18683742ca1924d01b"
)

func known() *redact.Secrets {
	secrets := redact.New()
	secrets.Add("KYC_CLIENT_SECRET", clientSecret)
	secrets.Add("KYC_TOKEN", accessToken)
	return secrets
}

func inJSON(s string) string {
	text, _ := json.Marshal(s)
	return string(text[1 : len(text)-1])
}

func std(s string) string  { return base64.StdEncoding.EncodeToString([]byte(s)) }
func safe(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// everyRune writes each character by a format, as an over-careful encoder would.
func everyRune(format, s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, format, s[i])
	}
	return b.String()
}

func TestRedact(t *testing.T) {
	widgetData := std(`{"access_token": "` + jwt + `", "kyc_attributes": ["NAME"], "kyc_session": "77255aba-fa75-4783-a2bb-6471d3fae3d2"}`)
	for name, test := range map[string]struct{ text, want string }{
		"plain":                              {"a " + clientSecret + " b", "a $KYC_CLIENT_SECRET b"},
		"twice in a row":                     {accessToken + accessToken, "$KYC_TOKEN$KYC_TOKEN"},
		"JSON":                               {`{"secret":"` + inJSON(clientSecret) + `"}`, `{"secret":"$KYC_CLIENT_SECRET"}`},
		"JSON that leaves HTML alone":        {strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(inJSON(clientSecret)), "$KYC_CLIENT_SECRET"},
		"JSON with its slashes escaped":      {strings.ReplaceAll(inJSON(clientSecret), "/", `\/`), "$KYC_CLIENT_SECRET"},
		"JSON, each character escaped":       {`"` + everyRune(`\u%04x`, accessToken) + `"`, `"$KYC_TOKEN"`},
		"JSON, each character ESCAPED":       {`"` + everyRune(`\u%04X`, accessToken) + `"`, `"$KYC_TOKEN"`},
		"JSON in JSON":                       {inJSON(inJSON(accessToken)), "$KYC_TOKEN"},
		"query":                              {"q=" + url.QueryEscape(clientSecret), "q=$KYC_CLIENT_SECRET"},
		"query with %20":                     {"q=" + strings.ReplaceAll(url.QueryEscape(clientSecret), "+", "%20"), "q=$KYC_CLIENT_SECRET"},
		"path":                               {"/" + url.PathEscape(clientSecret) + "/", "/$KYC_CLIENT_SECRET/"},
		"JSON in JSON, characters escaped":   {inJSON(everyRune(`\u%04x`, accessToken)), "$KYC_TOKEN"},
		"JSON in JSON in JSON":               {inJSON(inJSON(everyRune(`\u%04x`, accessToken))), "$KYC_TOKEN"},
		"JSON in JSON, quotes":               {inJSON(inJSON(clientSecret)), "$KYC_CLIENT_SECRET"},
		"JSON in JSON in JSON, quotes":       {inJSON(inJSON(inJSON(clientSecret))), "$KYC_CLIENT_SECRET"},
		"URL in a URL":                       {everyRune("%%25%02x", accessToken), "$KYC_TOKEN"},
		"URL, each character escaped":        {everyRune("%%%02x", accessToken), "$KYC_TOKEN"},
		"hex":                                {hex.EncodeToString([]byte(clientSecret)), "$KYC_CLIENT_SECRET"},
		"HEX":                                {strings.ToUpper(hex.EncodeToString([]byte(accessToken))), "$KYC_TOKEN"},
		"hex within hex":                     {hex.EncodeToString([]byte("id:" + accessToken)), "69643a$KYC_TOKEN"},
		"base64":                             {std(accessToken) + ".", "$KYC_TOKENg==."},
		"base64, one byte before":            {std(":" + accessToken), "Om$KYC_TOKENI="},
		"base64, two bytes before":           {std("::" + accessToken), "Ojp$KYC_TOKEN"},
		"URL-safe base64":                    {safe(clientSecret + "?"), "$KYC_CLIENT_SECRETPw"},
		"basic credentials":                  {"Basic " + std("my-id:"+clientSecret), "Basic bXktaWQ6$KYC_CLIENT_SECRET"},
		"base64 of JSON":                     {std(`{"client_secret":"` + inJSON(clientSecret) + `"}`), "$WIDGET_DATA"},
		"base64 of hex":                      {"<" + std("0x"+hex.EncodeToString([]byte(accessToken))) + ">", "<$WIDGET_DATA>"},
		"base64 of base64":                   {std("abc" + std("x"+accessToken+"y")), "$WIDGET_DATA"},
		"base64 three times":                 {std("1" + std("12"+std("1"+accessToken+"1"))), "$WIDGET_DATA"},
		"base64 after text of its alphabet":  {"/path/to/" + std(`{"token":"`+inJSON(clientSecret)+`"}`), "$WIDGET_DATA"},
		"a token":                            {`{"token":"` + jwt + `"}`, `{"token":"$JWT"}`},
		"a token in a URL":                   {"/v1/" + jwt + "/x?t=" + jwt, "/v1/$JWT/x?t=$JWT"},
		"a token without its signature":      {jwt[:strings.LastIndex(jwt, ".")] + "!", "$JWT!"},
		"a token with an empty signature":    {jwt[:strings.LastIndex(jwt, ".")+1] + "!", "$JWT!"},
		"a token after text of its alphabet": {"xx_eyJx-" + jwt, "xx_$JWT"},
		"base64 of a token":                  {std(jwt), "$WIDGET_DATA"},
		"widget data":                        {`"widget_data":"` + widgetData + `",`, `"widget_data":"$WIDGET_DATA",`},
		"widget data, its padding too":       {std(`{"access_token":"` + jwt + `","kyc":1}`), "$WIDGET_DATA"},
		"widget data that was cut":           {`"` + widgetData[:60], `"$WIDGET_DATA`},
		"a signature":                        {`"0x` + digits130 + `"`, `"$SIWE_SIGNATURE"`},
		"a signature without 0x":             {digits130, "$SIWE_SIGNATURE"},
		"a signature in capitals":            {"0x" + strings.ToUpper(digits130), "$SIWE_SIGNATURE"},
		"a signature of 129 digits":          {"0x" + digits130[1:], "$SIWE_SIGNATURE"},
		"a signature of 132 digits":          {"0x" + digits130 + "ff", "$SIWE_SIGNATURE"},
		"a signature with a letter too far":  {"0x" + digits130[:64] + "g" + digits130[65:], "$SIWE_SIGNATURE"},
		"a signature that ends in a letter":  {"0x" + digits130[:129] + "g", "$SIWE_SIGNATURE"},
		"a signature of one digit":           {"0x" + strings.Repeat("a", 130), "$SIWE_SIGNATURE"},
		"base64 of a signature":              {std(`{"signature":"0x` + digits130 + `"}`), "$WIDGET_DATA"},
	} {
		checkRedacted(t, name, test.text, test.want)
	}
}

func TestRedactLeavesTheRest(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nothing":                       {"", ""},
		"an address":                    {"0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045", "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"},
		"a long text of one letter":     {strings.Repeat("a", 1000), strings.Repeat("a", 1000)},
		"a long text":                   {strings.Repeat("The quick brown fox. ", 50), strings.Repeat("The quick brown fox. ", 50)},
		"base64 of no secret":           {std(strings.Repeat("no secret at all ", 5)), std(strings.Repeat("no secret at all ", 5))},
		"JSON escapes of no secret":     {`{"a":"\u0041\/%41"}`, `{"a":"\u0041\/%41"}`},
		"three words that are no token": {"eyJhb.x.y", "eyJhb.x.y"},
		"a placeholder":                 {"$KYC_TOKEN", "$KYC_TOKEN"},
		"bad UTF-8":                     {"\xff" + accessToken + "\xff", "\xff$KYC_TOKEN\xff"},
	} {
		checkRedacted(t, name, test.text, test.want)
	}
}

func checkRedacted(t *testing.T, name, text, want string) {
	t.Run(name, func(t *testing.T) {
		got := known().Redact(text)
		if got != want {
			t.Errorf("want %s\ngot  %s", want, got)
		}
		if again := known().Redact(got); again != got {
			t.Errorf("redacting again gives %s", again)
		}
	})
}

func TestAdd(t *testing.T) {
	for name, test := range map[string]struct {
		add        []string // name, value, name, value …
		text, want string
	}{
		"an empty value":                     {[]string{"A", ""}, "text", "text"},
		"a value too short to be looked for": {[]string{"A", "abc"}, "abc", "abc"},
		"the shortest value":                 {[]string{"A", "abcd"}, "xabcdx", "x$Ax"},
		"the first name of a value stays":    {[]string{"A", "abcd", "B", "abcd"}, "abcd", "$A"},
		"the longest value wins":             {[]string{"A", "abcd", "B", "abcdefgh"}, "abcdefgh abcd", "$B $A"},
		"a value that a pattern would be":    {[]string{"A", "a.*[b"}, "a.*[b axx[b", "$A axx[b"},
		"a value with a dollar":              {[]string{"A", "$HOME/x"}, "$HOME/x", "$A"},
	} {
		t.Run(name, func(t *testing.T) {
			secrets := redact.New()
			for i := 0; i < len(test.add); i += 2 {
				secrets.Add(test.add[i], test.add[i+1])
				secrets.Redact("between")
			}
			if got := secrets.Redact(test.text); got != test.want {
				t.Errorf("want %s, got %s", test.want, got)
			}
		})
	}
}

func TestZeroSecrets(t *testing.T) {
	var secrets redact.Secrets
	if got := secrets.Redact("abcdef"); got != "abcdef" {
		t.Errorf("got %s", got)
	}
	secrets.Add("A", "abcdef")
	if got := secrets.Redact("abcdef"); got != "$A" {
		t.Errorf("got %s", got)
	}
}

func TestSecretsTogether(t *testing.T) {
	secrets := redact.New()
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for n := range 50 {
				value := fmt.Sprintf("secret-%d-%d-of-many", i, n)
				secrets.Add("S", value)
				if got := secrets.Redact("a " + value); got != "a $S" {
					t.Errorf("got %s", got)
				}
			}
		})
	}
	group.Wait()
}
