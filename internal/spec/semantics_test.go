package spec_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// meaning is a schema of OpenAPI 3.0 with bodies that it allows and rules out.
type meaning struct {
	schema     string
	components string
	valid      []string
	invalid    []string
	// differs are the bodies of which kin-openapi thinks otherwise, each for the reason why it is wrong, or none of our business.
	differs map[string]string
}

var meanings = map[string]meaning{
	"nullable beside a type": {
		schema: "{type: string, nullable: true}",
		valid:  []string{`"a"`, `null`}, invalid: []string{`1`, `false`, `{}`},
	},
	"nullable: false is the default": {
		schema: "{type: string, nullable: false}",
		valid:  []string{`""`}, invalid: []string{`null`},
	},
	"nullable without a type allows what the rest allows": {
		schema: "{nullable: true, minLength: 2}",
		valid:  []string{`null`, `"ab"`, `1`}, invalid: []string{`"a"`},
	},
	"null beside a list of values must be listed": {
		schema: "{type: string, nullable: true, enum: [a, b]}",
		valid:  []string{`"a"`}, invalid: []string{`null`, `"c"`},
		differs: map[string]string{`null`: "kin-openapi takes nullable for enough; the clarification of OpenAPI 3.0.3 does not"},
	},
	"a listed null": {
		schema: "{type: string, nullable: true, enum: [a, null]}",
		valid:  []string{`"a"`, `null`}, invalid: []string{`"null"`},
	},
	"nullable does not reach into allOf": {
		schema: "{nullable: true, allOf: [{type: string}]}",
		valid:  []string{`"a"`}, invalid: []string{`null`},
		differs: map[string]string{`null`: "kin-openapi lets nullable without a type override; the clarification of OpenAPI 3.0.3 does not"},
	},
	"siblings of a reference are ignored": {
		schema: "{$ref: '#/components/schemas/Short', minLength: 5, nullable: true}", components: "Short: {type: string, maxLength: 3}",
		valid: []string{`"a"`, `"abc"`}, invalid: []string{`"abcd"`, `null`},
	},
	"exclusive bounds": {
		schema: "{type: number, minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: true}",
		valid:  []string{`1.5`, `1.0000000001`}, invalid: []string{`1`, `1.0`, `2`, `0`, `3`},
	},
	"bounds that say they include": {
		schema: "{type: number, minimum: 1, exclusiveMinimum: false, maximum: 2, exclusiveMaximum: false}",
		valid:  []string{`1`, `2`, `2.0`}, invalid: []string{`0.999`, `2.001`},
	},
	"whole numbers": {
		schema: "{type: integer, minimum: 1, maximum: 4}",
		valid:  []string{`1`, `4`, `1.0`, `10e-1`}, invalid: []string{`0`, `5`, `1.5`, `"1"`, `true`, `null`},
	},
	"numbers that a float64 has not": {
		schema: "{type: integer, maximum: 9007199254740992}",
		valid:  []string{`9007199254740992`}, invalid: []string{`9007199254740993`},
		differs: map[string]string{`9007199254740993`: "kin-openapi judges by float64"},
	},
	"multiples": {
		schema: "{type: number, multipleOf: 0.1}",
		valid:  []string{`0.3`, `-2`, `0`}, invalid: []string{`0.35`},
	},
	"int32": {
		schema: "{type: integer, format: int32}",
		valid:  []string{`2147483647`, `-2147483648`}, invalid: []string{`2147483648`, `-2147483649`},
	},
	"lengths are of characters": {
		schema: "{type: string, minLength: 2, maxLength: 3}",
		valid:  []string{`"äö"`, `"😀😀😀"`, `"e\u0301"`}, invalid: []string{`"a"`, `"😀"`, `"abcd"`},
	},
	"a keyword binds its own type only": {
		schema: "{minLength: 3, minimum: 3, minItems: 1}",
		valid:  []string{`"abc"`, `3`, `[1]`, `true`, `{}`}, invalid: []string{`"ab"`, `2`, `[]`},
	},
	"a pattern is not anchored": {
		schema: "{type: string, pattern: 'b+'}",
		valid:  []string{`"abc"`, `"b"`}, invalid: []string{`"ac"`, `""`},
	},
	"exactly one": {
		schema: "oneOf: [{type: integer}, {type: number, minimum: 5}, {type: string}]",
		valid:  []string{`1`, `5.5`, `"a"`}, invalid: []string{`5`, `1.5`, `null`},
	},
	"exactly one of one": {
		schema: "{type: object, oneOf: [{$ref: '#/components/schemas/A'}]}", components: "A: {required: [a]}",
		valid: []string{`{"a": 1}`}, invalid: []string{`{}`, `1`, `null`},
	},
	"at least one": {
		schema: "anyOf: [{type: integer}, {type: number, minimum: 5}]",
		valid:  []string{`1`, `5`, `5.5`}, invalid: []string{`1.5`, `"5"`},
	},
	"all": {
		schema:     "allOf: [{$ref: '#/components/schemas/A'}, {type: object, required: [b], properties: {b: {type: string}}}]",
		components: "A: {type: object, required: [a]}",
		valid:      []string{`{"a": 1, "b": ""}`}, invalid: []string{`{"a": 1}`, `{"b": ""}`, `{"a": 1, "b": 2}`},
	},
	"not": {
		schema: "{type: string, not: {enum: [a]}}",
		valid:  []string{`"b"`}, invalid: []string{`"a"`, `1`},
	},
	"properties that are not named": {
		schema: "{type: object, properties: {a: {type: string}}}",
		valid:  []string{`{}`, `{"b": 1}`}, invalid: []string{`{"a": 1}`},
	},
	"closed": {
		schema: "{type: object, properties: {a: {type: string}}, additionalProperties: false}",
		valid:  []string{`{}`, `{"a": ""}`}, invalid: []string{`{"b": 1}`, `{"a": "", "A": ""}`},
	},
	"a schema for the rest": {
		schema: "{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}",
		valid:  []string{`{"a": "", "b": 1}`}, invalid: []string{`{"b": ""}`},
	},
	"an empty schema for the rest": {
		schema: "{type: object, additionalProperties: {}}",
		valid:  []string{`{"a": null, "b": 1}`}, invalid: []string{`[]`},
		differs: map[string]string{`{"a": null, "b": 1}`: "kin-openapi wants nullable of a schema without a type; the clarification of OpenAPI 3.0.3 does not"},
	},
	"a property that is there may be null only where it says so": {
		schema: "{type: object, required: [a], properties: {a: {type: string, nullable: true}, b: {type: string}}}",
		valid:  []string{`{"a": null}`, `{"a": "", "b": ""}`}, invalid: []string{`{}`, `{"a": "", "b": null}`},
	},
	"lists": {
		schema: "{type: array, minItems: 1, maxItems: 2, uniqueItems: true, items: {type: integer}}",
		valid:  []string{`[1]`, `[1, 2]`}, invalid: []string{`[]`, `[1, 2, 3]`, `[1, 1]`, `["1"]`, `{}`},
	},
	"uniqueItems: false": {
		schema: "{type: array, uniqueItems: false, items: {}}",
		valid:  []string{`[1, 1]`, `[]`}, invalid: []string{`1`},
	},
	"counts of properties": {
		schema: "{type: object, minProperties: 1, maxProperties: 2}",
		valid:  []string{`{"a": 1}`, `{"a": 1, "b": 2}`}, invalid: []string{`{}`, `{"a": 1, "b": 2, "c": 3}`},
	},
	"bounds written with an exponent or a point": {
		schema: "{type: string, minLength: 2.0, maxLength: 0.3e1}",
		valid:  []string{`"ab"`, `"abc"`}, invalid: []string{`"a"`, `"abcd"`},
	},
	"recursion": {
		schema:     "{$ref: '#/components/schemas/Tree'}",
		components: "Tree: {type: object, required: [v], additionalProperties: false, properties: {v: {type: integer}, left: {$ref: '#/components/schemas/Tree'}}}",
		valid:      []string{`{"v": 1}`, `{"v": 1, "left": {"v": 2, "left": {"v": 3}}}`},
		invalid:    []string{`{"v": 1, "left": {"v": 2, "left": {}}}`, `{"v": 1, "left": {"v": 2, "right": {}}}`},
	},
	"a reference into a component": {
		schema:     "{$ref: '#/components/schemas/A/properties/b~1c/items'}",
		components: "A: {properties: {b/c: {type: array, items: {type: string, maxLength: 1}}}}",
		valid:      []string{`"a"`}, invalid: []string{`"ab"`, `[]`},
	},
	"a reference into a list": {
		schema: "{$ref: '#/components/schemas/A/allOf/1'}", components: "A: {allOf: [{type: string}, {type: integer}]}",
		valid: []string{`1`}, invalid: []string{`"a"`},
	},
	"a reference that is escaped as a URI": {
		schema: "{$ref: '#/components/schemas/A/properties/b%20c'}", components: "A: {properties: {b c: {type: integer}}}",
		valid: []string{`1`}, invalid: []string{`"a"`},
	},
	"a reference to a reference": {
		schema: "{$ref: '#/components/schemas/A'}", components: "A: {$ref: '#/components/schemas/B'}\nB: {type: boolean}",
		valid: []string{`true`}, invalid: []string{`"true"`, `0`},
	},
	"a required readOnly property is not required of a request": {
		schema: "{type: object, required: [id, a], properties: {id: {type: string, readOnly: true}, a: {type: string}}}",
		valid:  []string{`{"a": ""}`}, invalid: []string{`{"id": ""}`},
	},
	"a required writeOnly property is required of a request": {
		schema: "{type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}",
		valid:  []string{`{"a": ""}`}, invalid: []string{`{}`},
	},
	"examples, titles and extensions constrain nothing": {
		schema: "{type: string, title: T, description: D, default: 1, example: 2, deprecated: true, x-pattern: ^a$, xml: {name: x}}",
		valid:  []string{`"anything"`}, invalid: []string{`1`},
	},
	"a format without a meaning constrains nothing": {
		schema: "{type: string, format: duration}",
		valid:  []string{`"no duration"`}, invalid: []string{`1`},
	},
	"the values of a list are of any type": {
		schema: "enum: [1, '1', 1.5, true, null, [1, 2], {a: {b: 1}}]",
		valid:  []string{`1`, `1.0`, `"1"`, `1.5`, `true`, `null`, `[1, 2]`, `{"a": {"b": 1}}`}, invalid: []string{`2`, `"true"`, `[2, 1]`, `{"a": 1}`},
		differs: map[string]string{`null`: "kin-openapi wants nullable even where null is listed and there is no type"},
	},
}

