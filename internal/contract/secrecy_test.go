package contract_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/redact"
)

// planted are secrets of every kind, by the name that they are shown by; those
// that begin with a dollar sign are known by their form alone.
var planted = map[string]string{
	"KYC_CLIENT_SECRET": `s3cr3t/with "quotes" & <more>+é`,
	"KYC_TOKEN":         "opaque-token-4f9c2b7e81d05a36c7f2e90b",
	"$JWT":              "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBfaWQiOiJlODY4YjBjNy00NTRmLTQxZTQifQ.qR4rveLz5EAKuxOuq1SNJaCI-3hh0TUEiLBjMh-VOd0",
	"$SIWE_SIGNATURE":   "0x0da30e13183dfe0be9d7e6108f92dd2d0561807b684b8c68e6a8257e9faee8a51823dcddd56560cea25d33102e73c7a25f0be96749d733dc18683742ca1924d01b",
}

func plantedSecrets() *redact.Secrets {
	secrets := redact.New()
	for name, value := range planted {
		if !strings.HasPrefix(name, "$") {
			secrets.Add(name, value)
		}
	}
	return secrets
}

// encodings are ways in which an answer may echo a secret.
var encodings = map[string]func(string) string{
	"plain":         func(s string) string { return s },
	"base64":        func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 within": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(`{"a":"` + s + `","b":1}`)) },
	"base64 twice": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte("x" + base64.StdEncoding.EncodeToString([]byte("yz"+s))))
	},
	"hex":       func(s string) string { return hex.EncodeToString([]byte(s)) },
	"upper hex": func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"query":     url.QueryEscape,
	"path":      url.PathEscape,
	"JSON": func(s string) string {
		text, _ := json.Marshal(s)
		return string(text[1 : len(text)-1])
	},
}

// surroundings put a secret where its end, its beginning or both would be
// shown if the text around it were shortened before the secret was taken out.
var surroundings = map[string]func(string) string{
	"alone":          func(s string) string { return s },
	"at the end":     func(s string) string { return strings.Repeat("-", 30) + s },
	"across the cut": func(s string) string { return strings.Repeat(".", 12) + s + strings.Repeat(".", 200) },
	"just before":    func(s string) string { return strings.Repeat(".", 39) + s },
	"many":           func(s string) string { return s + " " + s + " " + s },
}

// places are answers with a text in every place that a violation shows.
var places = map[string]func(text string) exchange.Answer{
	"value": func(s string) exchange.Answer { return jsonAnswer(201, started, "KYC_OCC", s) },
	"null":  func(s string) exchange.Answer { return jsonAnswer(201, started, "null", s) },
	"long text": func(s string) exchange.Answer {
		return jsonAnswer(422, refused, "Unprocessable Content", s+strings.Repeat("~", 1001))
	},
	"branches":   func(s string) exchange.Answer { return jsonAnswer(403, denied, "ERR01", s) },
	"name":       func(s string) exchange.Answer { return jsonAnswer(422, `{"error":{},"?":0}`, "?", s) },
	"only names": func(s string) exchange.Answer { return jsonAnswer(201, `{"?":0}`, "?", s) },
	"pointer":    func(s string) exchange.Answer { return jsonAnswer(201, `{"?":{"a":1,"a":1}}`, "?", s) },
	"key twice":  func(s string) exchange.Answer { return jsonAnswer(201, `{"?":1,"?":2}`, "?", s) },
	"small":      func(s string) exchange.Answer { return jsonAnswer(201, `{"data":["?"]}`, "?", s) },
	"small name": func(s string) exchange.Answer {
		return jsonAnswer(422, `{"error":{"status":422,"reason":{"?":1}}}`, "?", s)
	},
	"page":       func(s string) exchange.Answer { return rawAnswer("text/html", "<p>"+s+"</p>") },
	"text":       func(s string) exchange.Answer { return rawAnswer(jsonType, s) },
	"trailing":   func(s string) exchange.Answer { return rawAnswer(jsonType, "{} "+s) },
	"truncated":  func(s string) exchange.Answer { return rawAnswer(jsonType, `{"a":"`+s) },
	"media type": func(s string) exchange.Answer { return rawAnswer("text/"+s, started) },
	"cut": func(s string) exchange.Answer {
		a := rawAnswer(jsonType, s)
		a.Cut = true
		return a
	},
}

