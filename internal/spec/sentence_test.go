package spec_test

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// TestSentences: what a clause of each kind says to people, and what covers it.
func TestSentences(t *testing.T) {
	clauses := byID(extract(t, string(read(t, "testdata/every.yaml"))))
	const both, accepted, rejected, observed = "boundary-accepted violation-rejected", "boundary-accepted", "violation-rejected", "observed"
	tests := []struct{ id, needs, sentence string }{
		{"media/request/application/json", both, "A request is application/json, and nothing that is not listed is taken."},
		{"request/$/json", both, "In a request, the body is one whole JSON document, no key in it twice."},
		{"request/$/type", both, "In a request, the body is an object."},
		{"request/$/minProperties", both, "In a request, the body has at least 1 property."},
		{"request/$/maxProperties", both, "In a request, the body has at most 20 properties."},
		{"request/$/required/kind", both, "In a request, the body has the property kind."},
		{"request/$/optional/count", accepted, "In a request, the body may come without the property count."},
		{"request/$/additionalProperties", accepted, "In a request, the body may have properties that the contract does not name."},
		{"request/closed/additionalProperties", rejected, "In a request, the closed has no properties but those that the contract names."},
		{"request/open/additionalProperties", accepted, "In a request, the open may have properties that the contract does not name."},
		{"request/kind/type", accepted, "In a request, the kind is a text or null."},
		{"request/kind/enum", rejected, "In a request, the kind is one of plain, odd, an empty text, null."},
		{"request/kind/enum/plain", accepted, "In a request, the kind may be plain."},
		{`request/kind/enum/""`, accepted, "In a request, the kind may be an empty text."},
		{"request/kind/enum/null", accepted, "In a request, the kind may be null."},
		{"request/amount/type", both, "In a request, the amount is a number."},
		{"request/amount/exclusiveMinimum", both, "In a request, the amount is more than 0."},
		{"request/amount/exclusiveMaximum", both, "In a request, the amount is less than 100."},
		{"request/amount/multipleOf", both, "In a request, the amount is a multiple of 0.5."},
		{"request/count/type", both, "In a request, the count is a whole number."},
		{"request/count/minimum", both, "In a request, the count is at least 1."},
		{"request/count/maximum", both, "In a request, the count is at most 10."},
		{"request/count/format", accepted, "In a request, the count fits in 64 bits."},
		{"request/day/format", both, "In a request, the day is written as date."},
		{"request/flag/type", both, "In a request, the flag is true or false."},
		{"request/secret/pattern", both, `In a request, the secret matches ^\d{4,6}$.`},
		{"request/secret/minLength", accepted, "In a request, the secret is at least 4 characters long."},
		{"request/secret/maxLength", both, "In a request, the secret is at most 5 characters long."},
		{"request/tags/type", both, "In a request, the tags is a list."},
		{"request/tags/minItems", both, "In a request, the tags has at least 1 element."},
		{"request/tags/maxItems", both, "In a request, the tags has at most 3 elements."},
		{"request/tags/uniqueItems", both, "In a request, the tags has no element twice."},
		{"request/tags.[]/maxLength", both, "In a request, each element of the tags is at most 10 characters long."},
		{"request/labels.*/minLength", both, "In a request, each other property of the labels is at least 1 character long."},
		{"request/either/oneOf", both, "In a request, the either has exactly one of 2 forms."},
		{"request/either/oneOf/1/required/size", accepted, "In a request, the either has the property size (form 2 of 2)."},
		{"request/either/oneOf/1/size/type", accepted, "In a request, the size of the either is a whole number (form 2 of 2 of the either)."},
		{"request/either/oneOf/0/enum", "", "In a request, the either is none (form 1 of 2)."},
		{"request/some/anyOf", both, "In a request, the some has at least one of 2 forms."},
		{"request/other/not", both, "In a request, the other is not what the contract rules out."},
		{"request/whole.age/minimum", both, "In a request, the age of the whole is at least 18."},
		{`request/a\.b~1c~d/maxLength`, both, "In a request, the a.b/c~d is at most 7 characters long."},
		{"request/id/type", "", "In a request, the id is a text."},
		{"status", observed, "The API answers with documented statuses only."},
		{"status/201", observed, "The API may answer 201: Begun."},
		{"status/2XX", observed, "The API may answer 2XX: Taken."},
		{"status/default", observed, "The API may answer with other statuses: Anything else."},
		{"media/201/application/problem+json", observed, "A 201 answer may be application/problem+json."},
		{"media/4XX/application/json", observed, "A 4XX answer is application/json."},
		{"media/default/*/*", observed, "Any other answer is */*."},
		{"response/201/id/format", observed, "In a 201 answer, the id is written as uuid."},
		{"response/201/password/type", "", "In a 201 answer, the password is a text."},
		{"response/201/tree.value/format", observed, "In a 201 answer, the value of the tree fits in 32 bits."},
		{"response/default/$/required/value", observed, "In any other answer, the body has the property value."},
		{"semantic/4XX/status/http-status", observed, "In a 4XX answer, the status is the HTTP status of the answer."},
		{"security/token", both, "A request is taken with a bearer token that the API gave, and with nothing else."},
	}
	for _, test := range tests {
		t.Run(test.id, func(t *testing.T) {
			c, known := clauses[test.id]
			if needs := strings.Trim(fmt.Sprint(c.Needs), "[]"); !known || c.Sentence != test.sentence || needs != test.needs {
				t.Errorf("known %t, needs %q: %s\nwant %q: %s", known, needs, c.Sentence, test.needs, test.sentence)
			}
		})
	}
}

