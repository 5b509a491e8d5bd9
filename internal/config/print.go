package config

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// values is every setting as text, as it could stand in a .env file.
func (c Config) values() map[string]string {
	return map[string]string{
		"KYC_BASE_URL":              c.BaseURL,
		"KYC_CLIENT_ID":             c.App.ID,
		"KYC_CLIENT_SECRET":         c.App.Secret,
		"KYC_SIWE_CLIENT_ID":        c.SIWEApp.ID,
		"KYC_SIWE_CLIENT_SECRET":    c.SIWEApp.Secret,
		"KYC_SIWE_DOMAIN":           c.SIWEDomain,
		"KYC_SIWE_URI":              c.SIWEURI,
		"KYC_WALLET_PRIVATE_KEY":    c.WalletPrivateKey,
		"KYC_BANNED_EXTERNAL_ID":    c.Banned.ExternalID,
		"KYC_BANNED_ADDRESS":        c.Banned.Address,
		"KYC_BANNED_BLOCKCHAIN":     c.Banned.Blockchain,
		"KYC_FORBIDDEN_EXTERNAL_ID": c.Forbidden.ExternalID,
		"KYC_FORBIDDEN_ADDRESS":     c.Forbidden.Address,
		"KYC_FORBIDDEN_BLOCKCHAIN":  c.Forbidden.Blockchain,
		"KYC_TOKEN_PATH":            c.TokenPath,
		"KYC_RATE":                  strconv.FormatFloat(c.Rate, 'g', -1, 64),
		"KYC_CONCURRENCY":           strconv.Itoa(c.Concurrency),
		"KYC_TIMEOUT":               c.Timeout.String(),
		"KYC_RETRIES":               strconv.Itoa(c.Retries),
		"KYC_STATE_DIR":             c.StateDir,
	}
}

// Secrets is the value of each secret setting that is set, by the setting's name.
func (c Config) Secrets() map[string]string {
	secrets := map[string]string{}
	values := c.values()
	for _, setting := range settings {
		if setting.Secret && values[setting.Name] != "" {
			secrets[setting.Name] = values[setting.Name]
		}
	}
	return secrets
}

// safe is every setting that is set, secrets as placeholders such as $KYC_CLIENT_SECRET.
func (c Config) safe() map[string]string {
	values := c.values()
	for name, value := range values {
		if setting, _ := lookup(name); value == "" {
			delete(values, name)
		} else if setting.Secret {
			values[name] = "$" + name
		}
	}
	return values
}

// String is the settings that are set, a NAME=value each, without secrets.
func (c Config) String() string {
	values := c.safe()
	var words []string
	for _, setting := range settings {
		if value, set := values[setting.Name]; set {
			words = append(words, setting.Name+"="+value)
		}
	}
	return strings.Join(words, " ")
}

// Format writes [Config.String] for every verb, so that none can show a secret.
func (c Config) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }

// MarshalJSON writes the settings that are set as an object, without secrets.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.safe()) }

// String says whether the credentials are set, and nothing of them.
func (a Application) String() string {
	if a == (Application{}) {
		return "no credentials"
	}
	return "credentials"
}

// Format writes [Application.String] for every verb.
func (a Application) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, a.String()) }

// MarshalJSON writes [Application.String].
func (a Application) MarshalJSON() ([]byte, error) { return json.Marshal(a.String()) }
