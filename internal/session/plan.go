package session

import (
	"context"
	"slices"
	"time"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/plan"
)

// PlanOptions say what a plan is of.
type PlanOptions struct {
	Settings config.Config
	Contract *contract.Contract
	Held     *Held // rehearsed with all that it covers
	Whole    bool  // nothing was selected: these are all scenarios that there are
	Throttle bool  // ask for the rate limit, wherever the target is
	Now      func() time.Time
}

// Plan rehearses the suite as the settings would have it run, and says what that
// would do. The target is sent nothing. The error is a [Misuse] or [Unjudged].
func Plan(ctx context.Context, o PlanOptions) (*plan.Plan, error) {
	known, err := Recall(o.Settings)
	if err != nil {
		return nil, err
	}
	all, err := LoadSuite(gherkin.Selection{})
	if err != nil {
		return nil, err
	}
	suite, n := o.Held.Suite, needs{o.Settings, o.Throttle}
	r, err := o.asConfigured(ctx, n)
	if err != nil {
		return nil, err
	}
	manifest := o.Contract.Bundle().Manifest
	p := &plan.Plan{Version: plan.Version, Target: targetName(o.Settings), Document: manifest.Document, Contract: manifest.Digest,
		Features: plan.Digest(all.Scenarios()), Areas: []plan.Area{}, Changes: []plan.ScenarioChange{}, Run: []string{}, Blocked: []plan.Blocked{},
		Gaps: []plan.Gap{}, Known: []plan.KnownScenario{}} // a list that is empty is one in JSON too
	p.Compare(suite.Scenarios(), known.last(), o.Whole)
	n.plan(p, suite.Scenarios(), o.Now())
	p.Requests = r.Requests
	tokens, requests := n.probeCost()
	if p.Requests.Tokens == 0 {
		p.Requests.Tokens = tokens // the scenarios would share it
	}
	p.Requests.Probe = requests
	p.Pace(o.Settings.Rate)
	p.Covered, p.Clauses = r.Covered.Covered, r.Covered.Clauses
	p.PairsCovered, p.Pairs = r.Pairs.Covered, r.Pairs.Pairs
	p.Gaps = append(p.Gaps, plan.Gaps(o.Contract, r.Covered, nil)...)
	return p, nil
}

// asConfigured is a rehearsal of what the settings let run. Where that is all, the
// one by which the suite was held to the contract will do.
func (o PlanOptions) asConfigured(ctx context.Context, n needs) (*Rehearsal, error) {
	if !slices.ContainsFunc(o.Held.Suite.Scenarios(), func(s gherkin.Scenario) bool { _, unmet := n.unmet(s); return unmet }) {
		return o.Held.Rehearsal, nil
	}
	return Rehearse(ctx, o.Contract, o.Held.Suite, RehearsalOptions{Settings: o.Settings, AsConfigured: true, Throttle: o.Throttle})
}

// plan says which scenarios would be run and which cannot, and which are known to be broken.
func (n needs) plan(p *plan.Plan, scenarios []gherkin.Scenario, now time.Time) {
	for _, s := range scenarios {
		if need, unmet := n.unmet(s); unmet {
			p.Block(s.Address(), need)
		} else {
			p.Run = append(p.Run, s.Address())
		}
		if s.Known.Ticket != "" {
			p.Known = append(p.Known, plan.KnownScenario{Address: s.Address(), KnownBreak: outcome.KnownBreak{
				Ticket: s.Known.Ticket, Until: s.Known.Until.Format(time.DateOnly), DaysLeft: s.Known.DaysLeft(now)}})
		}
	}
}

// targetName is the target for people and for plans.
func targetName(settings config.Config) string {
	if settings.Embedded {
		return embeddedName
	}
	return settings.BaseURL
}
