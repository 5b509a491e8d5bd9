package spec_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
)

// changed is the contract with texts, each of which it must have, replaced.
func changed(t testing.TB, pairs ...string) string {
	t.Helper()
	text := string(document(t))
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the contract has no %s", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

// TestNewerVersions: what a newer contract adds to and takes from the clauses, and nothing else.
func TestNewerVersions(t *testing.T) {
	const (
		answer401 = "        '401':\n"
		reply     = "          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/JsonErrorResponse'\n"
	)
	tests := map[string]struct {
		pairs      []string
		gone, more []string
	}{
		"the same": {nil, nil, nil},
		"a property is renamed": {[]string{"            level:\n", "            tier:\n", "            - level\n", "            - tier\n"},
			[]string{"request/action.level/maximum", "request/action.level/minimum", "request/action.level/type", "request/action/required/level"},
			[]string{"request/action.tier/maximum", "request/action.tier/minimum", "request/action.tier/type", "request/action/required/tier"}},
		"a bound changes": {[]string{"maximum: 4", "maximum: 5"}, nil, nil},
		"a bound becomes exclusive": {[]string{"maximum: 4", "maximum: 5\n              exclusiveMaximum: true"},
			[]string{"request/action.level/maximum"}, []string{"request/action.level/exclusiveMaximum"}},
		"a blockchain more": {[]string{"                    - aleo_testnet\n", "                    - aleo_testnet\n                    - 'tron/main'\n"},
			nil, []string{"request/customer.wallet.blockchain/enum/tron/main"}},
		"the answer has to have more": {[]string{"            - widget_data\n            - flow\n            - error_code\n", "            - widget_data\n            - flow\n            - error_code\n            - session\n"},
			nil, []string{"response/201/data/required/session"}},
		"a property may be left out": {[]string{"            - type\n            - level\n", "            - type\n"},
			[]string{"request/action/required/level"}, []string{"request/action/optional/level"}},
		"an object is closed": {[]string{"      properties:\n        action:\n          properties:", "      properties:\n        action:\n          additionalProperties: false\n          properties:"}, nil, nil},
		"new statuses": {[]string{answer401, "        '202': {description: Later}\n        4XX:\n          description: Refused\n" + reply + "        default:\n          description: Odd\n" + reply + answer401},
			nil, slices.Concat([]string{"media/4XX/application/json", "media/default/application/json"}, errorIDs("4XX"), errorIDs("default"),
				[]string{"semantic/4XX/error.reason/http-reason", "semantic/4XX/error.status/http-status", "semantic/default/error.reason/http-reason",
					"semantic/default/error.status/http-status", "status/202", "status/4XX", "status/default"})},
		"a status is gone": {[]string{"        '406':\n" + reply + "          description: Not Acceptable\n", ""},
			slices.Concat([]string{"media/406/application/json"}, errorIDs("406"), []string{"semantic/406/error.reason/http-reason", "semantic/406/error.status/http-status", "status/406"}), nil},
		"a charset": {[]string{"application/json:", "application/json; charset=utf-8:"},
			medias(""), medias("; charset=utf-8")},
		"no credentials": {[]string{"security:\n  - authorization: []\n", "security: []\n"}, []string{"security/authorization"}, nil},
		"credentials as you like": {[]string{"security:\n  - authorization: []\n", "security:\n  - {}\n  - authorization: []\n"},
			[]string{"security/authorization"}, nil},
		"the request has a name of its own": {[]string{"      requestBody:\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/start_kyc_workflow_request'\n        description: Start KYC Workflow Request\n        required: false\n",
			"      requestBody: {$ref: '#/components/requestBodies/start'}\n",
			"components:\n", "components:\n  requestBodies:\n    start: {content: {application/json: {schema: {$ref: '#/components/schemas/start_kyc_workflow_request'}}}}\n"}, nil, nil},
		"an answer has a name of its own": {[]string{"        '429':\n" + reply + "          description: Too Many Requests\n", "        '429': {$ref: '#/components/responses/slow'}\n",
			"components:\n", "components:\n  responses:\n    slow: {description: Slow, headers: {Retry-After: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: '#/components/schemas/JsonErrorResponse'}}}}\n"}, nil, nil},
	}
	before := ids(extract(t, string(document(t))))
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := extract(t, changed(t, test.pairs...))
			checkBundle(t, b)
			checkSamples(t, b)
			want := slices.DeleteFunc(slices.Clone(before), func(id string) bool { return slices.Contains(test.gone, id) })
			if len(want)+len(test.gone) != len(before) {
				t.Errorf("of %v some were not there before", test.gone)
			}
			want = slices.Sorted(slices.Values(append(want, test.more...)))
			if diff := cmp.Diff(want, ids(b)); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

// errorIDs are the clauses of an error answer's body.
func errorIDs(status string) []string {
	var list []string
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimSpace(errorClauses), "/401/", "/"+status+"/")) {
		_, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		list = append(list, id)
	}
	return list
}

func medias(parameter string) []string {
	list := []string{"media/request/application/json" + parameter}
	for _, status := range []string{"200", "201", "401", "403", "406", "415", "422", "429", "500"} {
		list = append(list, "media/"+status+"/application/json"+parameter)
	}
	return list
}

