package plan

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

func scenario(name, example string, steps ...string) gherkin.Scenario {
	s := gherkin.Scenario{Steps: steps}
	s.Path, s.Rule, s.Name, s.Example = "features/access/tokens.feature", "Tokens count", name, example
	return s
}

// level is a scenario without a rule and steps.
func level(row ...string) gherkin.Scenario {
	s := scenario("Level", "Levels: the last")
	s.Rule, s.Row = "", row
	return s
}

func TestCompare(t *testing.T) {
	at := time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	same := scenario("Same", "", "When it asks")
	tests := map[string]struct {
		last    []gherkin.Scenario
		now     []gherkin.Scenario
		part    bool
		area    Area
		changes []ScenarioChange
	}{
		"never run": {
			now: []gherkin.Scenario{same}, area: Area{Name: "access", Scenarios: 1, New: 1},
			changes: []ScenarioChange{{Sign: "+", Address: "features/access/tokens.feature > Tokens count > Same"}},
		},
		"nothing changed": {
			last: []gherkin.Scenario{same}, now: []gherkin.Scenario{same}, area: Area{Name: "access", Scenarios: 1, Same: 1},
		},
		"a step changed": {
			last: []gherkin.Scenario{scenario("One", "", "When it asks", "Then it is told")},
			now:  []gherkin.Scenario{scenario("One", "", "When it asks", "Then it is refused")},
			area: Area{Name: "access", Scenarios: 1, Changed: 1},
			changes: []ScenarioChange{{Sign: "~", Address: "features/access/tokens.feature > Tokens count > One",
				What: `the step "Then it is refused" was "Then it is told"`}},
		},
		"a step is new": {
			last: []gherkin.Scenario{scenario("One", "", "When it asks")},
			now:  []gherkin.Scenario{scenario("One", "", "When it asks", "Then it is told")},
			area: Area{Name: "access", Scenarios: 1, Changed: 1},
			changes: []ScenarioChange{{Sign: "~", Address: "features/access/tokens.feature > Tokens count > One",
				What: `the step "Then it is told" is new`}},
		},
		"a scenario is gone": {
			last: []gherkin.Scenario{same, scenario("Two", "", "When it asks")}, now: []gherkin.Scenario{same},
			area:    Area{Name: "access", Scenarios: 1, Same: 1, Gone: 1},
			changes: []ScenarioChange{{Sign: "-", Address: "features/access/tokens.feature > Tokens count > Two"}},
		},
		"what is not selected is not gone": {
			last: []gherkin.Scenario{same, scenario("Two", "", "When it asks")}, now: []gherkin.Scenario{same}, part: true,
			area: Area{Name: "access", Scenarios: 1, Same: 1},
		},
		"a row whose value stands in the name": {
			last: []gherkin.Scenario{scenario("Level 3", "Levels: the last", "When it asks for 3")},
			now:  []gherkin.Scenario{scenario("Level 4", "Levels: the last", "When it asks for 4")},
			area: Area{Name: "access", Scenarios: 1, Changed: 1},
			changes: []ScenarioChange{{Sign: "~", Address: "features/access/tokens.feature > Tokens count > Level 4 > Levels: the last",
				What: `the step "When it asks for 4" was "When it asks for 3"`}},
		},
		"a cell that no step has": {
			last: []gherkin.Scenario{level("why: the last", "note: x")},
			now:  []gherkin.Scenario{level("why: the last", "note: y")},
			area: Area{Name: "access", Scenarios: 1, Changed: 1},
			changes: []ScenarioChange{{Sign: "~", Address: "features/access/tokens.feature > Level > Levels: the last",
				What: `the row "why: the last, note: y" was "why: the last, note: x"`}},
		},
		"a row that replaces another": {
			last: []gherkin.Scenario{scenario("Level 3", "Levels: the third", "When it asks for 3")},
			now:  []gherkin.Scenario{scenario("Level 4", "Levels: the last", "When it asks for 4")},
			area: Area{Name: "access", Scenarios: 1, New: 1, Gone: 1},
			changes: []ScenarioChange{{Sign: "+", Address: "features/access/tokens.feature > Tokens count > Level 4 > Levels: the last"},
				{Sign: "-", Address: "features/access/tokens.feature > Tokens count > Level 3 > Levels: the third"}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			last := Last{At: at, Steps: map[string][]string{}, Rows: map[string][]string{}}
			for _, s := range test.last {
				last.Steps[s.Address()], last.Rows[s.Address()] = s.Steps, s.Row
			}
			var p Plan
			p.Compare(test.now, last, !test.part)
			if diff := cmp.Diff([]Area{test.area}, p.Areas); diff != "" {
				t.Errorf("areas (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.changes, p.Changes); len(test.changes)+len(p.Changes) > 0 && diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if p.Changed() != (len(test.changes) > 0) {
				t.Errorf("changed: %v", p.Changed())
			}
		})
	}
}

func TestPace(t *testing.T) {
	p := Plan{Requests: Requests{Probe: 1, Tokens: 2, Started: 40, Banned: 3, Refused: 4, Failed: 1}}
	if total := p.Requests.Total(); total != 51 {
		t.Errorf("total %d, want 51", total)
	}
	p.Pace(5)
	if p.Seconds != 10 {
		t.Errorf("%g seconds, want 10: the first request waits for nothing", p.Seconds)
	}
	p.Seconds = 0
	p.Pace(0)
	if p.Seconds != 0 {
		t.Errorf("%g seconds without a limit", p.Seconds)
	}
}

func TestMoved(t *testing.T) {
	scenarios := []gherkin.Scenario{scenario("One", "", "When it asks")}
	p := Plan{Target: "a", Contract: "c", Features: Digest(scenarios)}
	now := Present{Target: "a", Contract: "c", Scenarios: scenarios, Unmet: func(gherkin.Scenario) (UnmetNeed, bool) { return UnmetNeed{}, false }}
	p.Run = []string{scenarios[0].Address()}
	if moved := p.Moved(now); moved != nil {
		t.Errorf("moved: %v", moved)
	}
	scenarios[0].Steps = []string{"When it asks twice"}
	want := []string{"the target is b, and was a", "the contract is another one", "the scenarios changed"}
	if diff := cmp.Diff(want, p.Moved(Present{Target: "b", Contract: "d", Scenarios: scenarios})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// x is a need that some scenarios have.
var x = UnmetNeed{"x", "needs x"}

func TestMovedSettings(t *testing.T) {
	scenarios := []gherkin.Scenario{scenario("One", "", "When it asks"), scenario("Two", "", "When it asks"), scenario("Three", "", "When it asks")}
	one, two := scenarios[0].Address(), scenarios[1].Address()
	for name, test := range map[string]struct {
		run, blocked []string
		unmet        bool // what the second one needs
		want         []string
	}{
		"as planned":                {[]string{one, two}, nil, false, nil},
		"as planned, with one less": {[]string{one}, []string{two}, true, nil},
		"one less":                  {[]string{one, two}, nil, true, []string{"scenarios that were to run cannot (1): one needs x"}},
		"one more":                  {[]string{one}, []string{two}, false, []string{"scenarios that could not run now can (1)"}},
		"others":                    {[]string{"a", one}, []string{"b"}, false, []string{"it names scenarios that are not there (2)"}},
		"none":                      {nil, nil, false, []string{"it names no scenario"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := Plan{Target: "a", Contract: "c", Features: Digest(scenarios), Run: test.run}
			for _, address := range test.blocked {
				p.Block(address, x)
			}
			unmet := func(s gherkin.Scenario) (UnmetNeed, bool) { return x, test.unmet && s.Address() == two }
			if diff := cmp.Diff(test.want, p.Moved(Present{Target: "a", Contract: "c", Scenarios: scenarios, Unmet: unmet})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlock(t *testing.T) {
	var p Plan
	p.Block("a", x)
	p.Block("b", UnmetNeed{"y", "needs y"})
	p.Block("c", x)
	want := []Blocked{{"x", "needs x", []string{"a", "c"}}, {"y", "needs y", []string{"b"}}}
	if diff := cmp.Diff(want, p.Blocked); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
