// Package plan says what a run would do, cover and need, without sending anything.
package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// Version is the version of a [Plan] in JSON.
const Version = 1

// Plan is what a run would do. It can be saved, and run later as it is.
type Plan struct {
	Version  int    `json:"version"`
	Target   string `json:"target"`
	Document string `json:"document"`
	Contract string `json:"contract"` // the contract's digest
	Features string `json:"features"` // the digest of what is to be run, see [Digest]

	Areas   []Area           `json:"areas"`
	Changes []ScenarioChange `json:"changes"`
	// Since is when the target was last run against; zero if never.
	Since time.Time `json:"since,omitzero"`
	// Run are the addresses of the scenarios that would be run, in order.
	Run     []string  `json:"run"`
	Blocked []Blocked `json:"blocked"`

	Requests Requests `json:"requests"`
	Rate     float64  `json:"rate"`    // requests a second; 0: no limit
	Seconds  float64  `json:"seconds"` // that the requests take at least under that rate

	Covered int `json:"covered"`
	Clauses int `json:"clauses"`
	// PairsCovered are of Pairs, that a request can have.
	PairsCovered int             `json:"pairs_covered"`
	Pairs        int             `json:"pairs"`
	Gaps         []Gap           `json:"gaps"`
	Known        []KnownScenario `json:"known"`
}

