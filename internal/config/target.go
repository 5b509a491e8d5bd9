package config

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

const (
	sandboxHost = "sandbox-api.sandbox.lemmax.com"
	// productionDomain holds the production host, api.prod.lemmax.com, and its neighbours.
	productionDomain = "prod.lemmax.com"
	useSandbox       = "Use https://" + sandboxHost + ", or leave it out for the embedded sandbox."
)

// checkTarget reports a base URL to which no test customer may be sent, and sets
// the pace that goes with a good one.
func (r *reading) checkTarget(config *Config, said Overrides) {
	if config.Embedded {
		return
	}
	setting, _ := lookup("KYC_BASE_URL")
	want, hint := badURL(config.BaseURL)
	if want == "" {
		want, hint = badHost(config.BaseURL, said)
	}
	if want != "" {
		if strings.ContainsAny(config.BaseURL, "@?#") {
			setting.Secret = true // what people put there is a password or a token
		}
		r.reject(setting, want, hint)
		return
	}
	r.remote = config.Remote()
	if r.remote && r.found["KYC_RATE"].value == "" {
		config.Rate = remoteRate
	}
	config.BaseURL = strings.TrimRight(config.BaseURL, "/")
}

// Remote says whether the target is beyond this machine.
func (c Config) Remote() bool { return !c.Embedded && !isLoopback(hostOf(c.BaseURL)) }

// badURL says what a base URL must be, if it is not. The host counts as it is
// once its escapes are undone: HTTP takes "api%E3%80%82prod" for "api.prod" (UTS 46).
func badURL(text string) (want, hint string) {
	u, err := url.Parse(text)
	switch {
	case err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "":
		return `a URL such as "https://` + sandboxHost + `"`, useSandbox
	case u.User != nil:
		return "a URL without user name and password", "Set KYC_CLIENT_ID and KYC_CLIENT_SECRET instead."
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		return "a URL without query and fragment", "Remove what follows the path."
	case !printable(text) || !printable(u.Host) || !isPort(u):
		return "a URL with an ASCII host name and a port from 1 to 65535", useSandbox
	}
	return "", ""
}

func isPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port > 0
}

// badHost says which hosts may be sent test customers, if this one may not.
func badHost(text string, said Overrides) (want, hint string) {
	host := hostOf(text)
	switch {
	case host == productionDomain || strings.HasSuffix(host, "."+productionDomain):
		return "a sandbox: production is never a target", useSandbox
	case isLoopback(host):
		return "", ""
	case strings.HasPrefix(strings.ToLower(text), "http:") && !said.InsecureHTTP:
		return "https beyond loopback: plain http shows the credentials to the network", "Use https, or say --insecure-http if that may be."
	case host != sandboxHost && !said.TargetIsASandbox:
		return "a host that is known to be a sandbox", useSandbox + " If this host is a sandbox, say --target-is-a-sandbox."
	}
	return "", ""
}

// hostOf is a URL's host name as it would be looked up: lower case, without port and final dot.
func hostOf(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return strings.TrimRight(strings.ToLower(u.Hostname()), ".")
}

// isLoopback says whether the host is this machine (RFC 6761 section 6.3, RFC 1122, RFC 4291).
func isLoopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().IsLoopback()
}
