package session

import (
	"context"
	"errors"
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
	"kycspec/internal/outcome"
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
	r := &Rehearsal{Exercised: map[string][]contract.Exercise{}, Paired: map[string][]combination.Pair{}, design: t.Environment.Design()}
	var mu sync.Mutex
	watch := func(s gherkin.Scenario, e *exchange.Exchange) {
		if o.RunOnly {
			return
		}
		t.sent.watch(c, e)
		list := coverage.Add(e)
		covered := pairs.Add(e, list)
		mu.Lock()
		defer mu.Unlock()
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

// Unsound lists the scenarios that do not even come to a verdict against the
// sandbox as it should be: they ask for what is not known. The error is a [Misuse].
func (r *Rehearsal) Unsound() error {
	var problems []error
	for _, o := range r.Run.Scenarios {
		if o.Verdict == outcome.Inconclusive {
			problems = append(problems, fmt.Errorf("%s:%d: %s", o.Path, o.FailedStep.Line, o.Why()))
		}
	}
	if problems == nil {
		return nil
	}
	return &Misuse{errors.Join(problems...)}
}

// checkSound rehearses a suite to find what its scenarios ask for that nobody
// knows: that is for whoever wrote them, and says nothing of a target.
func checkSound(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, settings config.Config) error {
	r, err := Rehearse(ctx, c, suite, RehearsalOptions{Settings: settings, RunOnly: true})
	switch {
	case ctx.Err() != nil:
		return &Unjudged{errors.New(outcome.RunStopped)}
	case err != nil:
		return err
	}
	return r.Unsound()
}
