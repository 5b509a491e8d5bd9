package contract_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/tidwall/gjson"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// TestALengthThatNoRequestCanHave: documents that are made by programs have
// such limits, and a text of that length has no room in the machine.
func TestALengthThatNoRequestCanHave(t *testing.T) {
	const tooLong = `the contract's limit "longest" to external id (customer.external_id) is longer than any text that is made here (131072 characters)`
	for longest, want := range map[string]string{
		"131072":              "",
		"131073":              tooLong,
		"4611686018427387904": tooLong,
		"9223372036854775807": tooLong,
	} {
		t.Run(longest, func(t *testing.T) {
			c := replaced(t, "maxLength: 1000\n", "maxLength: "+longest+"\n")
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

// replaced is the published contract with another text in the first place of one.
func replaced(t *testing.T, old, text string) *contract.Contract {
	t.Helper()
	document, err := os.ReadFile("../../schemas/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := spec.Extract("replaced.yaml", bytes.Replace(document, []byte(old), []byte(text), 1))
	if err != nil {
		t.Fatal(err)
	}
	bundle.Names = published(t).Names()
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestNothingIsShorterThanNothing: what cannot be past a limit is allowed, and
// a refusal of it would not be as documented.
func TestNothingIsShorterThanNothing(t *testing.T) {
	c := replaced(t, "maxLength: 1000\n", "minLength: 0\n")
	if err := c.Draft().SetLimit(spec.RoleCustomer, contract.Shortest, false, "x"); err != nil {
		t.Errorf("at its shortest: %v", err)
	}
	err := c.Draft().SetLimit(spec.RoleCustomer, contract.Shortest, true, "x")
	if want := "no text is past the contract's limit \"shortest\" to external id (customer.external_id)"; err == nil || err.Error() != want {
		t.Errorf("past it: got %v\nwant %s", err, want)
	}
}

// TestALimitThatIsAFraction is written as JSON writes it, and not as 9/2.
func TestALimitThatIsAFraction(t *testing.T) {
	c := replaced(t, "maximum: 4\n", "maximum: 4.5\n")
	for past, want := range map[bool]string{false: "4.5", true: "5.5"} {
		draft := c.Draft()
		if err := draft.SetLimit(spec.RoleLevel, contract.Highest, past, ""); err != nil {
			t.Fatal(err)
		}
		if got := gjson.GetBytes(draft.Bytes(), "action.level").Raw; got != want {
			t.Errorf("past %t: got %s, want %s, in %s", past, got, want, draft.Bytes())
		}
	}
}
