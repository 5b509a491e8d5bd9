package mutate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

func load(t *testing.T) *contract.Contract {
	t.Helper()
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestEveryClauseHasAMutant walks the contract's clauses: each that a suite can
// notice is broken by a mutant, or it is said why not.
func TestEveryClauseHasAMutant(t *testing.T) {
	c := load(t)
	mutants, equivalents := List(c)
	broken, ids := map[string]bool{}, map[string]bool{}
	for _, m := range mutants {
		if ids[m.ID] {
			t.Errorf("two mutants are %s", m.ID)
		}
		ids[m.ID] = true
		broken[m.Clause] = true
		if _, known := c.Clause(m.Clause); m.Kind != Benign && !known {
			t.Errorf("%s breaks %q, which is no clause", m.ID, m.Clause)
		}
		if (m.Kind == Benign) != (m.rightReason == nil) {
			t.Errorf("%s: a mutant that breaks something has a right reason, a benign one has none", m.ID)
		}
	}
	for _, e := range equivalents {
		id := e.ID[strings.Index(e.ID, "/")+1:]
		broken[id] = true
		if e.Reason == "" {
			t.Errorf("%s is left out for no reason", e.ID)
		}
	}
	for _, clause := range c.Clauses() {
		if !broken[clause.ID] && clause.ID != spec.StatusClause {
			t.Errorf("nothing breaks %s", clause.ID)
		}
	}
}

func TestTheListIsTheSameEachTime(t *testing.T) {
	c := load(t)
	list := func() []string {
		mutants, equivalents := List(c)
		var ids []string
		for _, m := range mutants {
			ids = append(ids, m.ID)
		}
		for _, e := range equivalents {
			ids = append(ids, e.ID)
		}
		return ids
	}
	want := list()
	for range 20 {
		if diff := cmp.Diff(want, list()); diff != "" {
			t.Fatalf("ids (-once +again):\n%s", diff)
		}
	}
}

// TestNoValueIsLongerThanAnAnswer: documents that are made by programs have
// limits that no answer could pass.
func TestNoValueIsLongerThanAnAnswer(t *testing.T) {
	for limit, want := range map[json.Number]int{"1000": 1, "100000": 1, "2147483647": 0, "9223372036854775807": 0} {
		clause := spec.Clause{Keyword: "maxLength", Place: "reason", Value: limit}
		if got := len(breakages(clause)); got != want {
			t.Errorf("%s: %d values, want %d", limit, got, want)
		}
	}
}

func TestAnswersAreBrokenForEveryStatus(t *testing.T) {
	c := load(t)
	mutants, _ := List(c)
	for _, response := range c.Bundle().Manifest.Responses {
		n := 0
		for _, m := range mutants {
			if strings.HasPrefix(m.ID, "answers/response/"+response.Status+"/") {
				n++
			}
		}
		if n < 10 {
			t.Errorf("%d mutants break answers of %s", n, response.Status)
		}
	}
}

// runWith is a run in which scenarios came to a verdict for a clause.
func runWith(verdict outcome.Verdict, clauses ...string) *report.Run {
	o := report.Outcome{Verdict: verdict}
	for _, id := range clauses {
		o.Violations = append(o.Violations, outcome.Violation{Clause: id})
	}
	return &report.Run{Scenarios: []report.Outcome{o}, Whole: true}
}

func TestRunJudgesWhatTheSuiteSays(t *testing.T) {
	breaks := Mutant{ID: "answers/a", Kind: Answers, Clause: "a", rightReason: breaks("a"), hint: "a scenario"}
	harmless := Mutant{ID: "benign/b", Kind: Benign}
	branch := &report.Run{Whole: true, Scenarios: []report.Outcome{{Verdict: outcome.Broken,
		Proof: outcome.Proof{Violations: []outcome.Violation{{Clause: "o", Branches: []outcome.Violation{{Clause: "a"}}}}}}}}
	tests := map[string]struct {
		mutant Mutant
		run    *report.Run
		why    string // of a survivor; empty: there is none
	}{
		"noticed":                             {breaks, runWith(outcome.Broken, "a"), ""},
		"noticed beside others":               {breaks, runWith(outcome.Broken, "x", "a"), ""},
		"noticed in a branch":                 {breaks, branch, ""},
		"noticed for another reason":          {breaks, runWith(outcome.Broken, "x"), "noticed, but not for the right reason: the verdicts name x"},
		"not noticed":                         {breaks, runWith(outcome.Passed), "not noticed (scenarios run: 1)"},
		"not judged":                          {breaks, runWith(outcome.Inconclusive), "not noticed (scenarios run: 1, inconclusive: 1)"},
		"named by what was not broken":        {breaks, runWith(outcome.Inconclusive, "a"), "not noticed (scenarios run: 1, inconclusive: 1)"},
		"benign and left in peace":            {harmless, runWith(outcome.Passed), ""},
		"benign and taken for a break":        {harmless, runWith(outcome.Broken, "x"), "a false alarm: "},
		"benign and not judged":               {harmless, runWith(outcome.Inconclusive), "a false alarm: "},
		"benign and the run was not whole":    {harmless, &report.Run{Scenarios: runWith(outcome.Passed).Scenarios}, "the run was not whole"},
		"benign and nothing was asked at all": {harmless, &report.Run{Whole: true}, "the run was not whole"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := Run(t.Context(), Options{Mutants: []Mutant{test.mutant}, Workers: 1,
				Try: func(context.Context, int, Mutant, func(string) bool) (*report.Run, error) { return test.run, nil }})
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case test.why == "" && len(result.Survivors) > 0:
				t.Errorf("survived: %s", result.Survivors[0].Why)
			case test.why != "" && len(result.Survivors) == 0:
				t.Errorf("did not survive; want %q", test.why)
			case test.why != "" && !strings.HasPrefix(result.Survivors[0].Why, test.why):
				t.Errorf("survived: %q, want %q", result.Survivors[0].Why, test.why)
			}
		})
	}
}