// A changed value keeps its clause's id and changes what it says.
func TestNewerVersionsKeepTheIDOfAChangedBound(t *testing.T) {
	b := extract(t, changed(t, "maximum: 4", "maximum: 5"))
	i := slices.IndexFunc(b.Manifest.Clauses, func(c spec.Clause) bool { return c.ID == "request/action.level/maximum" })
	if got, want := b.Manifest.Clauses[i].Sentence, "In a request, the level of the action is at most 5."; got != want {
		t.Errorf("sentence %q, want %q", got, want)
	}
	if i := slices.IndexFunc(b.Manifest.Clauses, func(c spec.Clause) bool { return c.ID == "request/action/additionalProperties" }); b.Manifest.Clauses[i].Value != true {
		t.Errorf("clause %+v", b.Manifest.Clauses[i])
	}
}

// The form of a document changes neither schemas nor clauses, but for their lines.
func TestJSONGivesWhatYAMLGives(t *testing.T) {
	documents := map[string][]byte{"the contract": document(t), "every construct": read(t, "testdata/every.yaml")}
	for name, text := range documents {
		want := extract(t, string(text))
		for form, indent := range map[string]string{"tabs": "\t", "spaces": "  ", "one line": ""} {
			t.Run(name+"/"+form, func(t *testing.T) {
				got := extract(t, "\ufeff"+string(asJSON(t, text, indent)))
				if diff := cmp.Diff(sortedRequired(t, want), sortedRequired(t, got)); diff != "" {
					t.Errorf("schemas (-yaml +json):\n%s", diff)
				}
				if diff := cmp.Diff(ids(want), ids(got)); diff != "" {
					t.Errorf("ids (-yaml +json):\n%s", diff)
				}
			})
		}
	}
}

// sortedRequired are the schemas as values. JSON made of a map has no order of its keys; lists keep theirs.
func sortedRequired(t testing.TB, b *spec.Bundle) map[string]any {
	t.Helper()
	all := map[string]any{}
	for name, text := range b.Schemas {
		all[name] = decode(t, string(text))
	}
	return all
}

// JSON says some things in ways that YAML parsers do not take.
func TestJSONIsReadAsJSON(t *testing.T) {
	tests := map[string]struct{ schema, want string }{
		"an escaped slash":     {`{"enum": ["a\/b"]}`, "request/$/enum/a/b"},
		"a surrogate pair":     {`{"enum": ["\ud83d\ude00"]}`, "request/$/enum/😀"},
		"a delete character":   {"{\"enum\": [\"\x7f\"]}", "request/$/enum/\x7f"},
		"a colon apart":        {"{\"enum\"\n\t:\n\t[\"a\"]}", "request/$/enum/a"},
		"a text like a number": {`{"enum": ["1"]}`, "request/$/enum/1"},
		"a long key":           {`{"properties": {"` + strings.Repeat("k", 2000) + `": {}}}`, "request/$/optional/" + strings.Repeat("k", 2000)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text := `{"openapi": "3.0.0", "paths": {"\/compliance/v2/kyc": {"post": {"responses": {"204": {}}, "requestBody":
				{"content": {"application/json": {"schema": ` + test.schema + `}}}}}}}`
			if got := ids(extract(t, text)); !slices.Contains(got, test.want) {
				t.Errorf("no %q in %q", test.want, got)
			}
		})
	}
}

func TestLinesOfJSON(t *testing.T) {
	text := "{\n  \"openapi\": \"3.0.0\",\n\n  \"paths\": {\"/compliance/v2/kyc\":\n    {\"post\": {\"requestBody\": {\"content\": {\"application/json\": {\"schema\": {\n" +
		"      \"type\": \"string\",\n      \"enum\": [\"a\",\n        \"b\"]}}}},\n    \"responses\": {\n      \"204\": {}}}}}}"
	got := map[string]int{}
	for _, c := range extract(t, text).Manifest.Clauses {
		got[c.ID] = c.Line
	}
	want := map[string]int{"media/request/application/json": 5, "request/$/json": 5, "request/$/type": 6,
		"request/$/enum/a": 7, "request/$/enum/b": 8, "request/$/enum": 7, "status": 9, "status/204": 10}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestMentionsOfWhatIsNotJudged(t *testing.T) {
	tests := map[string]struct {
		document string
		want     []string
	}{
		"the contract":    {string(document(t)), nil},
		"every construct": {string(read(t, "testdata/every.yaml")), []string{`line 40: the query parameter "trace" is not sent`, `line 20: the header "Location" is not judged`, `line 74: the format "colour" is not judged`}},
		"no credentials wanted": {changed(t, "  - authorization: []\n", "  - {}\n"),
			[]string{"line 9: a request may come without credentials, so they are not judged"}},
		"a description of what is not there": {changed(t, "so `widget_data` will", "so `token` will"),
			[]string{"line 265: the description speaks of data.token, which the schema does not have"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, extract(t, test.document).Manifest.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilesOfADocument(t *testing.T) {
	got := slices.Sorted(maps.Keys(extract(t, string(read(t, "testdata/every.yaml"))).Files()))
	want := []string{"extracted/components/Begun.json", "extracted/components/Begun.properties.tree.json", "extracted/components/Named.json",
		"extracted/components/Start.json", "extracted/manifest.json", "extracted/request.json", "extracted/response-201.json",
		"extracted/response-4XX.json", "extracted/response-default.json"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
