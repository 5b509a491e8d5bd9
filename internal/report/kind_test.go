package report

import "testing"

func TestCausesAreOneWhereOnlyValuesDiffer(t *testing.T) {
	for name, test := range map[string]struct {
		a, b string
		same bool
	}{
		"values that were accepted":      {`201 Created for "1"`, `201 Created for 1.5`, true},
		"reasons of a refusal":           {`422 Unprocessable Entity: "At /action/level: want integer."`, `422 Unprocessable Entity`, true},
		"statuses":                       {"400 Bad Request", "404 Not Found", false},
		"a status and a number":          {"201 Created", "201", false},
		"texts":                          {`"KYC_OCC_V2"`, `"KYC"`, true},
		"texts with quotes in them":      {`"say \"a\""`, `"b"`, true},
		"a text and null":                {`"KYC_OCC_V2"`, "null", false},
		"a text and a number":            {`"1"`, "1", false},
		"numbers":                        {"401", "400", true},
		"pages that are no JSON":         {`no JSON (invalid character '<', at byte 1): "<html>a"`, `no JSON (invalid character '<', at byte 1): "<html>b"`, true},
		"no JSON in different ways":      {`no JSON (invalid character '<', at byte 1): "<"`, "an empty body", false},
		"where a document ends":          {`a document that ends too early, after 12 bytes: "{"`, `a document that ends too early, after 9 bytes: "[1"`, true},
		"properties that are there":      {"only errors", "only message", false},
		"properties that are too many":   {`also "errors"`, `also "trace"`, false},
		"objects":                        {`{"a":1}`, `{"b":1}`, false},
		"lengths":                        {`"abc" (3 characters)`, `"abcd" (4 characters)`, true},
		"media types":                    {`"text/html"`, "no Content-Type", false},
		"sessions that are not the same": {"the same, 6f9619ff", "none", false},
	} {
		t.Run(name, func(t *testing.T) {
			if same := kind(test.a) == kind(test.b); same != test.same {
				t.Errorf("%s and %s: %q and %q", test.a, test.b, kind(test.a), kind(test.b))
			}
		})
	}
}
