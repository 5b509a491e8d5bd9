// Package config turns a .env file, the environment and flags into one validated [Config].
//
// The file is read first, the environment wins over it, flags win over both. A
// setting that is there but empty counts as not set. Every bad setting is named
// at once, and no error ever shows a value that may be secret.
package config

import (
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Config is the settings of a run. Whatever way of fmt and encoding/json prints
// it, no secret is shown.
type Config struct {
	// BaseURL has a scheme and a host and no slash at its end; it is empty if Embedded.
	BaseURL string `env:"KYC_BASE_URL"`
	// Embedded is true when no base URL is set: the target is the sandbox of this program.
	Embedded bool

	App        Application `envPrefix:"KYC_"`
	SIWEApp    Application `envPrefix:"KYC_SIWE_"` // requires wallet signatures
	SIWEDomain string      `env:"KYC_SIWE_DOMAIN"` // RFC 3986 authority
	SIWEURI    string      `env:"KYC_SIWE_URI"`    // RFC 3986 URI

	WalletPrivateKey string   `env:"KYC_WALLET_PRIVATE_KEY"` // 64 lower-case hex digits; empty: a fresh one a run
	Banned           Customer `envPrefix:"KYC_BANNED_"`
	Forbidden        Customer `envPrefix:"KYC_FORBIDDEN_"`

	TokenPath   string        `env:"KYC_TOKEN_PATH"`
	Rate        float64       `env:"KYC_RATE"` // requests a second, 0 for no limit
	Concurrency int           `env:"KYC_CONCURRENCY"`
	Timeout     time.Duration `env:"KYC_TIMEOUT"` // of one exchange
	Retries     int           `env:"KYC_RETRIES"`
	StateDir    string        `env:"KYC_STATE_DIR"`
}

// Application is one application's credentials.
type Application struct {
	ID     string `env:"CLIENT_ID"`
	Secret string `env:"CLIENT_SECRET"`
}

// Customer is a customer whom the target always answers in the same way.
type Customer struct {
	ExternalID string `env:"EXTERNAL_ID"`
	Address    string `env:"ADDRESS"`
	Blockchain string `env:"BLOCKCHAIN"`
}

// Source is where settings come from.
type Source struct {
	// File is the .env file; empty means that none is read.
	File string
	// FileRequired makes a File that is not there an error, because somebody named it.
	FileRequired bool
	// Environ is the environment as [os.Environ] gives it.
	Environ []string
	// Check finds what else is wrong with values, beside what this package knows; nil: nothing.
	Check func(Config) []BadValue
	Overrides
}

// BadValue is what is wrong with the value of a setting.
type BadValue struct {
	Setting string
	Want    string // what would be right, as a phrase: "one of 1, 2"
	Hint    string // a sentence that says what to do
}

// Overrides is what the command line says.
type Overrides struct {
	// Flags are settings given as flags; they win.
	Flags []Flag
	// TargetIsASandbox vouches for a host that this program does not know.
	TargetIsASandbox bool
	// InsecureHTTP allows plain http beyond loopback.
	InsecureHTTP bool
}

// Flag is a setting that was given as a flag.
type Flag struct {
	Name    string // as typed, such as "--base-url"; it is the place in diagnostics
	Setting string // such as "KYC_BASE_URL"
	Value   string
}

// remoteRate is the pace, in requests a second, towards a host that others use too.
const remoteRate = 5

// Load reads and checks every setting. Its error is always an [*Error] that
// lists everything that is wrong; the Config is then the zero Config.
func Load(source Source) (Config, error) {
	read := collect(source)
	config, unparsed := read.parse()
	read.checkEach(&config, unparsed)
	read.checkTarget(&config, source.Overrides)
	if read.whole {
		read.checkGroups()
	}
	if source.Check != nil {
		for _, o := range source.Check(config) {
			read.reject(Setting{Name: o.Setting}, o.Want, o.Hint)
		}
	}
	if len(read.diagnostics) > 0 {
		return Config{}, read.failure()
	}
	return config, nil
}

// parse fills a Config, and says of which settings the value has the wrong type.
func (r *reading) parse() (Config, map[string]bool) {
	values := map[string]string{}
	for _, setting := range settings {
		values[setting.Name] = setting.Default
	}
	for name, found := range r.found {
		if found.value != "" {
			values[name] = found.value
		}
	}
	for name, value := range values {
		if value == "" {
			delete(values, name)
		}
	}
	var config Config
	unparsed := map[string]bool{}
	var failures env.AggregateError
	if err := env.ParseWithOptions(&config, env.Options{Environment: values}); errors.As(err, &failures) {
		for _, failure := range failures.Errors {
			if parse, ok := errors.AsType[env.ParseError](failure); ok {
				unparsed[settingOf(parse.Name)] = true
			}
		}
	}
	config.Embedded = config.BaseURL == ""
	config.WalletPrivateKey = strings.TrimPrefix(strings.ToLower(config.WalletPrivateKey), "0x")
	return config, unparsed
}

// settingOf finds the setting of a field of [Config]: an error of env names the
// field, and the value, which may be a secret.
func settingOf(field string) string {
	f, _ := reflect.TypeFor[Config]().FieldByName(field)
	return f.Tag.Get("env")
}
