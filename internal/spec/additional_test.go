package spec_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What one part of a schema requires or closes, no other part leaves open.
func TestWhatARequestMayLeaveOutOrAdd(t *testing.T) {
	const open, closed = "request/$/additionalProperties true", "request/$/additionalProperties false"
	tests := map[string]struct {
		schema string
		want   string
	}{
		"an object":        {"{type: object, properties: {a: {}}}", open + "\nrequest/$/optional/a"},
		"a closed object":  {"{type: object, additionalProperties: false, properties: {a: {}}}", closed + "\nrequest/$/optional/a"},
		"no type":          {"{properties: {a: {}}}", open + "\nrequest/$/optional/a"},
		"open without end": {"{type: object, additionalProperties: {}}", open},
		"a map":            {"{type: object, additionalProperties: {type: string}}", ""},
		"a text":           {"{type: string}", ""},
		"what another part requires": {"{allOf: [{type: object, properties: {a: {}, b: {}}}, {type: object, required: [a]}]}",
			open + "\nrequest/$/optional/b"},
		"what the whole requires of a part": {"{type: object, required: [a], allOf: [{$ref: '#/components/schemas/Named'}]}", open + "\nrequest/$/optional/b"},
		"what a part requires of the whole": {"{type: object, properties: {a: {}}, oneOf: [{required: [a]}]}", open},
		"a part is closed":                  {"{allOf: [{type: object}, {type: object, additionalProperties: false, properties: {a: {}}}]}", closed + "\nrequest/$/optional/a"},
		"a form is closed":                  {"{type: object, oneOf: [{additionalProperties: false}, {required: [b]}]}", "request/$/oneOf/0/additionalProperties false"},
		"forms of an open object": {"{type: object, properties: {a: {}}, oneOf: [{properties: {b: {}}, required: [b]}, {properties: {c: {}}}]}",
			open + "\nrequest/$/oneOf/1/optional/c\nrequest/$/optional/a"},
		"forms, one of them an object": {"{oneOf: [{type: string}, {type: object, properties: {b: {}}}]}",
			"request/$/oneOf/1/additionalProperties true\nrequest/$/oneOf/1/optional/b"},
		"a form without what all require": {"{required: [a], oneOf: [{properties: {a: {}}}, {type: string}]}", "request/$/oneOf/0/additionalProperties true"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range extract(t, asking(test.schema, "Named: {properties: {a: {}, b: {}}}\n")).Manifest.Clauses {
				switch c.Keyword {
				case "optional":
					got = append(got, c.ID)
				case "additionalProperties":
					got = append(got, fmt.Sprint(c.ID, " ", c.Value))
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSentencesOfFormsWithinForms(t *testing.T) {
	schema := "{oneOf: [{type: string}, {type: object, properties: {a: {anyOf: [{type: integer, minimum: 3}, {type: boolean}]}}}]}"
	clauses := byID(extract(t, asking(schema, "")))
	for id, want := range map[string]string{
		"request/$/oneOf/0/type":              "In a request, the body is a text (form 1 of 2).",
		"request/$/oneOf/1/a/anyOf":           "In a request, the a has at least one of 2 forms (form 2 of 2 of the body).",
		"request/$/oneOf/1/a/anyOf/0/minimum": "In a request, the a is at least 3 (form 1 of 2, in form 2 of 2 of the body).",
	} {
		if got := clauses[id].Sentence; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestRequestBodyIsRequired(t *testing.T) {
	for text, want := range map[string]bool{"required: true": true, "required: false": false} {
		b := extract(t, edited("requestBody:", "requestBody:\n        "+text))
		if got := b.Manifest.Request.Required; got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
	if extract(t, minimal).Manifest.Request.Required {
		t.Error("a request need not have a body where nothing is said of it (OpenAPI 3.0.3, Request Body Object)")
	}
}

// A format that bounds numbers says nothing of a text.
func TestFormatsOfAnotherType(t *testing.T) {
	b := extract(t, asking("{type: string, format: int64}", ""))
	if _, is := byID(b)["request/$/format"]; is {
		t.Error("want no clause of a format that judges no text")
	}
	if want := []string{`line 10: the format "int64" is not judged`}; !slices.Equal(b.Manifest.Notes, want) {
		t.Errorf("notes %q, want %q", b.Manifest.Notes, want)
	}
}
