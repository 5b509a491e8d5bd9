package gherkin

import (
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/messages/go/v34"
)

// Known says that a scenario is known to be broken. It is read from the scenario's
// tags @known:<ticket> and @until:<yyyy-mm-dd>. The zero Known is of one without them.
type Known struct {
	Ticket string
	Until  time.Time // midnight UTC of the last day on which that is accepted
}

// DaysLeft is for how many days after now's, by UTC, the break is still accepted:
// 0 on the last day, and less than 0 when the date has passed.
func (k Known) DaysLeft(now time.Time) int {
	const day = 24 * 60 * 60
	// Not by the difference of times: a time.Duration is at most 292 years.
	return int(k.Until.Unix()/day - now.UTC().Truncate(24*time.Hour).Unix()/day)
}

// Tags are the two tags as they are written.
func (k Known) Tags() (known, until string) {
	return knownTag + k.Ticket, untilTag + k.Until.Format(time.DateOnly)
}

// knownTags reads the tags of a known break. If they cannot be read, sentence and
// hint are those of a diagnostic of the tag at the index at; else both are empty.
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

// tagKind is how the one of the two tags begins that a tag is meant to be; empty if it is meant to be neither.
func tagKind(tag string) string {
	for _, kind := range []string{knownTag, untilTag} {
		if lower := strings.ToLower(tag); strings.HasPrefix(lower, kind) || lower+":" == kind {
			return kind
		}
	}
	return ""
}

// knownTagFlaws finds tags of a known break that cannot be read, or that lack
// their counterpart.
func (f *File) knownTagFlaws(tags []*messages.Tag) Diagnostics {
	names := make([]string, len(tags))
	for i, tag := range tags {
		names[i] = tag.Name
	}
	_, at, sentence, hint := knownTags(names)
	if sentence == "" {
		return nil
	}
	return Diagnostics{f.diagnostic(tags[at].Location, sentence, hint)}
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
