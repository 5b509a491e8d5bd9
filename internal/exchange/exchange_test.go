package exchange_test

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
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

func std(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func exchanged(request exchange.Request, answer exchange.Answer) *exchange.Exchange {
	return exchange.New(request, answer, time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), 1234567*time.Nanosecond, known())
}

// secretive is an exchange with a secret in every place.
func secretive() *exchange.Exchange {
	return exchanged(exchange.Request{
		Method: "POST",
		URL:    "https://sandbox.test/compliance/v2/kyc/" + accessToken + "?t=" + jwt,
		Header: http.Header{
			"Authorization":       {"Bearer " + accessToken},
			"Content-Type":        {"application/json"},
			"Cookie":              {"a=some-cookie-value"},
			"Proxy-Authorization": {"Basic some-proxy-value"},
			"X-" + accessToken:    {"by name"},
		},
		Body: []byte(`{"signature":"0x` + digits130 + `","secret":"` + inJSON(clientSecret) + `"}`),
	}, exchange.Answer{
		Status: 201,
		Proto:  "HTTP/1.1",
		Header: http.Header{"Set-Cookie": {"session=some-session", "b=2"}, "X-Echo": {"second " + accessToken, "a first"}, "A": {"1"}},
		Body:   []byte(`{"data":{"widget_data":"` + std(`{"access_token":"`+jwt+`"}`) + `"}}`),
	})
}

const secretiveRecord = `{
  "method": "POST",
  "url": "https://sandbox.test/compliance/v2/kyc/$KYC_TOKEN?t=$JWT",
  "request_header": [
    {"name": "Authorization", "value": "Bearer $KYC_TOKEN"},
    {"name": "Content-Type", "value": "application/json"},
    {"name": "Cookie", "value": "$COOKIE"},
    {"name": "Proxy-Authorization", "value": "$PROXY_AUTHORIZATION"},
    {"name": "X-$KYC_TOKEN", "value": "by name"}
  ],
  "request_body": "{\"signature\":\"$SIWE_SIGNATURE\",\"secret\":\"$KYC_CLIENT_SECRET\"}",
  "status": 201,
  "proto": "HTTP/1.1",
  "response_header": [
    {"name": "A", "value": "1"},
    {"name": "Set-Cookie", "value": "$SET_COOKIE"},
    {"name": "Set-Cookie", "value": "$SET_COOKIE"},
    {"name": "X-Echo", "value": "second $KYC_TOKEN"},
    {"name": "X-Echo", "value": "a first"}
  ],
  "response_body": "{\"data\":{\"widget_data\":\"$WIDGET_DATA\"}}",
  "started": "2024-02-29T12:00:00Z",
  "milliseconds": 1.234,
  "curl": "curl -sS -X POST 'https://sandbox.test/compliance/v2/kyc/'\"$KYC_TOKEN\"'?t='\"$JWT\" -H 'Authorization: Bearer '\"$KYC_TOKEN\" -H 'Content-Type: application/json' -H 'Cookie: '\"$COOKIE\" -H 'Proxy-Authorization: '\"$PROXY_AUTHORIZATION\" -H 'X-'\"$KYC_TOKEN\"': by name' --data-binary '{\"signature\":\"'\"$SIWE_SIGNATURE\"'\",\"secret\":\"'\"$KYC_CLIENT_SECRET\"'\"}'"
}`

