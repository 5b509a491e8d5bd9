package state

import "slices"

// enough is how many scenarios each way tell what comes and goes from what moved
// from one answer to another.
const enough = 3

// wavers says whether a fact is as often undone as it is found: answers of one
// status differ both ways from what they were, so that they come and go, as what
// a cache or one of several servers adds does. That is no change of the target.
func (g grouping) wavers(f Fact) bool {
	switch f.Kind {
	case NewProperty, GoneProperty, NewHeader, GoneHeader, TypeChange, MediaChange:
	default:
		return false // these are what a scenario asks for
	}
	there, back := g[f], g[f.reversed()]
	return there != nil && back != nil && len(there.Scenarios) >= enough && len(back.Scenarios) >= enough &&
		slices.ContainsFunc(there.Statuses, func(status int) bool { return slices.Contains(back.Statuses, status) })
}

// settle leaves out what only wavers.
func (c *comparison) settle() {
	var wavering []Fact
	for fact := range c.changes {
		if c.changes.wavers(fact) {
			wavering = append(wavering, fact)
		}
	}
	for _, fact := range wavering { // it and its reverse are both among them
		delete(c.changes, fact)
		delete(c.returned, fact)
	}
}
