package state

import (
	"cmp"
	"regexp"
	"slices"
	"time"
)

// Drift is how what a run saw differs from a state. What a broken scenario was
// answered is not part of it: the contract says what is wrong with that. Nor is
// what comes and goes between answers of one status.
type Drift struct {
	// Changes are within the freedom that the contract leaves.
	Changes []Change
	// Returned is what was broken, or had changed, and is as it was before.
	Returned []Change
	// Statuses are those of all answers that were compared, sorted.
	Statuses []int
	// Unseen are scenarios that were kept and could not be compared, since they
	// are new or ask something else than when they were seen last.
	Unseen []Sight
}

// Change is one difference and the scenarios that show it.
type Change struct {
	Fact
	// Again says that it is as it was before it had changed from From to To.
	Again     bool
	Statuses  []int     // of the answers that show it, sorted; of a status that changed none
	Date      time.Time // when it was last seen as it was; of what returned, when it was last seen as it had become
	Scenarios []Sight   // in the order of the run; none for the path of tokens
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

// Compare tells what a run saw from a state; nil is one that nothing is known of.
func Compare(old *State, seen Sighting) Drift {
	if old == nil {
		return Drift{}
	}
	c := comparison{changes: grouping{}, returned: grouping{}, statuses: map[int]bool{}}
	for _, sight := range seen.Scenarios {
		switch {
		case !sight.Verdict.Kept():
		case !old.Knows(sight.Address, sight.Steps, sight.Row):
			c.unseen = append(c.unseen, sight)
		default:
			c.add(old.Scenarios[sight.Address], sight)
		}
	}
	c.settle()
	old.Tokens.compare(seen, c.changes, c.returned)
	return Drift{c.changes.sorted(), c.returned.sorted(), sorted(c.statuses), c.unseen}
}

type comparison struct {
	changes, returned grouping
	statuses          map[int]bool
	unseen            []Sight
}

// add compares a scenario that was kept with what is known of it.
func (c *comparison) add(known Scenario, sight Sight) {
	if known.Verdict.Broke() {
		c.returned.add(statusFact{Fact{Kind: KeptAgain}, 0}, known.Verified, sight)
	}
	if known.Passed.IsZero() {
		return
	}
	for _, o := range sight.Observed {
		c.statuses[o.Status] = true
	}
	now := differ(known.Observed, sight.Observed)
	for _, fact := range now {
		c.changes.add(fact, known.until(), sight)
	}
	if known.Moved == nil {
		return
	}
	back := undone(known.Observed, known.Moved.Observed, sight.Observed)
	if len(now) == 0 {
		back = differ(known.Observed, known.Moved.Observed)
	}
	for _, fact := range back {
		c.returned.addAgain(fact, known.Passed, sight)
	}
}

func (t Tokens) compare(seen Sighting, changes, returned grouping) {
	switch {
	case t.Path == "" || seen.TokenPath == "":
	case t.Path != seen.TokenPath:
		changes.put(Change{Fact: Fact{Kind: TokenPathMoved, From: t.Path, To: seen.TokenPath}, Date: t.Seen})
	case t.Moved != nil:
		returned.put(Change{Fact: Fact{Kind: TokenPathMoved, From: t.Path, To: t.Moved.Path}, Again: true, Date: t.Moved.Since})
	}
}

// grouping puts the same facts of many scenarios together.
type grouping map[Fact]*Change

func (g grouping) put(c Change) *Change {
	g[c.Fact] = &c
	return &c
}

func (g grouping) add(fact statusFact, date time.Time, sight Sight) {
	c := g[fact.Fact]
	if c == nil {
		c = g.put(Change{Fact: fact.Fact})
	}
	if date.After(c.Date) {
		c.Date = date
	}
	if place, found := slices.BinarySearch(c.Statuses, fact.status); !found && fact.Kind != StatusChange && fact.status != 0 {
		c.Statuses = slices.Insert(c.Statuses, place, fact.status)
	}
	if n := len(c.Scenarios); n == 0 || c.Scenarios[n-1].Address != sight.Address {
		c.Scenarios = append(c.Scenarios, sight)
	}
}

func (g grouping) addAgain(fact statusFact, date time.Time, sight Sight) {
	g.add(fact, date, sight)
	g[fact.Fact].Again = true
}

// kinds is the order in which changes are told.
var kinds = []Kind{StatusChange, AnswersChange, MediaChange, SaysChange, TypeChange, NewProperty, GoneProperty, NewHeader, GoneHeader, TokenPathMoved, KeptAgain}

func (g grouping) sorted() []Change {
	var list []Change
	for _, c := range g {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Change) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return list
}

func sorted(statuses map[int]bool) []int {
	var list []int
	for status := range statuses {
		list = append(list, status)
	}
	slices.Sort(list)
	return list
}

// Without leaves out what a pattern matches: a change by its sentence, and a
// scenario of a change by its address.
func (d Drift) Without(ignored *regexp.Regexp, words Words) Drift {
	words.Statuses = d.Statuses
	left := func(list []Change) []Change {
		var rest []Change
		for _, c := range list {
			shown := slices.DeleteFunc(slices.Clone(c.Scenarios), func(s Sight) bool { return ignored.MatchString(s.Address) })
			if ignored.MatchString(words.Sentence(c)) || (len(shown) == 0 && len(c.Scenarios) > 0) {
				continue
			}
			c.Scenarios = shown
			rest = append(rest, c)
		}
		return rest
	}
	unseen := slices.DeleteFunc(slices.Clone(d.Unseen), func(s Sight) bool { return ignored.MatchString(s.Address) })
	return Drift{left(d.Changes), left(d.Returned), d.Statuses, unseen}
}
