package sandbox

import (
	"net/url"
	"regexp"
	"strings"

	"kycspec/internal/wallet"
)

// Application is one pair of credentials.
type Application struct{ ID, Secret string }

// Customer is a customer that the sandbox treats in a way of its own.
type Customer struct{ ExternalID, Address, Blockchain string }

// Fixtures are what a client of the sandbox has to know.
type Fixtures struct {
	App     Application // does not require wallet signatures, but checks them
	SIWEApp Application // requires wallet signatures
	// SIWEDomain and SIWEURI are what wallet signatures must name, in either application.
	SIWEDomain, SIWEURI string
	Banned              Customer // answered as banned, with a success
	Forbidden           Customer // refused with 403
}

// TokenPath is where the sandbox gives tokens; the path without the last "s" does it too.
const (
	TokenPath         = "/auth/v1/oauth2/tokens"
	tokenPathSingular = "/auth/v1/oauth2/token"
)

const defaultOrigin = "https://kycspec.example"

// filled makes up what is empty.
func (f Fixtures) filled(s seed, origin, blockchain string) Fixtures {
	if origin == "" {
		origin = defaultOrigin
	}
	fill(&f.App.ID, "app-"+s.text[0])
	fill(&f.App.Secret, s.text[1]+s.text[2])
	fill(&f.SIWEApp.ID, "siwe-app-"+s.text[3])
	fill(&f.SIWEApp.Secret, s.text[4]+s.text[5])
	fill(&f.SIWEURI, origin)
	fill(&f.SIWEDomain, host(f.SIWEURI))
	f.Banned.fill("banned-"+s.text[6], s.address(), blockchain)
	f.Forbidden.fill("forbidden-"+s.text[7], s.address(), blockchain)
	return f
}

func (c *Customer) fill(externalID, address, blockchain string) {
	fill(&c.ExternalID, externalID)
	fill(&c.Address, address)
	fill(&c.Blockchain, blockchain)
}

func fill(text *string, value string) {
	if *text == "" {
		*text = value
	}
}

func host(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		return uri
	}
	return u.Host
}

// is says whether a request is this customer's: by the external id, or by the
// address on its blockchain.
func (c Customer) is(a ask) bool {
	if c.ExternalID != "" && c.ExternalID == a.externalID {
		return true
	}
	return c.Address != "" && c.Blockchain == a.blockchain &&
		sameWallet(c.Address, a.blockchain) == sameWallet(a.address, a.blockchain)
}

// sameWallet is the address in the one spelling that stands for all: the case of
// the letters of an EVM address is a checksum, and says nothing of the wallet.
func sameWallet(address, blockchain string) string {
	if b, _ := wallet.Lookup(blockchain); b.Format == wallet.EVM {
		return strings.ToLower(address)
	}
	return address
}

// Env is a complete .env for a sandbox at that address: one KYC_NAME=value a
// line, in the order of .env.example. A value that a reader of such files would
// change is quoted.
func (f Fixtures) Env(baseURL string) string {
	var b strings.Builder
	for _, setting := range [][2]string{
		{"BASE_URL", baseURL},
		{"CLIENT_ID", f.App.ID},
		{"CLIENT_SECRET", f.App.Secret},
		{"SIWE_CLIENT_ID", f.SIWEApp.ID},
		{"SIWE_CLIENT_SECRET", f.SIWEApp.Secret},
		{"SIWE_DOMAIN", f.SIWEDomain},
		{"SIWE_URI", f.SIWEURI},
		{"BANNED_EXTERNAL_ID", f.Banned.ExternalID},
		{"BANNED_ADDRESS", f.Banned.Address},
		{"BANNED_BLOCKCHAIN", f.Banned.Blockchain},
		{"FORBIDDEN_EXTERNAL_ID", f.Forbidden.ExternalID},
		{"FORBIDDEN_ADDRESS", f.Forbidden.Address},
		{"FORBIDDEN_BLOCKCHAIN", f.Forbidden.Blockchain},
		{"TOKEN_PATH", TokenPath},
	} {
		b.WriteString("KYC_" + setting[0] + "=" + envValue(setting[1]) + "\n")
	}
	return b.String()
}

var plainValue = regexp.MustCompile(`^[A-Za-z0-9_.:/@%+,-]*$`)

func envValue(value string) string {
	if plainValue.MatchString(value) {
		return value
	}
	if !strings.ContainsAny(value, "'\r\n") {
		return "'" + value + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "\n", `\n`, "\r", `\r`).Replace(value) + `"`
}
