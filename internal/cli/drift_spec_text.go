package cli

import (
	"fmt"
	"strings"

	"kycspec/internal/report"
	"kycspec/internal/revision"
)

// What is shown of long lists.
const (
	mostFeatures    = 10
	mostScenarios   = 3 // of a feature
	mostSuggestions = 10
)

// text is the comparison for people.
func (d *specDrift) text(suggestions map[string]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s → %s\n", named(d.Old), named(d.New))
	if len(d.Changes) == 0 {
		b.WriteString(d.nothing())
	} else {
		breaking := d.Breaking()
		d.changes(&b, "Breaking", d.Changes[:breaking])
		d.changes(&b, "Not breaking", d.Changes[breaking:])
		fmt.Fprintf(&b, "\nClauses: +%d −%d ~%d\n", len(d.Clauses.Appeared), len(d.Clauses.Vanished), len(d.Clauses.Changed))
		d.touched(&b)
		d.suggested(&b, suggestions)
	}
	if len(d.Unbound) > 0 {
		fmt.Fprintf(&b, "\nNames that lose their place (%d)\n", len(d.Unbound))
		for _, problem := range d.Unbound {
			fmt.Fprintf(&b, "  schemas/%s\n", oneLine(problem.String()))
		}
	}
	for _, note := range d.Notes {
		fmt.Fprintf(&b, "Note: %s\n", oneLine(note))
	}
	return b.String()
}

func named(v revision.Version) string {
	if v.Version == "" {
		return oneLine(v.Document)
	}
	return oneLine(fmt.Sprintf("%s (%s)", v.Document, v.Version))
}

// nothing says how little changed.
func (d *specDrift) nothing() string {
	if d.Same() {
		return "No change: the documents are the same.\n"
	}
	return "No change: the operation promises the same in both, only wording or what it does not use differs.\n"
}

func (d *specDrift) changes(b *strings.Builder, title string, list []revision.Change) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s (%d)\n", title, len(list))
	for _, c := range list {
		fmt.Fprintf(b, "  %s\n    %s", oneLine(c.Sentence()), d.lines(c))
		if len(c.Clauses) > 0 {
			fmt.Fprintf(b, "   %s", oneLine(c.Clauses[0]))
		}
		if more := len(c.Clauses) - 1; more > 0 {
			fmt.Fprintf(b, " and %d more", more)
		}
		b.WriteByte('\n')
	}
}

// lines is where the documents speak of a change.
func (d *specDrift) lines(c revision.Change) string {
	var places []string
	if c.OldLine > 0 {
		places = append(places, fmt.Sprintf("%s:%d", d.Old.Document, c.OldLine))
	}
	if c.NewLine > 0 {
		places = append(places, fmt.Sprintf("%s:%d", d.New.Document, c.NewLine))
	}
	return oneLine(strings.Join(places, " → "))
}

// touched names scenarios, by their features.
func (d *specDrift) touched(b *strings.Builder) {
	fmt.Fprintf(b, "Scenarios touched (%d)\n", len(d.Touched))
	var features []string
	names := map[string][]string{}
	for _, s := range d.Touched {
		if names[s.Path] == nil {
			features = append(features, s.Path)
		}
		names[s.Path] = append(names[s.Path], s.Label())
	}
	for i, feature := range features {
		if i == mostFeatures {
			fmt.Fprintf(b, "  and more in %s\n", report.Counted(len(features)-i, "feature"))
			break
		}
		fmt.Fprintf(b, "  %s (%d)\n", feature, len(names[feature]))
		for j, name := range names[feature] {
			if j == mostScenarios {
				fmt.Fprintf(b, "    and %d more\n", len(names[feature])-j)
				break
			}
			fmt.Fprintf(b, "    %s\n", oneLine(name))
		}
	}
}

// suggested says what would cover the new clauses.
func (d *specDrift) suggested(b *strings.Builder, suggestions map[string]string) {
	if len(suggestions) == 0 {
		return
	}
	fmt.Fprintf(b, "To cover (%d)\n", len(suggestions))
	shown := 0
	for _, c := range d.Clauses.Appeared {
		if suggestions[c.ID] == "" {
			continue
		}
		if shown == mostSuggestions {
			fmt.Fprintf(b, "  and %d more\n", len(suggestions)-shown)
			return
		}
		fmt.Fprintf(b, "  %s\n    %s\n", oneLine(c.ID), oneLine(suggestions[c.ID]))
		shown++
	}
}

// oneLine shows a text that somebody else wrote, in one line.
func oneLine(text string) string { return visible(strings.ReplaceAll(text, "\n", " ")) }
