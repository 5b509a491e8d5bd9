package client_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
	"kycspec/internal/exchange"
)

// TestWhatIsSent compares what arrived with what the exchange says was sent.
func TestWhatIsSent(t *testing.T) {
	const bearer = "Bearer " + goodToken
	tests := map[string]struct {
		call   client.Call
		want   map[string]string // Authorization, Accept, Content-Type and more; "-" is absent
		worth  exchange.Credential
		tokens int
	}{
		"as usual": {call: client.Call{Body: []byte(`{}`)}, worth: exchange.Granted, tokens: 1,
			want: map[string]string{"Authorization": bearer, "Accept": "application/json", "Content-Type": "application/json", "User-Agent": "kycspec"}},
		"no token": {call: client.Call{Auth: client.Auth{Kind: client.None}}, worth: exchange.Worthless,
			want: map[string]string{"Authorization": "-"}},
		"an empty token": {call: client.Call{Auth: client.Auth{Kind: client.Empty}}, worth: exchange.Worthless,
			want: map[string]string{"Authorization": "Bearer"}},
		"a made-up token": {call: client.Call{Auth: client.Auth{Kind: client.MadeUp}}, worth: exchange.Worthless,
			want: map[string]string{"Authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtYWRlLXVwIn0." + strings.Repeat("A", 43)}},
		"an expired token": {call: client.Call{Auth: client.Auth{Kind: client.Expired, Value: "old"}}, worth: exchange.Worthless,
			want: map[string]string{"Authorization": "Bearer old"}},
		"another scheme": {call: client.Call{Auth: client.Auth{Kind: client.OtherScheme}}, worth: exchange.Worthless, tokens: 1,
			want: map[string]string{"Authorization": "Basic " + goodToken}},
		"a given token": {call: client.Call{Auth: client.Auth{Kind: client.Given, Value: "mine"}}, worth: exchange.Granted,
			want: map[string]string{"Authorization": "Bearer mine"}},
		"other media types": {call: client.Call{Accept: text("text/html"), ContentType: text("text/plain")}, worth: exchange.Granted, tokens: 1,
			want: map[string]string{"Accept": "text/html", "Content-Type": "text/plain"}},
		"no media types": {call: client.Call{Accept: text(""), ContentType: text(""), Body: []byte(`{}`)}, worth: exchange.Granted, tokens: 1,
			want: map[string]string{"Accept": "-", "Content-Type": "-"}},
		"fields of its own": {call: client.Call{Header: http.Header{"prefer": {"code=500"}, "Accept": nil, "Authorization": {"Digest x"}}},
			worth: exchange.Granted, tokens: 1,
			want: map[string]string{"Prefer": "code=500", "Accept": "-", "Authorization": "Digest x"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			target := serve(t, nil)
			test.call.App = app
			got, err := dial(t, options(target.URL, newFakeClock())).Send(t.Context(), test.call)
			if err != nil {
				t.Fatal(err)
			}
			arrived := target.headers[len(target.headers)-1]
			for name, want := range test.want {
				if have := strings.Join(arrived.Values(name), "|"); have != strings.TrimPrefix(want, "-") {
					t.Errorf("%s arrived as %q, want %q", name, have, want)
				}
				if have := strings.Join(got.RequestHeader().Values(name), "|"); have != strings.TrimPrefix(want, "-") {
					t.Errorf("%s is in the exchange as %q, want %q", name, have, want)
				}
			}
			if diff := cmp.Diff(string(test.call.Body), target.bodies[len(target.bodies)-1]); diff != "" {
				t.Error(diff)
			}
			if got.Credential() != test.worth || got.Method() != http.MethodPost || got.Path() != path {
				t.Errorf("got %v with a %q credential", got, got.Credential())
			}
			if n := target.count(tokenPath); n != test.tokens {
				t.Errorf("%d token calls, want %d", n, test.tokens)
			}
		})
	}
}

// TestAnswersAreGivenBack holds statuses that are for judges to judge.
func TestAnswersAreGivenBack(t *testing.T) {
	for _, status := range []int{200, 201, 204, 301, 302, 307, 400, 403, 404, 418, 422, 500, 501, 505} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			handler := func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(status)
			}
			target := serve(t, map[string]http.HandlerFunc{path: handler})
			got, err := dial(t, options(target.URL, newFakeClock())).Send(t.Context(), client.Call{App: app})
			if err != nil || got.Status() != status || got.Cut() {
				t.Fatalf("got %v, %v", got, err)
			}
			if n := len(target.requests); n != 2 {
				t.Errorf("%d requests, want the token call and one more: %v", n, target.requests)
			}
		})
	}
}

func TestTheApplicationIsInTheExchange(t *testing.T) {
	siwe := app
	siwe.SIWERequired = true
	got, err := dial(t, options(serve(t, nil).URL+"/", newFakeClock())).Send(t.Context(), client.Call{App: siwe})
	if err != nil || !got.SIWERequired() {
		t.Errorf("got %v, %v", got, err)
	}
}
