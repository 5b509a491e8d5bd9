package sandbox

import (
	"fmt"
	"strings"
	"testing"

	"kycspec/internal/wallet"
)

// expected is a request with the status and code of its answer.
type expected struct {
	question question
	status   int
	code     string
}

// all asks everything, and holds each answer to the contract too.
func (r *rig) all(tests map[string]expected) {
	for name, test := range tests {
		r.t.Run(name, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			if a := r.honest(test.question, test.status); a.code() != test.code {
				t.Errorf("the code is %q, want %q: %s", a.code(), test.code, a.text)
			}
		})
	}
}

func TestWhatIsServed(t *testing.T) {
	r := newRig(t, Options{})
	f := r.sandbox.Fixtures()
	good := wanted{}.String()
	r.all(map[string]expected{
		"a good request":              {r.ask(good), 201, ""},
		"level 4":                     {r.ask(wanted{level: 4}.String()), 201, ""},
		"an extra property of action": {r.ask(strings.Replace(good, `"level":1`, `"level":1,"more":true`, 1)), 201, ""},
		"JSON with a charset":         {r.ask(good).with("Content-Type", "Application/JSON; charset=UTF-8"), 201, ""},
		"a coding that is none":       {r.ask(good).with("Content-Encoding", "identity"), 201, ""},
		"Bearer in lower case":        {r.ask(good).with("Authorization", "bearer "+r.token(f.App, "")), 201, ""},
	})
}

func TestWhatIsRefusedByItsHeader(t *testing.T) {
	r := newRig(t, Options{})
	f := r.sandbox.Fixtures()
	good := wanted{}.String()
	r.all(map[string]expected{
		"no Content-Type":             {r.ask(good).with("Content-Type"), 415, "unsupported_media_type"},
		"a text":                      {r.ask(good).with("Content-Type", "text/plain"), 415, "unsupported_media_type"},
		"a form":                      {r.ask(good).with("Content-Type", "application/x-www-form-urlencoded"), 415, "unsupported_media_type"},
		"a Content-Type that is none": {r.ask(good).with("Content-Type", "json"), 415, "unsupported_media_type"},
		"two Content-Types":           {r.ask(good).with("Content-Type", "application/json", "text/plain"), 415, "unsupported_media_type"},
		"a compressed body":           {r.ask(good).with("Content-Encoding", "gzip"), 415, "unsupported_media_type"},
		"Accept without JSON":         {r.ask(good).with("Accept", "text/html"), 406, "not_acceptable"},
		"Accept with JSON at 0":       {r.ask(good).with("Accept", "application/json;q=0, */*"), 406, "not_acceptable"},
		"no token":                    {r.ask(good).with("Authorization").refused(), 401, "token_missing"},
		"an empty token":              {r.ask(good).with("Authorization", "Bearer ").refused(), 401, "token_missing"},
		"a made-up token":             {r.ask(good).with("Authorization", "Bearer made.up.token").refused(), 401, "invalid_token"},
		"an expired token":            {r.askWith(r.token(f.App, "expires_in=0"), good).refused(), 401, "invalid_token"},
		"another scheme":              {r.ask(good).with("Authorization", "Basic "+r.token(f.App, "")).refused(), 401, "invalid_token"},
		"a token without a scheme":    {r.ask(good).with("Authorization", r.token(f.App, "")).refused(), 401, "invalid_token"},
		"two tokens": {r.ask(good).with("Authorization", "Bearer "+r.token(f.App, ""), "Bearer "+r.token(f.App, "")).refused(),
			401, "invalid_token"},
	})
}

func TestWhatIsRefusedByItsBody(t *testing.T) {
	r := newRig(t, Options{})
	good := wanted{}.String()
	r.all(map[string]expected{
		"an empty body":          {r.ask(""), 422, "invalid_request"},
		"an empty body, no type": {r.ask("").with("Content-Type"), 422, "invalid_request"},
		"white space":            {r.ask(" \n"), 422, "invalid_request"},
		"malformed JSON":         {r.ask(`{"action":`), 422, "invalid_request"},
		"a list":                 {r.ask("[]"), 422, "invalid_request"},
		"null":                   {r.ask("null"), 422, "invalid_request"},
		"trailing garbage":       {r.ask(good + "x"), 422, "invalid_request"},
		"two documents":          {r.ask(good + good), 422, "invalid_request"},
		"a key twice":            {r.ask(strings.Replace(good, `"level":1`, `"level":1,"level":1`, 1)), 422, "invalid_request"},
		"bad UTF-8":              {r.ask(strings.Replace(good, "customer-1", "\xff\xfe", 1)), 422, "invalid_request"},
		"a byte order mark":      {r.ask("\ufeff" + good), 422, "invalid_request"},
		"level 0":                {r.ask(strings.Replace(good, `"level":1`, `"level":0`, 1)), 422, "invalid_request"},
		"level 5":                {r.ask(wanted{level: 5}.String()), 422, "invalid_request"},
		"a level in quotes":      {r.ask(strings.Replace(good, `"level":1`, `"level":"1"`, 1)), 422, "invalid_request"},
		"an unknown blockchain":  {r.ask(wanted{blockchain: "dogecoin"}.String()), 422, "invalid_request"},
		"a stray property":       {r.ask(strings.Replace(good, `"action"`, `"auth":{},"action"`, 1)), 422, "invalid_request"},
	})
}

