package cli

import (
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kycspec/internal/sandbox"
)

func init() {
	stands["ahead"] = func(ts *testscript.TestScript) stand { return serveSkewed(ts, 20*time.Minute) }
	stands["behind"] = func(ts *testscript.TestScript) stand { return serveSkewed(ts, -20*time.Minute) }
}

// serveSkewed serves a sandbox whose clock differs from this machine's, and which requires wallet signatures.
func serveSkewed(ts *testscript.TestScript, by time.Duration) stand {
	c, err := theContract()
	ts.Check(err)
	box := sandbox.New(sandbox.Options{Contract: c, Now: func() time.Time { return time.Now().Add(by) }})
	f := box.Fixtures()
	ts.Setenv("KYC_SIWE_CLIENT_ID", f.SIWEApp.ID)
	ts.Setenv("KYC_SIWE_CLIENT_SECRET", f.SIWEApp.Secret)
	ts.Setenv("KYC_SIWE_DOMAIN", f.SIWEDomain)
	ts.Setenv("KYC_SIWE_URI", f.SIWEURI)
	return stand{listen(ts, box).URL, f}
}
