package steps

import (
	"strings"
	"testing"
	"time"

	"github.com/tidwall/gjson"
)

func TestSignaturesAreDatedByTheClockOfWhoChecksThem(t *testing.T) {
	ctx, kit, box := newScenario(t)
	there := kit.Now().AddDate(0, 0, 1)
	kit.SignedAt = func() time.Time { return there }
	tell(t, ctx, "a customer who signs in with the wallet", "the application requests KYC")
	want := "\nIssued At: " + there.Format(time.RFC3339) + "\n"
	if message := gjson.GetBytes(box.calls[0].Body, "customer.wallet.siwe.message").Str; !strings.Contains(message, want) {
		t.Errorf("want %q in %q", want, message)
	}
}
