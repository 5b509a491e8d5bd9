package outcome

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestEachVerdictHasAName(t *testing.T) {
	list := Verdicts()
	if len(list) != int(verdicts)-1 {
		t.Fatalf("%d verdicts are counted, of %d", len(list), verdicts-1)
	}
	for _, v := range list {
		if v == Undecided {
			t.Errorf("two verdicts have one place: %v", list)
		}
		var back Verdict
		text, err := json.Marshal(v)
		if err == nil {
			err = json.Unmarshal(text, &back)
		}
		if err != nil || back != v {
			t.Errorf("%v is written as %s and read as %v: %v", v, text, back, err)
		}
		if v.Kept() && v.Broke() {
			t.Errorf("%v is both kept and broken", v)
		}
	}
}

func TestAnUnknownVerdictIsAnError(t *testing.T) {
	for _, name := range []string{"", "undecided", "Passed", "failed"} {
		if v, ok := ParseVerdict(name); ok {
			t.Errorf("%q is read as %v", name, v)
		}
		if err := new(Verdict).UnmarshalText([]byte(name)); err == nil {
			t.Errorf("%q is read", name)
		}
	}
}

func TestTheWholeIsAsBadAsItsWorstPart(t *testing.T) {
	order := []Verdict{Undecided, Passed, Skipped, Flaky, Known, Inconclusive, Broken}
	if !slices.IsSorted(order) {
		t.Fatal("the verdicts are in another order")
	}
	for i, less := range order {
		for _, more := range order[i:] {
			if less.Merge(more) != more || more.Merge(less) != more {
				t.Errorf("%v and %v make %v", less, more, less.Merge(more))
			}
		}
	}
}

func TestWhatAVerdictMakesOfTheRun(t *testing.T) {
	for v, want := range map[Verdict]Verdict{Passed: Passed, Broken: Broken, Known: Passed, Flaky: Passed, Inconclusive: Inconclusive, Skipped: Passed} {
		if got := v.OfRun(); got != want {
			t.Errorf("%v makes the run %v, not %v", v, got, want)
		}
	}
}
