package report

import (
	"fmt"

	"kycspec/internal/outcome"
)

// effectKind says what kind of thing happened.
type effectKind int

const (
	unnamed     effectKind = iota // no clause says what
	ofAnswer                      // an answer broke a clause of its own
	ofStatus                      // another status came than the promised one
	ofAccepting                   // what is ruled out was accepted
)

// effect is one thing that happened to some scenarios, whatever it was for.
type effect struct {
	kind       effectKind
	members    []int // places in the run of those that met with it
	violations map[int][]outcome.Violation
	statuses   map[int]bool // of their answers
	promised   promise
}

// promise is what was promised where another status came.
type promise int

const (
	unknownPromise promise = iota // the status is not documented, and the promise was not asked
	acceptance
	refusal
)

// ofForm says that the answer itself is wrong, not what it decides.
func (e *effect) ofForm() bool { return e.kind == ofAnswer }

// byClause takes what is ruled out and was accepted apart by the clause that rules
// it out. Other effects are one.
func (e *effect) byClause() []*effect {
	if e.kind != ofAccepting {
		return []*effect{e}
	}
	var parts []*effect
	known := map[string]*effect{}
	for _, at := range e.members {
		clause := e.violations[at][0].Clause
		part := known[clause]
		if part == nil {
			part = &effect{kind: e.kind, violations: e.violations, statuses: e.statuses, promised: e.promised}
			known[clause] = part
			parts = append(parts, part)
		}
		part.members = append(part.members, at)
	}
	return parts
}

// weight orders effects by how much they tell of causes.
func (e *effect) weight() int {
	if e.kind == ofStatus && e.promised == acceptance {
		return len(e.members)
	}
	return 0
}

// prefers is the kind of factor that is likeliest to be the cause.
func (e *effect) prefers() outcome.FactorKind {
	if e.kind == ofAccepting {
		return outcome.FactorBreaks
	}
	return outcome.FactorBoundary
}

// effectOf says what kind of thing a violation is, and which one.
func effectOf(v outcome.Violation) (kind effectKind, key string) {
	success := v.Got.Status/100 == 2
	switch {
	case v.Fault == outcome.FaultAccepted, v.Fault == outcome.FaultStatus && success && wantsRefusal(v.Want):
		return ofAccepting, ""
	case v.Fault == outcome.FaultStatus, v.Fault == outcome.FaultRefused:
		return ofStatus, fmt.Sprint(v.Got.Status, promiseOf(v))
	}
	return ofAnswer, outcome.OfBreaks([]outcome.Violation{v})
}

// promiseOf is what was promised instead of the status that a violation got.
func promiseOf(v outcome.Violation) promise {
	switch {
	case v.Fault == outcome.FaultRefused, v.Want.Kind == outcome.WantStatus && v.Want.Status/100 == 2:
		return acceptance
	case wantsRefusal(v.Want):
		return refusal
	}
	return unknownPromise
}

func wantsRefusal(want outcome.Term) bool {
	switch want.Kind {
	case outcome.WantDocumented, outcome.WantClientError, outcome.WantRefusal, outcome.WantTokenRefusal, outcome.WantAbsentRefusal:
		return true
	}
	return want.Kind == outcome.WantStatus && want.Status/100 == 4
}

// effects lists what happened in the run, in the order in which it came up.
func (f *finder) effects() []*effect {
	var list []*effect
	known := map[string]*effect{}
	for at, o := range f.run.Scenarios {
		if o.Verdict != outcome.Broken {
			continue
		}
		if len(o.Violations) == 0 {
			o.Violations = []outcome.Violation{{}}
		}
		for _, v := range o.Violations {
			kind, key := unnamed, ""
			if v.Clause != "" {
				kind, key = effectOf(v)
			}
			key = fmt.Sprint(kind, "\x00", key)
			e := known[key]
			if e == nil {
				e = &effect{kind: kind, violations: map[int][]outcome.Violation{}, statuses: map[int]bool{}}
				known[key] = e
				list = append(list, e)
			}
			f.note(e, at, v)
		}
	}
	return list
}

// note adds a scenario and a violation of it to an effect.
func (f *finder) note(e *effect, at int, v outcome.Violation) {
	if n := len(e.members); n == 0 || e.members[n-1] != at {
		e.members = append(e.members, at)
	}
	if v.Clause != "" {
		e.violations[at] = append(e.violations[at], v)
	}
	if request := f.last(at); request != nil {
		e.statuses[request.Status] = true
	}
	e.promised = max(e.promised, promiseOf(v))
}
