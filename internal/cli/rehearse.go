package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/sandbox"
)

// rehearsed is what a suite does to a sandbox within this process.
type rehearsed struct {
	run       *report.Run
	covered   contract.CoverageReport
	exercised map[string][]contract.Exercise // by the address of a scenario
}

// rehearse runs a suite against a sandbox within this process: nothing goes over any network.
func rehearse(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, settings config.Config) (*rehearsed, error) {
	coverage, exercised := c.NewCoverage(), map[string][]contract.Exercise{}
	var mu sync.Mutex
	watch := func(s gherkin.Scenario, e *exchange.Exchange) {
		list := coverage.Add(e)
		mu.Lock()
		defer mu.Unlock()
		exercised[s.Address()] = append(exercised[s.Address()], list...)
	}
	run, err := perform(ctx, c, suite, performance{settings: settings, watch: watch})
	if err != nil {
		return nil, err
	}
	return &rehearsed{run, coverage.Report(), exercised}, nil
}

// checkSound rehearses a suite to find what its scenarios ask for that nobody
// knows: that is for whoever wrote them, and says nothing of a target.
func checkSound(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, settings config.Config) error {
	run, err := perform(ctx, c, suite, performance{settings: settings})
	switch {
	case ctx.Err() != nil:
		return inconclusive(errors.New(stopped))
	case err != nil:
		return inconclusive(err)
	}
	if err := unsound(run); err != nil {
		return misused(err)
	}
	return nil
}

// checkBefore is [checkSound] before somebody else's target is asked anything.
// On the embedded sandbox a run is its own rehearsal.
func checkBefore(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, settings config.Config) error {
	if settings.Embedded {
		return nil
	}
	return checkSound(ctx, c, suite, settings)
}

// performance is how a suite is run within this process.
type performance struct {
	settings config.Config
	faults   sandbox.Faults
	watch    func(gherkin.Scenario, *exchange.Exchange)
	count    *counter // nil: nothing is counted
	// asConfigured skips what a run with these settings would skip; otherwise
	// the sandbox has all that a scenario may need.
	asConfigured bool
	throttle     bool // ask for the rate limit, whatever the settings' target is
}

func perform(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, p performance) (*report.Run, error) {
	t, err := rehearsal(c, p)
	if err != nil {
		return nil, err
	}
	defer t.close()
	if p.watch == nil {
		p.watch = func(gherkin.Scenario, *exchange.Exchange) {}
	}
	var collector report.Collector
	options := t.options(p.watch, func(envelope *messages.Envelope) error {
		collector.Add(envelope)
		return nil
	})
	if err := runner.Run(ctx, suite, options); err != nil {
		return nil, fmt.Errorf("rehearse: %w", err)
	}
	return collector.Run(), ctx.Err()
}
