package spec_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

type readCloser = io.ReadCloser

// asJSON writes a YAML document as JSON. Keys come in alphabetic order.
func asJSON(t testing.TB, text []byte, indent string) []byte {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent(v, "", indent)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// asking is a document whose request has the schema, which begins on line 10
// and may be of several lines, as may the components' schemas.
func asking(schema, components string) string {
	return fmt.Sprintf(`openapi: 3.0.3
info: {title: Made, version: '1'}
paths:
  /compliance/v2/kyc:
    post:
      requestBody:
        content:
          application/json:
            schema:
%s
      responses:
        '204': {description: Taken}
components:
  schemas:
%s
`, indented(schema, 14), indented("Unused: {}\n"+components, 4))
}

// answering is a document whose answer 200 has the schema.
func answering(schema, components string) string {
	return fmt.Sprintf(`openapi: 3.0.3
info: {title: Made, version: '1'}
paths:
  /compliance/v2/kyc:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200':
          description: Done
          content:
            application/json:
              schema:
%s
components:
  schemas:
%s
`, indented(schema, 16), indented("Unused: {}\n"+components, 4))
}

func indented(text string, by int) string {
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.Repeat(" ", by) + lines[i]
	}
	return strings.Join(lines, "\n")
}

// decode reads JSON with every digit of its numbers.
func decode(t testing.TB, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
