package state

import "slices"

// A target may answer the same question now with a header and now without it,
// because a cache or one of several servers adds it. Such flapping is no change
// of the target, and would be reported as a drift after every other run. It
// shows within a single comparison, since a run asks many questions at once.
// Of 201 answers, with the header X-Cache (*) or without it (-):
//
//	scenario      A  B  C  D  E  F  G
//	accepted      *  *  *  -  -  -  -
//	in this run   -  -  -  *  *  *  -
//
// In A, B and C the header is gone, in D, E and F it is new: the change is found
// as well as its reverse, in answers of one status, and flaps. Were it only new
// in D, E and F, or gone from 201 answers and new in 422 answers, it would be a
// drift. Nor does it flap where fewer than three scenarios show either way: then
// it may just as well have moved from one answer to another.

// enoughToFlap is how many scenarios have to show a change, and how many its reverse.
const enoughToFlap = 3

// flaps says whether a change is found as well as its reverse. What a scenario
// asks about (statuses, codes, the number of answers) never flaps.
func (g grouping) flaps(f Fact) bool {
	switch f.Kind {
	case NewProperty, GoneProperty, NewHeader, GoneHeader, TypeChange, MediaChange:
	default:
		return false
	}
	there, back := g[f], g[f.reversed()]
	return there != nil && back != nil && len(there.Scenarios) >= enoughToFlap && len(back.Scenarios) >= enoughToFlap &&
		slices.ContainsFunc(there.Statuses, func(status int) bool { return slices.Contains(back.Statuses, status) })
}

// dropFlapping leaves out what only flaps, and its reverse.
func (c *comparing) dropFlapping() {
	var flapping []Fact
	for fact := range c.changes {
		if c.changes.flaps(fact) {
			flapping = append(flapping, fact)
		}
	}
	for _, fact := range flapping { // only now: a fact and its reverse need each other to be found
		delete(c.changes, fact)
		delete(c.returned, fact)
	}
}
