package contract_test

import (
	"os"
	"strings"
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// A request that the contract rules out is told before the API is blamed for refusing it.
func TestCheckSample(t *testing.T) {
	const impossible = "            id: {type: string, pattern: '^ab$', minLength: 5}\n"
	document, err := schemas.FS.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadFile("../../schemas/names.yaml")
	if err != nil {
		t.Fatal(err)
	}
	grown := strings.NewReplacer("            level:\n", impossible+"            level:\n", "            - level\n", "            - level\n            - id\n").Replace(string(document))
	address := strings.Replace(string(document), "                  maxLength: 1000\n", "                  maxLength: 2\n                  minLength: 5\n", 1)
	for name, test := range map[string]struct{ document, want string }{
		"the contract": {string(document), ""},
		"an impossible property": {grown, `openapi.yaml:125: request/action.id/minLength: the request that scenarios begin with cannot be made: ` +
			`want at least 5 characters, have "ab" (2 characters); give its schema an example that keeps this`},
		"what is filled in": {address, ""},
	} {
		t.Run(name, func(t *testing.T) {
			bundle, err := spec.Extract("openapi.yaml", []byte(test.document))
			if err != nil {
				t.Fatal(err)
			}
			if bundle.Names, err = spec.ReadNames("names.yaml", names); err != nil {
				t.Fatal(err)
			}
			c, err := contract.New(bundle)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := c.CheckSample(spec.RoleCustomer, spec.RoleAddress); err != nil {
				got = err.Error()
			}
			if name == "what is filled in" && c.CheckSample() == nil {
				t.Error("want an error where nothing is filled in")
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
