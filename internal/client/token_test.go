package client_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/client"
)

// TestTokenAnswers holds every form in which a token is understood, and what is said of it.
func TestTokenAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		notes  []string
	}{
		"as documented": {201, grant, nil},
		"200":           {200, grant, []string{"the token call answers 200, not 201"}},
		"by its older name": {201, `{"data":{"access":"` + goodToken + `","expires_in":3600}}`,
			[]string{"the token is in data.access, not in data.access_token"}},
		"at the top": {201, `{"access_token":"` + goodToken + `","expires_in":"3600"}`,
			[]string{"the token is in access_token, not in data.access_token"}},
		"at the top by its older name, without an end": {200, ` {"access":"` + goodToken + `"} `,
			[]string{"the token call answers 200, not 201", "the token is in access, not in data.access_token", "the token answer does not say when the token expires"}},
		"both names, and an end that is none": {201, `{"data":{"access":"no","access_token":"` + goodToken + `","expires_in":true}}`,
			[]string{"the token answer does not say when the token expires"}},
	} {
		t.Run(name, func(t *testing.T) {
			target := serve(t, map[string]http.HandlerFunc{tokenPath: answer(test.status, test.body)})
			c := dial(t, options(target.URL, newFakeClock()))
			for range 2 {
				if _, err := c.Send(t.Context(), client.Call{App: app}); err != nil {
					t.Fatal(err)
				}
				if got := target.headers[len(target.headers)-1].Get("Authorization"); got != "Bearer "+goodToken {
					t.Errorf("sent %q", got)
				}
			}
			if diff := cmp.Diff(test.notes, c.Notes()); diff != "" {
				t.Error(diff)
			}
			if got := target.bodies[0]; got != `{"client_id":"the-client-id","client_secret":"the-client-secret"}` {
				t.Errorf("asked with %s", got)
			}
			if n := target.count(tokenPath); n != 1 {
				t.Errorf("%d token calls", n)
			}
		})
	}
}

func TestTokensThatAreNotGiven(t *testing.T) {
	const refused, senseless = "the credentials were refused: POST /auth/tokens answered ", "the token call makes no sense: POST /auth/tokens answered "
	for name, test := range map[string]struct {
		status int
		body   string
		kind   client.FailureKind
		reason string
		calls  int // for two sends
	}{
		"wrong credentials":   {401, `{}`, client.Credentials, refused + "401", 1},
		"unacceptable":        {422, `{}`, client.Credentials, refused + "422", 1},
		"an error":            {500, `{}`, client.TokenAnswer, "no token is given: POST /auth/tokens answered 500", 2},
		"a redirect":          {302, ``, client.TokenAnswer, "no token is given: POST /auth/tokens answered 302", 2},
		"HTML":                {200, `<html>hidden</html>`, client.TokenAnswer, senseless + "200 whose body is not JSON", 2},
		"nothing":             {201, ``, client.TokenAnswer, senseless + "201 whose body is not JSON", 2},
		"two documents":       {201, grant + grant, client.TokenAnswer, senseless + "201 whose body is not JSON", 2},
		"an array":            {201, `["hidden"]`, client.TokenAnswer, senseless + "201 without the text data.access_token; it has array", 2},
		"another name":        {201, `{"data":{"token":"hidden","expires_in":1},"ok":true}`, client.TokenAnswer, senseless + "201 without the text data.access_token; it has data.token (text), data.expires_in (number), ok (boolean)", 2},
		"a number":            {201, `{"data":{"access_token":123}}`, client.TokenAnswer, senseless + "201 without the text data.access_token; it has data.access_token (number)", 2},
		"null and empty":      {201, `{"data":null,"access_token":""}`, client.TokenAnswer, senseless + "201 without the text data.access_token; it has data (null), access_token (text)", 2},
		"an object in itself": {201, `{"data":{}}`, client.TokenAnswer, senseless + "201 without the text data.access_token; it has nothing", 2},
		"a line break":        {201, `{"data":{"access_token":"hidden\r\nX: y"}}`, client.TokenAnswer, senseless + "201 whose token cannot stand in a header", 2},
		"a very long token":   {201, `{"data":{"access_token":"` + strings.Repeat("hidden", 5000) + `"}}`, client.TokenAnswer, senseless + "201 whose token cannot stand in a header", 2},
		"nested without end":  {200, strings.Repeat("[", 1<<20), client.TokenAnswer, senseless + "200 with more than 64 KiB", 2},
		"nowhere":             {404, ``, client.TokenAnswer, "no token is given: POST /auth/tokens and POST /auth/token answer 404", 2},
	} {
		t.Run(name, func(t *testing.T) {
			target := serve(t, map[string]http.HandlerFunc{tokenPath: answer(test.status, test.body)})
			c := dial(t, options(target.URL, newFakeClock()))
			for range 2 {
				_, err := c.Send(t.Context(), client.Call{App: app})
				wantInconclusive(t, err, test.kind, test.reason)
			}
			if n := target.count(tokenPath); n != test.calls {
				t.Errorf("%d token calls, want %d", n, test.calls)
			}
			if n := target.count(path); n != 0 {
				t.Errorf("%d calls without a token", n)
			}
		})
	}
}

