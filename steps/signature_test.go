package steps

import (
	"strings"
	"testing"
	"time"

	"github.com/tidwall/gjson"
)

func TestSignaturesAreDatedByTheClockOfWhoChecksThem(t *testing.T) {
	ctx, env, box := newScenario(t)
	there := env.Now().AddDate(0, 0, 1)
	env.SignedAt = func() time.Time { return there }
	sayAll(t, ctx, "a customer who signs in with the wallet", "the application requests KYC")
	want := "\nIssued At: " + there.Format(time.RFC3339) + "\n"
	if message := gjson.GetBytes(box.calls[0].Body, "customer.wallet.siwe.message").Str; !strings.Contains(message, want) {
		t.Errorf("want %q in %q", want, message)
	}
}
