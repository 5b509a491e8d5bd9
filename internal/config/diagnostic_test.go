package config_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/config"
)

func TestDiagnostics(t *testing.T) {
	const app = "KYC_CLIENT_ID=app-id\nKYC_CLIENT_SECRET=app-secret\n"
	tests := map[string]struct {
		file    string
		environ []string
		said    config.Overrides
		want    string // lines; a hint is indented
	}{
		"everything at once": {
			file:    "KYC_TIMEOUT=ten\nKYC_RATE=-1\nKYC_CONCURRENCY=0\n",
			environ: []string{"KYC_RETRIES=1.5", "KYC_TOKEN_PATH=tokens"},
			said:    config.Overrides{Flags: []config.Flag{{Name: "--base-url", Setting: "KYC_BASE_URL", Value: "ftp://x"}}},
			want: `.env:1: KYC_TIMEOUT: want a duration such as "10s", at most 10m, have "ten"
  Correct it, or leave it out for the default, 10s.
.env:2: KYC_RATE: want a number of requests a second from 0 to 10000, such as "5", have "-1"
  Correct it, or leave it out: 5 for a remote target, 0 for the embedded sandbox and loopback.
.env:3: KYC_CONCURRENCY: want a whole number from 1 to 256, such as "8", have "0"
  Correct it, or leave it out for the default, 8.
environment: KYC_RETRIES: want a whole number from 0 to 10, such as "2", have "1.5"
  Correct it, or leave it out for the default, 2.
environment: KYC_TOKEN_PATH: want a path such as "/auth/v1/oauth2/tokens", have "tokens"
  Correct it, or leave it out for the default, /auth/v1/oauth2/tokens.
--base-url: KYC_BASE_URL: want a URL such as "https://sandbox-api.sandbox.lemmax.com", have "ftp://x"
  Use https://sandbox-api.sandbox.lemmax.com, or leave it out for the embedded sandbox.`},
		"unknown settings": {
			file: "KYC_CLIENT_SECRT=hidden\n", environ: []string{"kyc_base_urls=x", "KYC_\x1b[31m=x"},
			want: `.env:1: KYC_CLIENT_SECRT: there is no such setting
  The nearest known one is KYC_CLIENT_SECRET.
environment: KYC_\x1b[31m: there is no such setting
  The nearest known one is KYC_BASE_URL.
environment: kyc_base_urls: there is no such setting
  The nearest known one is KYC_BASE_URL.`},
		"the token in the file": {
			file: "KYC_TOKEN=eyJhbGciOi",
			want: `.env:1: KYC_TOKEN: there is no such setting
  The nearest known one is KYC_RATE.`},
		"lines that are no settings": {
			file: "KYC_CLIENT_SECRET hidden\n=hidden\nhidden\nKYC CLIENT=hidden\nKYC_RATE=x\nschlüssel=hidden\nOTHER=\"hidden\" more=1",
			want: `.env:1: the line is no setting
  Write KYC_NAME=value.
.env:2: the line is no setting
  Write KYC_NAME=value.
.env:3: the line is no setting
  Write KYC_NAME=value.
.env:4: the line is no setting
  Write KYC_NAME=value.
.env:5: KYC_RATE: want a number of requests a second from 0 to 10000, such as "5", have "x"
  Correct it, or leave it out: 5 for a remote target, 0 for the embedded sandbox and loopback.
.env:6: the line is no setting
  Write KYC_NAME=value.
.env:7: the value's quotes do not enclose it
  Put the whole value into single quotes, on one line.`},
		"values that a .env reader would change": {
			file: "KYC_CLIENT_ID=\"hidden\nKYC_CLIENT_SECRET=hid$DEN\nKYC_SIWE_CLIENT_ID=\"hid\\den\"\nKYC_SIWE_CLIENT_SECRET='hid'den\n" +
				"KYC_SIWE_DOMAIN='hid\\'den'\nKYC_SIWE_URI=hid$(den)\nOPEN='hidden\n",
			want: `.env:1: KYC_CLIENT_ID: the value's quotes do not enclose it
  Put the whole value into single quotes, on one line.
.env:2: KYC_CLIENT_SECRET: the value has a "$" that would be replaced
  Put the whole value into single quotes, on one line.
.env:3: KYC_SIWE_CLIENT_ID: the value has a backslash, which double quotes would drop
  Put the whole value into single quotes, on one line.
.env:4: KYC_SIWE_CLIENT_SECRET: the value's quotes do not enclose it
  Put the whole value into single quotes, on one line.
.env:5: KYC_SIWE_DOMAIN: the value has a quote within quotes
  Write it without the quotes around it.
.env:6: KYC_SIWE_URI: the value has a "$" that would be replaced
  Put the whole value into single quotes, on one line.
.env:7: the value's quotes do not enclose it
  Put the whole value into single quotes, on one line.`},
		"a setting twice": {
			file: app + "KYC_CLIENT_ID=other\n",
			want: `.env:3: KYC_CLIENT_ID: is already set on line 1
  Keep one of the two.`},
		"white space around a secret": {
			environ: []string{"KYC_CLIENT_ID=app-id", "KYC_CLIENT_SECRET=hidden\n"},
			want: `environment: KYC_CLIENT_SECRET: begins or ends with white space
  Remove the white space.`},
		"halves": {
			file: "KYC_CLIENT_ID=app-id\nKYC_SIWE_CLIENT_ID=a\nKYC_SIWE_CLIENT_SECRET=b\nKYC_BANNED_ADDRESS=0x1\nKYC_FORBIDDEN_EXTERNAL_ID=1\nKYC_FORBIDDEN_ADDRESS=2\n",
			want: `.env:1: KYC_CLIENT_ID: is set without KYC_CLIENT_SECRET
  Set KYC_CLIENT_SECRET too, or leave all of KYC_CLIENT_ID and KYC_CLIENT_SECRET out.
.env:2: KYC_SIWE_CLIENT_ID: is set without KYC_SIWE_DOMAIN and KYC_SIWE_URI
  Set KYC_SIWE_DOMAIN and KYC_SIWE_URI too, or leave all of KYC_SIWE_CLIENT_ID, KYC_SIWE_CLIENT_SECRET, KYC_SIWE_DOMAIN and KYC_SIWE_URI out.
.env:4: KYC_BANNED_ADDRESS: is set without KYC_BANNED_EXTERNAL_ID and KYC_BANNED_BLOCKCHAIN
  Set KYC_BANNED_EXTERNAL_ID and KYC_BANNED_BLOCKCHAIN too, or leave all of KYC_BANNED_EXTERNAL_ID, KYC_BANNED_ADDRESS and KYC_BANNED_BLOCKCHAIN out.
.env:5: KYC_FORBIDDEN_EXTERNAL_ID: is set without KYC_FORBIDDEN_BLOCKCHAIN
  Set KYC_FORBIDDEN_BLOCKCHAIN too, or leave all of KYC_FORBIDDEN_EXTERNAL_ID, KYC_FORBIDDEN_ADDRESS and KYC_FORBIDDEN_BLOCKCHAIN out.`},
		"a remote target without credentials": {
			file: "KYC_BASE_URL=" + sandbox,
			want: `.env:1: KYC_BASE_URL: a remote target is set without KYC_CLIENT_ID and KYC_CLIENT_SECRET
  Set both, or leave KYC_BASE_URL out for the embedded sandbox.`},
		"a private key that is too short, and SIWE texts that are no host and no URI": {
			file: "KYC_WALLET_PRIVATE_KEY=abc123\nKYC_SIWE_CLIENT_ID=a\nKYC_SIWE_CLIENT_SECRET=b\nKYC_SIWE_DOMAIN=https://x\nKYC_SIWE_URI=/login\n",
			want: `.env:1: KYC_WALLET_PRIVATE_KEY: want 64 hex digits, 0x optional
  Correct it, or leave it out: a fresh wallet for each run.
.env:4: KYC_SIWE_DOMAIN: want a host such as "app.example.com", have "https://x"
  Correct it, or leave it out: scenarios that need it are skipped.
.env:5: KYC_SIWE_URI: want a URI with a scheme, such as "https://app.example.com/login", have "/login"
  Correct it, or leave it out: scenarios that need it are skipped.`},
		"a secret in the wrong setting": {
			file: app + "KYC_TIMEOUT=app-secret\nKYC_RATE=" + key + key + "\n",
			want: `.env:3: KYC_TIMEOUT: want a duration such as "10s", at most 10m
  Correct it, or leave it out for the default, 10s.
.env:4: KYC_RATE: want a number of requests a second from 0 to 10000, such as "5", have "$SIWE_SIGNATURE"
  Correct it, or leave it out: 5 for a remote target, 0 for the embedded sandbox and loopback.`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := config.Source{File: write(t, test.file), Environ: test.environ, Overrides: test.said}
			got, err := config.Load(source)
			if got != (config.Config{}) {
				t.Errorf("got %v beside the error", got)
			}
			if diff := cmp.Diff("load config:\n  "+strings.ReplaceAll(test.want, "\n", "\n  "), err.Error()); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(err.Error(), "hidden") {
				t.Error("a value is shown")
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	t.Chdir(t.TempDir())
	files := map[string]string{"utf16.env": "\xff\xfeK\x00Y\x00C\x00", "large.env": strings.Repeat("#\n", 1<<19+1)}
	for name, content := range files {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("folder.env", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]config.Diagnostic{
		"none.env":        {Sentence: "there is no such file", Hint: "Name a file that is there, or copy .env.example to it."},
		"folder.env":      {Sentence: "is a folder, not a file", Hint: "Name the file in it, or move the folder away."},
		"utf16.env":       {Sentence: "is not UTF-8 text", Hint: "Save it as UTF-8."},
		"large.env":       {Sentence: "is larger than 1 MiB", Hint: "Name the right file: settings take a few lines."},
		"utf16.env/under": {Sentence: "cannot be read: not a directory", Hint: "Make it readable, or name another file."},
	} {
		t.Run(name, func(t *testing.T) {
			want.Place = name
			_, err := config.Load(config.Source{File: name, FileRequired: true, Environ: []string{"KYC_BASE_URL=" + sandbox}})
			failure, ok := errors.AsType[*config.Error](err)
			if !ok || len(failure.Diagnostics) != 1 {
				t.Fatalf("got %v, want one diagnostic", err)
			}
			if failure.Diagnostics[0] != want {
				t.Errorf("got %+v, want %+v", failure.Diagnostics[0], want)
			}
		})
	}
}
