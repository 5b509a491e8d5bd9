package spec_test

import (
	"fmt"
	"strings"
	"testing"

	"kycspec/internal/spec"
)

// at is the place of the schema that [asking] puts on line 10.
const at = "d:10: paths./compliance/v2/kyc.post.requestBody.content.application/json.schema"

func TestBadSchemas(t *testing.T) {
	const (
		unknown  = ` is not one of OpenAPI 3.0, so what it constrains cannot be turned into JSON Schema; remove it, or name it x-`
		ifNot    = " if it constrains nothing"
		whole    = ": want a whole number, 0 or more"
		boolean  = ": want true or false"
		list     = ": want a list of one or more "
		ecma     = ".pattern: want an ECMA-262 regular expression that RE2 can judge: "
		unplaced = ".properties: no clause can be told of a property of the name "
	)
	tests := map[string]struct{ schema, want string }{
		"a list as schema":     {"[]", at + ": want a schema, an object"},
		"a boolean as schema":  {"true", at + ": want a schema, an object"},
		"an unknown keyword":   {"{const: 1}", at + `: the keyword "const"` + unknown + "const" + ifNot},
		"unknown keywords":     {"{$id: a, examples: [1]}", at + `: the keyword "$id"` + unknown + "$id" + ifNot + "\n" + at + `: the keyword "examples"` + unknown + "examples" + ifNot},
		"a misspelt keyword":   {"{type: object, properties: {a: {type: string, maxlength: 1}}}", at + `.properties.a: the keyword "maxlength"` + unknown + "maxlength" + ifNot},
		"an unknown type":      {"{type: strin}", at + ".type: want one of array, boolean, integer, number, object, string"},
		"a null type":          {"{type: 'null'}", at + ".type: want one of array, boolean, integer, number, object, string"},
		"types of 3.1":         {"{type: [string, 'null']}", at + ".type: want one of array, boolean, integer, number, object, string"},
		"nullable: yes":        {"{type: string, nullable: yes}", at + ".nullable" + boolean},
		"a number as readOnly": {"{readOnly: 1}", at + ".readOnly" + boolean},
		"bounds of 3.1":        {"{exclusiveMinimum: 1, exclusiveMaximum: 2}", at + ".exclusiveMinimum" + boolean + "\n" + at + ".exclusiveMaximum" + boolean},
		"an exclusive bound alone": {"{exclusiveMinimum: true, maximum: 1}",
			at + ".exclusiveMinimum: exclusiveMinimum says nothing without minimum; give the bound or remove it"},
		"a text as bound":         {"{minimum: '1'}", at + ".minimum: want a number"},
		"a bound out of reach":    {"{maximum: 1e1000}", at + ".maximum: want a number"},
		"a bound that is none":    {"{maximum: .nan}", at + ".maximum: the number .nan has no form in JSON; write another"},
		"a forged number":         {`{example: !!int '"a"'}`, at + `.example: want a number, have "\"a\""`},
		"a forged boolean":        {"{nullable: !!bool maybe}", at + `.nullable: want true or false, have "maybe"`},
		"a multiple of nothing":   {"{multipleOf: 0}", at + ".multipleOf: want a number above 0"},
		"a negative length":       {"{minLength: -1}", at + ".minLength" + whole},
		"a broken length":         {"{maxLength: 1.5}", at + ".maxLength" + whole},
		"a text as count":         {"{type: array, items: {}, minItems: one}", at + ".minItems" + whole},
		"a count out of reach":    {"{maxProperties: 1e30}", at + ".maxProperties" + whole},
		"a number as format":      {"{format: 32}", at + ".format: want a format's name"},
		"a number as pattern":     {"{pattern: 1}", at + ".pattern: want a regular expression, a text"},
		"a lookahead":             {"{pattern: '^(?=a)'}", at + ecma + `the group "(?=a" is not supported: write the pattern without lookaround or flags`},
		"a broken pattern":        {"{pattern: '['}", at + ecma + "it does not compile: error parsing regexp: missing closing ]: `[`"},
		"an empty enum":           {"{enum: []}", at + ".enum" + list + "values, have an empty list"},
		"a text as enum":          {"{enum: a}", at + ".enum" + list + `values, have "a"`},
		"an odd value in an enum": {"{enum: [1, .inf]}", at + ".enum: the number .inf has no form in JSON; write another"},
		"required: true":          {"{required: true}", at + ".required" + list + `values, have "true"`},
		"a number as required":    {"{required: [a, 1, null]}", at + `.required: want the name of a property, have "1"` + "\n" + at + ".required: want the name of a property, have nothing"},
		"required twice":          {"{required: [a, b, a]}", at + `.required: the property "a" is listed twice; remove one`},
		"a list of properties":    {"{properties: [a]}", at + ".properties: want an object of schemas, have a list"},
		"names with a meaning": {"{properties: {$: {}, '': {}, '[]': {}, '*': {}}}",
			at + unplaced + `"$"; rename it` + "\n" + at + unplaced + `""; rename it` + "\n" + at + unplaced + `"[]"; rename it` + "\n" + at + unplaced + `"*"; rename it`},
		"a text as property":      {"{properties: {a: string}}", at + ".properties.a: want a schema, an object"},
		"an array of nothing":     {"{type: array}", at + `: a schema of type array wants "items"; give what its elements are`},
		"items by place":          {"{items: [{}, {}]}", at + ".items: want a schema, an object"},
		"a text for the rest":     {"{additionalProperties: none}", at + ".additionalProperties: want a schema, an object"},
		"a false rest, forged":    {"{additionalProperties: !!bool no}", at + ".additionalProperties: want a schema, an object"},
		"an object as oneOf":      {"{oneOf: {}}", at + ".oneOf" + list + "schemas, have an object"},
		"an empty allOf":          {"{allOf: []}", at + ".allOf" + list + "schemas, have an empty list"},
		"a text in anyOf":         {"{anyOf: [{}, a]}", at + ".anyOf.1: want a schema, an object"},
		"a list as not":           {"{not: [{}]}", at + ".not: want a schema, an object"},
		"read and written only":   {"{readOnly: true, writeOnly: true}", at + ": readOnly and writeOnly exclude each other; keep one"},
		"a reference nowhere":     {"{$ref: '#/components/schemas/Missing'}", at + `: the reference "#/components/schemas/Missing" leads nowhere in this document; mend it or add what it names`},
		"a reference past a list": {"{$ref: '#/components/schemas/Unused/3'}", at + `: the reference "#/components/schemas/Unused/3" leads nowhere in this document; mend it or add what it names`},
		"a reference to a file":   {"{$ref: 'other.yaml#/A'}", at + `: the reference "other.yaml#/A" leads out of this document; only references within it (#/…) are followed; move the target into it`},
		"a reference by anchor":   {"{$ref: '#A'}", at + `: the reference "#A" leads out of this document; only references within it (#/…) are followed; move the target into it`},
		"an object as reference":  {"{$ref: {a: b}}", at + `: the reference "" leads out of this document; only references within it (#/…) are followed; move the target into it`},
		"everything at once": {"{type: a, minLength: b, pattern: '('}", at + ".type: want one of array, boolean, integer, number, object, string\n" +
			at + ".minLength" + whole + "\n" + at + ecma + "it does not compile: error parsing regexp: missing closing ): `(`"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { checkBad(t, asking(test.schema, ""), test.want) })
	}
}

