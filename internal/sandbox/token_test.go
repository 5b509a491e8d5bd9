package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestTokenCall(t *testing.T) {
	r := newRig(t, Options{})
	for _, path := range []string{"/auth/v1/oauth2/tokens", "/auth/v1/oauth2/token"} {
		t.Run(path, func(t *testing.T) {
			q := tokenCall(r.sandbox.Fixtures().App)
			q.path = path
			a := r.answer(q)
			var have map[string]map[string]any
			if err := json.Unmarshal([]byte(a.text), &have); err != nil || a.StatusCode != 201 {
				t.Fatalf("answered %d %s", a.StatusCode, a.text)
			}
			token, _ := have["data"]["access_token"].(string)
			want := map[string]map[string]any{"data": {"access_token": token, "expires_in": 3600.0, "token_type": "Bearer"}}
			if diff := cmp.Diff(want, have); diff != "" || strings.Count(token, ".") != 2 {
				t.Errorf("token %q: %s", token, diff)
			}
			if cache := a.Header.Get("Cache-Control"); cache != "no-store" {
				t.Errorf("Cache-Control is %q", cache)
			}
			r.honest(r.askWith(token, wanted{}.String()), 201)
		})
	}
}

func TestTokenCallRefuses(t *testing.T) {
	r := newRig(t, Options{})
	f := r.sandbox.Fixtures()
	long := strings.Repeat("x", 101)
	tests := map[string]struct {
		question question
		status   int
		code     string
	}{
		"another secret":            {tokenCall(Application{f.App.ID, "wrong"}), 401, "invalid_client"},
		"another id":                {tokenCall(Application{"wrong", f.App.Secret}), 401, "invalid_client"},
		"the other's secret":        {tokenCall(Application{f.App.ID, f.SIWEApp.Secret}), 401, "invalid_client"},
		"an empty id":               {tokenCall(Application{"", f.App.Secret}), 422, "invalid_request"},
		"an empty secret":           {tokenCall(Application{f.App.ID, ""}), 422, "invalid_request"},
		"101 characters":            {tokenCall(Application{f.App.ID, long}), 422, "invalid_request"},
		"100 characters, not known": {tokenCall(Application{long[1:], long[1:]}), 401, "invalid_client"},
		"no JSON":                   {withBody(tokenCall(f.App), "client_id=x"), 422, "invalid_request"},
		"no body":                   {withBody(tokenCall(f.App), ""), 422, "invalid_request"},
		"a number":                  {withBody(tokenCall(f.App), `{"client_id":1,"client_secret":"x"}`), 422, "invalid_request"},
		"no secret":                 {withBody(tokenCall(f.App), `{"client_id":"x"}`), 422, "invalid_request"},
		"a null":                    {withBody(tokenCall(f.App), `{"client_id":"x","client_secret":null}`), 422, "invalid_request"},
		"names in another case":     {withBody(tokenCall(f.App), `{"Client_ID":"`+f.App.ID+`","CLIENT_SECRET":"`+f.App.Secret+`"}`), 422, "invalid_request"},
		"bad UTF-8":                 {withBody(tokenCall(f.App), `{"client_id":"`+f.App.ID+`","client_secret":"`+f.App.Secret+`","x":"`+"\xff"+`"}`), 422, "invalid_request"},
		"more after the end":        {withBody(tokenCall(f.App), `{"client_id":"`+f.App.ID+`","client_secret":"`+f.App.Secret+`"}{}`), 422, "invalid_request"},
		"a list":                    {withBody(tokenCall(f.App), `[]`), 422, "invalid_request"},
		"a form":                    {tokenCall(f.App).with("Content-Type", "application/x-www-form-urlencoded"), 415, "unsupported_media_type"},
		"no Content-Type":           {tokenCall(f.App).with("Content-Type"), 415, "unsupported_media_type"},
		"no JSON wanted":            {tokenCall(f.App).with("Accept", "text/html"), 406, "not_acceptable"},
		"too much":                  {withBody(tokenCall(f.App), strings.Repeat(" ", largestBody+1)), 422, "invalid_request"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			if a := r.answer(test.question); a.StatusCode != test.status || a.code() != test.code {
				t.Errorf("answered %d %s, want %d %s", a.StatusCode, a.text, test.status, test.code)
			}
		})
	}
}

func withBody(q question, body string) question {
	q.body = body
	return q
}

func TestATokenLivesForAnHour(t *testing.T) {
	r := newRig(t, Options{})
	q := r.ask(wanted{}.String())
	r.clock.jump(time.Hour - time.Nanosecond)
	r.honest(q, 201)
	r.clock.jump(time.Nanosecond)
	expired := r.honest(q.refused(), 401)
	madeUp := r.honest(q.with("Authorization", "Bearer made-up").refused(), 401)
	if diff := cmp.Diff(madeUp.text, expired.text); diff != "" || madeUp.Header.Get("WWW-Authenticate") != expired.Header.Get("WWW-Authenticate") {
		t.Errorf("an expired token is not refused like a made-up one: %s", diff)
	}
	if have, want := expired.Header.Get("WWW-Authenticate"), `Bearer error="invalid_token"`; have != want {
		t.Errorf("WWW-Authenticate is %q, want %q", have, want)
	}
}

