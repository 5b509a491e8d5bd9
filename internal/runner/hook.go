package runner

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"

	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// place is how godog's pickles, which have ids of their own, are told apart.
type place struct {
	path string
	line int64
}

// hooks listens to godog.
type hooks struct {
	run      context.Context
	options  *Options
	attempts map[place]*attempt
}

// stopped says why no scenario may start any more; nil while they may.
func (h hooks) stopped() error {
	if h.options.Stop != nil {
		if reason := h.options.Stop(); reason != "" {
			return notStarted(reason)
		}
	}
	if h.run.Err() != nil {
		return notStarted(outcome.RunStopped)
	}
	return nil
}

func (h hooks) register(sc *godog.ScenarioContext) {
	for _, step := range h.options.Vocabulary {
		sc.Step(step.Pattern, adapt(step))
	}
	sc.Before(h.begin)
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		if a := attemptOf(ctx); a != nil {
			a.startStep()
			ctx = gherkin.WithNext(ctx, a.following())
		}
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, _ *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		if a := attemptOf(ctx); a != nil {
			h.stepDone(ctx, a, status, err)
		}
		return ctx, nil
	})
}

// begin is called before the first step of a scenario.
func (h hooks) begin(ctx context.Context, sc *godog.Scenario) (context.Context, error) {
	a := h.attempts[place{sc.Uri, sc.Location.Line}]
	if a == nil {
		return ctx, fmt.Errorf("run scenario: %s:%d was not selected", sc.Uri, sc.Location.Line)
	}
	err := h.stopped()
	if err != nil && a.previous != nil {
		return ctx, err // what was asked before stands
	}
	a.start()
	ctx = exchange.WithAttach(context.WithValue(ctx, attemptKey{}, a), a.attach)
	if h.options.Before == nil {
		a.refusal, a.prepared = err, err == nil
		return ctx, err
	}
	a.startStep()
	if err == nil {
		ctx, err = h.before(ctx, a)
	}
	a.finishStep(a.expected.forgive(h.judge(err)))
	a.failure, a.prepared = err, err == nil
	return ctx, err
}

func (h hooks) before(ctx context.Context, a *attempt) (given context.Context, err error) {
	given = ctx
	defer rescue(&err)
	derived, err := h.options.Before(ctx, a.compiled.Scenario)
	err = skipping(err)
	if derived == nil {
		return ctx, err
	}
	if attemptOf(derived) != a {
		return ctx, &defect{errForeignContext, "Before"}
	}
	return derived, err
}

// stepDone is called after every step, skipped ones too. The last one ends the scenario.
func (h hooks) stepDone(ctx context.Context, a *attempt, status godog.StepResultStatus, err error) {
	r := a.expected.forgive(a.stepResult(h.run.Err() != nil, status, err))
	a.finishStep(r)
	if a.failure == nil && r.ended() {
		a.failure = err
	}
	rest := a.expected.steps()
	if h.options.After != nil {
		rest++
	}
	if a.next+rest < len(a.steps) {
		return
	}
	if h.options.After != nil {
		a.startStep()
		if a.prepared {
			a.finishStep(a.expected.forgive(h.judge(h.after(ctx, a))))
		} else {
			a.finishStep(skip)
		}
	}
	a.finish()
}

func (h hooks) after(ctx context.Context, a *attempt) (err error) {
	defer rescue(&err)
	return h.options.After(ctx, a.compiled.Scenario, a.failure)
}

func (h hooks) judge(err error) result { return judge(h.run.Err() != nil, err) }