func TestBadComponents(t *testing.T) {
	const cycle = " leads back to itself, with no property or element between; break the reference cycle"
	toA := "{$ref: '#/components/schemas/A'}"
	tests := map[string]struct{ components, want string }{
		"a bad component is told of once": {"A: {properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/B'}}}\nB: {type: b}",
			"d:17: components.schemas.B.type: want one of array, boolean, integer, number, object, string"},
		"a reference to itself":       {"A: " + toA, `d:16: components.schemas.A: the reference "#/components/schemas/A"` + cycle},
		"two that refer to the other": {"A: {$ref: '#/components/schemas/B'}\nB: " + toA, `d:17: components.schemas.B: the reference "#/components/schemas/A"` + cycle},
		"all of itself":               {"A: {allOf: [" + toA + "]}", `d:16: components.schemas.A.allOf.0: the reference "#/components/schemas/A"` + cycle},
		"one of itself, two away": {"A: {oneOf: [{type: string}, {$ref: '#/components/schemas/B'}]}\nB: {anyOf: [{not: " + toA + "}]}",
			`d:17: components.schemas.B.anyOf.0.not: the reference "#/components/schemas/A"` + cycle},
		"a cycle below a property": {"A: {properties: {b: {$ref: '#/components/schemas/B'}}}\nB: {allOf: [{$ref: '#/components/schemas/B'}]}",
			`d:17: components.schemas.B.allOf.0: the reference "#/components/schemas/B"` + cycle},
		"two names for one file": {"A: {properties: {b: {$ref: '#/components/schemas/A.x-B'}, c: {$ref: '#/components/schemas/A/x-B'}}, x-B: {}}\nA.x-B: {}",
			`d:16: components.schemas.A.properties.c: the references "#/components/schemas/A.x-B" and "#/components/schemas/A/x-B" would both be extracted to components/A.x-B.json; rename one`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { checkBad(t, asking(toA, test.components), test.want) })
	}
}