// TestWhoseCredentialsWereRefused holds that the advice names the settings of
// the application that was refused, because a target may know only one of two.
func TestWhoseCredentialsWereRefused(t *testing.T) {
	target := serve(t, map[string]http.HandlerFunc{tokenPath: answer(401, `{}`)})
	c := dial(t, options(target.URL, newFakeClock()))
	for want, siwe := range map[string]bool{
		"Check KYC_CLIENT_ID and KYC_CLIENT_SECRET.":           false,
		"Check KYC_SIWE_CLIENT_ID and KYC_SIWE_CLIENT_SECRET.": true,
	} {
		asked := app
		asked.SIWERequired = siwe
		err := c.Ready(t.Context(), asked)
		if why, ok := errors.AsType[*client.Inconclusive](err); !ok || why.Hint != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestTheOtherTokenPath(t *testing.T) {
	for name, paths := range map[string][2]string{"plural first": {"/a/tokens", "/a/token"}, "singular first": {"/a/token", "/a/tokens"}} {
		t.Run(name, func(t *testing.T) {
			target := serve(t, map[string]http.HandlerFunc{paths[1]: answer(201, grant)})
			o := options(target.URL, newFakeClock())
			o.TokenPath = paths[0]
			c := dial(t, o)
			for range 3 {
				if _, _, err := c.Token(t.Context(), app, ""); err != nil {
					t.Fatal(err)
				}
			}
			if first, second := target.count(paths[0]), target.count(paths[1]); first != 1 || second != 3 {
				t.Errorf("%d and %d calls, want 1 and 3", first, second)
			}
			if diff := cmp.Diff([]string{"tokens are given at " + paths[1] + ", not at " + paths[0]}, c.Notes()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// numbered gives tokens "token-1", "token-2" and so on.
func numbered(life string) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		n++
		answer(201, `{"data":{"access_token":"token-`+string(rune('0'+n))+`","expires_in":`+life+`}}`)(w, r)
	}
}

func TestTokensAreRenewedBeforeTheyExpire(t *testing.T) {
	for name, test := range map[string]struct {
		life   string
		after  time.Duration
		tokens int
	}{
		"well before its end":      {"3600", 3500 * time.Second, 1},
		"shortly before its end":   {"3600", 3571 * time.Second, 2},
		"a short life, at first":   {"10", 8 * time.Second, 1},
		"a short life, at the end": {"10", 9 * time.Second, 2},
		"no life at all":           {"0", 0, 2},
		"a life that has passed":   {"-5", 0, 2},
		"a life without end":       {"1e300", 300 * 24 * time.Hour, 1},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newFakeClock()
			target := serve(t, map[string]http.HandlerFunc{tokenPath: numbered(test.life)})
			c := dial(t, options(target.URL, clock))
			for _, wait := range []time.Duration{0, test.after} {
				_ = clock.Sleep(t.Context(), wait)
				if _, err := c.Send(t.Context(), client.Call{App: app}); err != nil {
					t.Fatal(err)
				}
			}
			if n := target.count(tokenPath); n != test.tokens {
				t.Errorf("%d token calls, want %d", n, test.tokens)
			}
		})
	}
}

func TestAnUnexpected401(t *testing.T) {
	only := func(token string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == "Bearer "+token {
				answer(201, `{}`)(w, r)
			} else {
				answer(401, `{}`)(w, r)
			}
		}
	}
	for name, test := range map[string]struct {
		first, second string // the token that is good at each call
		auth          client.Auth
		want          int // status of the second call
		tokens, calls int
	}{
		"a token that was revoked is renewed": {"token-1", "token-2", client.Auth{}, 201, 2, 3},
		"a renewed token is not renewed":      {"token-1", "none", client.Auth{}, 401, 2, 3},
		"unless the scenario is about tokens": {"token-1", "token-2", client.Auth{NoRenewal: true}, 401, 1, 2},
		"a made-up token is not renewed":      {"token-1", "token-2", client.Auth{Kind: client.MadeUp}, 401, 1, 2},
		"another scheme is not renewed":       {"token-1", "token-2", client.Auth{Kind: client.OtherScheme}, 401, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			target := serve(t, map[string]http.HandlerFunc{tokenPath: numbered("3600"), path: inTurn(only(test.first), only(test.second))})
			c := dial(t, options(target.URL, newFakeClock()))
			if got, err := c.Send(t.Context(), client.Call{App: app}); err != nil || got.Status() != 201 {
				t.Fatalf("first call: %v, %v", got, err)
			}
			got, err := c.Send(t.Context(), client.Call{App: app, Auth: test.auth})
			if err != nil || got.Status() != test.want {
				t.Errorf("second call: %v, %v; want %d", got, err, test.want)
			}
			if tokens, calls := target.count(tokenPath), target.count(path); tokens != test.tokens || calls != test.calls {
				t.Errorf("%d token calls and %d calls, want %d and %d", tokens, calls, test.tokens, test.calls)
			}
		})
	}
	t.Run("a fresh token is not renewed", func(t *testing.T) {
		target := serve(t, map[string]http.HandlerFunc{path: answer(401, `{}`)})
		got, err := dial(t, options(target.URL, newFakeClock())).Send(t.Context(), client.Call{App: app})
		if err != nil || got.Status() != 401 || target.count(tokenPath) != 1 || target.count(path) != 1 {
			t.Errorf("got %v, %v after %v", got, err, target.requests)
		}
	})
}

func TestATokenThatIsGivenAgainMayExpireOnTheWay(t *testing.T) {
	give := func(token string) http.HandlerFunc {
		return answer(201, `{"data":{"access_token":"`+token+`","expires_in":10}}`)
	}
	target := serve(t, map[string]http.HandlerFunc{
		tokenPath: inTurn(give("the-first-token"), give("the-first-token"), give("the-second-token")),
		path:      inTurn(answer(201, `{}`), answer(401, `{}`), answer(201, `{}`)),
	})
	clock := newFakeClock()
	c := dial(t, options(target.URL, clock))
	for range 2 {
		got, err := c.Send(t.Context(), client.Call{App: app})
		if err != nil || got.Status() != 201 {
			t.Fatalf("got %v, %v after %v", got, err, target.requests)
		}
		_ = clock.Sleep(t.Context(), 9*time.Second) // it is time for another token
	}
	if tokens, calls := target.count(tokenPath), target.count(path); tokens != 3 || calls != 3 {
		t.Errorf("%d token calls and %d calls, want 3 and 3", tokens, calls)
	}
}

func TestOneTokenCallForAllSenders(t *testing.T) {
	target := serve(t, map[string]http.HandlerFunc{tokenPath: numbered("3600")})
	c := dial(t, options(target.URL, newFakeClock()))
	other := client.Application{ID: "other-id", Secret: "other-secret", SIWERequired: true}
	var senders sync.WaitGroup
	for i := range 32 {
		senders.Go(func() {
			who := app
			if i%2 == 1 {
				who = other
			}
			if _, err := c.Send(t.Context(), client.Call{App: who}); err != nil {
				t.Error(err)
			}
		})
	}
	senders.Wait()
	if n := target.count(tokenPath); n != 2 {
		t.Errorf("%d token calls for two applications", n)
	}
}

// TestAStoppedSenderLeavesTheOthersTheirToken stops the one who gets the token
// while another one waits for it.
func TestAStoppedSenderLeavesTheOthersTheirToken(t *testing.T) {
	asked := make(chan struct{}, 2)
	slow := func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}
	target := serve(t, map[string]http.HandlerFunc{tokenPath: inTurn(slow, answer(201, grant))})
	c := dial(t, options(target.URL, newFakeClock()))
	stopped, stop := context.WithCancel(t.Context())
	var senders sync.WaitGroup
	senders.Go(func() {
		_, err := c.Send(stopped, client.Call{App: app})
		wantInconclusive(t, err, client.Interrupted, replaceURL("POST URL: stopped before the answer was whole", target.URL+tokenPath))
	})
	<-asked
	senders.Go(func() {
		if got, err := c.Send(t.Context(), client.Call{App: app}); err != nil || got.Status() != 201 {
			t.Errorf("got %v, %v", got, err)
		}
	})
	stop()
	senders.Wait()
}