// Area is one folder of features, with what changed in it since the last run.
type Area struct {
	Name      string `json:"name"`
	Scenarios int    `json:"scenarios"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Gone      int    `json:"gone"`
	Same      int    `json:"same"`
}

// ScenarioChange is a scenario that is new ("+"), changed ("~") or gone ("-").
type ScenarioChange struct {
	Sign    string `json:"sign"`
	Address string `json:"address"`
	What    string `json:"what,omitempty"` // which step changed, and from what
}

// UnmetNeed is what a scenario needs of the target or of the settings, and does not have.
type UnmetNeed struct {
	Name   string // such as "siwe"
	Reason string // for people
}

// Blocked are scenarios that cannot run, for one need.
type Blocked struct {
	Need      string   `json:"-"` // its name
	Reason    string   `json:"reason"`
	Addresses []string `json:"addresses"`
}

// Requests counts what would be sent, as a walk through the scenarios sent it.
type Requests struct {
	Probe    int `json:"probe"`    // before the scenarios
	Tokens   int `json:"tokens"`   // for access tokens
	Started  int `json:"started"`  // that start KYC
	Banned   int `json:"banned"`   // that are answered with a ban, a success
	Refused  int `json:"refused"`  // that are refused
	Failed   int `json:"failed"`   // that are answered with a failure, as asked for
	Sessions int `json:"sessions"` // KYC sessions that are created
}

// Total is the number of requests.
func (r Requests) Total() int {
	return r.Probe + r.Tokens + r.Started + r.Banned + r.Refused + r.Failed
}

// KnownScenario is a scenario that is known to be broken.
type KnownScenario struct {
	Address string `json:"address"`
	outcome.KnownBreak
}

// Last is what is remembered of scenarios from the last run.
type Last struct {
	At    time.Time
	Steps map[string][]string // by address
	Rows  map[string][]string // by address: the cells of an example row
}

// Compare counts the scenarios by area and says what changed since the last
// run. What is gone is only known of a whole suite.
func (p *Plan) Compare(scenarios []gherkin.Scenario, last Last, whole bool) {
	p.Since = last.At
	areas := map[string]*Area{}
	area := func(address string) *Area {
		name := path.Base(path.Dir(strings.SplitN(address, " > ", 2)[0]))
		if areas[name] == nil {
			areas[name] = &Area{Name: name}
		}
		return areas[name]
	}
	here := map[string]bool{}
	for _, s := range scenarios {
		address := s.Address()
		here[address] = true
		counts := area(address)
		counts.Scenarios++
		steps, known := last.Steps[address]
		row := last.Rows[address]
		switch {
		case !known:
			counts.New++
			p.Changes = append(p.Changes, ScenarioChange{Sign: "+", Address: address})
		case !slices.Equal(steps, s.Steps) || !slices.Equal(row, s.Row):
			counts.Changed++
			p.Changes = append(p.Changes, ScenarioChange{Sign: "~", Address: address, What: cmp.Or(otherStep(steps, s.Steps), otherRow(row, s.Row))})
		default:
			counts.Same++
		}
	}
	for address := range last.Steps {
		if whole && !here[address] {
			area(address).Gone++
			p.Changes = append(p.Changes, ScenarioChange{Sign: "-", Address: address})
		}
	}
	p.pairRows(last, area, scenarios)
	slices.SortStableFunc(p.Changes, func(a, b ScenarioChange) int {
		return strings.Compare(a.Sign+a.Address, b.Sign+b.Address)
	})
	for _, counts := range areas {
		p.Areas = append(p.Areas, *counts)
	}
	slices.SortFunc(p.Areas, func(a, b Area) int { return strings.Compare(a.Name, b.Name) })
}

// pairRows finds the example rows whose values changed: where those stand in the
// scenario's name, the row seems to be gone and another to be new.
func (p *Plan) pairRows(last Last, area func(string) *Area, scenarios []gherkin.Scenario) {
	steps := map[string][]string{}
	for _, s := range scenarios {
		steps[s.Address()] = s.Steps
	}
	gone := map[string]int{} // row → place in the changes, -1 where there are several
	for i, change := range p.Changes {
		if row, ok := rowOf(change.Address); ok && change.Sign == "-" {
			if _, twice := gone[row]; twice {
				i = -1
			}
			gone[row] = i
		}
	}
	drop := map[int]bool{}
	for i := range p.Changes {
		row, ok := rowOf(p.Changes[i].Address)
		at, was := gone[row]
		if !ok || !was || at < 0 || drop[at] || p.Changes[i].Sign != "+" {
			continue
		}
		drop[at] = true
		old := p.Changes[at].Address
		p.Changes[i].Sign, p.Changes[i].What = "~", otherStep(last.Steps[old], steps[p.Changes[i].Address])
		counts := area(old)
		counts.New, counts.Gone, counts.Changed = counts.New-1, counts.Gone-1, counts.Changed+1
	}
	kept := p.Changes[:0]
	for i, change := range p.Changes {
		if !drop[i] {
			kept = append(kept, change)
		}
	}
	p.Changes = kept
}

// rowOf names an example row by all of its address but the scenario's name.
func rowOf(address string) (row string, ok bool) {
	parts := strings.Split(address, " > ")
	if len(parts) < 3 || !strings.Contains(parts[len(parts)-1], ": ") {
		return "", false
	}
	return strings.Join(append(slices.Clone(parts[:len(parts)-2]), parts[len(parts)-1]), " > "), true
}

// otherStep says which step is the first that differs.
func otherStep(old, now []string) string {
	for i := range max(len(old), len(now)) {
		switch {
		case i >= len(now):
			return fmt.Sprintf("the step %q is gone", old[i])
		case i >= len(old):
			return fmt.Sprintf("the step %q is new", now[i])
		case old[i] != now[i]:
			return fmt.Sprintf("the step %q was %q", now[i], old[i])
		}
	}
	return ""
}

// otherRow says how a row changed, though no step makes use of that.
func otherRow(old, now []string) string {
	if slices.Equal(old, now) {
		return ""
	}
	return fmt.Sprintf("the row %q was %q", strings.Join(now, ", "), strings.Join(old, ", "))
}

// Block adds a scenario that cannot run.
func (p *Plan) Block(address string, need UnmetNeed) {
	for i := range p.Blocked {
		if p.Blocked[i].Need == need.Name {
			p.Blocked[i].Addresses = append(p.Blocked[i].Addresses, address)
			return
		}
	}
	p.Blocked = append(p.Blocked, Blocked{need.Name, need.Reason, []string{address}})
}

// Pace sets the rate, and with it the time.
func (p *Plan) Pace(rate float64) {
	p.Rate = rate
	if rate > 0 {
		p.Seconds = float64(max(p.Requests.Total()-1, 0)) / rate // the first is sent at once
	}
}

// Changed says whether anything is new, changed or gone since the last run.
func (p *Plan) Changed() bool { return len(p.Changes) > 0 }

// Digest is the digest of what scenarios do: their addresses, tags and steps.
func Digest(scenarios []gherkin.Scenario) string {
	hash := sha256.New()
	for _, s := range scenarios {
		fmt.Fprintf(hash, "%q %q %q\n", s.Address(), s.Tags, s.Steps)
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}
