package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/mutate"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// Mutate tries the mutants of the options against a suite, in as many sandboxes
// at once as there are processors: in one the suite that was held to the contract,
// which must be rehearsed with all that it covers, in each other one that load
// gives. Where the context ends, the result has what was tried until then, and the
// error is an [Unjudged]. A suite that does not pass against the honest sandbox is
// a [Misuse], and there is no result.
func Mutate(ctx context.Context, c *contract.Contract, settings config.Config, held *Held, load func() (*gherkin.Suite, error), o mutate.Options) (*mutate.Score, error) {
	o.Workers = runtime.NumCPU()
	suites := make([]*gherkin.Suite, o.Workers)
	suites[0] = held.Suite
	for i := range suites[1:] {
		suite, err := load()
		if err != nil {
			return nil, err
		}
		suites[i+1] = suite
	}
	switch {
	case len(held.Free) > 0:
		return nil, &Misuse{held.Free}
	case held.Rehearsal.Run.Verdict() != outcome.Passed:
		return nil, &Misuse{errors.New("the suite does not pass against the sandbox as it should be; see kycspec run")}
	}
	o.Exercised = held.Rehearsal.Exercised
	o.Try = func(ctx context.Context, worker int, m mutate.Mutant, wanted func(string) bool) (*report.Run, error) {
		suite := suites[worker]
		if wanted != nil {
			suite = suite.Keep(func(s gherkin.Scenario) bool { return wanted(s.Address()) })
		}
		r, err := Rehearse(ctx, c, suite, RehearsalOptions{Settings: settings, Faults: m.Faults, RunOnly: true})
		if err != nil {
			return nil, err
		}
		return r.Run, nil
	}
	result, err := mutate.Run(ctx, o)
	if err != nil {
		err = &Unjudged{fmt.Errorf("stopped after %d of %d mutants: %w", result.Tried, len(o.Mutants), err)}
	}
	return result, err
}
