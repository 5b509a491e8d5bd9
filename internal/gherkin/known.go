package gherkin

import (
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/messages/go/v34"
)

// Known says that a scenario is known to be broken, by its tags @known:<ticket>
// and @until:<yyyy-mm-dd>. The zero Known is of a scenario that is not.
type Known struct {
	Ticket string
	Until  time.Time // midnight UTC of the last day on which that is accepted
}

const (
	knownTag = "@known:"
	untilTag = "@until:"
)

// DaysLeft is how many days after today's, by UTC, the break is still accepted:
// 0 on the last one, less than 0 when the date has passed.
func (k Known) DaysLeft(now time.Time) int {
	const day = 24 * 60 * 60
	// In seconds: a time.Duration ends after 292 years.
	return int(k.Until.Unix()/day - now.UTC().Truncate(24*time.Hour).Unix()/day)
}

// Tags are the two tags as they are written.
func (k Known) Tags() (known, until string) {
	return knownTag + k.Ticket, untilTag + k.Until.Format(time.DateOnly)
}

// knownTags reads the tags of a known break. The diagnostic, empty if there is
// none, is a sentence about the tag at the given place of the list.
func knownTags(tags []string) (known Known, at int, sentence, hint string) {
	places := map[string]int{}
	for i, tag := range tags {
		kind := tagKind(tag)
		if kind == "" {
			continue
		}
		if first, twice := places[kind]; twice && tags[first] != tag {
			return Known{}, i, fmt.Sprintf("%s comes on top of %s", tag, tags[first]), "say one ticket and one date for a scenario"
		}
		places[kind] = i
		value := strings.TrimPrefix(tag, kind)
		if value == "" || value == tag {
			return Known{}, i, tag + " says nothing", "write " + knownTag + "<ticket> and " + untilTag + "<yyyy-mm-dd>"
		}
		if kind == knownTag {
			known.Ticket = value
			continue
		}
		until, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return Known{}, i, tag + " is no date", "write it as in " + untilTag + "2026-12-31"
		}
		known.Until = until
	}
	place, isKnown := places[knownTag]
	end, ends := places[untilTag]
	switch {
	case isKnown && !ends:
		return Known{}, place, fmt.Sprintf("%s has no %s beside it", tags[place], untilTag+"<yyyy-mm-dd>"), "say until when the break is accepted"
	case ends && !isKnown:
		return Known{}, end, fmt.Sprintf("%s has no %s beside it", tags[end], knownTag+"<ticket>"), "say which ticket the break has"
	}
	return known, 0, "", ""
}

// tagKind says which of the two tags one is meant to be; empty for neither.
func tagKind(tag string) string {
	for _, kind := range []string{knownTag, untilTag} {
		if lower := strings.ToLower(tag); strings.HasPrefix(lower, kind) || lower+":" == kind {
			return kind
		}
	}
	return ""
}

// misknown finds scenarios whose tags of a known break do not say it all. A
// tag that several inherit is told once.
func (f *File) misknown() Diagnostics {
	var diagnostics Diagnostics
	told := map[Diagnostic]bool{}
	for _, c := range f.scenarios {
		tags := c.sourceTags()
		names := make([]string, len(tags))
		for i, tag := range tags {
			names[i] = tag.Name
		}
		_, at, sentence, hint := knownTags(names)
		if sentence == "" {
			continue
		}
		if diagnostic := f.diagnostic(tags[at].Location, sentence, hint); !told[diagnostic] {
			told[diagnostic] = true
			diagnostics = append(diagnostics, diagnostic)
		}
	}
	return diagnostics
}

// sourceTags are the scenario's own tags and those that it inherits, where they are written.
func (c *Compiled) sourceTags() []*messages.Tag {
	tags := append([]*messages.Tag(nil), c.File.Document.Feature.Tags...)
	if c.origin.rule != nil {
		tags = append(tags, c.origin.rule.Tags...)
	}
	tags = append(tags, c.origin.scenario.Tags...)
	if c.origin.examples != nil {
		tags = append(tags, c.origin.examples.Tags...)
	}
	return tags
}
