package spec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
)

const minimal = `openapi: 3.0.3
info: {title: Minimal, version: '1'}
paths:
  /compliance/v2/kyc:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object}
      responses:
        '204': {description: Taken}
`

// edited is the minimal document with one text, which it must have, replaced by another.
func edited(old, by string) string {
	if !strings.Contains(minimal, old) {
		panic("the minimal document has no " + old)
	}
	return strings.Replace(minimal, old, by, 1)
}

// checkBad: the document gives exactly these problems, one a line.
func checkBad(t *testing.T, document, want string) {
	t.Helper()
	b, err := spec.Extract("d", []byte(document))
	var problems spec.Problems
	if b != nil || !errors.As(err, &problems) {
		t.Fatalf("bundle %v, error %#v", b, err)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestDocumentsThatDoNotParse(t *testing.T) {
	tests := map[string]struct{ document, want string }{
		"empty":          {"", "d: the document is empty; want an OpenAPI 3.0 document"},
		"a comment":      {"# nothing\n", "d: the document is empty; want an OpenAPI 3.0 document"},
		"null":           {"---\n", "d:2: want an OpenAPI 3.0 document, have nothing"},
		"a list":         {"\n- a\n", "d:2: want an OpenAPI 3.0 document, have a list"},
		"a text":         {"hello", `d:1: want an OpenAPI 3.0 document, have "hello"`},
		"a long text":    {strings.Repeat("ä", 100), `d:1: want an OpenAPI 3.0 document, have "` + strings.Repeat("ä", 60) + `"…`},
		"not YAML":       {"a: b\nb: [1\nc: 2\n", "d:2: the document does not parse as YAML: did not find expected ',' or ']'"},
		"no such anchor": {"a: 1\nb: *c\n", "d:2: the document does not parse as YAML: unknown anchor 'c' referenced"},
		"a tab":          {"a:\n\tb: 1\n", "d:2: the document does not parse as YAML: found character that cannot start any token"},
		"a control":      {"a: 1\nb: \"\x01\"\n", "d:2: the document does not parse as YAML: control characters are not allowed"},
		"no UTF-8":       {"a: 1\nb: 2\nc: \xff\n", "d:3: the document does not parse as YAML: invalid leading UTF-8 octet"},
		"no JSON":        {"{\n  \"openapi\": \"3.0.0\",\n  \"paths\": {]\n}\n", "d:3: the document does not parse as JSON: invalid character ']' looking for beginning of object key string"},
		"JSON, cut":      {"{\n  \"openapi\": ", "d:2: the document does not parse as JSON: unexpected end of JSON input"},
		"JSON twice":     {"{}\n{}", "d:2: the document does not parse as JSON: invalid character '{' after top-level value"},
		"two documents":  {minimal + "---\n" + minimal, "d:12: a second YAML document begins here; want one"},
		"a second, torn": {minimal + "---\na: [\n", "d:14: the document does not parse as YAML: did not find expected node content"},
		"a key twice": {edited("schema: {type: object}", "schema: {type: object}\n            schema: {type: string}"),
			`d:10: the key "schema" stands twice in one object, first on line 9; remove one`},
		"keys twice": {"a: 1\nb: 2\na: 3\nb: 4\n",
			"d:3: the key \"a\" stands twice in one object, first on line 1; remove one\nd:4: the key \"b\" stands twice in one object, first on line 2; remove one"},
		"a key twice in JSON": {"{\"openapi\":\n\"3.0.0\", \"openapi\": \"3.0.0\"}", `d:2: the key "openapi" stands twice in one object, first on line 1; remove one`},
		"one status as number and text": {edited("'204':", "204: {description: Taken}\n        '204':"),
			`d:12: the key "204" stands twice in one object, first on line 11; remove one`},
		"an alias":    {edited("{type: object}", "&a {type: object, x-a: *a}"), "d:9: YAML aliases are not read; write the value out or use $ref"},
		"a merge key": {edited("{type: object}", "{<<: {type: object}}"), "d:9: YAML merge keys are not read; write the values out or use allOf"},
		"a list as key": {edited("{type: object}", "{? [a] : b}"),
			"d:9: want a text as key, have a list"},
		"too deep": {edited("{type: object}", strings.Repeat("{not: ", 250)+"{}"+strings.Repeat("}", 250)),
			"d:9: the document nests deeper than 200 levels; move the inner ones to components and use $ref"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { checkBad(t, test.document, test.want) })
	}
}

const (
	body     = "requestBody:\n        content:\n          application/json:\n            schema: {type: object}"
	answers  = "responses:\n        '204': {description: Taken}"
	post     = "paths./compliance/v2/kyc.post"
	unlisted = `: want a status such as "201", "2XX" or "default"`
	bearer   = "d:4: components.securitySchemes.key: only bearer tokens (type http, scheme bearer) can be sent; kycspec has to learn others first"
)

// secured is the minimal document with a security scheme.
func secured(scheme string) string {
	return edited("paths:", "security: [{key: []}]\ncomponents: {securitySchemes: {key: "+scheme+"}}\npaths:")
}

func TestDocumentsWithoutTheOperation(t *testing.T) {
	tests := map[string]struct{ document, want string }{
		"no version":        {"info: {}\n", `d: this is no OpenAPI document: it has no "openapi: 3.0.x"`},
		"Swagger 2":         {"\nswagger: '2.0'\npaths: {}\n", `d:2: swagger: want OpenAPI 3.0, have Swagger "2.0"; convert the document to 3.0`},
		"OpenAPI 3.1":       {edited("3.0.3", "3.1.0"), `d:1: openapi: want OpenAPI 3.0, have "3.1.0"; convert the document to 3.0`},
		"OpenAPI 3.01":      {edited("3.0.3", "3.01"), `d:1: openapi: want OpenAPI 3.0, have "3.01"; convert the document to 3.0`},
		"a list of version": {edited("3.0.3", "[3]"), `d:1: openapi: want OpenAPI 3.0, have a list; convert the document to 3.0`},
		"no paths":          {"openapi: 3.0.0\n", "d: paths: the document has no paths; want the path /compliance/v2/kyc"},
		"a list of paths":   {"openapi: 3.0.0\npaths: []\n", "d:2: paths: the document has no paths; want the path /compliance/v2/kyc"},
		"empty paths":       {"openapi: 3.0.0\npaths: {}\n", "d:2: paths: the path /compliance/v2/kyc is missing; the document has none"},
		"another path":      {edited("v2/kyc", "v3/kyc"), "d:3: paths: the path /compliance/v2/kyc is missing; the document has /compliance/v3/kyc"},
		"a list as path":    {"openapi: 3.0.0\npaths:\n  /compliance/v2/kyc: [a]\n", "d:3: paths./compliance/v2/kyc: want an object, have a list"},
		"a path nowhere": {"openapi: 3.0.0\npaths:\n  /compliance/v2/kyc: {$ref: '#/x'}\n",
			`d:3: paths./compliance/v2/kyc: the reference "#/x" leads nowhere in this document; mend it or add what it names`},
		"a path in a reference cycle": {"openapi: 3.0.0\npaths:\n  /compliance/v2/kyc: {$ref: '#/paths/~1compliance~1v2~1kyc'}\n",
			"d:3: paths./compliance/v2/kyc: the references form a cycle; let one of them say what it is"},
		"another method": {edited("post:", "put:"), "d:4: paths./compliance/v2/kyc: the operation post is missing; the path has put"},
		"an empty operation": {"openapi: 3.0.0\npaths:\n  /compliance/v2/kyc:\n    post:\n",
			"d:4: " + post + ": want an operation, an object, have nothing"},
		"neither body nor answers": {"openapi: 3.0.0\npaths:\n  /compliance/v2/kyc:\n    post: {}\n",
			"d:4: " + post + ".requestBody: the operation has no request body; there is nothing to ask with without one\n" +
				"d:4: " + post + ".responses: the operation documents no response; want at least one status"},
		"a required parameter of the path": {edited("    post:", "    parameters: [{name: trace, in: query, required: true}]\n    post:"),
			`d:5: paths./compliance/v2/kyc.parameters: the query parameter "trace" is required, and only a body and a bearer token can be sent; kycspec has to learn it first`},
		"a required parameter": {edited("    post:", "    post:\n      parameters: [{name: trace, in: header, required: true}]"),
			"d:6: " + post + `.parameters: the header parameter "trace" is required, and only a body and a bearer token can be sent; kycspec has to learn it first`},
		"an object of parameters": {edited("    post:", "    post:\n      parameters: {}"), "d:6: " + post + ".parameters: want a list of parameters, have an object"},
		"a parameter nowhere": {edited("    post:", "    post:\n      parameters: [{$ref: '#/a'}]"),
			"d:6: " + post + `.parameters: the reference "#/a" leads nowhere in this document; mend it or add what it names`},
		"no such security scheme": {edited("paths:", "security: [{key: []}]\npaths:"),
			`d:3: security: the security scheme "key" is not in components.securitySchemes; add it there`},
		"an API key":               {secured("{type: apiKey, in: header, name: X}"), bearer},
		"a user and password":      {secured("{type: http, scheme: basic}"), bearer},
		"OAuth":                    {secured("{type: oauth2, flows: {}}"), bearer},
		"a security nowhere":       {secured("{$ref: '#/x'}"), `d:4: components.securitySchemes.key: the reference "#/x" leads nowhere in this document; mend it or add what it names`},
		"an object of security":    {edited("paths:", "security: {key: []}\npaths:"), "d:3: security: want a list of security requirements, have an object"},
		"a security that is named": {edited("paths:", "security: [key]\npaths:"), `d:3: security: want an object of security schemes, have "key"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { checkBad(t, test.document, test.want) })
	}
}

func TestDocumentsWithBadBodies(t *testing.T) {
	tests := map[string]struct{ document, want string }{
		"no request body":     {edited(body, "x-body: {}"), "d:5: " + post + ".requestBody: the operation has no request body; there is nothing to ask with without one"},
		"a text as body":      {edited(body, "requestBody: none"), "d:6: " + post + `.requestBody: want an object, have "none"`},
		"no content":          {edited("content:", "x-content:"), "d:6: " + post + ".requestBody: want content with a JSON media type and its schema"},
		"empty content":       {edited(body, "requestBody: {content: {}}"), "d:6: " + post + ".requestBody: want content with a JSON media type and its schema"},
		"a list as content":   {edited(body, "requestBody: {content: [a]}"), "d:6: " + post + ".requestBody.content: want an object of media types, have a list"},
		"XML":                 {edited("application/json", "application/xml"), "d:7: " + post + ".requestBody.content: want a JSON media type with a schema, have application/xml; no other body can be judged"},
		"JSON without schema": {edited("schema:", "x-schema:"), "d:7: " + post + ".requestBody.content: want a JSON media type with a schema, have application/json; no other body can be judged"},
		"a schema for each JSON": {edited("schema: {type: object}", "schema: {type: object}\n          application/problem+json:\n            schema: {type: object}"),
			"d:10: " + post + ".requestBody.content: a second JSON media type cannot be judged by a schema of its own; let it have the same $ref or keep one"},
		"a JSON with no schema before one that has": {edited("application/json:", "application/json: {}\n          application/problem+json:"),
			"d:8: " + post + ".requestBody.content: a JSON media type without a schema cannot be judged by another's; let it have the same $ref or remove it"},
		"a JSON with no schema after one that has": {edited("schema: {type: object}", "schema: {type: object}\n          application/problem+json: {}"),
			"d:10: " + post + ".requestBody.content: a JSON media type without a schema cannot be judged by another's; let it have the same $ref or remove it"},
		"a body that may be required": {edited("requestBody:", "requestBody:\n        required: maybe"), "d:7: " + post + ".requestBody.required: want true or false"},
		"a body nowhere": {edited(body, "requestBody: {$ref: '#/components/requestBodies/x'}"),
			"d:6: " + post + `.requestBody: the reference "#/components/requestBodies/x" leads nowhere in this document; mend it or add what it names`},
		"no answers":        {edited(answers, "x-a: 1"), "d:5: " + post + ".responses: the operation documents no response; want at least one status"},
		"empty answers":     {edited(answers, "responses: {}"), "d:10: " + post + ".responses: the operation documents no response; want at least one status"},
		"extensions only":   {edited("'204'", "x-204"), "d:10: " + post + ".responses: the operation documents no response; want at least one status"},
		"a list of answers": {edited(answers, "responses: [a]"), "d:5: " + post + ".responses: the operation documents no response; want at least one status"},
		"bad statuses": {edited("'204': {description: Taken}", "'2xx': {}\n        '600': {}\n        99: {}\n        created: {}\n        0xC8: {}"),
			"d:11: " + post + ".responses.2xx" + unlisted + "\nd:12: " + post + ".responses.600" + unlisted + "\nd:13: " + post + ".responses.99" + unlisted +
				"\nd:14: " + post + ".responses.created" + unlisted + "\nd:15: " + post + ".responses.0xC8" + unlisted},
		"a text as answer": {edited("{description: Taken}", "Taken"), "d:11: " + post + `.responses.204: want an object, have "Taken"`},
		"an answer nowhere": {edited("{description: Taken}", "{$ref: '#/components/responses/x'}"),
			"d:11: " + post + `.responses.204: the reference "#/components/responses/x" leads nowhere in this document; mend it or add what it names`},
		"an answer elsewhere": {edited("{description: Taken}", "{$ref: 'other.yaml#/x'}"),
			"d:11: " + post + `.responses.204: the reference "other.yaml#/x" leads out of this document; only references within it (#/…) are followed; move the target into it`},
		"an answer in a reference cycle": {edited("{description: Taken}", "{$ref: '#/paths/~1compliance~1v2~1kyc/post/responses/204'}"),
			"d:11: " + post + ".responses.204: the references form a cycle; let one of them say what it is"},
		"a required header": {edited("{description: Taken}", "{description: Taken, headers: {X-Rate: {required: true}}}"),
			"d:11: " + post + `.responses.204.headers: the header "X-Rate" is required of the answer, and headers cannot be judged; kycspec has to learn it first`},
		"a list of headers": {edited("{description: Taken}", "{description: Taken, headers: [a]}"),
			"d:11: " + post + ".responses.204.headers: want an object of headers, have a list"},
		"an answer that is XML": {edited("{description: Taken}", "{description: Taken, content: {text/xml: {}, text/html: {}}}"),
			"d:11: " + post + ".responses.204.content: want a JSON media type with a schema, have text/xml, text/html; no other body can be judged"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { checkBad(t, test.document, test.want) })
	}
}
