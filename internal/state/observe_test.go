package state_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
	"kycspec/internal/state"
)

func TestWhatIsObserved(t *testing.T) {
	many := make([]string, 2000)
	for i := range many {
		many[i] = fmt.Sprintf(`"p%d":1`, i)
	}
	cut := answer(201, "{}")
	cut.Cut = true
	for name, test := range map[string]struct {
		record exchange.Record
		want   state.Observation
	}{
		"nothing at all": {answer(204, ""), state.Observation{Status: 204, Body: state.Structure{}}},
		"cut short":      {cut, state.Observation{Status: 201}},
		"two documents":  {answer(201, "{}{}"), state.Observation{Status: 201}},
		"half of one":    {answer(201, `{"a":`), state.Observation{Status: 201}},
		"too much":       {answer(201, "{"+strings.Join(many, ",")+"}"), state.Observation{Status: 201}},
		"a long list":    {answer(201, "["+strings.Repeat("1,", 5000)+"1]"), state.Observation{Status: 201, Undeclared: []string{"/[]"}, Body: state.Structure{"": "array", "/[]": "number"}}},
		"every type": {answer(201, `{"a":[{},[],"",1.5,true,null]}`), state.Observation{Status: 201, Undeclared: []string{"/a", "/a/[]"},
			Body: state.Structure{"": "object", "/a": "array", "/a/[]": "array or boolean or null or number or object or string"}}},
		"a number": {answer(201, `7`), state.Observation{Status: 201, Body: state.Structure{"": "number"}}},
		"headers":  {answer(201, "", "b: 1", "A", "B: 2", "Date: now"), state.Observation{Status: 201, Headers: []string{"A", "B"}, Body: state.Structure{}}},
		"several media types": {answer(201, "", "Content-Type: text/html", "Content-Type: ;"), state.Observation{Status: 201, MediaType: "text/html, ;",
			Headers: []string{"Content-Type"}, Body: state.Structure{}}},
		"codes that are no values": {answer(401, `{"error":{"code":{"x":1},"reason":["y"]}}`), state.Observation{Status: 401,
			Body: state.Structure{"": "object", "/error": "object", "/error/code": "object", "/error/code/x": "number", "/error/reason": "array", "/error/reason/[]": "string"}}},
		"codes of all kinds": {answer(401, `{"error":{"code":-1.50e3,"reason":"<a & b>"},"data":{"error_code":null}}`), state.Observation{Status: 401,
			Says:       map[string]state.Value{"/error/code": "-1.50e3", "/error/reason": `"<a & b>"`, "/data/error_code": "null"},
			Undeclared: []string{"/data", "/data/error_code"},
			Body:       state.Structure{"": "object", "/data": "object", "/data/error_code": "null", "/error": "object", "/error/code": "number", "/error/reason": "string"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := observer.Observe([]exchange.Record{test.record})
			if diff := cmp.Diff([]state.Observation{test.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
