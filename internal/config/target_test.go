package config_test

import (
	"strings"
	"testing"

	"kycspec/internal/config"
)

func TestTargets(t *testing.T) {
	const (
		fine       = ""
		form       = `want a URL such as`
		user       = `want a URL without user name and password`
		query      = `want a URL without query and fragment`
		characters = `want a URL with an ASCII host name and a port from 1 to 65535`
		production = `want a sandbox: production is never a target`
		plain      = `want https beyond loopback`
		unknown    = `want a host that is known to be a sandbox`
	)
	anything := config.Overrides{TargetIsASandbox: true, InsecureHTTP: true}
	tests := map[string]struct {
		url  string
		said config.Overrides
		want string
	}{
		"the known sandbox":                   {url: sandbox},
		"the known sandbox, capitals":         {url: "HTTPS://Sandbox-API.sandbox.lemmax.com.:443/"},
		"loopback by name":                    {url: "http://localhost:8080"},
		"loopback by another name":            {url: "http://kyc.localhost"},
		"loopback, IPv4":                      {url: "http://127.8.9.1:1"},
		"loopback, IPv6":                      {url: "http://[::1]:8080"},
		"loopback, IPv4 in IPv6":              {url: "http://[::ffff:127.0.0.1]"},
		"no scheme":                           {url: "sandbox-api.sandbox.lemmax.com", want: form},
		"a host and a port only":              {url: "localhost:8080", want: form},
		"no host":                             {url: "https:///kyc", want: form},
		"a broken escape":                     {url: "https://api%2Eprod.lemmax.com", want: form},
		"a user and a password":               {url: "https://user:hidden@sandbox-api.sandbox.lemmax.com", want: user},
		"a query":                             {url: sandbox + "?token=hidden", want: query},
		"an empty query":                      {url: sandbox + "?", want: query},
		"a fragment":                          {url: sandbox + "#hidden", want: query},
		"a port that is none":                 {url: "https://sandbox-api.sandbox.lemmax.com:65536", want: characters},
		"a port without digits":               {url: "https://sandbox-api.sandbox.lemmax.com:", want: characters},
		"a full stop of another script":       {url: "https://api。prod。lemmax。com", said: anything, want: characters},
		"an escaped full stop of another":     {url: "https://api%E3%80%82prod.lemmax%EF%BC%8Ecom", said: anything, want: characters},
		"an escaped letter of another script": {url: "https://api.prod.%EF%BD%8Cemmax.com", said: anything, want: characters},
		"an escaped soft hyphen":              {url: "https://api.pr%C2%ADod.lemmax.com", said: anything, want: characters},
		"production":                          {url: "https://api.prod.lemmax.com", said: anything, want: production},
		"production, disguised":               {url: "HTTP://API.Prod.Lemmax.com.:8443/x", said: anything, want: production},
		"production's neighbour":              {url: "https://eu.api.prod.lemmax.com", said: anything, want: production},
		"an unknown host":                     {url: "https://kyc.test", want: unknown},
		"an unknown host by http":             {url: "http://kyc.test", said: config.Overrides{TargetIsASandbox: true}, want: plain},
		"an unknown host, http allowed":       {url: "http://kyc.test", said: config.Overrides{InsecureHTTP: true}, want: unknown},
		"the known sandbox by http":           {url: "http://sandbox-api.sandbox.lemmax.com", want: plain},
		"a host that begins as the known one": {url: "https://sandbox-api.sandbox.lemmax.com.evil.test", want: unknown},
		"a host that begins as loopback":      {url: "https://127.0.0.1.evil.test", want: unknown},
		"every address of this machine":       {url: "https://0.0.0.0", want: unknown},
		"a stranger that is allowed":          {url: "http://10.0.0.7:8080", said: anything, want: fine},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			environ := []string{"KYC_CLIENT_ID=app-id", "KYC_CLIENT_SECRET=app-secret", "KYC_BASE_URL=" + test.url}
			_, err := config.Load(config.Source{Environ: environ, Overrides: test.said})
			if test.want == fine {
				if err != nil {
					t.Error(err)
				}
				return
			}
			const lead = "load config:\n  environment: KYC_BASE_URL: "
			if err == nil || !strings.HasPrefix(err.Error(), lead+test.want) {
				t.Fatalf("got %v, want %s%s", err, lead, test.want)
			}
			if strings.Contains(err.Error(), "hidden") {
				t.Errorf("a value is shown: %v", err)
			}
		})
	}
}
