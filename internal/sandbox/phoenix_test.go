package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stock is a sandbox like Phoenix.
func stock(t *testing.T) *rig {
	t.Helper()
	return newRig(t, Options{Like: Phoenix})
}

// edit changes a good request's body.
func edit(from, to string) func(question) question {
	return func(q question) question {
		q.body = strings.Replace(q.body, from, to, 1)
		return q
	}
}

func saying(body string) func(question) question {
	return func(q question) question { q.body = body; return q }
}

func field(name string, values ...string) func(question) question {
	return func(q question) question { return q.with(name, values...) }
}

func both(a, b func(question) question) func(question) question {
	return func(q question) question { return b(a(q)) }
}

// wrong is the body of OpenApiSpex with one error.
func wrong(pointer, detail string) string {
	return `{"errors":[{"title":"Invalid value","source":{"pointer":"` + pointer + `"},"detail":"` + detail + `"}]}`
}

// plain is the body of Phoenix's ErrorJSON.
func plain(detail string) string { return `{"errors":{"detail":"` + detail + `"}}` }

func TestPhoenixAnswersInItsOwnWays(t *testing.T) {
	const level, wallet = `"level":1`, `"blockchain":"sepolia"`
	for name, test := range map[string]struct {
		change func(question) question
		status int
		want   string // the body; empty for that of a KYC that is started
	}{
		"a good request":                     {saying(wanted{}.String()), 201, ""},
		"malformed JSON":                     {saying(`{"action":`), 400, plain("Bad Request")},
		"malformed JSON without a token":     {both(saying(`{"action":`), field("Authorization")), 400, plain("Bad Request")},
		"malformed JSON and no Accept of it": {both(saying(`{`), field("Accept", "text/html")), 400, plain("Bad Request")},
		"bad UTF-8":                          {edit("customer-1", "\xff"), 400, plain("Bad Request")},
		"more after the end":                 {func(q question) question { q.body += " {}"; return q }, 400, plain("Bad Request")},
		"too much":                           {saying(`"` + strings.Repeat("x", largestBody) + `"`), 413, plain("Content Too Large")},
		"another method":                     {func(q question) question { q.method = "PUT"; return q }, 404, plain("Not Found")},
		"another path":                       {func(q question) question { q.path += "/x"; return q }, 404, plain("Not Found")},
		"an Accept without JSON":             {field("Accept", "text/html"), 406, plain("Not Acceptable")},
		"that without a token":               {both(field("Accept", "text/html"), field("Authorization")), 406, plain("Not Acceptable")},
		"JSON of no weight":                  {field("Accept", "application/json;q=0"), 201, ""},
		"JSON in a second line":              {field("Accept", "text/html", "application/json"), 406, plain("Not Acceptable")},
		"any application":                    {field("Accept", "text/html, application/*;q=0.1"), 201, ""},
		"no token":                           {field("Authorization"), 401, plain("Unauthorized")},
		"no token and a wrong body":          {both(saying(`{}`), field("Authorization")), 401, plain("Unauthorized")},

		"text":                          {field("Content-Type", "text/plain"), 422, wrong("/", "Invalid value for header: content-type")},
		"text that is no JSON":          {both(saying("x"), field("Content-Type", "text/plain")), 422, wrong("/", "Invalid value for header: content-type")},
		"JSON in capitals":              {field("Content-Type", "Application/JSON"), 422, wrong("/", "Invalid value for header: content-type")},
		"JSON of a kind":                {field("Content-Type", "application/vnd.api+json"), 422, wrong("/", "Invalid value for header: content-type")},
		"malformed JSON of a kind":      {both(saying(`{`), field("Content-Type", "application/vnd.api+json")), 400, plain("Bad Request")},
		"JSON with a charset":           {field("Content-Type", "application/json; charset=utf-8"), 201, ""},
		"no media type":                 {field("Content-Type"), 201, ""},
		"no media type, a wrong body":   {both(edit(`"sepolia"`, `7`), field("Content-Type")), 201, ""},
		"no media type, malformed JSON": {both(saying(`{`), field("Content-Type")), 201, ""},

		"a text that is an integer":   {edit(level, `"level":"1"`), 201, ""},
		"a text that is a fraction":   {edit(level, `"level":"1.5"`), 201, ""},
		"a text with an exponent":     {edit(level, `"level":"1e0"`), 201, ""},
		"a fraction":                  {edit(level, `"level":3.5`), 201, ""},
		"a fraction that rounds to 5": {edit(level, `"level":4.5`), 422, wrong("/action/level", "5 is larger than inclusive maximum 4")},
		"a text that is past it":      {edit(level, `"level":"5"`), 422, wrong("/action/level", "5 is larger than inclusive maximum 4")},
		"a text with a space":         {edit(level, `"level":" 1"`), 422, wrong("/action/level", "Invalid integer. Got: string")},
		"a text that is none":         {edit(level, `"level":"one"`), 422, wrong("/action/level", "Invalid integer. Got: string")},
		"a key twice":                 {edit(level, `"level":9,"level":1`), 201, ""},

		"an empty body":     {saying(""), 422, `{"errors":[{"title":"Invalid value","source":{"pointer":"/customer"},"detail":"Missing field: customer"},{"title":"Invalid value","source":{"pointer":"/action"},"detail":"Missing field: action"}]}`},
		"a list":            {saying(` []`), 422, wrong("/_json", "Unexpected field: _json")},
		"null":              {saying(`null`), 422, wrong("/_json", "Unexpected field: _json")},
		"no level":          {edit(level, `"level":[]`), 422, wrong("/action/level", "Invalid integer. Got: array")},
		"level 1000000":     {edit(level, `"level":1000000`), 422, wrong("/action/level", "1000000 is larger than inclusive maximum 4")},
		"level 1e6":         {edit(level, `"level":1e6`), 422, wrong("/action/level", "1000000 is larger than inclusive maximum 4")},
		"level without end": {edit(level, `"level":1e400`), 422, wrong("/action/level", "1e400 is larger than inclusive maximum 4")},
		"level 0":           {edit(level, `"level":0`), 422, wrong("/action/level", "0 is smaller than inclusive minimum 1")},
		"true":              {edit(level, `"level":true`), 422, wrong("/action/level", "Invalid integer. Got: boolean")},
		"nobody":            {edit(`"customer-1"`, `null`), 422, wrong("/customer/external_id", "null value where string expected")},
		"a number":          {edit(`"customer-1"`, `12345`), 422, wrong("/customer/external_id", "Invalid string. Got: integer")},
		"a large number":    {edit(`"customer-1"`, `12345678901234567890123`), 422, wrong("/customer/external_id", "Invalid string. Got: integer")},
		"a huge number":     {edit(`"customer-1"`, `1e400`), 422, wrong("/customer/external_id", "Invalid string. Got: number")},
		"a fraction of one": {edit(`"customer-1"`, `1.5`), 422, wrong("/customer/external_id", "Invalid string. Got: number")},
		"too long":          {edit("customer-1", strings.Repeat("x", 1001)), 422, wrong("/customer/external_id", "String length is larger than maxLength: 1000")},
		"unknown":           {edit(wallet, `"blockchain":"dogecoin"`), 422, wrong("/customer/wallet/blockchain", "Invalid value for enum")},
		"a stray property":  {edit(wallet, `"blockchain":7,"memo":1`), 422, wrong("/customer/wallet/memo", "Unexpected field: memo")},
		"nothing signed": {edit(wallet, wallet+`,"siwe":{"message":"`+strings.Repeat("x", 100)+`","signature":"0x`+strings.Repeat("g", 130)+`"}`), 422,
			wrong("/customer/wallet/siwe/signature", "Invalid format. Expected ~r/^0x[a-fA-F0-9]{130}$/")},
		"a message too short": {edit(wallet, wallet+`,"siwe":{"message":"x","signature":"0x`+strings.Repeat("0", 130)+`"}`), 422,
			wrong("/customer/wallet/siwe/message", "String length is smaller than minLength: 100")},
		"a signature that does not hold": {edit(wallet, wallet+`,"siwe":{"message":"`+strings.Repeat("x", 400)+`","signature":"0x`+strings.Repeat("0", 130)+`"}`), 422,
			plain("Unprocessable Content")},
		"a failure that is asked for": {field("Prefer", "code=500"), 500, plain("Internal Server Error")},
	} {
		t.Run(name, func(t *testing.T) {
			r := stock(t)
			a := r.answer(test.change(r.ask(wanted{}.String())))
			if a.StatusCode != test.status || test.want != "" && a.text != test.want {
				t.Errorf("%d %s\nwant %d %s", a.StatusCode, a.text, test.status, test.want)
			}
			if got := a.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
				t.Errorf("Content-Type %q", got)
			}
			if test.want == "" && !strings.Contains(a.text, `"widget_data":"`) {
				t.Errorf("no KYC is started: %s", a.text)
			}
		})
	}
}

