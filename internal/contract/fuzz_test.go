package contract_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"unicode/utf8"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// checkViolations holds violations to what every reader of them relies on.
func checkViolations(t *testing.T, c *contract.Contract, violations []outcome.Violation) {
	t.Helper()
	for _, v := range violations {
		if clause, known := c.Clause(v.Clause); !known || clause.Line != v.Line || v.Line == 0 {
			t.Errorf("%s is no clause of the contract, or of another line", v)
		}
		if !utf8.ValidString(v.String()) || v.Want.String() == "" || v.Got.String() == "" || v.Document == "" {
			t.Errorf("want words, got %#v", v)
		}
		if _, err := json.Marshal(v); err != nil {
			t.Error(err)
		}
		checkViolations(t, c, v.Branches)
	}
}

func FuzzJudge(f *testing.F) {
	for _, body := range append([]string{started, banned, refused, denied, `{"error":{"status":400,"message":7,"code":1.5,"z":1},"y":2}`}, raws...) {
		f.Add(201, jsonType, []byte(body), []byte(validRequest))
		f.Add(422, "text/html", []byte(body), []byte(body))
		f.Add(403, "application/json; charset", []byte(body), []byte(""))
	}
	f.Add(200, jsonType, []byte(banned), []byte(signedRequest))
	contracts := map[string]*contract.Contract{"published": published(f), "odd": odd(f)}
	f.Fuzz(func(t *testing.T, status int, mediaType string, body, request []byte) {
		for name, c := range contracts {
			sent := asked()
			sent.Body, sent.SIWERequired = request, status%2 == 0
			answer := exchange.Answer{Status: status, Header: map[string][]string{"Content-Type": {mediaType}}, Body: body}
			first, again := c.Judge(exchanged(sent, answer)), c.Judge(exchanged(sent, answer))
			if !reflect.DeepEqual(first, again) {
				t.Errorf("%s: judged first\n%s\nthen\n%s", name, rendered(first), rendered(again))
			}
			checkViolations(t, c, first)
			_, documented := c.Documented(status)
			if len(first) > 0 || !documented || name == "odd" {
				continue
			}
			answer.Body = append(append([]byte{}, body...), "x"...)
			if len(c.Judge(exchanged(sent, answer))) == 0 {
				t.Errorf("%s: a body with an x behind it passes", name)
			}
			answer.Body, answer.Cut = body, true
			if len(c.Judge(exchanged(sent, answer))) == 0 {
				t.Errorf("%s: a body that was cut passes", name)
			}
		}
	})
}

func FuzzJudgeRequest(f *testing.F) {
	for _, body := range append([]string{validRequest, signedRequest, `{"tags":["ab"],"counts":{"a":7},"id":10}`}, raws...) {
		f.Add([]byte(body))
	}
	contracts := []*contract.Contract{published(f), odd(f)}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, c := range contracts {
			first, again := c.JudgeRequest(body), c.JudgeRequest(body)
			if !reflect.DeepEqual(first, again) {
				t.Errorf("judged first\n%s\nthen\n%s", rendered(first), rendered(again))
			}
			checkViolations(t, c, first)
			if boundaries := c.Boundaries(body); (len(boundaries) == 0) != (len(first) > 0) || !reflect.DeepEqual(boundaries, c.Boundaries(body)) {
				t.Errorf("the boundaries %q beside\n%s", boundaries, rendered(first))
			}
			if len(first) == 0 && len(c.JudgeRequest(append(append([]byte{}, body...), "x"...))) == 0 {
				t.Error("a body with an x behind it passes")
			}
		}
	})
}
