package session

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
	"kycspec/internal/redact"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/sandbox"
)

// Rehearsal is what a suite does to a sandbox within this process.
type Rehearsal struct {
	Run       *report.Run
	Requests  plan.Requests
	Covered   contract.CoverageReport
	Pairs     combination.Report
	Exercised map[string][]contract.Exercise // by the address of a scenario
	Paired    map[string][]combination.Pair  // likewise: the pairs that it covers

	design *combination.Design
	asked  map[string]*exchange.Exchange // the last one of each scenario, by its address
}

// RehearsalOptions say how a suite is rehearsed.
type RehearsalOptions struct {
	Settings config.Config
	Faults   sandbox.Faults
	// AsConfigured skips what a run with these settings would skip; otherwise
	// the sandbox has all that a scenario may need.
	AsConfigured bool
	Throttle     bool // ask for the rate limit, whatever the settings' target is
	RunOnly      bool // and leave out what is covered and exercised, which takes time
	// Design is that of the sandbox as it is configured; nil: it is made when it is needed.
	Design *combination.Design
}

// Rehearse runs a suite against a sandbox within this process: nothing goes over
// any network. The error is an [Unjudged].
func Rehearse(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, o RehearsalOptions) (*Rehearsal, error) {
	t, err := OpenSandbox(c, o)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	coverage, pairs := c.NewCoverage(), t.Environment.Design().NewCoverage()
	r := &Rehearsal{Exercised: map[string][]contract.Exercise{}, Paired: map[string][]combination.Pair{}, asked: map[string]*exchange.Exchange{}, design: t.Environment.Design()}
	var mu sync.Mutex
	watch := func(s gherkin.Scenario, e *exchange.Exchange) {
		var list []contract.Exercise
		var covered []combination.Pair
		if !o.RunOnly {
			t.sent.watch(c, e)
			list = coverage.Add(e)
			covered = pairs.Add(e, list)
		}
		mu.Lock()
		defer mu.Unlock()
		r.asked[s.Address()] = e
		r.Exercised[s.Address()] = append(r.Exercised[s.Address()], list...)
		r.Paired[s.Address()] = append(r.Paired[s.Address()], covered...)
	}
	var collector report.Collector
	sink := func(envelope *messages.Envelope) error {
		collector.Add(envelope)
		return nil
	}
	if err := runner.Run(ctx, suite, t.options(watch, sink)); err != nil {
		return nil, &Unjudged{fmt.Errorf("rehearse: %w", err)}
	}
	if ctx.Err() != nil {
		return nil, &Unjudged{ctx.Err()}
	}
	r.Run, r.Requests, r.Covered, r.Pairs = collector.Run(), t.sent.requests(), coverage.Report(), pairs.Report()
	return r, nil
}

// OpenSandbox prepares a sandbox within this process, which no network leads to.
// The error is a [Misuse].
func OpenSandbox(c *contract.Contract, o RehearsalOptions) (*Target, error) {
	t := &Target{Settings: o.Settings, Secrets: redact.New(), sent: &counter{path: c.Bundle().Manifest.Path, sessions: map[string]bool{}}}
	t.Settings.Rate, t.Settings.Embedded, t.Settings.TokenPath = 0, true, sandbox.TokenPath
	t.Settings.Timeout = time.Minute // a slow machine is no target that is slow
	listener, clock := newPipe(), &client.JumpClock{}
	t.embed(listener, sandbox.Options{Contract: c, Now: clock.Now, Faults: o.Faults})
	t.needs = needs{t.Settings, o.Throttle}
	t.design = o.Design
	if o.AsConfigured {
		t.needs.settings = o.Settings
	}
	transport := client.Transport(t.Settings.Timeout)
	transport.DialContext, transport.Proxy = listener.dial, nil
	stop := t.stop
	t.stop = func() {
		transport.CloseIdleConnections() // or the server waits for what they may still say
		stop()
	}
	t.sent.RoundTripper = transport
	return t, t.connect(c, clock, t.sent)
}
