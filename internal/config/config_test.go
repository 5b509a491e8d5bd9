package config_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/config"
)

const (
	sandbox = "https://sandbox-api.sandbox.lemmax.com"
	key     = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
)

// write stores a .env file in a folder of its own and works there, so that
// places in diagnostics are as people see them.
func write(t *testing.T, content string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(".env", []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return ".env"
}

func TestLoad(t *testing.T) {
	defaults := config.Config{Embedded: true, TokenPath: "/auth/v1/oauth2/tokens",
		Concurrency: 8, Timeout: 10 * time.Second, Retries: 2, StateDir: ".kycspec"}
	with := func(change func(*config.Config)) config.Config {
		changed := defaults
		change(&changed)
		return changed
	}
	remote := with(func(c *config.Config) {
		c.Embedded, c.BaseURL, c.Rate = false, sandbox, 5
		c.App = config.Application{ID: "app-id", Secret: "app-secret"}
	})
	tests := map[string]struct {
		file    string
		environ []string
		said    config.Overrides
		want    config.Config
	}{
		"nothing set": {want: defaults},
		"a file for a remote host": {
			file: "KYC_BASE_URL=" + sandbox + "/\nKYC_CLIENT_ID=app-id\nKYC_CLIENT_SECRET='app-secret'\n",
			want: remote},
		"a file with every kind of line": {
			file: "\uFEFF# settings\r\n\r\nexport KYC_BASE_URL: " + sandbox + " # see #12 # and #13\r\n" +
				"KYC_CLIENT_ID = \"app-id\" # the id\r\nKYC_CLIENT_SECRET='app-secret'\r\nKYC_RATE= # none\r\n" +
				"OTHER=\"one\r\nKYC_RETRIES=9\r\n\"\r\nKYC_STATE_DIR=.kycspec",
			want: remote},
		"a loopback host has no pace": {
			file: "KYC_BASE_URL=http://127.0.0.1:8080",
			want: with(func(c *config.Config) { c.Embedded, c.BaseURL = false, "http://127.0.0.1:8080" })},
		"a remote host with a pace of its own": {
			environ: []string{"KYC_BASE_URL=" + sandbox, "KYC_CLIENT_ID=app-id", "KYC_CLIENT_SECRET=app-secret", "KYC_RATE=0"},
			want:    func() config.Config { c := remote; c.Rate = 0; return c }()},
		"the environment wins over the file": {
			file: "KYC_RETRIES=1\nKYC_CONCURRENCY=3\n", environ: []string{"KYC_RETRIES=4", "PATH=/bin"},
			want: with(func(c *config.Config) { c.Retries, c.Concurrency = 4, 3 })},
		"an empty variable unsets": {
			file: "KYC_BASE_URL=http://localhost:1", environ: []string{"KYC_BASE_URL="}, want: defaults},
		"a flag wins over the environment": {
			environ: []string{"KYC_TIMEOUT=1s"},
			said:    config.Overrides{Flags: []config.Flag{{Name: "--timeout", Setting: "KYC_TIMEOUT", Value: "3s"}}},
			want:    with(func(c *config.Config) { c.Timeout = 3 * time.Second })},
		"an unknown host that is said to be a sandbox": {
			environ: []string{"KYC_BASE_URL=https://kyc.test/api/", "KYC_CLIENT_ID=app-id", "KYC_CLIENT_SECRET=app-secret"},
			said:    config.Overrides{TargetIsASandbox: true},
			want:    func() config.Config { c := remote; c.BaseURL = "https://kyc.test/api"; return c }()},
		"plain http that is said to be fine": {
			environ: []string{"KYC_BASE_URL=http://kyc.test", "KYC_CLIENT_ID=app-id", "KYC_CLIENT_SECRET=app-secret"},
			said:    config.Overrides{TargetIsASandbox: true, InsecureHTTP: true},
			want:    func() config.Config { c := remote; c.BaseURL = "http://kyc.test"; return c }()},
		"a private key in capitals with 0x": {
			file: "KYC_WALLET_PRIVATE_KEY=0X4C0883A69102937D6231471B5DBB6204FE5129617082792AE468D01A3F362318",
			want: with(func(c *config.Config) { c.WalletPrivateKey = key })},
		"a value made of an earlier one": {
			file: "SITE=app.test\nKYC_SIWE_CLIENT_ID=i\nKYC_SIWE_CLIENT_SECRET=s\nKYC_SIWE_DOMAIN=$SITE\nKYC_SIWE_URI=\"https://${SITE}/login\"\n",
			want: with(func(c *config.Config) {
				c.SIWEApp = config.Application{ID: "i", Secret: "s"}
				c.SIWEDomain, c.SIWEURI = "app.test", "https://app.test/login"
			})},
		"the token variables of a printed curl are left alone": {environ: []string{"KYC_TOKEN=eyJ", "KYC_SIWE_TOKEN=eyJ"}, want: defaults},
		"customers": {
			file: "KYC_BANNED_EXTERNAL_ID=b\nKYC_BANNED_ADDRESS=0xb\nKYC_BANNED_BLOCKCHAIN=sepolia\n" +
				"KYC_FORBIDDEN_EXTERNAL_ID=f\nKYC_FORBIDDEN_ADDRESS=0xf\nKYC_FORBIDDEN_BLOCKCHAIN=base\n",
			want: with(func(c *config.Config) {
				c.Banned = config.Customer{ExternalID: "b", Address: "0xb", Blockchain: "sepolia"}
				c.Forbidden = config.Customer{ExternalID: "f", Address: "0xf", Blockchain: "base"}
			})},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := config.Source{File: write(t, test.file), Environ: test.environ, Overrides: test.said}
			got, err := config.Load(source)
			if err != nil {
				t.Fatal(err)
			}
			if got != test.want {
				t.Errorf("got  %v\nwant %v", got, test.want)
			}
		})
	}
}

// TestSecretsAreReadAsWritten holds texts that .env readers are known to change.
func TestSecretsAreReadAsWritten(t *testing.T) {
	for name, test := range map[string]struct{ written, want string }{
		"a hash inside":               {`ab#cd`, `ab#cd`},
		"a hash first":                {`#abcd`, `#abcd`},
		"a dollar in single quotes":   {`'a$HOME$(x)'`, `a$HOME$(x)`},
		"a dollar before lower case":  {`a$home`, `a$home`},
		"a backslash, single quotes":  {`'a\nb\c'`, `a\nb\c`},
		"a double quote inside":       {`'a"b"'`, `a"b"`},
		"an equals sign":              {`abc==`, `abc==`},
		"quotes and a comment":        {`"abc" # it's`, `abc`},
		"a comment with two hashes":   {`abc # one #two`, `abc`},
		"not ASCII":                   {`schlüssel→`, `schlüssel→`},
		"a quote in an unquoted text": {`it's`, `it's`},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, "KYC_CLIENT_ID=id\nKYC_CLIENT_SECRET="+test.written+"\nKYC_RETRIES=1\n")
			got, err := config.Load(config.Source{File: file})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.App.Secret); diff != "" {
				t.Error(diff)
			}
			if got.Retries != 1 {
				t.Error("the line after it is lost")
			}
		})
	}
}

func TestAFileThatNobodyNamedMayBeAbsent(t *testing.T) {
	got, err := config.Load(config.Source{File: filepath.Join(t.TempDir(), ".env")})
	if err != nil || !got.Embedded {
		t.Errorf("got %v, %v; want the embedded sandbox", got, err)
	}
}