func TestTokensOnDemand(t *testing.T) {
	target := serve(t, map[string]http.HandlerFunc{tokenPath: func(w http.ResponseWriter, r *http.Request) {
		if prefer := r.Header.Get("Prefer"); prefer != "" && prefer != "rate=1" {
			w.Header().Set("Preference-Applied", prefer)
		}
		answer(201, grant)(w, r)
	}})
	c := dial(t, options(target.URL, newFakeClock()))
	for preference, want := range map[string]bool{"": false, "expires_in=0": true, "rate=1": false} {
		got, applied, err := c.Token(t.Context(), app, preference)
		if err != nil || got != goodToken || applied != want {
			t.Errorf("%q: got %q, %v, %v", preference, got, applied, err)
		}
	}
	if n := target.count(tokenPath); n != 3 {
		t.Errorf("%d token calls, want 3", n)
	}
	got, err := c.Send(t.Context(), client.Call{App: app, Auth: client.Auth{Kind: client.Expired}})
	if err != nil || got.RequestHeader().Get("Authorization") != "Bearer "+goodToken {
		t.Errorf("an expired token: got %v, %v", got, err)
	}
	plain := dial(t, options(serve(t, nil).URL, newFakeClock()))
	_, err = plain.Send(t.Context(), client.Call{App: app, Auth: client.Auth{Kind: client.Expired}})
	wantInconclusive(t, err, client.Credentials, "the target gives no expired token when asked for one")
}
