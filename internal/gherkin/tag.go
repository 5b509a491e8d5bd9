package gherkin

import (
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/messages/go/v34"
)

// How the tags begin that say something to the program. All others are for
// people, and for selections.
const (
	knownTag = "@known:"
	untilTag = "@until:"
	needTag  = "@needs:" // names what the scenario needs, and its steps do not tell
)

// meant finds the kind of tag that one was meant to be of and is not, because of
// one letter or of a capital: "@know:KYC-1" would be a tag like any other, and
// the scenario none that is known to be broken.
func meant(tag string) (kind string, ok bool) {
	name, _, hasValue := strings.Cut(tag, ":")
	for _, kind := range []string{knownTag, untilTag, needTag} {
		distance := editDistance(name+":", kind)
		switch {
		case strings.HasPrefix(tag, kind):
			return "", false
		case distance == 0 && (hasValue || kind == needTag), distance == 1 && (hasValue || kind != needTag):
			return kind, true
		}
	}
	return "", false
}

// tagFlaws finds tags that are nearly ones which say something, and tags of known
// breaks that cannot be read. One that several scenarios inherit is reported once.
func (f *File) tagFlaws() Diagnostics {
	var diagnostics Diagnostics
	for _, c := range f.scenarios {
		tags := c.sourceTags()
		var nearly Diagnostics
		for _, tag := range tags {
			if kind, ok := meant(tag.Name); ok {
				nearly = append(nearly, f.nearly(tag, kind))
			}
		}
		if nearly == nil { // else a tag may lack its counterpart because that is misspelt
			nearly = f.knownTagFlaws(tags)
		}
		diagnostics = append(diagnostics, nearly...)
	}
	return diagnostics.sorted()
}

func (f *File) nearly(tag *messages.Tag, kind string) Diagnostic {
	_, value, hasValue := strings.Cut(tag.Name, ":")
	if !hasValue {
		return f.diagnostic(tag.Location, fmt.Sprintf("the tag %s says nothing", tag.Name), fmt.Sprintf("did you mean %s with something behind it?", kind))
	}
	return f.diagnostic(tag.Location, fmt.Sprintf("the tag %s says nothing", tag.Name), fmt.Sprintf("did you mean %s%s?", kind, value))
}

// taggedNeeds are what tags say that the scenario needs.
func (c *Compiled) taggedNeeds() []string {
	var needs []string
	for _, tag := range c.Tags {
		if need, found := strings.CutPrefix(tag, needTag); found {
			needs = append(needs, need)
		}
	}
	return needs
}

// CheckNeeds is the diagnostics of the tags that say what scenarios need, each
// once, by what a function says to the need: nothing where it is known.
func (s *Suite) CheckNeeds(wrong func(need string) (hint string)) Diagnostics {
	var diagnostics Diagnostics
	for _, c := range s.selected {
		for _, tag := range c.sourceTags() {
			need, found := strings.CutPrefix(tag.Name, needTag)
			if !found {
				continue
			}
			if hint := wrong(need); hint != "" {
				diagnostics = append(diagnostics, c.File.diagnostic(tag.Location, fmt.Sprintf("nothing is known that %s could mean", tag.Name), hint))
			}
		}
	}
	return diagnostics.sorted()
}

// Overdue lists the tags of known breaks whose last day is before the one of the
// time: from then on the break counts.
func (s *Suite) Overdue(now time.Time) Diagnostics {
	var diagnostics Diagnostics
	for _, c := range s.selected {
		if c.Known.Ticket == "" || c.Known.DaysLeft(now) >= 0 {
			continue
		}
		for _, tag := range c.sourceTags() {
			if strings.HasPrefix(tag.Name, untilTag) {
				diagnostics = append(diagnostics, c.File.diagnostic(tag.Location, tag.Name+hasPassed, c.Known.agreeAnew()))
			}
		}
	}
	return diagnostics.sorted()
}

// Overdue lists the entries of [KnownFile] of which the same is true.
func Overdue(entries []KnownEntry, now time.Time) Diagnostics {
	var diagnostics Diagnostics
	for _, e := range entries {
		if e.DaysLeft(now) < 0 {
			diagnostics = append(diagnostics, e.Diagnose("until "+e.Until.Format(time.DateOnly)+hasPassed, e.agreeAnew()))
		}
	}
	return diagnostics
}

const hasPassed = " has passed, so the break counts"

func (k Known) agreeAnew() string { return fmt.Sprintf("mend %s, or agree on another date", k.Ticket) }

// RareTags lists tags that are one letter away from another which more scenarios
// have: they may be misspelt, and then no selection by the right one has their
// scenarios. A digit more or another one makes another tag on purpose.
func (s *Suite) RareTags() Diagnostics {
	count := map[string]int{}
	for _, c := range s.selected {
		for _, tag := range c.Tags {
			count[tag]++
		}
	}
	var diagnostics Diagnostics
	for _, c := range s.selected {
		for _, tag := range c.sourceTags() {
			for other := range count {
				if count[other] > count[tag.Name] && isSlip(tag.Name, other) {
					diagnostics = append(diagnostics, c.File.diagnostic(tag.Location, fmt.Sprintf("the tag %s is nearly %s, which more scenarios have", tag.Name, other),
						"spell both alike if they are to be one"))
				}
			}
		}
	}
	return diagnostics.sorted()
}

// isSlip says whether a tag can be another one with one letter wrong. What stands
// behind a colon is no word.
func isSlip(tag, other string) bool {
	letters := strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "")
	return len(tag) > len("@abc") && !strings.Contains(tag, ":") && letters.Replace(tag) != letters.Replace(other) && editDistance(tag, other) == 1
}
