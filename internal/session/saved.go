package session

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
)

// Choose loads the scenarios that a run was asked for: by a selection, or by a
// saved plan, which must still be as it was, and holds them to the contract. Whole
// says that no scenario is left out. The error is a [Misuse] or [Unjudged]; where
// the contract or the settings, which are reported already, are wrong, there may be
// neither a suite nor an error.
func Choose(ctx context.Context, selection gherkin.Selection, c *contract.Contract, settings config.Config, throttle bool) (suite *gherkin.Suite, whole bool, err error) {
	o := RehearsalOptions{Settings: settings, RunOnly: true}
	if len(selection.Paths) != 1 || !isPlanFile(selection.Paths[0]) {
		held, err := LoadHeld(ctx, c, selection, o)
		if err != nil {
			return nil, false, err
		}
		return held.Suite, selection.IsWhole(), nil
	}
	file := selection.Paths[0]
	if selection.Tags != "" || selection.Name != "" {
		return nil, false, &Misuse{WithHint(fmt.Errorf("run plan %s: a plan says which scenarios are run", file),
			"Leave out --tags and --name, or give them to kycspec plan.")}
	}
	p, err := readPlan(file)
	if err != nil {
		return nil, false, &Misuse{err}
	}
	all, err := LoadSuite(gherkin.Selection{})
	if err != nil || c == nil || settings.StateDir == "" {
		return nil, false, err
	}
	moved := p.Moved(plan.Present{Target: targetName(settings), Contract: c.Bundle().Manifest.Digest, Scenarios: all.Scenarios(),
		Unmet: needs{settings, throttle}.unmet})
	if len(moved) > 0 {
		return nil, false, &Misuse{WithHint(fmt.Errorf("run plan %s: %s", file, strings.Join(moved, "; ")), "Make a new plan: kycspec plan --out "+file+".")}
	}
	planned := map[string]bool{}
	for _, address := range p.Run {
		planned[address] = true
	}
	for _, blocked := range p.Blocked {
		for _, address := range blocked.Addresses {
			planned[address] = true
		}
	}
	suite = all.Keep(func(s gherkin.Scenario) bool { return planned[s.Address()] })
	_, err = hold(ctx, c, suite, nil, o)
	return suite, len(suite.Scenarios()) == len(all.Scenarios()), err
}

// isPlanFile says whether a path is a file that is no feature.
func isPlanFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && !strings.HasSuffix(path, ".feature")
}

func readPlan(file string) (*plan.Plan, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	var p plan.Plan
	if err := json.Unmarshal(text, &p); err != nil || p.Version == 0 {
		return nil, WithHint(fmt.Errorf("read plan: %s is no plan of kycspec", file), "Name a .feature file, a folder, or what kycspec plan --out wrote.")
	}
	if p.Version != plan.Version {
		return nil, WithHint(fmt.Errorf("read plan: %s is of version %d, and this kycspec reads version %d", file, p.Version, plan.Version), "Make a new plan.")
	}
	return &p, nil
}