func TestCustomersOfTheirOwnKind(t *testing.T) {
	r := newRig(t, Options{})
	f := r.sandbox.Fixtures()
	good := wanted{}.String()
	r.all(map[string]expected{
		"no signature where it is required":   {r.askSIWE(good), 422, "siwe_required"},
		"a signature that is not one":         {r.ask(wanted{message: strings.Repeat("x", 100), signature: "0x"}.String()), 422, "invalid_request"},
		"a forbidden customer":                {r.ask(wanted{externalID: f.Forbidden.ExternalID}.String()), 403, "ERR01"},
		"a forbidden wallet":                  {r.ask(wanted{address: f.Forbidden.Address, blockchain: f.Forbidden.Blockchain}.String()), 403, "ERR01"},
		"a banned customer":                   {r.ask(wanted{externalID: f.Banned.ExternalID}.String()), 200, "ERR01"},
		"a banned wallet":                     {r.ask(wanted{address: f.Banned.Address, blockchain: f.Banned.Blockchain}.String()), 200, "ERR01"},
		"a banned wallet in upper case":       {r.ask(wanted{address: upper(f.Banned.Address), blockchain: f.Banned.Blockchain}.String()), 200, "ERR01"},
		"a banned wallet's address elsewhere": {r.ask(wanted{address: f.Banned.Address, blockchain: "ethereum"}.String()), 201, ""},
	})
}

func upper(address string) string { return "0x" + strings.ToUpper(address[2:]) }

func TestEveryBlockchainAndLevel(t *testing.T) {
	r := newRig(t, Options{})
	w, err := wallet.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range wallet.Blockchains() {
		for level := 1; level <= 4; level++ {
			r.honest(r.ask(wanted{level: level, address: w.AddressOn(b.Name), blockchain: b.Name}.String()), 201)
		}
	}
}

func TestChecksAreMadeInOrder(t *testing.T) {
	r := newRig(t, Options{})
	f := r.sandbox.Fixtures()
	// Each step mends the first thing that is wrong; everything after it is wrong still.
	q := r.askWith("made-up", "{").with("Content-Type", "text/plain").with("Accept", "text/html").refused()
	r.honest(q, 415)
	q = q.with("Content-Type", "application/json")
	r.honest(q, 406)
	q = q.with("Accept", "application/json")
	r.honest(q, 401)
	q = q.with("Authorization", "Bearer "+r.token(f.SIWEApp, "rate=1"))
	r.honest(q, 422)
	r.honest(q, 429)
	r.clock.jump(1e9)
	forbidden := wanted{externalID: f.Forbidden.ExternalID, address: f.Banned.Address, blockchain: f.Banned.Blockchain}
	q.body = forbidden.String()
	if a := r.honest(q, 422); a.code() != "siwe_required" {
		t.Errorf("answered %s", a.text)
	}
	r.honest(r.ask(forbidden.String()), 403)
}

func TestMessagesNameWhatIsWrong(t *testing.T) {
	r := newRig(t, Options{})
	tests := map[string]struct{ body, message string }{
		"a bound": {wanted{level: 5}.String(), "At /action/level: want at most 4, got 5."},
		"a key twice": {strings.Replace(wanted{}.String(), `"level":1`, `"level":1,"level":1`, 1),
			`At /action/level: want each key once, got the key "level" twice.`},
		"nothing": {"", "At the body: want one JSON document, got an empty body."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			want := fmt.Sprintf(`{"error":{"code":"invalid_request","message":%q,"reason":"Unprocessable Content","status":422}}`, test.message)
			if a := r.honest(r.ask(test.body), 422); a.text != want {
				t.Errorf("answered\n%s, want\n%s", a.text, want)
			}
		})
	}
}

func TestOtherPathsAndMethods(t *testing.T) {
	r := newRig(t, Options{})
	tests := map[string]struct {
		method, path string
		body         string
		allow        string
	}{
		"an unknown path":         {"POST", "/nowhere", `{"error":{"code":"not_found","message":"There is nothing here.","reason":"Not Found","status":404}}`, ""},
		"a slash too many":        {"POST", kycPath + "/", `{"error":{"code":"not_found","message":"There is nothing here.","reason":"Not Found","status":404}}`, ""},
		"the wrong method":        {"GET", kycPath, `{"error":{"code":"method_not_allowed","message":"This path takes POST only.","reason":"Method Not Allowed","status":405}}`, "POST"},
		"a wrong method of token": {"PUT", TokenPath, `{"error":{"code":"method_not_allowed","message":"This path takes POST only.","reason":"Method Not Allowed","status":405}}`, "POST"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := &rig{t: t, sandbox: r.sandbox, clock: r.clock}
			a := r.answer(question{method: test.method, path: test.path})
			if a.text != test.body || a.Header.Get("Allow") != test.allow {
				t.Errorf("answered %s %v", a.text, a.Header)
			}
		})
	}
}
