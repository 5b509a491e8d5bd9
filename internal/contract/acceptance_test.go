package contract_test

import (
	"net/http"
	"testing"

	"kycspec/internal/exchange"
)

// accepted is the exchange of a request, changed, that was answered as a success.
func accepted(status int, change func(*exchange.Request)) *exchange.Exchange {
	request := asked()
	change(&request)
	body := map[int]string{200: banned, 201: started}[status]
	return exchanged(request, exchange.Answer{Status: status, Header: http.Header{"Content-Type": {jsonType}}, Body: []byte(body)})
}

func body(text string) func(*exchange.Request) {
	return func(r *exchange.Request) { r.Body = []byte(text) }
}

func sentAs(mediaType string) func(*exchange.Request) {
	return func(r *exchange.Request) { r.Header = http.Header{"Content-Type": {mediaType}} }
}

func unsigned(text string) func(*exchange.Request) {
	return func(r *exchange.Request) {
		r.SIWERequired = true
		r.Body = []byte(text)
	}
}

const siwe = `"siwe":{"message":"` + hundred + `","signature":"0x0da30e13183dfe0be9d7e6108f92dd2d0561807b684b8c68e6a8257e9faee8a51823dcddd56560cea25d33102e73c7a25f0be96749d733dc18683742ca1924d01b"}`

const hundred = `....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!....!`

func TestJudgeAcceptance(t *testing.T) {
	c := published(t)
	got := map[string]string{}
	for name, e := range map[string]*exchange.Exchange{
		"201 to level 5":                    accepted(201, body(with(validRequest, `"level":1`, `"level":5`))),
		"200 to level 5":                    accepted(200, body(with(validRequest, `"level":1`, `"level":5`))),
		"201 to an unknown blockchain":      accepted(201, body(with(validRequest, "sepolia", "bitcoin"))),
		"201 to a stray wallet property":    accepted(201, body(with(validRequest, `"wallet":{`, `"wallet":{"chain":1,`))),
		"201 to SIWE in the wrong place":    accepted(201, body(with(validRequest, `{"action"`, `{"auth":{},"action"`))),
		"201 to a signature without 0x":     accepted(201, body(with(validRequest, `"wallet":{`, `"wallet":{`+with(siwe, "0x", "")+","))),
		"201 to nothing that is needed":     accepted(201, body(`{}`)),
		"201 to two clauses broken":         accepted(201, body(`{"customer":{"external_id":"","wallet":{"address":"","blockchain":"aleo"}},"action":{"level":0,"type":"X"}}`)),
		"201 to malformed JSON":             accepted(201, body(validRequest[:40])),
		"201 to white space":                accepted(201, body(" ")),
		"201 to an array":                   accepted(201, body("[]")),
		"201 to a key twice":                accepted(201, body(with(validRequest, `"level":1`, `"level":1,"level":2`))),
		"201 to text":                       accepted(201, sentAs("text/plain")),
		"201 to a form":                     accepted(201, sentAs("application/x-www-form-urlencoded; charset=utf-8")),
		"201 to text that is no request":    accepted(201, func(r *exchange.Request) { sentAs("text/plain")(r); body("level=1")(r) }),
		"201 to a worthless token":          accepted(201, func(r *exchange.Request) { r.Credential = exchange.Worthless }),
		"200 to a worthless token":          accepted(200, func(r *exchange.Request) { r.Credential = exchange.Worthless }),
		"201 to no signature":               accepted(201, unsigned(validRequest)),
		"201 to no signature and no body":   accepted(201, unsigned("")),
		"201 to no signature, nor a wallet": accepted(201, unsigned(`{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"x"}}`)),
		"201 to no token, no signature, as text": accepted(201, func(r *exchange.Request) {
			unsigned(validRequest)(r)
			sentAs("text/plain")(r)
			r.Credential = exchange.Worthless
		}),
		"204 to a worthless token": exchanged(exchange.Request{Credential: exchange.Worthless}, exchange.Answer{Status: 204}),
	} {
		got[name] = rendered(c.Judge(e))
	}
	checkTexts(t, "acceptance.txt", got)
}

// What was refused, or what the contract leaves open, is nothing to speak of.
func TestJudgeAcceptsAcceptance(t *testing.T) {
	c := published(t)
	refuse := func(status int, change func(*exchange.Request)) *exchange.Exchange {
		request := asked()
		change(&request)
		text := `{"error":{"code":"ERR01","reason":"Refused","status":` + itoa(status) + `}}`
		return exchanged(request, exchange.Answer{Status: status, Header: http.Header{"Content-Type": {jsonType}}, Body: []byte(text)})
	}
	for name, e := range map[string]*exchange.Exchange{
		"a valid request":                       accepted(201, func(*exchange.Request) {}),
		"no body, for the contract needs none":  accepted(201, body("")),
		"no media type":                         accepted(201, func(r *exchange.Request) { r.Header = nil }),
		"a charset":                             accepted(201, sentAs("Application/JSON; charset=UTF-8")),
		"a signature for no one":                accepted(201, body(with(validRequest, `"wallet":{`, `"wallet":{`+siwe+","))),
		"a signature that is asked for":         accepted(201, unsigned(with(validRequest, `"wallet":{`, `"wallet":{`+siwe+","))),
		"a banned customer without a signature": accepted(200, unsigned(validRequest)),
		"a wallet that cannot sign":             accepted(201, unsigned(with(validRequest, "sepolia", "solana_devnet"))),
		"a stray property of the action":        accepted(201, body(with(validRequest, `"action":{`, `"action":{"note":1,`))),
		"a level that is written 2.0":           accepted(201, body(with(validRequest, `"level":1`, `"level":2.0`))),
		"a level that is written 40e-1":         accepted(201, body(with(validRequest, `"level":1`, `"level":40e-1`))),
		"level 5 refused":                       refuse(422, body(with(validRequest, `"level":1`, `"level":5`))),
		"malformed JSON refused":                refuse(422, body("{")),
		"text refused":                          refuse(415, sentAs("text/plain")),
		"a worthless token refused":             refuse(401, func(r *exchange.Request) { r.Credential = exchange.Worthless }),
		"no signature refused":                  refuse(403, unsigned(validRequest)),
		"a valid request refused":               refuse(429, func(*exchange.Request) {}),
	} {
		t.Run(name, func(t *testing.T) {
			if got := rendered(c.Judge(e)); got != "" {
				t.Errorf("want no violation, got\n%s", got)
			}
		})
	}
}