func TestTheLifeOfATokenCanBePreferred(t *testing.T) {
	tests := map[string]struct {
		prefer, applied string
		life            int
	}{
		"none":            {"", "", 3600},
		"0":               {"expires_in=0", "expires_in=0", 0},
		"90":              {"expires_in=90", "expires_in=90", 90},
		"with a pace":     {"rate=2, expires_in=5", "expires_in=5, rate=2", 5},
		"negative":        {"expires_in=-1", "", 3600},
		"a word":          {"expires_in=soon", "", 3600},
		"beyond the year": {"expires_in=99999999999", "", 3600},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{})
			a := r.answer(tokenCall(r.sandbox.Fixtures().App).with("Prefer", test.prefer))
			var body tokenAnswer
			if err := json.Unmarshal([]byte(a.text), &body); err != nil {
				t.Fatal(err)
			}
			if body.Data.ExpiresIn != test.life || a.Header.Get("Preference-Applied") != test.applied {
				t.Errorf("expires in %d, applied %q; want %d, %q", body.Data.ExpiresIn, a.Header.Get("Preference-Applied"), test.life, test.applied)
			}
			r.clock.jump(time.Duration(test.life) * time.Second)
			r.honest(r.askWith(body.Data.AccessToken, wanted{}.String()).refused(), 401)
		})
	}
}

func TestPace(t *testing.T) {
	tests := map[string]struct {
		sandbox float64
		prefer  string
		burst   int
		after   string // Retry-After
		wait    time.Duration
	}{
		"one a second":                  {0, "rate=1", 1, "1", time.Second},
		"three a second":                {0, "rate=3", 3, "1", 334 * time.Millisecond},
		"one in four seconds":           {0, "rate=0.25", 1, "4", 4 * time.Second},
		"the sandbox's own":             {2, "", 2, "1", 500 * time.Millisecond},
		"preferred to the sandbox's":    {2, "rate=1", 1, "1", time.Second},
		"a preference that is no pace":  {2, "rate=0", 2, "1", 500 * time.Millisecond},
		"a preference that is negative": {2, "rate=-1", 2, "1", 500 * time.Millisecond},
		"a preference without bounds":   {2, "rate=NaN", 2, "1", 500 * time.Millisecond},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{RateLimit: test.sandbox})
			q := r.askWith(r.token(r.sandbox.Fixtures().App, test.prefer), wanted{}.String())
			for range test.burst {
				r.honest(q, 201)
			}
			for range 3 { // asking again does not make it worse
				if a := r.honest(q, 429); a.Header.Get("Retry-After") != test.after || a.code() != "too_many_requests" {
					t.Errorf("Retry-After is %q, want %q: %s", a.Header.Get("Retry-After"), test.after, a.text)
				}
			}
			r.honest(r.ask(wanted{}.String()), 201) // another token has its own pace
			r.clock.jump(test.wait - 2*time.Millisecond)
			r.honest(q, 429)
			r.clock.jump(2 * time.Millisecond)
			r.honest(q, 201)
			r.honest(q, 429)
		})
	}
}

func TestManyRefusedAtOnceUseNoPaceUp(t *testing.T) {
	r := newRig(t, Options{})
	c := &incoming{token: &issuedToken{pace: rate.NewLimiter(1, 1)}}
	if refused := r.sandbox.checkPace(c); refused != nil {
		t.Fatal(refused.message)
	}
	var asking sync.WaitGroup
	for range 64 {
		asking.Go(func() {
			for range 1000 {
				if refused := r.sandbox.checkPace(c); refused == nil || refused.header.Get("Retry-After") != "1" {
					t.Errorf("want to be told to wait for a second, got %+v", refused)
					return
				}
			}
		})
	}
	asking.Wait()
	r.clock.jump(time.Second)
	if refused := r.sandbox.checkPace(c); refused != nil {
		t.Errorf("a second later: %s", refused.message)
	}
}

func TestWithoutALimitThereIsNone(t *testing.T) {
	r := newRig(t, Options{})
	q := r.ask(wanted{}.String())
	for range 500 {
		r.honest(q, 201)
	}
}

func TestReset(t *testing.T) {
	r := newRig(t, Options{})
	q := r.ask(wanted{}.String())
	session := r.session(q)
	signed := r.signed("ethereum", nil).String()
	r.honest(r.askSIWE(signed), 201)
	r.honest(r.askSIWE(signed), 422)
	r.sandbox.Reset()
	r.honest(q.refused(), 401)
	r.honest(r.askSIWE(signed), 201)
	if again := r.session(r.ask(wanted{}.String())); again != session {
		t.Errorf("the session is %s, want %s still", again, session)
	}
}

func TestMemoryForgetsTheOldest(t *testing.T) {
	m := newRecent[int](2)
	for i, key := range []string{"a", "b", "c"} {
		if !m.add(key, i) {
			t.Errorf("%s was not new", key)
		}
	}
	if m.add("c", 9) {
		t.Error("c was new twice")
	}
	_, a := m.get("a")
	c, known := m.get("c")
	if a || !known || c != 2 || len(m.values) != 2 || len(m.order) != 2 {
		t.Errorf("a %v, c %d %v, %d values, %d keys", a, c, known, len(m.values), len(m.order))
	}
}
