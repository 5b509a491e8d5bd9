package explore

import (
	"context"
	"slices"
	"strconv"

	"kycspec/internal/exchange"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/spec"
)

// A request that fails is drawn by chance, and most of what is in it has nothing
// to do with the failure. So it is asked again, smaller and smaller, for as long
// as it fails in the same way; what is left is what the failure is about. This is
// the shrinking of property-based testing, with the API in the place of the
// property: whether a smaller request still fails can only be asked.
//
// There is a smallest body that the contract allows, the base. The shrinker goes
// from the request that failed towards it, and takes every step after which the
// request still has the same symptom and breaks the same clauses, or fewer of
// them: it reverts whole parts to the base, removes what the base does not have,
// and makes values simpler. A step makes the request smaller in an order that has
// an end, and begins the round again, since a value that could not go before may
// go now. At the end no single step is left that keeps the failure.
//
// An API refuses external ids of more than 999 characters, where the contract
// allows 1000. Exploration finds it with
//
//	{"action": {"level": 3, "type": "OCC_RULES_ENGINE_V2", "ключ": [true]},
//	 "customer": {"external_id": "Ⅷ√∞…" (1000 characters), "wallet": {…}}}
//
// The base has level 1, the other engine and a short external id. With the whole
// body reverted to it nothing fails, so that step is not taken; with the level and
// the engine reverted, and without "ключ", it still fails. Of the external id no
// shorter text fails, but "xxx…" of 1000 characters does, which is simpler. What
// is shown is the base with that external id.

const (
	mostAsks     = 200  // for one failure
	mostAsksAll  = 1000 // for all of them
	mostUnjudged = 3    // in a row of which the API could not be judged
)

// shrinker makes a request that fails smaller, as long as it fails in the same way.
type shrinker struct {
	*exploration
	ctx      context.Context
	known    []*failureGroup // which are not to be found again
	symptom  symptom
	smallest *testCase          // that failed
	exchange *exchange.Exchange // of the smallest

	asks        int  // for this failure
	judged      bool // an answer to one of these could be judged
	failedAgain bool // one of these failed in the same way
}

// shrink asks again with smaller requests. The test case that failed first is left as it is.
func (s *shrinker) shrink() {
	if again := *s.smallest; !s.fails(&again) {
		return // whatever it was, it is not there any more
	}
	plain := *s.smallest
	plain.layout = 0
	s.fails(&plain)
	for progress := true; progress; {
		progress = s.revert() || s.trim() || s.simplify()
	}
}

// fails asks a candidate; if it fails in the same way, it is the smallest from now on.
func (s *shrinker) fails(t *testCase) bool {
	if s.asks >= mostAsks || s.shrinkAsks >= mostAsksAll || s.unjudgedShrinks >= mostUnjudged || s.ctx.Err() != nil {
		return false
	}
	if !s.reduce(t) || s.groupOf(s.known, s.symptom, t) != nil {
		return false
	}
	s.asks++
	s.shrinkAsks++
	t.attempt = s.asks
	e, err := s.send(s.ctx, t)
	if err != nil {
		s.unjudgedShrinks++
		return false
	}
	s.unjudgedShrinks, s.judged = 0, true
	for _, found := range s.judge(t, e) {
		if s.symptom.isAlso(found) {
			s.smallest, s.exchange, s.symptom, s.failedAgain = t, e, found, true
			return true
		}
	}
	return false
}

// reduce notes what a candidate breaks. It says whether the candidate is worth
// asking: it breaks what the smallest breaks, or a part of that and nothing else.
func (s *shrinker) reduce(t *testCase) bool {
	var breaks []string
	have := s.breaks(s.standIn(t))
	for _, id := range s.smallest.breaks {
		if c, _ := s.Contract.Clause(id); c.Part != spec.RequestPart && s.stillBreaks(t, c) || slices.Contains(have, id) {
			breaks = append(breaks, id)
		}
	}
	t.breaks = breaks
	return contains(s.smallest.breaks, have) && (len(breaks) > 0) == (len(s.smallest.breaks) > 0) && s.isIntended(t)
}

// stillBreaks says whether a request breaks a clause that is not of its body.
func (s *shrinker) stillBreaks(t *testCase, c spec.Clause) bool {
	switch c.Part {
	case spec.SecurityPart:
		return t.anonymous
	case spec.MediaPart:
		return t.contentType != ""
	}
	return t.siwe && len(where(t.tree, s.roles.siwe)) == 0
}

// revert makes more of the request like the base.
func (s *shrinker) revert() bool {
	progress := false
	for _, change := range []func(*testCase){
		func(t *testCase) { t.siwe, t.tree = false, s.plain },
		func(t *testCase) { t.tree = s.base(t) },
		func(t *testCase) { t.siwe = false },
		func(t *testCase) { t.anonymous = false },
		func(t *testCase) { t.contentType = "" },
	} {
		t := *s.smallest
		change(&t)
		if !same(&t, s.smallest) && s.fails(&t) {
			progress = true
		}
	}
	base := s.base(s.smallest)
	for _, at := range differences(s.smallest.tree, base, nil) {
		t := *s.smallest
		if v, has := jsonpointer.Find(base, at); has {
			t.tree = with(t.tree, at, v)
		} else {
			t.tree = without(t.tree, at)
		}
		if s.fails(&t) {
			progress = true
		}
	}
	return progress
}

func same(a, b *testCase) bool {
	return a.siwe == b.siwe && a.anonymous == b.anonymous && a.contentType == b.contentType && len(differences(a.tree, b.tree, nil)) == 0
}

// trim removes what is not in the base, one by one.
func (s *shrinker) trim() bool {
	for _, at := range s.extra() {
		if len(at) == 0 {
			continue
		}
		t := *s.smallest
		if t.tree = without(t.tree, at); s.fails(&t) {
			return true // the other paths may lead elsewhere now
		}
	}
	return false
}

// extra lists the paths to everything in and below where the request differs from the base.
func (s *shrinker) extra() []pointer {
	var list []pointer
	for _, at := range differences(s.smallest.tree, s.base(s.smallest), nil) {
		if v, has := jsonpointer.Find(s.smallest.tree, at); has {
			list = everything(v, at, list)
		}
	}
	return list
}

func everything(v any, at pointer, list []pointer) []pointer {
	list = append(list, slices.Clone(at))
	switch v := v.(type) {
	case map[string]any:
		for _, name := range sortedKeys(v) {
			list = everything(v[name], append(at, name), list)
		}
	case []any:
		for i, inner := range v {
			list = everything(inner, append(at, strconv.Itoa(i)), list)
		}
	}
	return list
}

// simplify makes values simpler.
func (s *shrinker) simplify() bool {
	progress := false
	for _, at := range s.extra() {
		if s.rename(at) {
			progress = true
			continue
		}
		v, has := jsonpointer.Find(s.smallest.tree, at)
		if !has {
			continue
		}
		for _, simpler := range s.simpler(v, at) {
			t := *s.smallest
			t.tree = with(t.tree, at, simpler)
			if s.fails(&t) {
				progress = true
				break
			}
		}
	}
	return progress
}