func TestPhoenixParsesBeforeItRoutes(t *testing.T) {
	for name, test := range map[string]struct {
		method, path string
		status       int
	}{
		"a token call":       {"POST", TokenPath, 400},
		"another path":       {"POST", "/", 400},
		"PUT":                {"PUT", kycPath, 400},
		"DELETE":             {"DELETE", kycPath, 400},
		"GET has no body":    {"GET", kycPath, 404},
		"a method of no use": {"FOO", kycPath, 404},
	} {
		t.Run(name, func(t *testing.T) {
			r := stock(t)
			q := r.ask(`{`)
			q.method, q.path = test.method, test.path
			if a := r.answer(q); a.StatusCode != test.status || a.text != plain(http.StatusText(test.status)) {
				t.Errorf("%d %s, want %d", a.StatusCode, a.text, test.status)
			}
		})
	}
}

func TestPhoenixTellsOfCustomersAsTheContractSays(t *testing.T) {
	r := stock(t)
	f := r.sandbox.Fixtures()
	r.honest(r.ask(wanted{externalID: f.Banned.ExternalID}.String()), http.StatusOK)
	r.honest(r.ask(wanted{externalID: f.Forbidden.ExternalID}.String()), http.StatusForbidden)
}

func TestPhoenixRefusesAtAPace(t *testing.T) {
	r := stock(t)
	q := r.askWith(r.token(r.sandbox.Fixtures().App, "rate=1"), wanted{}.String())
	r.honest(q, http.StatusCreated)
	a := r.answer(q)
	if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") != "1" || a.text != plain("Too Many Requests") {
		t.Errorf("%d %s, Retry-After %q", a.StatusCode, a.text, a.Header.Get("Retry-After"))
	}
}