// TestTheRestIsTriedOnlyWhereFewDoNotNotice counts which scenarios are tried.
func TestTheRestIsTriedOnlyWhereFewDoNotNotice(t *testing.T) {
	mutant := Mutant{ID: "answers/a", Kind: Answers, Clause: "a", rightReason: breaks("a"), noticedBy: []contract.Exercise{observed("s")}}
	exercised := map[string][]contract.Exercise{"with": {observed("s")}, "without": {observed("other")}}
	tests := map[string]struct {
		few  *report.Run
		full bool
		want []string
	}{
		"few notice":        {runWith(outcome.Broken, "a"), false, []string{"with"}},
		"few do not notice": {runWith(outcome.Passed), false, []string{"with", "all"}},
		"all are asked for": {runWith(outcome.Passed), true, []string{"all"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var tried []string
			_, err := Run(t.Context(), Options{Mutants: []Mutant{mutant}, Exercised: exercised, Workers: 1, Full: test.full,
				Try: func(_ context.Context, _ int, _ Mutant, wanted func(string) bool) (*report.Run, error) {
					if wanted == nil {
						tried = append(tried, "all")
						return runWith(outcome.Broken, "a"), nil
					}
					for _, address := range []string{"with", "without"} {
						if wanted(address) {
							tried = append(tried, address)
						}
					}
					return test.few, nil
				}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, tried); diff != "" {
				t.Errorf("tried (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatWasTriedIsKeptWhenARunStops(t *testing.T) {
	mutants := slices.Repeat([]Mutant{{ID: "answers/a", Kind: Answers, Clause: "a", rightReason: breaks("a")}}, 5)
	failed := errors.New("the sandbox is gone")
	var n atomic.Int64
	result, err := Run(t.Context(), Options{Mutants: mutants, Workers: 1,
		Try: func(context.Context, int, Mutant, func(string) bool) (*report.Run, error) {
			if n.Add(1) > 2 {
				return nil, failed
			}
			return runWith(outcome.Broken, "a"), nil
		}})
	if diff := cmp.Diff([]Tally{{Kind: Answers, Mutants: 5, Tried: 2, Killed: 2}}, result.Kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if !errors.Is(err, failed) || result.Tried != 2 || result.Killed != 2 || len(result.Survivors) != 0 {
		t.Errorf("tried %d, killed %d, survivors %d, error %v", result.Tried, result.Killed, len(result.Survivors), err)
	}
}

func TestOnly(t *testing.T) {
	mutants := []Mutant{{ID: "answers/a"}, {ID: "over-accepting/a"}, {ID: "over-accepting/b"}}
	unmade := []Equivalent{{ID: "over-accepting/c"}, {ID: "skipped-checks/a"}}
	kept, equivalents := Only(mutants, unmade, regexp.MustCompile("^over-accepting/.$"))
	if len(kept) != 2 || kept[0].ID != "over-accepting/a" || kept[1].ID != "over-accepting/b" {
		t.Errorf("kept %v", kept)
	}
	if diff := cmp.Diff(unmade[:1], equivalents); diff != "" {
		t.Errorf("not made (-want +got):\n%s", diff)
	}
}

// TestARequiredPropertyIsNotOptional, though there is a dot in its name.
func TestARequiredPropertyIsNotOptional(t *testing.T) {
	document, err := os.ReadFile("../../schemas/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := spec.Extract("openapi.yaml", bytes.ReplaceAll(document, []byte("widget_data"), []byte("widget.data")))
	if err != nil {
		t.Fatal(err)
	}
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	if _, required := c.Clause(`response/201/data/required/widget.data`); !required {
		t.Fatal("widget.data is not required")
	}
	mutants, _ := List(c)
	for _, m := range mutants {
		if strings.HasPrefix(m.ID, "benign/optional/") && strings.Contains(m.ID, "widget") {
			t.Errorf("%s leaves out what is required", m.ID)
		}
	}
}
