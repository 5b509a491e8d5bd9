package state

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"time"
)

// Drift is how what a run observed differs from a state. Answers to broken
// scenarios are not part of it: the contract says what is wrong with those. Nor
// is what flaps between answers of one status.
type Drift struct {
	// Changes are within the freedom that the contract leaves.
	Changes []ObservedChange
	// Returned is what was broken, or had changed, and is as it was before.
	Returned []ObservedChange
	// Statuses are those of all answers that were compared, sorted.
	Statuses []int
	// Unseen are scenarios that were kept and could not be compared, since they
	// are new or ask something else than when they were seen last.
	Unseen []ScenarioObservation
}

// ObservedChange is one difference and the scenarios that show it.
type ObservedChange struct {
	Fact
	// Again says that it is as it was before it had changed from From to To.
	Again     bool
	Statuses  []int                 // of the answers that show it, sorted; of a status that changed none
	Date      time.Time             // when it was last seen as it was; of what returned, when it was last seen as it had become
	Scenarios []ScenarioObservation // in the order of the run; none for the path of tokens
}

// Any says whether there is a drift.
func (d Drift) Any() bool { return d.Count() > 0 }

// Count is the number of differences.
func (d Drift) Count() int { return len(d.Changes) + len(d.Returned) }

// Since is the earliest date of all changes: how things were until then is no
// longer so. Zero without one.
func (d Drift) Since() time.Time {
	var since time.Time
	for _, c := range slices.Concat(d.Changes, d.Returned) {
		if since.IsZero() || c.Date.Before(since) {
			since = c.Date
		}
	}
	return since
}

// Compare finds how what a run observed differs from a state; nil is one of which nothing is known.
func Compare(old *State, run RunObservation) Drift {
	if old == nil {
		return Drift{}
	}
	c := comparing{changes: grouping{}, returned: grouping{}, statuses: map[int]bool{}}
	for _, scenario := range run.Scenarios {
		switch {
		case !scenario.Verdict.Kept():
		case !old.Knows(scenario.Address, scenario.Steps, scenario.Row):
			c.unseen = append(c.unseen, scenario)
		default:
			c.add(old.Scenarios[scenario.Address], scenario)
		}
	}
	c.dropFlapping()
	old.Tokens.compare(run, c.changes, c.returned)
	return Drift{c.changes.sorted(), c.returned.sorted(), slices.Sorted(maps.Keys(c.statuses)), c.unseen}
}

// comparing is a comparison under way.
type comparing struct {
	changes, returned grouping
	statuses          map[int]bool
	unseen            []ScenarioObservation
}

// add compares a scenario that was kept with what is known of it.
func (c *comparing) add(known RememberedScenario, now ScenarioObservation) {
	if known.Verdict.Broke() {
		c.returned.add(statusFact{Fact{Kind: KeptAgain}, 0}, known.Verified, now)
	}
	if known.Passed.IsZero() {
		return
	}
	for _, o := range now.Observed {
		c.statuses[o.Status] = true
	}
	changed := differ(known.Observed, now.Observed)
	for _, fact := range changed {
		c.changes.add(fact, known.until(), now)
	}
	if known.Moved == nil {
		return
	}
	back := undone(known.Observed, known.Moved.Observed, now.Observed)
	if len(changed) == 0 {
		back = differ(known.Observed, known.Moved.Observed)
	}
	for _, fact := range back {
		c.returned.addAgain(fact, known.Passed, now)
	}
}

func (t TokenPath) compare(run RunObservation, changes, returned grouping) {
	switch {
	case t.Path == "" || run.TokenPath == "":
	case t.Path != run.TokenPath:
		changes.put(ObservedChange{Fact: Fact{Kind: TokenPathMoved, From: t.Path, To: run.TokenPath}, Date: t.Seen})
	case t.Moved != nil:
		returned.put(ObservedChange{Fact: Fact{Kind: TokenPathMoved, From: t.Path, To: t.Moved.Path}, Again: true, Date: t.Moved.Since})
	}
}

// grouping puts the same facts of many scenarios together.
type grouping map[Fact]*ObservedChange

func (g grouping) put(c ObservedChange) *ObservedChange {
	g[c.Fact] = &c
	return &c
}

func (g grouping) add(fact statusFact, date time.Time, scenario ScenarioObservation) {
	c := g[fact.Fact]
	if c == nil {
		c = g.put(ObservedChange{Fact: fact.Fact})
	}
	if date.After(c.Date) {
		c.Date = date
	}
	if place, found := slices.BinarySearch(c.Statuses, fact.status); !found && fact.Kind != StatusChange && fact.status != 0 {
		c.Statuses = slices.Insert(c.Statuses, place, fact.status)
	}
	if n := len(c.Scenarios); n == 0 || c.Scenarios[n-1].Address != scenario.Address {
		c.Scenarios = append(c.Scenarios, scenario)
	}
}

func (g grouping) addAgain(fact statusFact, date time.Time, scenario ScenarioObservation) {
	g.add(fact, date, scenario)
	g[fact.Fact].Again = true
}

// kinds is the order in which changes are reported.
var kinds = []ChangeKind{StatusChange, AnswersChange, MediaChange, SaysChange, TypeChange, NewProperty, GoneProperty, NewHeader, GoneHeader, TokenPathMoved, KeptAgain}

func (g grouping) sorted() []ObservedChange {
	var list []ObservedChange
	for _, c := range g {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b ObservedChange) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return list
}

// Without leaves out what a person asks to ignore: a change whose sentence, and
// a scenario whose address, the pattern matches.
func (d Drift) Without(ignored *regexp.Regexp, sentence func(ObservedChange) string) Drift {
	shown := func(list []ScenarioObservation) []ScenarioObservation {
		return slices.DeleteFunc(slices.Clone(list), func(s ScenarioObservation) bool { return ignored.MatchString(s.Address) })
	}
	left := func(list []ObservedChange) []ObservedChange {
		var rest []ObservedChange
		for _, c := range list {
			scenarios := shown(c.Scenarios)
			if ignored.MatchString(sentence(c)) || (len(scenarios) == 0 && len(c.Scenarios) > 0) {
				continue
			}
			c.Scenarios = scenarios
			rest = append(rest, c)
		}
		return rest
	}
	return Drift{left(d.Changes), left(d.Returned), d.Statuses, shown(d.Unseen)}
}
