package config

import (
	"encoding/hex"
	"math"
	"net/url"
	"strings"
	"time"
)

// Setting describes one setting for people: .env.example and the manual are made from it.
type Setting struct {
	Name    string // such as "KYC_TIMEOUT"
	Meaning string // a phrase without a full stop
	Unit    string
	// Default is the value when the setting is not set; empty if there is none.
	Default string
	// Unset is what happens when the setting is not set and has no default.
	Unset string
	// Secret values are shown as "$" and the setting's name.
	Secret bool

	want string             // completes "want …"
	fits func(*Config) bool // nil: any text
}

const (
	bannedMeaning    = "a customer that the target answers as banned"
	forbiddenMeaning = "a customer that the target refuses with 403"
	siweMeaning      = "an application that requires wallet signatures"
	noScenarios      = "scenarios that need it are skipped"
)

// The limits leave room for slow targets, and keep a slip of the finger from
// becoming a run that never ends or a flood.
const (
	maxTimeout     = 10 * time.Minute
	maxConcurrency = 256
	maxRetries     = 10
	maxRate        = 10_000
)

var settings = []Setting{
	{Name: "KYC_BASE_URL", Meaning: "the API to test", Unit: "URL",
		Unset: "the embedded sandbox, which needs no other setting"},
	{Name: "KYC_CLIENT_ID", Meaning: "the application's id", Unit: "text", Unset: "needed for a remote target", Secret: true},
	{Name: "KYC_CLIENT_SECRET", Meaning: "the application's secret", Unit: "text", Unset: "needed for a remote target", Secret: true},
	{Name: "KYC_SIWE_CLIENT_ID", Meaning: "the id of " + siweMeaning, Unit: "text", Unset: noScenarios, Secret: true},
	{Name: "KYC_SIWE_CLIENT_SECRET", Meaning: "the secret of " + siweMeaning, Unit: "text", Unset: noScenarios, Secret: true},
	{Name: "KYC_SIWE_DOMAIN", Meaning: "the domain that its wallet signatures must name", Unit: "host or host:port", Unset: noScenarios,
		want: `a host such as "app.example.com"`, fits: func(c *Config) bool { return isAuthority(c.SIWEDomain) }},
	{Name: "KYC_SIWE_URI", Meaning: "the URI that its wallet signatures must name", Unit: "URI", Unset: noScenarios,
		want: `a URI with a scheme, such as "https://app.example.com/login"`, fits: func(c *Config) bool { return isURI(c.SIWEURI) }},
	{Name: "KYC_WALLET_PRIVATE_KEY", Meaning: "the private key of the test wallet", Unit: "32 bytes in hex, 0x optional",
		Unset: "a fresh wallet for each run", Secret: true,
		want: "64 hex digits, 0x optional", fits: func(c *Config) bool { return isKey(c.WalletPrivateKey) }},
	{Name: "KYC_BANNED_EXTERNAL_ID", Meaning: "the external id of " + bannedMeaning, Unit: "text", Unset: noScenarios},
	{Name: "KYC_BANNED_ADDRESS", Meaning: "the wallet address of " + bannedMeaning, Unit: "text", Unset: noScenarios},
	{Name: "KYC_BANNED_BLOCKCHAIN", Meaning: "the blockchain of that wallet", Unit: "a blockchain's name in the contract", Unset: noScenarios},
	{Name: "KYC_FORBIDDEN_EXTERNAL_ID", Meaning: "the external id of " + forbiddenMeaning, Unit: "text", Unset: noScenarios},
	{Name: "KYC_FORBIDDEN_ADDRESS", Meaning: "the wallet address of " + forbiddenMeaning, Unit: "text", Unset: noScenarios},
	{Name: "KYC_FORBIDDEN_BLOCKCHAIN", Meaning: "the blockchain of that wallet", Unit: "a blockchain's name in the contract", Unset: noScenarios},
	{Name: "KYC_TOKEN_PATH", Meaning: "where tokens are given; where it answers 404, the path with or without the last s is tried too",
		Unit: "path", Default: "/auth/v1/oauth2/tokens",
		want: `a path such as "/auth/v1/oauth2/tokens"`, fits: func(c *Config) bool { return isPath(c.TokenPath) }},
	{Name: "KYC_RATE", Meaning: "the pace, shared by everything that is sent; 0 is no limit", Unit: "requests a second",
		Unset: "5 for a remote target, 0 for the embedded sandbox and loopback",
		want:  `a number of requests a second from 0 to 10000, such as "5"`,
		fits:  func(c *Config) bool { return c.Rate >= 0 && c.Rate <= maxRate && !math.IsNaN(c.Rate) }},
	{Name: "KYC_CONCURRENCY", Meaning: "how many scenarios run at once", Unit: "scenarios", Default: "8",
		want: `a whole number from 1 to 256, such as "8"`,
		fits: func(c *Config) bool { return c.Concurrency >= 1 && c.Concurrency <= maxConcurrency }},
	{Name: "KYC_TIMEOUT", Meaning: "the longest that one exchange may take", Unit: "duration", Default: "10s",
		want: `a duration such as "10s", at most 10m`,
		fits: func(c *Config) bool { return c.Timeout > 0 && c.Timeout <= maxTimeout }},
	{Name: "KYC_RETRIES", Meaning: "how often a request is sent again when no answer or a gateway's 502, 503 or 504 came", Unit: "times", Default: "2",
		want: `a whole number from 0 to 10, such as "2"`,
		fits: func(c *Config) bool { return c.Retries >= 0 && c.Retries <= maxRetries }},
	{Name: "KYC_STATE_DIR", Meaning: "the folder of stored runs and of what was last seen", Unit: "folder", Default: ".kycspec"},
}

// Settings lists every setting, in the order of .env.example.
func Settings() []Setting { return append([]Setting(nil), settings...) }

func lookup(name string) (Setting, bool) {
	for _, setting := range settings {
		if setting.Name == name {
			return setting, true
		}
	}
	return Setting{}, false
}

func isAuthority(text string) bool {
	u, err := url.Parse("//" + text)
	return err == nil && u.Host == text && u.Hostname() != "" && printable(text)
}

func isURI(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme != "" && (u.Host != "" || u.Opaque != "") && printable(text)
}

func isPath(text string) bool {
	u, err := url.Parse(text)
	return err == nil && strings.HasPrefix(text, "/") && u.Path != "/" && u.Host == "" &&
		!strings.ContainsAny(text, `?#\`) && printable(text)
}

func isKey(text string) bool {
	key, err := hex.DecodeString(text)
	return err == nil && len(key) == 32
}

// printable says whether the text is ASCII without white space and control characters.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}
