package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kycspec/internal/config"
)

// FuzzLoad reads any .env file that has one secret in it, on a line of its own:
// it must be read or refused, and the secret must not be in the refusal.
func FuzzLoad(f *testing.F) {
	const canary = "c4n4ry-8Zq#Lw"
	for before, after := range map[string]string{
		"":                               "",
		"KYC_TIMEOUT=ten":                "KYC_RATE=$KYC_CLIENT_SECRET",
		"OTHER=\"":                       "\"",
		"OTHER='":                        "KYC_RATE=$OTHER",
		"\uFEFFexport KYC_CLIENT_ID: id": "KYC_CLIENT_SECRET=again",
		"KYC_CLIENT_SECRET":              "=\nKYC_BASE_URL=http://u:p@h\n\x00",
		"KYC_X=${KYC_":                   "KYC_STATE_DIR=$(rm)\\",
	} {
		f.Add(before, after)
	}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, before, after string) {
		content := before + "\nKYC_CLIENT_SECRET=" + canary + "\n" + after
		file := filepath.Join(folder, ".env")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(config.Source{File: file, FileRequired: true})
		if err != nil && strings.Contains(err.Error(), canary) {
			t.Errorf("the error shows the secret: %v", err)
		}
		if strings.Contains(c.String(), canary) {
			t.Errorf("the settings show the secret: %v", c)
		}
	})
}
