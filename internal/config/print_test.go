package config_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/config"
)

func full() config.Config {
	return config.Config{BaseURL: sandbox,
		App:        config.Application{ID: "hidden-id", Secret: "hidden-secret"},
		SIWEApp:    config.Application{ID: "hidden-siwe-id", Secret: "hidden-siwe-secret"},
		SIWEDomain: "app.test", SIWEURI: "https://app.test", WalletPrivateKey: "hidden" + key,
		Banned:    config.Customer{ExternalID: "b", Address: "0xb", Blockchain: "sepolia"},
		TokenPath: "/t", Rate: 2.5, Concurrency: 8, Timeout: 10 * time.Second, Retries: 2, StateDir: ".kycspec"}
}

func TestPrintingShowsNoSecret(t *testing.T) {
	const want = "KYC_BASE_URL=https://sandbox-api.sandbox.lemmax.com KYC_CLIENT_ID=$KYC_CLIENT_ID " +
		"KYC_CLIENT_SECRET=$KYC_CLIENT_SECRET KYC_SIWE_CLIENT_ID=$KYC_SIWE_CLIENT_ID " +
		"KYC_SIWE_CLIENT_SECRET=$KYC_SIWE_CLIENT_SECRET KYC_SIWE_DOMAIN=app.test KYC_SIWE_URI=https://app.test " +
		"KYC_WALLET_PRIVATE_KEY=$KYC_WALLET_PRIVATE_KEY KYC_BANNED_EXTERNAL_ID=b KYC_BANNED_ADDRESS=0xb " +
		"KYC_BANNED_BLOCKCHAIN=sepolia KYC_TOKEN_PATH=/t KYC_RATE=2.5 KYC_CONCURRENCY=8 KYC_TIMEOUT=10s KYC_RETRIES=2 KYC_STATE_DIR=.kycspec"
	c := full()
	if diff := cmp.Diff(want, c.String()); diff != "" {
		t.Error(diff)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		for name, value := range map[string]any{"config": c, "pointer": &c, "application": c.App, "within": struct{ C config.Config }{c}} {
			if text := fmt.Sprintf(verb, value); strings.Contains(text, "hidden") || strings.Contains(text, fmt.Sprintf("%x", "hidden")) {
				t.Errorf("%s of %s shows a secret: %s", verb, name, text)
			}
		}
	}
	for name, value := range map[string]any{"config": c, "application": c.App} {
		if text, err := json.Marshal(value); err != nil || strings.Contains(string(text), "hidden") {
			t.Errorf("JSON of %s: %s, %v", name, text, err)
		}
	}
}

func TestSecrets(t *testing.T) {
	want := map[string]string{"KYC_CLIENT_ID": "hidden-id", "KYC_CLIENT_SECRET": "hidden-secret",
		"KYC_SIWE_CLIENT_ID": "hidden-siwe-id", "KYC_SIWE_CLIENT_SECRET": "hidden-siwe-secret",
		"KYC_WALLET_PRIVATE_KEY": "hidden" + key}
	if diff := cmp.Diff(want, full().Secrets()); diff != "" {
		t.Error(diff)
	}
	if got := (config.Config{}).Secrets(); len(got) != 0 {
		t.Errorf("of nothing: got %v", got)
	}
}

func TestMissing(t *testing.T) {
	embedded := config.Config{Embedded: true}
	for name, test := range map[string]struct {
		config config.Config
		need   string
		want   string
	}{
		"a group that is set":            {config: full(), need: "banned"},
		"a setting that is set":          {config: full(), need: "KYC_BANNED_ADDRESS"},
		"a setting with a default":       {config: full(), need: "KYC_RATE"},
		"credentials that are set":       {config: full(), need: "credentials"},
		"wallet signatures that are set": {config: full(), need: "siwe"},
		"a group that is not set": {config: full(), need: "forbidden",
			want: "needs KYC_FORBIDDEN_EXTERNAL_ID, KYC_FORBIDDEN_ADDRESS and KYC_FORBIDDEN_BLOCKCHAIN: a customer that the target refuses with 403"},
		"a setting that is not set": {config: full(), need: "KYC_FORBIDDEN_ADDRESS",
			want: "needs KYC_FORBIDDEN_ADDRESS: the wallet address of a customer that the target refuses with 403"},
		"credentials that are not set": {need: "credentials",
			want: "needs KYC_CLIENT_ID and KYC_CLIENT_SECRET: an application of the target"},
		"anything, embedded": {config: embedded, need: "forbidden"},
		"a need that nobody knows": {config: embedded, need: "luck",
			want: "needs luck, which is neither a setting nor a group of settings"},
	} {
		t.Run(name, func(t *testing.T) {
			reason, missing := test.config.Missing(test.need)
			if reason != test.want || missing != (test.want != "") {
				t.Errorf("got %q, %v; want %q", reason, missing, test.want)
			}
		})
	}
}