func rawAnswer(mediaType, body string) exchange.Answer {
	return exchange.Answer{Status: 201, Header: http.Header{"Content-Type": {mediaType}}, Body: []byte(body)}
}

func jsonAnswer(status int, body, old, text string) exchange.Answer {
	quoted, _ := json.Marshal(text)
	if old != "null" {
		quoted = quoted[1 : len(quoted)-1]
	}
	a := rawAnswer(jsonType, strings.ReplaceAll(body, old, string(quoted)))
	a.Status = status
	return a
}

// leaks finds a part of a secret, in any encoding, that a reader could know it by.
func leaks(text, secret string) string {
	const recognisable = 12
	for name, encoding := range encodings {
		hidden := encoding(secret)
		if strings.HasPrefix(name, "base64 ") {
			continue // its frame is no secret
		}
		for i := 0; i+recognisable <= len(hidden); i++ {
			if part := hidden[i : i+recognisable]; strings.Contains(text, part) {
				return fmt.Sprintf("%s (%s)", part, name)
			}
		}
	}
	return ""
}

func TestViolationsHoldNoSecrets(t *testing.T) {
	c := published(t)
	for secretName, secret := range planted {
		for encodingName, encoding := range encodings {
			for aroundName, around := range surroundings {
				for placeName, place := range places {
					name := strings.Join([]string{secretName, encodingName, aroundName, placeName}, "/")
					e := exchange.New(asked(), place(around(encoding(secret))), time.Time{}, 0, plantedSecrets())
					violations := c.Judge(e)
					if len(violations) == 0 && placeName != "null" {
						t.Errorf("%s: want a violation", name)
					}
					asJSON, _ := json.Marshal(violations)
					for _, text := range []string{rendered(violations), string(asJSON), fmt.Sprintf("%+v", violations)} {
						if part := leaks(text, secret); part != "" {
							t.Errorf("%s: leaks %s in\n%s", name, part, text)
						}
					}
				}
			}
		}
	}
}

// What is shortened and has no secret in it is still shown.
func TestViolationsShowWhatIsNoSecret(t *testing.T) {
	c := published(t)
	e := exchange.New(asked(), jsonAnswer(403, denied, "ERR01", "the token "+planted["KYC_TOKEN"]+" is not known"), time.Time{}, 0, plantedSecrets())
	want := `response/403/error.code/oneOf   /error/code: want exactly one of 2 forms, got "the token $KYC_TOKEN is not known"   (schemas/openapi.yaml:419)
    response/403/error.code/oneOf/0/type   /error/code: want integer, got "the token $KYC_TOKEN is not known"   (schemas/openapi.yaml:421)
    response/403/error.code/oneOf/1/enum   /error/code: want "ERR01", got "the token $KYC_TOKEN is not known"   (schemas/openapi.yaml:425)`
	if got := rendered(c.Judge(e)); got != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
}

func TestAcceptanceHoldsNoSecrets(t *testing.T) {
	c := published(t)
	for name, secret := range planted {
		quoted, _ := json.Marshal(strings.Repeat(".", 12) + secret + strings.Repeat(".", 200))
		request := asked()
		request.Body = []byte(with(validRequest, `"sepolia"`, string(quoted)))
		request.Header = http.Header{"Content-Type": {"text/" + secret}}
		e := exchange.New(request, rawAnswer(jsonType, started), time.Time{}, 0, plantedSecrets())
		got := rendered(c.Judge(e))
		if part := leaks(got, secret); part != "" || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: leaks %q in\n%s", name, part, got)
		}
	}
}