func TestSchemasMeanWhatTheDocumentSays(t *testing.T) {
	for name, m := range meanings {
		t.Run(name, func(t *testing.T) {
			text := asking(m.schema, m.components)
			schema := compile(t, extract(t, text), "request.json")
			peer := peerSchema(t, text)
			for _, body := range slices.Concat(m.valid, m.invalid) {
				want := slices.Contains(m.valid, body)
				if err := schema.Validate(decode(t, body)); (err == nil) != want {
					t.Errorf("%s: valid %t, want %t: %v", body, err == nil, want, err)
				}
				reason, differs := m.differs[body]
				if err := peerValidate(t, peer, body); (err == nil) != (want != differs) {
					t.Errorf("%s: kin-openapi says valid %t, want %t (%s): %v", body, err == nil, want != differs, reason, err)
				}
			}
			for body := range m.differs {
				if !slices.Contains(m.valid, body) && !slices.Contains(m.invalid, body) {
					t.Errorf("a difference on %s, which is not in the table", body)
				}
			}
		})
	}
}

// A writeOnly property is not required of an answer, a readOnly one is.
func TestSchemasOfAnswersGoTheOtherWay(t *testing.T) {
	b := extract(t, answering("{type: object, required: [id, a], properties: {id: {type: string, readOnly: true}, a: {type: string, writeOnly: true}}}", ""))
	schema := compile(t, b, "response-200.json")
	for body, want := range map[string]bool{`{"id": ""}`: true, `{"a": ""}`: false} {
		if err := schema.Validate(decode(t, body)); (err == nil) != want {
			t.Errorf("%s: valid %t, want %t", body, err == nil, want)
		}
	}
}

func compile(t testing.TB, b *spec.Bundle, file string) *jsonschema.Schema {
	t.Helper()
	compiler := newCompiler(t, b)
	compiler.AssertFormat = true
	compiler.Formats["int32"] = func(v any) bool {
		number, ok := v.(json.Number)
		if !ok {
			return true
		}
		n, err := number.Int64()
		return err == nil && n == int64(int32(n))
	}
	schema, err := compiler.Compile(base + file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// peerSchema is the request's schema as kin-openapi reads it.
func peerSchema(t testing.TB, text string) *openapi3.Schema {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	operation := doc.Paths.Find("/compliance/v2/kyc").Post
	return operation.RequestBody.Value.Content.Get("application/json").Schema.Value
}

func peerValidate(t testing.TB, schema *openapi3.Schema, body string) error {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatal(err)
	}
	return schema.VisitJSON(v, openapi3.VisitAsRequest(), openapi3.EnableFormatValidation())
}
