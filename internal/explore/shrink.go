package explore

import (
	"context"
	"slices"
	"strconv"

	"kycspec/internal/exchange"
	"kycspec/internal/spec"
)

const (
	mostAsks    = 200  // for one cause
	mostAsksAll = 1000 // for all of them
	mostSilence = 3    // in a row of which the API could not be judged
)

// shrinker makes a request that fails smaller, as long as it fails in the same way.
type shrinker struct {
	*session
	ctx     context.Context
	known   []*cause // which are not to be found again
	finding finding
	trial   *trial // the smallest that failed
	came    *exchange.Exchange
	asks    int  // of this cause
	failed  bool // again, when it was asked again
	heard   bool // of it, when it was asked again
	attempt int
}

// shrink asks again with smaller requests. The trial of the failure is left as it is.
func (s *shrinker) shrink() {
	if again := *s.trial; !s.fails(&again) {
		return // whatever it was, it is not there any more
	}
	plain := *s.trial
	plain.layout = 0
	s.fails(&plain)
	for progress := true; progress; {
		progress = s.revert() || s.trim() || s.simplify()
	}
}

// fails asks a candidate; if it fails in the same way, it is the smallest from now on.
func (s *shrinker) fails(t *trial) bool {
	if s.asks >= mostAsks || s.spent >= mostAsksAll || s.silence >= mostSilence || s.ctx.Err() != nil {
		return false
	}
	if !s.reduce(t) || s.explain(s.known, s.finding, t) != nil {
		return false
	}
	s.asks++
	s.spent++
	s.attempt++
	t.attempt = s.attempt
	e, err := s.send(s.ctx, t)
	if err != nil {
		s.silence++
		return false
	}
	s.silence, s.heard = 0, true
	for _, f := range s.judge(t, e) {
		if s.finding.like(f) {
			s.trial, s.came, s.finding, s.failed = t, e, f, true
			return true
		}
	}
	return false
}

// reduce sets what a candidate breaks: the same as before or a part of it. It
// says whether the candidate is worth asking.
func (s *shrinker) reduce(t *trial) bool {
	var breaks []string
	have := s.breaks(t.text(s.roles.fill(t.tree, newIdentity(s.Seed, t.number, t.attempt), nil)))
	for _, id := range s.trial.breaks {
		if c, _ := s.Contract.Clause(id); c.Part != spec.RequestPart && s.still(t, c) || slices.Contains(have, id) {
			breaks = append(breaks, id)
		}
	}
	t.breaks = breaks
	return contains(s.trial.breaks, have) && (len(breaks) > 0) == (len(s.trial.breaks) > 0) && s.isIntended(t)
}

// still says whether a request breaks a clause that is not of its body.
func (s *shrinker) still(t *trial, c spec.Clause) bool {
	switch c.Part {
	case spec.SecurityPart:
		return t.anonymous
	case spec.MediaPart:
		return t.contentType != ""
	}
	return t.siwe && len(where(t.tree, s.roles.siwe)) == 0
}

// revert makes more of the request like the smallest body.
func (s *shrinker) revert() bool {
	progress := false
	for _, change := range []func(*trial){
		func(t *trial) { t.siwe, t.tree = false, s.plain },
		func(t *trial) { t.tree = s.base(t) },
		func(t *trial) { t.siwe = false },
		func(t *trial) { t.anonymous = false },
		func(t *trial) { t.contentType = "" },
	} {
		t := *s.trial
		change(&t)
		if !same(&t, s.trial) && s.fails(&t) {
			progress = true
		}
	}
	base := s.base(s.trial)
	for _, at := range differences(s.trial.tree, base, nil) {
		t := *s.trial
		if v, has := get(base, at); has {
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

func same(a, b *trial) bool {
	return a.siwe == b.siwe && a.anonymous == b.anonymous && a.contentType == b.contentType && len(differences(a.tree, b.tree, nil)) == 0
}

// trim removes what is not in the smallest body, one by one.
func (s *shrinker) trim() bool {
	for _, at := range s.extra() {
		if len(at) == 0 {
			continue
		}
		t := *s.trial
		if t.tree = without(t.tree, at); s.fails(&t) {
			return true // the other paths may lead elsewhere now
		}
	}
	return false
}

// extra lists the paths to everything in and below where the request differs from the smallest body.
func (s *shrinker) extra() []pointer {
	var list []pointer
	for _, at := range differences(s.trial.tree, s.base(s.trial), nil) {
		if v, has := get(s.trial.tree, at); has {
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
		v, has := get(s.trial.tree, at)
		if !has {
			continue
		}
		for _, simpler := range s.simpler(v, at) {
			t := *s.trial
			t.tree = with(t.tree, at, simpler)
			if s.fails(&t) {
				progress = true
				break
			}
		}
	}
	return progress
}