func TestPhoenixRequiresSignaturesOfWhatIsNotChecked(t *testing.T) {
	r := stock(t)
	q := r.askSIWE(wanted{}.String()).with("Content-Type")
	if a := r.answer(q); a.StatusCode != http.StatusUnprocessableEntity || a.text != plain("Unprocessable Content") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
}

func TestValuesAreCast(t *testing.T) {
	castings := []casting{{[]string{"n"}, "number"}, {[]string{"b"}, "boolean"}, {[]string{"i"}, "integer"}, {[]string{"in", "i"}, "integer"}, {[]string{"l", "[]", "i"}, "integer"}}
	for name, test := range map[string]struct{ body, want string }{
		"texts":                     {`{"b":"true","i":"12","n":"-1.5e1"}`, `{"b":true,"i":12,"n":-15}`},
		"texts that are no numbers": {`{"b":"yes","i":"0x1","n":"1."}`, `{"b":"yes","i":"0x1","n":"1."}`},
		"what is so already":        {`{"b":false,"i":12345678901234567890,"n":1.10}`, `{"b":false,"i":12345678901234567890,"n":1.10}`},
		"other values":              {`{"b":1,"i":null,"n":[1]}`, `{"b":1,"i":null,"n":[1]}`},
		"within":                    {`{"in":{"i":"1"},"l":[{"i":"2"},{"i":-2.5},{"i":2.4}]}`, `{"in":{"i":1},"l":[{"i":2},{"i":-3},{"i":2}]}`},
		"without end":               {`{"i":"1e999","n":1e999}`, `{"i":"1e999","n":1e999}`},
		"no object":                 {`[1]`, `[1]`},
		"no JSON":                   {`{"i":`, `{"i":`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, string(cast([]byte(test.body), castings))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAProfileThatNobodyKnowsKeepsTheContract(t *testing.T) {
	r := newRig(t, Options{Like: "rails"})
	r.honest(r.ask(`{`), http.StatusUnprocessableEntity)
}
