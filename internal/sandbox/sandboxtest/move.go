// Package sandboxtest has ways in which a sandbox may come to answer otherwise,
// for tests of what notices that. The contract leaves it free to.
package sandboxtest

import (
	"bytes"
	"net/http"

	"kycspec/internal/sandbox"
)

// RefuseWith401 makes refusals of signatures another status.
func RefuseWith401(a *sandbox.Answer) {
	if a.Status == http.StatusUnprocessableEntity && bytes.Contains(a.Body, []byte(`"siwe_signer"`)) {
		a.Status = http.StatusUnauthorized
		a.Body = bytes.ReplaceAll(a.Body, []byte(`422`), []byte(`401`))
		a.Body = bytes.ReplaceAll(a.Body, []byte("Unprocessable Content"), []byte("Unauthorized"))
	}
}

// InStarted replaces a text in the answers that start KYC.
func InStarted(from, to string) func(*sandbox.Answer) {
	return func(a *sandbox.Answer) {
		if a.Status == http.StatusCreated && bytes.Contains(a.Body, []byte("widget_data")) {
			a.Body = bytes.Replace(a.Body, []byte(from), []byte(to), 1)
		}
	}
}

// WithRefusals gives refusals a header.
func WithRefusals(name string) func(*sandbox.Answer) {
	return func(a *sandbox.Answer) {
		if a.Status/100 == 4 {
			a.Header.Set(name, "x")
		}
	}
}
