package runner

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"

	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// location is what godog's pickles have in common with those of the suite: their ids differ.
type location struct {
	path string
	line int64
}

// hooks are what godog calls around each scenario and each step.
type hooks struct {
	run      context.Context
	options  *Options
	attempts map[location]*attempt
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
			h.stepDone(a, status, err)
		}
		return ctx, nil
	})
}

// begin is called before the first step of a scenario.
func (h hooks) begin(ctx context.Context, sc *godog.Scenario) (context.Context, error) {
	a := h.attempts[location{sc.Uri, sc.Location.Line}]
	if a == nil {
		return ctx, fmt.Errorf("run scenario: %s:%d was not selected", sc.Uri, sc.Location.Line)
	}
	err := h.stopped()
	if err != nil && a.previous != nil {
		return ctx, err // the attempt before remains the last
	}
	a.start()
	ctx = exchange.WithAttach(context.WithValue(ctx, attemptKey{}, a), a.attach)
	if h.options.Before == nil {
		a.refusal = err
		return ctx, err
	}
	a.startStep()
	if err == nil {
		ctx, err = h.before(ctx, a)
	}
	a.finishStep(a.expected.accept(judge(h.run.Err() != nil, err)))
	return ctx, err
}

// before calls the Before hook. A context that does not come from the one that it
// was given is a defect, because the attempt is lost with it.
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

// stepDone is called after every step of a scenario, also after those that godog
// skips. The last one ends the attempt.
func (h hooks) stepDone(a *attempt, status godog.StepResultStatus, err error) {
	a.finishStep(a.expected.accept(a.stepResult(h.run.Err() != nil, status, err)))
	if a.next == len(a.steps)-a.expected.steps() {
		a.finish()
	}
}
