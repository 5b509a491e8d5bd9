package contract

import (
	"slices"
	"strings"
	"testing"

	"kycspec/internal/spec"
)

// TestBreaking breaks every clause that a request alone can break, in a request that has all it may have.
func TestBreaking(t *testing.T) {
	c := published(t)
	draft := c.Draft()
	draft.Fill(spec.RoleMessage, strings.Repeat("m", 200))
	draft.Fill(spec.RoleSignature, "0x"+strings.Repeat("a", 130))
	before := string(draft.Bytes())
	for _, clause := range c.Clauses() {
		if !slices.Contains(clause.Needs, spec.ViolationRejected) {
			continue
		}
		text, ok := draft.Breaking(clause)
		switch broken := c.JudgeRequest(text); {
		case clause.Part != spec.RequestPart:
			if ok {
				t.Errorf("%s is broken by a body: %s", clause.ID, text)
			}
		case !ok:
			t.Errorf("%s: no body breaks it", clause.ID)
		case len(broken) != 1 || broken[0].Clause != clause.ID:
			t.Errorf("%s: %s breaks %v", clause.ID, text, broken)
		}
	}
	if after := string(draft.Bytes()); after != before {
		t.Errorf("the draft was changed: %s", after)
	}
}

func TestBreakingWhatIsNotThere(t *testing.T) {
	c := published(t)
	for _, id := range []string{"request/customer.wallet.siwe.message/maxLength", "request/customer.wallet.siwe/required/message",
		"request/customer.wallet.signature/type", "response/201/data.flow/enum"} {
		clause, _ := c.Clause(id)
		if text, ok := c.Draft().Breaking(clause); ok {
			t.Errorf("%s is broken by %s", id, text)
		}
	}
}
