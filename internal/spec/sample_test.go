package spec_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
)

// checkSamples: the contract's own schemas allow every sample.
func checkSamples(t *testing.T, b *spec.Bundle) {
	t.Helper()
	check := func(file string, sample any) {
		text, err := json.Marshal(sample)
		if err != nil {
			t.Fatal(err)
		}
		if err := compile(t, b, file).Validate(decode(t, string(text))); err != nil {
			t.Errorf("%s: the sample %s is not allowed: %v", file, text, err)
		}
	}
	check(b.Manifest.Request.Schema, b.Manifest.Request.Sample)
	for _, r := range b.Manifest.Responses {
		if r.Schema != "" {
			check(r.Schema, r.Sample)
		}
	}
}

func TestSamplesOfTheDocuments(t *testing.T) {
	for _, seed := range seeds(t) {
		checkSamples(t, extract(t, string(seed)))
	}
}

func TestSampleOfTheRequestIsTheExample(t *testing.T) {
	sample, err := json.Marshal(extract(t, string(document(t))).Manifest.Request.Sample)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"customer_PK","wallet":{"address":"0xaac17f958d2ee523a2206206994597c13d831ec2","blockchain":"sepolia"}}}`
	if string(sample) != want {
		t.Errorf("sample %s\nwant   %s", sample, want)
	}
}

// TestSamples: a request shows what it must, an answer what it can; either is allowed by its schema.
func TestSamples(t *testing.T) {
	tests := map[string]struct {
		schema, components string
		request, answer    string
	}{
		"anything":                    {"{}", "", "null", "null"},
		"a text":                      {"{type: string, minLength: 2}", "", `"xx"`, `"xx"`},
		"a text with an example":      {"{type: string, minLength: 2, example: ab}", "", `"ab"`, `"ab"`},
		"an example of old":           {"{type: string, minLength: 3, example: ab}", "", `"xxx"`, `"xxx"`},
		"an example too large":        {"{type: integer, maximum: 3, example: 4}", "", `0`, `0`},
		"listed":                      {"{type: string, enum: [b, a]}", "", `"b"`, `"b"`},
		"listed, with one shown":      {"{type: string, enum: [b, a], example: a}", "", `"a"`, `"a"`},
		"objects, listed":             {"{enum: [{a: 1}, {a: 2}], example: {a: 2.0}}", "", `{"a":1}`, `{"a":1}`},
		"a number above a bound":      {"{type: number, minimum: 2, exclusiveMinimum: true}", "", `3`, `3`},
		"between two bounds":          {"{type: number, minimum: 0, exclusiveMinimum: true, maximum: 0.5, exclusiveMaximum: true}", "", `0.001`, `0.001`},
		"below zero":                  {"{type: integer, maximum: -3}", "", `-3`, `-3`},
		"a multiple":                  {"{type: integer, minimum: 10, multipleOf: 7}", "", `14`, `14`},
		"a boolean":                   {"{type: boolean}", "", `false`, `false`},
		"a boolean, listed":           {"{type: boolean, enum: [true]}", "", `true`, `true`},
		"nullable":                    {"{type: string, nullable: true, minLength: 1}", "", `null`, `null`},
		"a pattern":                   {"{type: string, pattern: '^[a-f]{3}-(no|yes)\\d+$'}", "", `"aaa-no0"`, `"aaa-no0"`},
		"a pattern, longer":           {"{type: string, pattern: '^a+$', minLength: 4}", "", `"aaaa"`, `"aaaa"`},
		"a pattern, not anchored":     {"{type: string, pattern: 'b', minLength: 4}", "", `"bxxx"`, `"bxxx"`},
		"a date":                      {"{type: string, format: date}", "", `"2000-01-01"`, `"2000-01-01"`},
		"a list":                      {"{type: array, minItems: 2, items: {type: integer, minimum: 5}}", "", `[5,5]`, `[5,5]`},
		"a list of different texts":   {"{type: array, minItems: 3, uniqueItems: true, items: {type: string}}", "", `["","x","xx"]`, `["","x","xx"]`},
		"a list of different numbers": {"{type: array, minItems: 3, uniqueItems: true, items: {type: integer, minimum: 5}}", "", `[5,6,7]`, `[5,6,7]`},
		"a list of listed values":     {"{type: array, minItems: 2, uniqueItems: true, items: {type: string, enum: [b, a]}}", "", `["b","a"]`, `["b","a"]`},
		"a list of either":            {"{type: array, minItems: 2, uniqueItems: true, items: {type: boolean}}", "", `[false,true]`, `[false,true]`},
		"a list that may be empty":    {"{type: array, items: {type: integer}}", "", `[]`, `[]`},
		"a list with an example":      {"{type: array, maxItems: 2, items: {type: integer, maximum: 3}, example: [1, 9, 2]}", "", `[1,0]`, `[1,0]`},
		"optional properties":         {"{type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}", "", `{"a":""}`, `{"a":"","b":0}`},
		"what an example shows":       {"{type: object, example: {a: A, b: 1, c: 2}, properties: {a: {type: string}, b: {type: integer}}}", "", `{"a":"A","b":1}`, `{"a":"A","b":1}`},
		"an example within":           {"{example: {a: {b: B}}, properties: {a: {properties: {b: {type: string}, c: {type: string, example: C}}}}}", "", `{"a":{"b":"B"}}`, `{"a":{"b":"B","c":"C"}}`},
		"readOnly and writeOnly":      {"{required: [r, w], properties: {r: {type: string, readOnly: true}, w: {type: string, writeOnly: true}}}", "", `{"w":""}`, `{"r":""}`},
		"a map":                       {"{type: object, minProperties: 1, additionalProperties: {type: integer}}", "", `{"x1":0}`, `{"x1":0}`},
		"a map with an example":       {"{type: object, example: {k: v}}", "", `{"k":"v"}`, `{"k":"v"}`},
		"required, not described":     {"{type: object, required: [a], additionalProperties: {type: string, minLength: 1}}", "", `{"a":"x"}`, `{"a":"x"}`},
		"all of several": {"{allOf: [{$ref: '#/components/schemas/A'}, {required: [b], properties: {b: {type: integer}, a: {maxLength: 3}}}]}",
			"A: {type: object, required: [a], properties: {a: {type: string, minLength: 3}}}", `{"a":"xxx","b":0}`, `{"a":"xxx","b":0}`},
		"one of two":        {"{oneOf: [{type: integer}, {type: string, enum: [only]}]}", "", `"only"`, `"only"`},
		"one of, in a body": {"{type: object, oneOf: [{required: [a], properties: {a: {type: integer}}}], properties: {b: {type: string}}}", "", `{"a":0}`, `{"a":0,"b":""}`},
		"a tree": {"{$ref: '#/components/schemas/T'}", "T: {type: object, required: [v], properties: {v: {type: integer}, l: {$ref: '#/components/schemas/T'}, r: {$ref: '#/components/schemas/T'}}}",
			`{"v":0}`, `{"v":0}`},
		"a list of itself": {"{$ref: '#/components/schemas/T'}", "T: {type: object, required: [t], properties: {t: {type: array, items: {$ref: '#/components/schemas/T'}}}}",
			`{"t":[]}`, `{"t":[]}`},
		"a chain that may end": {"{$ref: '#/components/schemas/T'}", "T: {type: object, nullable: true, required: [t], properties: {t: {$ref: '#/components/schemas/T'}}}",
			`{"t":null}`, `{"t":null}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			request := extract(t, asking(test.schema, test.components))
			answer := extract(t, answering(test.schema, test.components))
			checkSamples(t, request)
			checkSamples(t, answer)
			for _, got := range []struct {
				sample any
				want   string
			}{{request.Manifest.Request.Sample, test.request}, {answer.Manifest.Responses[0].Sample, test.answer}} {
				text, err := json.Marshal(got.sample)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(got.want, string(text)); diff != "" {
					t.Errorf("sample (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// What can have no value, or only an endless one, has no sample.
func TestNoSample(t *testing.T) {
	tests := map[string]struct{ schema, components string }{
		"endless": {"{$ref: '#/components/schemas/T'}", "T: {type: object, required: [t], properties: {t: {$ref: '#/components/schemas/T'}}}"},
		"huge":    {"{type: array, minItems: 100000000, items: {type: array, minItems: 100000000, items: {}}}", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if b := extract(t, asking(test.schema, test.components)); b.Manifest.Request.Sample != nil {
				t.Error("a sample")
			}
		})
	}
}
