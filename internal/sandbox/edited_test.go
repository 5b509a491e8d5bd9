package sandbox

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kycspec/internal/contract"
	"kycspec/internal/wallet"
)

// changes are edits of the contract, and of the requests that go with them.
var changes = map[string][]string{
	"nothing": nil,
	"properties have other names": {"external_id", "customer_reference", "blockchain", "network", "widget_data", "widget_blob",
		"error_code", "failure", "level", "tier", "siwe", "sign_in"},
	"error properties have other names": {"\n            message:", "\n            detail:", "\n          message:", "\n          detail:", "reason", "headline",
		"\n            status:", "\n            http:", "- status\n", "- http\n", "status: 404", "http: 404",
		"\n        error:", "\n        problem:", "- error\n", "- problem\n"},
	"short messages":           {"maxLength: 1000\n              minLength: 0", "maxLength: 25\n              minLength: 0"},
	"a reason that is short":   {"maxLength: 1000\n              minLength: 1", "maxLength: 10\n              minLength: 1"},
	"codes that are short":     {"- maxLength: 1000", "- maxLength: 4"},
	"codes that are listed":    {"- maxLength: 1000", "- enum: [A, B]\n                  maxLength: 1000"},
	"codes that are numbers":   {"                - maxLength: 1000\n                  type: string", "                - type: boolean"},
	"messages that are listed": {"maxLength: 1000\n              minLength: 0", "enum: [The Foo resource could not be found]"},
	"another flow":             {"- KYC_OCC", "- KYC_OCC_V3", "flow: KYC_OCC", "flow: KYC_OCC_V3"},
	"another JSON":             {"application/json", "application/vnd.forte+json"},
	"other bounds":             {"maximum: 4", "maximum: 9", "minLength: 100", "minLength: 180", "maxLength: 400", "maxLength: 500"},
	"another code for a ban":   {"- ERR01", "- ERR77", "error_code: ERR01", "error_code: ERR77"},
	"one more of an answer": {"            error_code:\n              description: >-\n                Provided",
		"            checkpoint:\n              type: string\n              minLength: 3\n            error_code:\n              description: >-\n                Provided",
		"            - flow\n            - error_code", "            - flow\n            - checkpoint\n            - error_code"},
	"no 406, 415 and 422": {"        '406':", "        '400':", "        '415':", "        '409':", "        '422':", "        '404':"},
	"every 4xx in one":    {"        '401':", "        4XX:"},
	"the rest by default": {"        '500':", "        default:"},
	"several errors at once": {"\n            - reason\n          type: object\n          x-struct: null\n          x-validate: null\n      required:\n        - error\n      title: JsonErrorResponse",
		"\n            - reason\n          type: object\n      required:\n        - errors\n      title: JsonErrorResponse",
		"\n        error:\n          additionalProperties: false\n          properties:", "\n        errors:\n         type: array\n         minItems: 2\n         items:\n          additionalProperties: false\n          properties:"},
	"an error without an example": {`      example:
        error:
          message: The Foo resource could not be found
          reason: Not Found
          status: 404
`, ""},
}

func TestTheSandboxIsMadeOfItsContract(t *testing.T) {
	for name, replacements := range changes {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{Contract: edited(t, replacements...)})
			rename := strings.NewReplacer(replacements...)
			for what, q := range editedQuestions(r, rename.Replace) {
				a := r.answer(q.question)
				if q.status != 0 && a.StatusCode != q.status {
					t.Errorf("%s: answered %d %s, want %d", what, a.StatusCode, a.text, q.status)
				}
				if q.status == 0 && a.StatusCode < 400 {
					t.Errorf("%s: answered %d %s", what, a.StatusCode, a.text)
				}
				for _, v := range r.sandbox.contract.Judge(r.exchange(q.question, a)) {
					t.Errorf("%s: %s: %s", what, a.text, v)
				}
			}
		})
	}
}

type editedQuestion struct {
	question question
	status   int // 0 for whatever refusal is documented
}