// TestWhyNobodyCan: a clause that needs less than its kind does says why.
func TestWhyNobodyCan(t *testing.T) {
	const (
		listed   = "a value of another type is not in the list of values either, so the type is never broken alone"
		tooShort = "no message of EIP-4361, which the description asks for, is as short as this, so a text that is may be accepted or refused"
		pattern  = "a text of any other length breaks the pattern too, so the length is never broken alone"
		null     = "the contract promises null here, so no value comes that this judges"
		form     = "a value that breaks one form may still be of another, so this is never broken alone"
		chosen   = "which form a value has is the API's to choose, so no client can bring about one that this judges"
		way      = "the contract keeps this property out of this body (readOnly, writeOnly)"
	)
	codes := map[string]string{"response/403/error.code/oneOf/0/format": chosen}
	for _, status := range []string{"401", "406", "415", "422", "429", "500"} {
		codes["response/"+status+"/error.code/oneOf/0/format"] = chosen
		codes["response/"+status+"/error.code/oneOf/1/maxLength"] = chosen
	}
	withCodes := func(reasons map[string]string) map[string]string {
		maps.Copy(reasons, codes)
		return reasons
	}
	tests := map[string]struct {
		document string
		want     map[string]string
	}{
		"the contract": {string(document(t)), withCodes(map[string]string{
			"request/action.type/type":                         listed,
			"request/customer.wallet.blockchain/type":          listed,
			"request/customer.wallet.siwe.message/minLength":   tooShort,
			"request/customer.wallet.siwe.signature/maxLength": pattern,
			"request/customer.wallet.siwe.signature/minLength": pattern,
			"response/200/data.widget_data/maxLength":          null,
			"response/200/data.widget_data/pattern":            null,
			"response/201/data.error_code/maxLength":           null,
		})},
		"every construct": {string(read(t, "testdata/every.yaml")), map[string]string{
			"request/kind/type":                    listed,
			"request/secret/minLength":             pattern,
			"request/count/format":                 "a number that does not fit breaks its bounds too, so the format is never broken alone",
			"request/id/type":                      way,
			"response/201/password/type":           way,
			"request/either/oneOf/0/type":          listed,
			"request/either/oneOf/0/enum":          form,
			"request/either/oneOf/1/type":          form,
			"request/either/oneOf/1/required/size": form,
			"request/either/oneOf/1/size/type":     form,
			"request/some/anyOf/0/type":            form,
			"request/some/anyOf/0/minimum":         form,
			"request/some/anyOf/1/type":            form,
			"request/some/anyOf/1/minLength":       form,
		}},
		"bounds of nothing": {asking("{type: string, minLength: 0, maxLength: 3, enum: [a]}", ""), map[string]string{
			"request/$/type":      listed,
			"request/$/minLength": "a value that breaks this is not in the list of values either, so it is never broken alone",
			"request/$/maxLength": "a value that breaks this is not in the list of values either, so it is never broken alone",
		}},
		"no less than nothing": {asking("{type: array, minItems: 0, items: {type: string, minLength: 0, pattern: '^a*$'}}", ""), map[string]string{
			"request/$/minItems":   "nothing is shorter than 0",
			"request/[]/minLength": "nothing is shorter than 0",
		}},
		"nothing to excuse": {asking("{type: integer, format: int32, minimum: 0, maximum: 3000000000}", ""), map[string]string{}},
		"null, and all below it": {changed(t, "              nullable: true\n              pattern: ^[-a-zA-Z0-9_/+]+=*$\n              type: string\n",
			"              nullable: true\n              type: object\n              properties: {a: {type: string}}\n"), withCodes(map[string]string{
			"request/action.type/type":                         listed,
			"request/customer.wallet.blockchain/type":          listed,
			"request/customer.wallet.siwe.message/minLength":   tooShort,
			"request/customer.wallet.siwe.signature/maxLength": pattern,
			"request/customer.wallet.siwe.signature/minLength": pattern,
			"response/200/data.widget_data/maxLength":          null,
			"response/200/data.widget_data.a/type":             null,
			"response/201/data.error_code/maxLength":           null,
		})},
		"forms of an answer": {answering("{oneOf: [{type: string, enum: [a]}, {type: object, required: [b], properties: {b: {type: string}}}]}", ""), map[string]string{
			"response/200/$/oneOf/1/required/b": chosen,
			"response/200/$/oneOf/1/b/type":     chosen,
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := map[string]string{}
			for _, c := range extract(t, test.document).Manifest.Clauses {
				if c.Unprovokable != "" {
					got[c.ID] = c.Unprovokable
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}

// What the descriptions promise is read from their words alone.
func TestSemanticClauses(t *testing.T) {
	all := strings.Fields(strings.NewReplacer("\n", " ").Replace(strings.TrimSpace(semanticClauses)))
	if len(all) != 2*28 {
		t.Errorf("%d semantic clauses in the contract, want 28", len(all)/2)
	}
	tests := map[string]struct {
		schema string
		want   []string
	}{
		"none":               {"{type: object, properties: {a: {type: string, description: a text}}}", nil},
		"an HTTP status":     {"{properties: {s: {type: integer, description: http Status Code of it}}}", []string{"semantic/200/s/http-status"}},
		"a status in a text": {"{properties: {s: {type: string, description: HTTP status code}}}", nil},
		"a status in words":  {"{properties: {s: {type: string, description: http Status description.}}}", []string{"semantic/200/s/http-reason"}},
		"words in a number":  {"{properties: {s: {type: integer, description: HTTP status description}}}", nil},
		"base64":             {"{properties: {w: {type: string, description: Base64 encoded data}}}", []string{"semantic/200/w/base64"}},
		"base64 elsewhere":   {"{properties: {w: {type: string, description: not base64 encoded}}}", nil},
		"null":               {"{properties: {e: {type: string, nullable: true, description: '`null` value for cases where all is well'}}}", []string{"semantic/200/e/null"}},
		"a neighbour's null": {"{properties: {e: {description: 'x, so `w` will be `null`.'}, w: {type: string, description: Base64 encoded}}}", []string{"semantic/200/w/null"}},
		"no neighbour":       {"{properties: {e: {description: 'x, so `w` will be `null`.'}}}", nil},
		"not null":           {"{properties: {e: {description: The only field that will be present.}}}", []string{"semantic/200/e/not-null"}},
		"one of two forms":   {"{oneOf: [{properties: {s: {type: integer, description: HTTP status code}}}, {type: string}]}", nil},
		"one of one form":    {"{oneOf: [{properties: {s: {type: integer, description: HTTP status code}}}]}", []string{"semantic/200/s/http-status"}},
		"of a request only":  {"{properties: {s: {description: Required if application is configured to require wallet signatures.}}}", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range extract(t, answering(test.schema, "")).Manifest.Clauses {
				if c.Part == spec.SemanticPart {
					got = append(got, c.ID)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
		})
	}
}

// TestValidatorsFindTheClause: the keyword location that a validator gives is one of the clause's.
func TestValidatorsFindTheClause(t *testing.T) {
	contract, every := extract(t, string(document(t))), extract(t, string(read(t, "testdata/every.yaml")))
	tests := map[string]struct {
		b                *spec.Bundle
		file, body, want string
	}{
		"a bound":           {contract, "request.json", `{"action": {"type": "OCC_RULES_ENGINE", "level": 5}, "customer": {"external_id": "", "wallet": {"address": "", "blockchain": "aleo"}}}`, "request/action.level/maximum"},
		"a list":            {contract, "response-201.json", `{"data": {"error_code": null, "flow": "x", "widget_data": null}}`, "response/201/data.flow/enum"},
		"a closed object":   {contract, "response-422.json", `{"error": {"status": 1, "reason": "x", "stray": 1}}`, "response/422/error/additionalProperties"},
		"below a component": {every, "response-201.json", `{"id": "00000000-0000-4000-8000-000000000000", "tree": {"value": 1, "children": [{}]}}`, "response/201/tree.children.[]/required/value"},
		"an odd name":       {every, "request.json", `{"kind": null, "amount": 1, "secret": "0000", "a.b/c~d": "12345678"}`, `request/a\.b~1c~d/maxLength`},
		"part of all":       {every, "request.json", `{"kind": null, "amount": 1, "secret": "0000", "whole": {"name": "ab", "age": 1}}`, "request/whole.age/minimum"},
		"any other":         {every, "request.json", `{"kind": null, "amount": 1, "secret": "0000", "labels": {"a": ""}}`, "request/labels.*/minLength"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			failed, ok := compile(t, test.b, test.file).Validate(decode(t, test.body)).(*jsonschema.ValidationError)
			if !ok {
				t.Fatal("the body is valid")
			}
			for len(failed.Causes) > 0 {
				failed = failed.Causes[0]
			}
			location, err := url.PathUnescape(failed.KeywordLocation)
			if c := byID(test.b)[test.want]; err != nil || !slices.Contains(c.Locations, location) {
				t.Errorf("location %s is not among %q of %s", location, c.Locations, test.want)
			}
		})
	}
}

func byID(b *spec.Bundle) map[string]spec.Clause {
	clauses := map[string]spec.Clause{}
	for _, c := range b.Manifest.Clauses {
		clauses[c.ID] = c
	}
	return clauses
}
