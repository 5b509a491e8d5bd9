package redact_test

import (
	"strings"
	"testing"
)

// wrapped breaks a text into lines of n bytes.
func wrapped(text string, n int, lineBreak string) string {
	var b strings.Builder
	for len(text) > n {
		b.WriteString(text[:n] + lineBreak)
		text = text[n:]
	}
	return b.String() + text
}

// TestRedactAcrossLines holds that a secret is found that was broken into
// lines, as writers of MIME do: each line but the first would be shown.
func TestRedactAcrossLines(t *testing.T) {
	widgetData := std(`{"access_token": "` + jwt + `", "kyc_attributes": ["NAME"], "kyc_session": "77255aba-fa75-4783-a2bb-6471d3fae3d2"}`)
	for name, test := range map[string]struct{ text, want string }{
		"base64, as MIME has it":       {wrapped(widgetData, 76, "\r\n"), "$WIDGET_DATA"},
		"base64, a line break at last": {wrapped(widgetData, 60, "\n") + "\n", "$WIDGET_DATA\n"},
		"base64 in JSON":               {`{"a":"x\n` + wrapped(widgetData, 76, `\n`) + `\n"}`, `{"a":"x\n$WIDGET_DATA\n"}`},
		"base64 in JSON, both marks":   {`{"a":"` + wrapped(widgetData, 76, `\r\n`) + `"}`, `{"a":"$WIDGET_DATA"}`},
		"base64 in JSON in JSON":       {`"{\"a\":\"` + wrapped(widgetData, 76, `\\n`) + `\"}"`, `"{\"a\":\"$WIDGET_DATA\"}"`},
		"base64 of it":                 {std(wrapped(widgetData, 76, "\n")), "$WIDGET_DATA"},
		"a token":                      {"<" + wrapped(jwt, 40, "\n") + ">", "<$JWT>"},
		"a signature":                  {wrapped("0x"+digits130, 66, "\n"), "$SIWE_SIGNATURE"},
		"a known value":                {"is " + wrapped(accessToken, 16, "\n") + ".", "is $KYC_TOKEN."},
		"base64 of a known value":      {wrapped(std("the token is "+accessToken+" and no other"), 20, "\n"), "dGhlIHRva2VuIGlzIG$KYC_TOKENIgYW5kIG5vIG90aGVy"},
		"a line that is one alone":     {accessToken + "\nand more\n" + accessToken, "$KYC_TOKEN\nand more\n$KYC_TOKEN"},
		"two lines, each one alone":    {accessToken + "\n" + accessToken + "\n", "$KYC_TOKEN\n$KYC_TOKEN\n"},
		"long words":                   {wrapped(strings.Repeat("nothing", 20), 30, "\n"), wrapped(strings.Repeat("nothing", 20), 30, "\n")},
		"many lines":                   {strings.Repeat("abcdefghijklmnopqrst\n", 20), strings.Repeat("abcdefghijklmnopqrst\n", 20)},
		"backslashes":                  {strings.Repeat(`\`, 1000) + "n", strings.Repeat(`\`, 1000) + "n"},
	} {
		checkRedacted(t, name, test.text, test.want)
	}
}
