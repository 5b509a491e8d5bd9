package cli

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/redact"
	"kycspec/internal/sandbox"
	"kycspec/internal/wallet"
	"kycspec/steps"
)

// target is what the scenarios are run against, with everything that steps share.
type target struct {
	name        string // for people
	environment *steps.Environment
	client      *client.Client
	secrets     *redact.Secrets
	config      config.Config
	needs       config.Config // what scenarios may need: the settings that decide what is skipped
	stop        func()        // of the embedded sandbox

	throttle bool // ask for the rate limit, wherever the target is
}

// embeddedName is what people read of the sandbox of this program.
const embeddedName = "the embedded sandbox"

// remoteClock is the clock of waits for a remote target. Tests put another clock in its place.
var remoteClock client.Clock = client.RealClock{}

// openTarget prepares the configured target. Nothing is sent yet.
func openTarget(c *contract.Contract, settings config.Config) (*target, error) {
	t := &target{config: settings, secrets: redact.New(), name: settings.BaseURL, stop: func() {}}
	clock := remoteClock
	if settings.Embedded {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, inconclusive(fmt.Errorf("start embedded sandbox: %w", err))
		}
		clock = &client.JumpClock{}
		t.embed(listener, sandbox.Options{Contract: c, Now: clock.Now})
	}
	t.needs = t.config
	return t, t.connect(c, clock, nil)
}

// rehearsal prepares a sandbox within this process, which no network leads to.
// Its requests are counted, if there is a counter.
func rehearsal(c *contract.Contract, p performance) (*target, error) {
	t := &target{config: p.settings, secrets: redact.New(), throttle: p.throttle}
	t.config.Rate, t.config.Embedded, t.config.TokenPath = 0, true, sandbox.TokenPath
	t.config.Timeout = time.Minute // a slow machine is no target that is slow
	listener, clock := newPipe(), &client.JumpClock{}
	t.embed(listener, sandbox.Options{Contract: c, Now: clock.Now, Faults: p.faults})
	t.needs = t.config
	if p.asConfigured {
		t.needs = p.settings
	}
	transport := client.Transport(t.config.Timeout)
	transport.DialContext, transport.Proxy = listener.dial, nil
	stop := t.stop
	t.stop = func() {
		transport.CloseIdleConnections() // or the server waits for what they may still say
		stop()
	}
	if p.count == nil {
		return t, t.connect(c, clock, transport)
	}
	p.count.RoundTripper = transport
	return t, t.connect(c, clock, p.count)
}

// connect makes the client and the kit; a nil transport is the client's own.
func (t *target) connect(c *contract.Contract, clock client.Clock, transport http.RoundTripper) error {
	for name, value := range t.config.Secrets() {
		t.secrets.Add(name, value)
	}
	w, err := openWallet(t.config.WalletPrivateKey)
	if err != nil {
		t.stop()
		return misused(err)
	}
	operation := c.Bundle().Manifest
	t.client = client.New(client.Options{
		BaseURL: t.config.BaseURL, TokenPath: t.config.TokenPath,
		Operation: client.Operation{Method: operation.Method, Path: operation.Path},
		Rate:      t.config.Rate, Retries: t.config.Retries, Timeout: t.config.Timeout,
		Clock: clock, Secrets: t.secrets, HTTP: transport,
	})
	t.environment = &steps.Environment{
		Sender: t.client, Contract: c, Now: clock.Now, SignedAt: t.client.TargetTime, Wallet: w,
		App:        client.Application{ID: t.config.App.ID, Secret: t.config.App.Secret},
		SIWEApp:    client.Application{ID: t.config.SIWEApp.ID, Secret: t.config.SIWEApp.Secret, SIWERequired: true},
		SIWEDomain: t.config.SIWEDomain, SIWEURI: t.config.SIWEURI,
		Banned: steps.Customer(t.config.Banned), Forbidden: steps.Customer(t.config.Forbidden),
	}
	return nil
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
func (t *target) embed(listener net.Listener, options sandbox.Options) {
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
	t.name, t.config.BaseURL = embeddedName, origin
	t.config.App = config.Application(fixtures.App)
	t.config.SIWEApp = config.Application(fixtures.SIWEApp)
	t.config.SIWEDomain, t.config.SIWEURI = fixtures.SIWEDomain, fixtures.SIWEURI
	t.config.Banned, t.config.Forbidden = config.Customer(fixtures.Banned), config.Customer(fixtures.Forbidden)
	t.secrets.Add("KYC_CLIENT_SECRET", fixtures.App.Secret)
	t.secrets.Add("KYC_SIWE_CLIENT_SECRET", fixtures.SIWEApp.Secret)
	// No secret, but the port is gone when somebody asks again.
	t.secrets.Add("KYC_BASE_URL", origin)
}

func (t *target) close() {
	t.client.Close()
	t.stop()
}

// stamp names a run by when it began.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15-04-05Z") }
