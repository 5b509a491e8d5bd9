package contract_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// TestALengthThatNoRequestCanHave: documents that are made by programs have
// such limits, and a text of that length has no room in the machine.
func TestALengthThatNoRequestCanHave(t *testing.T) {
	document, err := os.ReadFile("../../schemas/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const tooLong = `the contract's limit "longest" to external id (customer.external_id) is longer than any text that is made here (131072 characters)`
	for longest, want := range map[string]string{
		"131072":              "",
		"131073":              tooLong,
		"4611686018427387904": tooLong,
		"9223372036854775807": tooLong,
	} {
		t.Run(longest, func(t *testing.T) {
			bundle, err := spec.Extract("huge.yaml", bytes.ReplaceAll(document, []byte("maxLength: 1000\n"), fmt.Appendf(nil, "maxLength: %s\n", longest)))
			if err != nil {
				t.Fatal(err)
			}
			c, err := contract.New(bundle)
			if err != nil {
				t.Fatal(err)
			}
			bundle.Names = published(t).Names()
			draft, got := c.Draft(), ""
			if err := draft.SetLimit(spec.RoleCustomer, contract.Longest, false, "x"); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("got %q\nwant %q", got, want)
			}
		})
	}
}