// What goes both ways is extracted once, so it cannot be required of one way only.
func TestBadReadOnlyInWhatBothBodiesUse(t *testing.T) {
	document := func(shared string) string {
		text := asking("{$ref: '#/components/schemas/A'}", "A: {properties: {b: {$ref: '#/components/schemas/B'}}}\nB: "+shared+"\nC: {properties: {id: {readOnly: true}}}")
		return strings.Replace(text, "'204': {description: Taken}",
			"'200': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}\n        '201': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}", 1)
	}
	checkBad(t, document("{properties: {id: {readOnly: true}, key: {writeOnly: true}}}"),
		`d:18: components.schemas.B.properties.id.readOnly: "#/components/schemas/A" is used by the request and by an answer, so readOnly cannot be turned; give each a schema of its own`+"\n"+
			`d:18: components.schemas.B.properties.key.writeOnly: "#/components/schemas/A" is used by the request and by an answer, so writeOnly cannot be turned; give each a schema of its own`)
	extract(t, document("{properties: {id: {type: string}}}"))
}

// Schemas that refer to each other can unfold without bounds; that is told, not tried.
func TestSchemasThatUnfoldTooFar(t *testing.T) {
	var components strings.Builder
	for i := range 40 {
		fmt.Fprintf(&components, "A%d: {type: object, required: [a, b], properties: {a: {$ref: '#/components/schemas/A%d'}, b: {$ref: '#/components/schemas/A%d'}}}\n", i, i+1, i+1)
	}
	components.WriteString("A40: {type: string}\n")
	checkBad(t, asking("{$ref: '#/components/schemas/A0'}", components.String()),
		"d: the schemas unfold to more than 20000 values; let them refer to each other less")
}

func TestProblemsPointToTheFieldsTheyAreReadFrom(t *testing.T) {
	_, err := spec.Extract("d", []byte("openapi: 3.1.0\n"))
	want := spec.Problems{{Document: "d", Line: 1, Where: "openapi", Text: `want OpenAPI 3.0, have "3.1.0"; convert the document to 3.0`}}
	if got, ok := err.(spec.Problems); !ok || len(got) != 1 || got[0] != want[0] {
		t.Errorf("problems %#v\nwant %#v", err, want)
	}
}
