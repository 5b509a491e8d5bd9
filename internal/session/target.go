package session

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/redact"
	"kycspec/internal/runner"
	"kycspec/internal/sandbox"
	"kycspec/internal/wallet"
	"kycspec/steps"
)

// Target is what scenarios are run against, with everything that steps share.
type Target struct {
	Name        string // for people
	Environment *steps.Environment
	Client      *client.Client
	Secrets     *redact.Secrets
	Settings    config.Config // the embedded sandbox has its own

	needs  needs
	design *combination.Design // nil: it is made when it is needed
	sent   *counter            // of a sandbox that no network leads to
	stop   func()              // of the embedded sandbox
}

// embeddedName is what people read of the sandbox of this program.
const embeddedName = "the embedded sandbox"

// OpenTarget prepares the target of the settings. Nothing is sent yet. The clock
// is that of waits for a remote target; nil is the real one. The error is a
// [Misuse] or [Unjudged].
func OpenTarget(c *contract.Contract, settings config.Config, clock client.Clock) (*Target, error) {
	t := &Target{Settings: settings, Secrets: redact.New(), Name: settings.BaseURL, stop: func() {}}
	if clock == nil {
		clock = client.RealClock{}
	}
	if settings.Embedded {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, &Unjudged{fmt.Errorf("start embedded sandbox: %w", err)}
		}
		clock = &client.JumpClock{}
		t.embed(listener, sandbox.Options{Contract: c, Now: clock.Now})
	}
	t.needs.settings = t.Settings
	return t, t.connect(c, clock, nil)
}

// connect makes the client and the environment; a nil transport is the client's own.
func (t *Target) connect(c *contract.Contract, clock client.Clock, transport http.RoundTripper) error {
	for name, value := range t.Settings.Secrets() {
		t.Secrets.Add(name, value)
	}
	w, err := openWallet(t.Settings.WalletPrivateKey)
	if err != nil {
		t.stop()
		return &Misuse{err}
	}
	operation := c.Bundle().Manifest
	t.Client = client.New(client.Options{
		BaseURL: t.Settings.BaseURL, TokenPath: t.Settings.TokenPath,
		Operation: client.Operation{Method: operation.Method, Path: operation.Path},
		Rate:      t.Settings.Rate, Retries: t.Settings.Retries, Timeout: t.Settings.Timeout,
		Clock: clock, Secrets: t.Secrets, HTTP: transport,
	})
	t.Environment = &steps.Environment{
		Design: sync.OnceValue(func() *combination.Design { return t.newDesign(c) }),
		Sender: t.Client, Contract: c, Now: clock.Now, SignedAt: t.Client.TargetTime, Wallet: w,
		App:        client.Application{ID: t.Settings.App.ID, Secret: t.Settings.App.Secret},
		SIWEApp:    client.Application{ID: t.Settings.SIWEApp.ID, Secret: t.Settings.SIWEApp.Secret, SIWERequired: true},
		SIWEDomain: t.Settings.SIWEDomain, SIWEURI: t.Settings.SIWEURI,
		Banned: steps.Customer(t.Settings.Banned), Forbidden: steps.Customer(t.Settings.Forbidden),
	}
	return nil
}

// newDesign is the design of the target's requests.
func (t *Target) newDesign(c *contract.Contract) *combination.Design {
	if t.design != nil {
		return t.design
	}
	_, unsigned := t.needs.settings.Missing("siwe")
	return combination.New(c, !unsigned)
}

func openWallet(key string) (*wallet.Wallet, error) {
	if key == "" {
		return wallet.New(nil)
	}
	w, err := wallet.FromPrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("load config: KYC_WALLET_PRIVATE_KEY: %w", err)
	}
	return w, nil
}

// embed serves the sandbox of this program, and takes its settings for those of the target.
func (t *Target) embed(listener net.Listener, options sandbox.Options) {
	origin := "http://" + listener.Addr().String()
	options.Origin = origin
	box := sandbox.New(options)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- box.Serve(ctx, listener) }()
	t.stop = func() {
		cancel()
		<-done
	}
	fixtures := box.Fixtures()
	t.Name, t.Settings.BaseURL = embeddedName, origin
	t.Settings.App = config.Application(fixtures.App)
	t.Settings.SIWEApp = config.Application(fixtures.SIWEApp)
	t.Settings.SIWEDomain, t.Settings.SIWEURI = fixtures.SIWEDomain, fixtures.SIWEURI
	t.Settings.Banned, t.Settings.Forbidden = config.Customer(fixtures.Banned), config.Customer(fixtures.Forbidden)
	t.Secrets.Add("KYC_CLIENT_SECRET", fixtures.App.Secret)
	t.Secrets.Add("KYC_SIWE_CLIENT_SECRET", fixtures.SIWEApp.Secret)
	// No secret, but the port is gone when somebody asks again.
	t.Secrets.Add("KYC_BASE_URL", origin)
}

// Close ends what the target holds, and the sandbox of this program if it is that.
func (t *Target) Close() {
	t.Client.Close()
	t.stop()
}

// options are those of a run against the target. Watch is given every exchange
// with its scenario, from many goroutines.
func (t *Target) options(watch func(gherkin.Scenario, *exchange.Exchange), sinks ...runner.Sink) runner.Options {
	return runner.Options{
		Vocabulary:  steps.Vocabulary(),
		Concurrency: t.Settings.Concurrency,
		Sinks:       sinks,
		Redact:      t.Secrets.Redact,
		Before: func(ctx context.Context, s gherkin.Scenario) (context.Context, error) {
			if need, unmet := t.needs.unmet(s); unmet {
				return ctx, skip(need)
			}
			return t.Environment.Begin(ctx, func(e *exchange.Exchange) { watch(s, e) }), nil
		},
	}
}
