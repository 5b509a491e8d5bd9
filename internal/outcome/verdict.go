// Package outcome has the words in which the parts of kycspec tell each other
// what came of what was asked: verdicts, violations with their proof, causes,
// and the name of a scenario.
//
// They are data, never sentences. What people read is made of them at the very
// end, in package view, so that rewording a message changes no verdict, no
// grouping and no exit code.
package outcome

import "fmt"

// Verdict is what came of a step, a scenario or a run. Verdicts are ordered: of
// two, the greater is that of the whole; see [Verdict.Merge].
type Verdict int

// The verdicts, the least first.
const (
	Undecided    Verdict = iota // nothing has come of it yet
	Passed                      // the promise was kept
	Skipped                     // it needs what is not there
	Flaky                       // broken first, kept when asked again
	Known                       // broken, and expected to be
	Inconclusive                // the API could not be judged
	Broken                      // the API broke its contract, or the feature's promise
	verdicts                    // how many there are
)

// Tone is how a verdict is to strike people.
type Tone int

// The tones of verdicts.
const (
	Neutral Tone = iota
	Good
	Bad
	Doubtful
	Aside
)

// meaning is what there is to know of a verdict.
type meaning struct {
	name  string
	place int     // among those that are counted for people; 0: not counted
	kept  bool    // the promise was kept
	broke bool    // it was not, whether that is expected or not
	again bool    // asking again may give another one
	run   Verdict // what it makes of the run that it is in
	tone  Tone
}

// meanings has a row for each verdict, and is all that has to be said of a new one.
var meanings = [verdicts]meaning{
	Undecided:    {name: "undecided", run: Passed},
	Passed:       {name: "passed", place: 1, kept: true, run: Passed, tone: Good},
	Broken:       {name: "broken", place: 2, broke: true, again: true, run: Broken, tone: Bad},
	Known:        {name: "known", place: 3, broke: true, run: Passed, tone: Doubtful},
	Flaky:        {name: "flaky", place: 4, kept: true, run: Passed, tone: Doubtful},
	Inconclusive: {name: "inconclusive", place: 5, again: true, run: Inconclusive, tone: Doubtful},
	Skipped:      {name: "skipped", place: 6, run: Passed, tone: Aside},
}

// Verdicts lists all verdicts that a scenario may end with, in the order in
// which they are counted for people.
func Verdicts() []Verdict {
	list := make([]Verdict, len(meanings))
	for v, m := range meanings {
		list[m.place] = Verdict(v)
	}
	return list[1:]
}

// ParseVerdict reads a verdict's name; not ok where there is none of that name.
func ParseVerdict(name string) (v Verdict, ok bool) {
	for i, m := range meanings {
		if m.name == name && m.place > 0 {
			return Verdict(i), true
		}
	}
	return Undecided, false
}

// Merge is the verdict of what has two parts: the greater one. A scenario is as
// broken as its worst step.
func (v Verdict) Merge(other Verdict) Verdict { return max(v, other) }

// String is the verdict's name, such as "passed".
func (v Verdict) String() string { return meanings[v].name }

// Kept says that the promise was kept.
func (v Verdict) Kept() bool { return meanings[v].kept }

// Broke says that the promise was broken, whether that is expected or not.
func (v Verdict) Broke() bool { return meanings[v].broke }

// Verified says that the verdict says anything of the target.
func (v Verdict) Verified() bool { return v.Kept() || v.Broke() }

// MayChange says that asking again may give another verdict.
func (v Verdict) MayChange() bool { return meanings[v].again }

// OfRun is what the verdict of one scenario makes of its run: what is known,
// flaky or skipped does not count against it.
func (v Verdict) OfRun() Verdict { return meanings[v].run }

// Tone is how the verdict is to strike people.
func (v Verdict) Tone() Tone { return meanings[v].tone }

// MarshalText writes the verdict's name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads a verdict's name. The error says that there is none of that name.
func (v *Verdict) UnmarshalText(name []byte) error {
	parsed, ok := ParseVerdict(string(name))
	if !ok {
		return fmt.Errorf("the verdict %q is unknown", name)
	}
	*v = parsed
	return nil
}
