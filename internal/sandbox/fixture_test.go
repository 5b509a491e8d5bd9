package sandbox

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/joho/godotenv"
)

func TestEnvIsWhole(t *testing.T) {
	f := Fixtures{
		App: Application{"app", "secret"}, SIWEApp: Application{"siwe-app", "other-secret"},
		SIWEDomain: "127.0.0.1:8080", SIWEURI: "http://127.0.0.1:8080",
		Banned:    Customer{"banned-1", "0xAb", "sepolia"},
		Forbidden: Customer{"forbidden-1", "0xCd", "amoy"},
	}
	want := `KYC_BASE_URL=http://127.0.0.1:8080
KYC_CLIENT_ID=app
KYC_CLIENT_SECRET=secret
KYC_SIWE_CLIENT_ID=siwe-app
KYC_SIWE_CLIENT_SECRET=other-secret
KYC_SIWE_DOMAIN=127.0.0.1:8080
KYC_SIWE_URI=http://127.0.0.1:8080
KYC_BANNED_EXTERNAL_ID=banned-1
KYC_BANNED_ADDRESS=0xAb
KYC_BANNED_BLOCKCHAIN=sepolia
KYC_FORBIDDEN_EXTERNAL_ID=forbidden-1
KYC_FORBIDDEN_ADDRESS=0xCd
KYC_FORBIDDEN_BLOCKCHAIN=amoy
KYC_TOKEN_PATH=/auth/v1/oauth2/tokens
`
	if diff := cmp.Diff(want, f.Env("http://127.0.0.1:8080")); diff != "" {
		t.Error(diff)
	}
}

func TestEnvIsInTheOrderOfTheExample(t *testing.T) {
	example, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`(?m)^KYC_[A-Z_]+=`)
	rest := string(example)
	for _, setting := range name.FindAllString(Fixtures{}.Env(""), -1) {
		_, after, found := strings.Cut(rest, "\n"+setting)
		if !found {
			t.Errorf("%s is not in .env.example, or not in this order", setting)
			continue
		}
		rest = after
	}
}

func TestEnvIsReadBackAsItIs(t *testing.T) {
	for _, secret := range []string{"plain-1_2.3:4", "with space", "$HOME", `back\slash`, `a"quote`, "hash#tag", "it's", "it's $1", "a=b", "", "!"} {
		read, err := godotenv.Unmarshal(Fixtures{App: Application{ID: "a", Secret: secret}}.Env("http://x"))
		if err != nil {
			t.Errorf("%q: %v", secret, err)
			continue
		}
		if have := read["KYC_CLIENT_SECRET"]; have != secret {
			t.Errorf("%q is read back as %q", secret, have)
		}
	}
}

func TestFixturesAreMadeUp(t *testing.T) {
	a, b := newRig(t, Options{}).sandbox.Fixtures(), newRig(t, Options{}).sandbox.Fixtures()
	form := regexp.MustCompile(`^KYC_[A-Z_]+=[A-Za-z0-9_.:/-]+$`)
	for _, line := range strings.Split(strings.TrimSpace(a.Env("http://127.0.0.1:1")), "\n") {
		if !form.MatchString(line) {
			t.Errorf("the line %q is not a setting with a plain value", line)
		}
	}
	for name, pair := range map[string][2]string{
		"application's id":     {a.App.ID, b.App.ID},
		"application's secret": {a.App.Secret, b.App.Secret},
		"siwe secret":          {a.SIWEApp.Secret, b.SIWEApp.Secret},
		"two secrets of one":   {a.App.Secret, a.SIWEApp.Secret},
		"banned customer":      {a.Banned.ExternalID, b.Banned.ExternalID},
		"two customers of one": {a.Banned.Address, a.Forbidden.Address},
	} {
		if pair[0] == pair[1] {
			t.Errorf("%s: both are %q", name, pair[0])
		}
	}
	if a.SIWEDomain != "kycspec.example" || a.SIWEURI != "https://kycspec.example" || a.Banned.Blockchain != "sepolia" {
		t.Errorf("fixtures %+v", a)
	}
}

func TestFixturesThatAreGivenAreKept(t *testing.T) {
	given := Fixtures{
		App: Application{"app", "secret"}, SIWEApp: Application{"siwe-app", "other-secret"},
		SIWEDomain: "example.org", SIWEURI: "https://example.org/login",
		Banned: Customer{"banned-1", "0xAb", "solana"}, Forbidden: Customer{"forbidden-1", "0xCd", "amoy"},
	}
	if diff := cmp.Diff(given, newRig(t, Options{Fixtures: given, Origin: "http://elsewhere"}).sandbox.Fixtures()); diff != "" {
		t.Error(diff)
	}
	f := newRig(t, Options{Origin: "http://127.0.0.1:8080"}).sandbox.Fixtures()
	if f.SIWEDomain != "127.0.0.1:8080" || f.SIWEURI != "http://127.0.0.1:8080" {
		t.Errorf("fixtures %+v", f)
	}
}

func TestTheSameSeedMakesTheSameFixtures(t *testing.T) {
	seed := bytes.Repeat([]byte("0123456789abcdef"), 100)
	a := newRig(t, Options{Random: bytes.NewReader(seed)}).sandbox.Fixtures()
	b := newRig(t, Options{Random: bytes.NewReader(seed)}).sandbox.Fixtures()
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	if dry := newRig(t, Options{Random: bytes.NewReader(nil)}).sandbox.Fixtures(); dry.App.Secret == a.App.Secret || len(dry.App.Secret) != len(a.App.Secret) {
		t.Errorf("a source that runs dry gives %+v", dry)
	}
}