func editedQuestions(r *rig, rename func(string) string) map[string]editedQuestion {
	f := r.sandbox.Fixtures()
	media := r.sandbox.contract.Bundle().Manifest.Request.MediaTypes[0]
	as := func(w wanted) question { return r.ask(renamed(w.String(), rename)).with("Content-Type", media) }
	signed := r.signedText("ethereum", nil, nil)
	siwe := r.askSIWE(renamed(signed.String(), rename)).with("Content-Type", media)
	siwe.siwe = true
	return map[string]editedQuestion{
		"a good request":       {as(wanted{}), 201},
		"a signed one":         {siwe, 201},
		"a banned customer":    {as(wanted{externalID: f.Banned.ExternalID}), 200},
		"a forbidden customer": {as(wanted{externalID: f.Forbidden.ExternalID}), 403},
		"level 10":             {as(wanted{level: 10}), 0},
		"no body":              {withBody(as(wanted{}), ""), 0},
		"no token":             {as(wanted{}).with("Authorization").refused(), 0},
		"a text":               {as(wanted{}).with("Content-Type", "text/plain"), 0},
		"text wanted":          {as(wanted{}).with("Accept", "text/plain"), 0},
		"JSON wanted":          {as(wanted{}).with("Accept", media), 201},
		"a forced 403":         {as(wanted{}).with("Prefer", "code=403"), 403},
		"a forced 500":         {as(wanted{}).with("Prefer", "code=500"), 500},
	}
}

// renamed edits a request's property names as the contract's were.
func renamed(body string, rename func(string) string) string {
	for _, name := range []string{"external_id", "blockchain", "level", "siwe"} {
		body = strings.Replace(body, `"`+name+`":`, `"`+rename(name)+`":`, 1)
	}
	return body
}

func TestShortMessagesAreCutWithinTheBound(t *testing.T) {
	r := newRig(t, Options{Contract: edited(t, changes["short messages"]...)})
	want := `{"error":{"code":"invalid_request","message":"At /action/level: want a…","reason":"Unprocessable Content","status":422}}`
	if a := r.honest(r.ask(wanted{level: 5}.String()), 422); a.text != want {
		t.Errorf("answered %s, want %s", a.text, want)
	}
	if n := utf8.RuneCountInString("At /action/level: want a…"); n != 25 {
		t.Errorf("the message has %d characters", n)
	}
}

func TestATextGoesOnlyWhereTheContractLeavesRoom(t *testing.T) {
	tests := map[string]string{
		"codes that are listed":    `{"error":{"code":"A","message":"There is no bearer token.","reason":"Unauthorized","status":401}}`,
		"codes that are short":     `{"error":{"code":0,"message":"There is no bearer token.","reason":"Unauthorized","status":401}}`,
		"codes that are numbers":   `{"error":{"code":0,"message":"There is no bearer token.","reason":"Unauthorized","status":401}}`,
		"messages that are listed": `{"error":{"code":"token_missing","message":"The Foo resource could not be found","reason":"Unauthorized","status":401}}`,
		"a reason that is short":   `{"error":{"code":"token_missing","message":"There is no bearer token.","reason":"Unauthori…","status":401}}`,
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{Contract: edited(t, changes[name]...)})
			if a := r.honest(r.ask(wanted{}.String()).with("Authorization").refused(), 401); a.text != want {
				t.Errorf("answered\n%s, want\n%s", a.text, want)
			}
		})
	}
}

func TestAStatusThatIsNotDocumentedIsNotAnswered(t *testing.T) {
	tests := map[string]struct {
		contract *contract.Contract
		want     int
	}{
		"422 for it":          {edited(t, "        '415':", "        '409':"), 422},
		"400 without a 422":   {edited(t, "        '415':", "        '400':", "        '422':", "        '409':"), 400},
		"the next of the 4xx": {edited(t, "        '415':", "        '409':", "        '422':", "        '410':", "        '401':", "        '402':"), 402},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{Contract: test.contract})
			r.honest(r.ask(wanted{}.String()).with("Content-Type"), test.want)
		})
	}
}

func TestABanIsRefusedWhereNoSuccessTellsOfIt(t *testing.T) {
	r := newRig(t, Options{Contract: edited(t, "The only field that will be present", "The code")})
	r.honest(r.ask(wanted{externalID: r.sandbox.Fixtures().Banned.ExternalID}.String()), 403)
	r.honest(r.askSIWE(r.signed("ethereum", func(m *wallet.Message) { m.ExpirationTime = start.Add(1) }).String()), 201)
}
