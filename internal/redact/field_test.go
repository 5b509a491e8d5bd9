package redact_test

import "testing"

func TestAuthorizationField(t *testing.T) {
	for value, want := range map[string]string{
		"":                                "",
		"Bearer":                          "Bearer",
		"Bearer ":                         "Bearer ",
		"Bearer " + accessToken:           "Bearer $KYC_TOKEN",
		"Bearer someone's":                "Bearer $KYC_TOKEN",
		"Bearer  two  words":              "Bearer $KYC_TOKEN",
		"Bearer\tsomeone's":               "Bearer $KYC_TOKEN",
		"bearer $KYC_OTHER":               "bearer $KYC_TOKEN",
		"Bearer " + jwt:                   "Bearer $JWT",
		"Bearer x" + accessToken:          "Bearer $KYC_TOKEN",
		"Bearer " + accessToken + "x":     "Bearer $KYC_TOKEN",
		"Basic " + std("id:someone's"):    "Basic $KYC_TOKEN",
		"Basic " + std("id:"+accessToken): "Basic $KYC_TOKEN",
		`Digest username="x", nonce="y"`:  "Digest $KYC_TOKEN",
		"someone's":                       "$KYC_TOKEN",
		"alllettersbutnoscheme":           "$KYC_TOKEN",
		"letters":                         "$KYC_TOKEN",
		accessToken:                       "$KYC_TOKEN",
		"some.one's token":                "$KYC_TOKEN",
	} {
		for _, name := range []string{"Authorization", "authorization"} {
			if got := known().RedactField(name, value); got != want {
				t.Errorf("%s: %q: want %q, got %q", name, value, want, got)
			}
		}
	}
}
