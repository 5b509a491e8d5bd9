package client_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
)

// canaries are the texts that may never be met, in any form.
func canaries(texts ...string) []string {
	var forms []string
	for _, text := range texts {
		forms = append(forms, text, url.QueryEscape(text), hex.EncodeToString([]byte(text)),
			base64.StdEncoding.EncodeToString([]byte(text)), base64.RawURLEncoding.EncodeToString([]byte(text)))
	}
	return forms
}

func TestEveryExchangeIsAttachedWithoutSecrets(t *testing.T) {
	secret := client.Application{ID: "canary/id+1", Secret: "canary=secret&1"}
	echo := `{"error":{"message":"canary/id+1 canary=secret&1 ` + base64.StdEncoding.EncodeToString([]byte("canary-token-01")) + ` canary-token-01"}}`
	given := `{"data":{"access_token":"canary-token-01","refresh_token":"canary-refresh","list":["canary-list"],"expires_in":60,"token_type":"Bearer"}}`
	target := serve(t, map[string]http.HandlerFunc{
		tokenPath: inTurn(answer(503, "canary=secret&1"), answer(201, given)),
		path:      inTurn(answer(429, echo), answer(502, echo), answer(422, echo)),
	})
	var attached attachments
	c := dial(t, options(target.URL, newFakeClock()))
	got, err := c.Send(attached.context(t), client.Call{App: secret, Body: []byte(`{"a":"canary-token-01"}`)})
	if err != nil || got.Status() != 422 {
		t.Fatalf("got %v, %v", got, err)
	}
	var lines []string
	for _, record := range attached.records {
		lines = append(lines, fmt.Sprintf("%s %d %s", strings.TrimPrefix(record.URL, target.URL), record.Status, record.ResponseBody))
	}
	shown := `{"error":{"message":"$KYC_CLIENT_ID $KYC_CLIENT_SECRET $KYC_TOKEN $KYC_TOKEN"}}`
	want := []string{tokenPath + " 503 $KYC_CLIENT_SECRET",
		tokenPath + ` 201 {"data":{"access_token":"$KYC_TOKEN","expires_in":60,"list":["$HIDDEN"],"refresh_token":"$HIDDEN","token_type":"Bearer"}}`,
		path + " 429 " + shown, path + " 502 " + shown, path + " 422 " + shown}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	everything := strings.Join(attached.raw, "\n") + fmt.Sprintf("%v %+v %#v", c, c, c)
	for _, canary := range append(canaries(secret.ID, secret.Secret, "canary-token-01"), "canary-refresh", "canary-list") {
		if strings.Contains(everything, canary) {
			t.Errorf("%q is shown", canary)
		}
	}
}

// TestEachApplicationsTokenHasANameOfItsOwn is about commands that ask again: a
// token of the other application may be answered otherwise.
func TestEachApplicationsTokenHasANameOfItsOwn(t *testing.T) {
	for name, test := range map[string]struct {
		siwe bool
		auth client.Auth
		want string
	}{
		"held":            {false, client.Auth{}, `'Bearer '"$KYC_TOKEN"`},
		"held, SIWE":      {true, client.Auth{}, `'Bearer '"$KYC_SIWE_TOKEN"`},
		"given":           {false, client.Auth{Kind: client.Given, Value: "another-token"}, `'Bearer '"$KYC_TOKEN"`},
		"given, SIWE":     {true, client.Auth{Kind: client.Given, Value: "another-token"}, `'Bearer '"$KYC_SIWE_TOKEN"`},
		"worthless":       {false, client.Auth{Kind: client.Expired, Value: "another-token"}, `'Bearer '"$KYC_TOKEN"`},
		"worthless, SIWE": {true, client.Auth{Kind: client.Expired, Value: "another-token"}, `'Bearer '"$KYC_SIWE_TOKEN"`},
	} {
		t.Run(name, func(t *testing.T) {
			var attached attachments
			target := serve(t, map[string]http.HandlerFunc{tokenPath: answer(201, `{"data":{"access_token":"a-token-of-one"}}`), path: answer(201, "{}")})
			call := client.Call{App: client.Application{ID: "the-id", Secret: "the-secret", SIWERequired: test.siwe}, Auth: test.auth}
			got, err := dial(t, options(target.URL, newFakeClock())).Send(attached.context(t), call)
			if err != nil {
				t.Fatal(err)
			}
			if curl := strings.ReplaceAll(got.Curl(), "Authorization: Bearer ", "Bearer "); !strings.Contains(curl, test.want) {
				t.Errorf("%s is not in %s", test.want, curl)
			}
			if first := attached.records[0]; strings.HasSuffix(first.URL, tokenPath) && strings.Contains(first.ResponseBody, "SIWE") != test.siwe {
				t.Errorf("the token call shows %s", first.ResponseBody)
			}
		})
	}
}

// TestTokenAnswersThatMakeNoSenseAreHiddenToo has tokens where nobody looks for them.
func TestTokenAnswersThatMakeNoSenseAreHiddenToo(t *testing.T) {
	for name, body := range map[string]string{
		"another name":  `{"data":{"jeton":"canary-token"}}`,
		"a number":      `{"data":{"access_token":77223344}}`,
		"no JSON":       `token=canary-token`,
		"cut":           `{"data":{"access_token":"canary-token","x":`,
		"text only":     `"canary-token"`,
		"a broken form": `{"access_token":"canary-token\u0000"}`,
	} {
		t.Run(name, func(t *testing.T) {
			var attached attachments
			target := serve(t, map[string]http.HandlerFunc{tokenPath: answer(201, body)})
			_, err := dial(t, options(target.URL, newFakeClock())).Send(attached.context(t), client.Call{App: app})
			if err == nil || len(attached.raw) != 1 {
				t.Fatalf("got %v and %d attachments", err, len(attached.raw))
			}
			for _, shown := range []string{attached.raw[0], err.Error(), fmt.Sprintf("%+v %#v", err, err)} {
				if strings.Contains(shown, "canary-token") || strings.Contains(shown, "77223344") {
					t.Errorf("the token is shown: %s", shown)
				}
			}
		})
	}
}

func TestCredentialsCannotBePrinted(t *testing.T) {
	call := client.Call{App: client.Application{ID: "canary-id", Secret: "canary-secret"}, Auth: client.Auth{Kind: client.Given, Value: "canary-token"}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if shown := fmt.Sprintf(verb, call); strings.Contains(shown, "canary") {
			t.Errorf("%s: %s", verb, shown)
		}
	}
	for _, value := range []any{call, call.App, call.Auth} {
		if shown, err := json.Marshal(value); err != nil || strings.Contains(string(shown), "canary") {
			t.Errorf("%s, %v", shown, err)
		}
	}
}