func TestRecordAsJSON(t *testing.T) {
	for name, v := range map[string]any{"an exchange": secretive(), "a copy of one": *secretive(), "a record": secretive().Record()} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			var got, want any
			if err := json.Unmarshal(text, &got); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(secretiveRecord), &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRecordIsTheSameEachTime(t *testing.T) {
	first, _ := json.Marshal(secretive())
	for range 20 {
		if again, _ := json.Marshal(secretive()); string(again) != string(first) {
			t.Fatalf("first\n%s\nthen\n%s", first, again)
		}
	}
}

func TestEmptyRecord(t *testing.T) {
	text, _ := json.Marshal(exchange.New(exchange.Request{}, exchange.Answer{}, time.Time{}, 0, redact.New()))
	want := `{"method":"","url":"","request_header":[],"status":0,"response_header":[],"started":"0001-01-01T00:00:00Z","milliseconds":0,"curl":"curl -sS -X  ''"}`
	if string(text) != want {
		t.Errorf("want %s\ngot  %s", want, text)
	}
}

func TestRecordedBody(t *testing.T) {
	const bound = 64 << 10
	long := strings.Repeat("é", bound/2)
	for name, test := range map[string]struct{ body, want string }{
		"empty":                            {"", ""},
		"just as much as is shown":         {long, long},
		"one more":                         {long + "!", long},
		"a character across the bound":     {"x" + long, "x" + long[:bound-2]},
		"a secret across the bound":        {long[:bound-20] + accessToken + "!", long[:bound-20] + "$KYC_TOKEN!"},
		"a token across the bound":         {long[:bound-4] + jwt + "!", long[:bound-4] + "$JWT"},
		"secrets that make room":           {strings.Repeat(accessToken+" ", 10000), strings.Repeat("$KYC_TOKEN ", 10000)[:bound]},
		"bytes that are no UTF-8":          {"a\xff\xfeb", "a\uFFFDb"},
		"a secret among bytes of no UTF-8": {"\xff" + accessToken + "\xff", "\uFFFD$KYC_TOKEN\uFFFD"},
		"NUL":                              {"a\x00b", "a\x00b"},
	} {
		t.Run(name, func(t *testing.T) {
			e := exchanged(exchange.Request{Body: []byte(test.body)}, exchange.Answer{Body: []byte(test.body)})
			if got := e.Record().ResponseBody; got != test.want {
				t.Errorf("want %d bytes …%.80q\ngot %d bytes …%.80q", len(test.want), tail(test.want), len(got), tail(got))
			}
			if got := e.Record().RequestBody; got != test.want {
				t.Errorf("the request's body is shown as …%.80q", tail(got))
			}
			if got := string(e.Body()); got != test.body {
				t.Error("the body for judging is not what came")
			}
		})
	}
}

func tail(s string) string { return s[max(0, len(s)-60):] }

// Half a secret is not known by its form: text has to be redacted before it is
// cut. What a connection cut is known all the same.
func TestRedactOfCutAnswer(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"within a known value":    {`{"token":"` + accessToken[:20], `{"token":"$KYC_TOKEN`},
		"within its hex":          {hex.EncodeToString([]byte(accessToken))[:31], "$KYC_TOKEN"},
		"after too little of one": {`{"token":"` + accessToken[:7], `{"token":"opaque-`},
		"after a whole one":       {accessToken, "$KYC_TOKEN"},
		"within a token":          {jwt[:60], "$JWT"},
		"elsewhere":               {`{"token`, `{"token`},
	} {
		t.Run(name, func(t *testing.T) {
			e := exchanged(exchange.Request{}, exchange.Answer{Cut: true, Body: []byte(test.body)})
			if got := e.Record().ResponseBody; got != test.want {
				t.Errorf("want %s\ngot  %s", test.want, got)
			}
		})
	}
}

func TestPrintingShowsNoSecrets(t *testing.T) {
	e := secretive()
	const line = "POST /compliance/v2/kyc/$KYC_TOKEN → 201"
	if got := e.String(); got != line {
		t.Errorf("want %s, got %s", line, got)
	}
	request := exchange.Request{Method: "POST", URL: accessToken, Header: http.Header{"A": {accessToken}}, Body: []byte(accessToken)}
	answer := exchange.Answer{Status: 201, Header: http.Header{"A": {accessToken}}, Body: []byte(accessToken)}
	holder := struct {
		Exchange *exchange.Exchange
		Copy     exchange.Exchange
		Request  exchange.Request
		Answer   *exchange.Answer
		Secrets  *redact.Secrets
		hidden   *exchange.Exchange
	}{e, *e, request, &answer, known(), e}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		for _, v := range []any{e, *e, request, &request, answer, &answer, known(), holder, &holder, []*exchange.Exchange{e}, map[string]any{"e": *e}} {
			got := fmt.Sprintf(verb, v)
			for _, secret := range []string{accessToken, clientSecret, jwt, digits130, "some-session", "some-cookie"} {
				if strings.Contains(got, secret) || strings.Contains(got, fmt.Sprintf("%x", secret)) {
					t.Errorf("%s of %T shows %s: %s", verb, v, secret, got)
				}
			}
		}
	}
	for verb, want := range map[string]string{"%v": line, "%+v": line, "%#v": line, "%s": line, "%d": line} {
		if got := fmt.Sprintf(verb, e); got != want {
			t.Errorf("%s: want %s, got %s", verb, want, got)
		}
	}
	if got := fmt.Sprintf("%v, %+v", request, answer); got != "POST request, 201 answer" {
		t.Errorf("got %s", got)
	}
}

func TestAccessors(t *testing.T) {
	request := exchange.Request{Method: "POST", URL: "https://a.test/b%20c?d=e#f", Header: http.Header{"G": {"h"}}, Body: []byte("i"),
		Credential: exchange.Granted, SIWERequired: true}
	answer := exchange.Answer{Status: 299, Header: http.Header{"J": {"k"}}, Body: []byte("l"), Cut: true}
	e := exchange.New(request, answer, time.Time{}, time.Second, redact.New())
	got := []any{e.Method(), e.Path(), e.RequestHeader().Get("g"), string(e.RequestBody()), e.Credential(), e.SIWERequired(),
		e.Status(), e.Header().Get("j"), string(e.Body()), e.Cut(), e.Duration()}
	want := []any{"POST", "/b c", "h", "i", exchange.Granted, true, 299, "k", "l", true, time.Second}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := exchange.New(exchange.Request{URL: "::"}, answer, time.Time{}, 0, redact.New()).Path(); got != "::" {
		t.Errorf("the path of a URL that does not parse: got %s", got)
	}
}

func TestAttach(t *testing.T) {
	var got []string
	ctx := exchange.WithAttach(context.Background(), func(mediaType string, body []byte) {
		got = append(got, mediaType+" "+string(body))
	})
	exchange.Attach(ctx, "application/json", map[string]int{"a": 1})
	exchange.Attach(ctx, "application/json", func() {})
	exchange.Attach(context.Background(), "application/json", 2)
	if diff := cmp.Diff([]string{`application/json {"a":1}`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
