package view

import (
	"fmt"
	"strings"

	"kycspec/internal/revision"
	"kycspec/internal/session"
)

// What is shown of long lists.
const (
	mostFeatures    = 10
	mostScenarios   = 3 // of a feature
	mostSuggestions = 10
)

// RevisionReport is how another copy of the contract differs, with what would cover
// its new clauses.
type RevisionReport struct {
	*session.Revision
	Suggestions map[string]string // what to add where, by the id of a clause
}

// Print prints the comparison: what breaks first.
func (d RevisionReport) Print(w *Writer) {
	w.Printf("%s → %s\n", named(d.Old), named(d.New))
	if len(d.Changes) == 0 {
		w.Printf("%s\n", d.none())
	} else {
		breaking := d.Breaking()
		d.changes(w, "Breaking", d.Changes[:breaking])
		d.changes(w, "Not breaking", d.Changes[breaking:])
		w.Printf("\nClauses: +%d −%d ~%d\n", len(d.Clauses.Appeared), len(d.Clauses.Vanished), len(d.Clauses.Changed))
		d.touched(w)
		d.suggested(w)
	}
	if len(d.Unbound) > 0 {
		w.Printf("\nNames that lose their place (%d)\n", len(d.Unbound))
		for _, problem := range d.Unbound {
			w.Printf("  schemas/%s\n", problem.String())
		}
	}
	for _, note := range d.Notes {
		w.Printf("Note: %s\n", note)
	}
	_ = w.Flush()
}

func named(v revision.Version) string {
	if v.Version == "" {
		return v.Document
	}
	return oneLine(fmt.Sprintf("%s (%s)", v.Document, v.Version))
}

// none says how little changed.
func (d RevisionReport) none() string {
	if d.Same() {
		return "No change: the documents are the same."
	}
	return "No change: the operation promises the same in both, only wording or what it does not use differs."
}

func (d RevisionReport) changes(w *Writer, title string, list []revision.Change) {
	if len(list) == 0 {
		return
	}
	w.Printf("\n%s (%d)\n", title, len(list))
	for _, c := range list {
		w.Printf("  %s\n    %s", c.Sentence(), d.lines(c))
		if len(c.Clauses) > 0 {
			w.Printf("   %s", c.Clauses[0])
		}
		if more := len(c.Clauses) - 1; more > 0 {
			w.Printf(" and %d more", more)
		}
		w.Printf("\n")
	}
}

// lines is where the documents speak of a change.
func (d RevisionReport) lines(c revision.Change) string {
	var places []string
	if c.OldLine > 0 {
		places = append(places, fmt.Sprintf("%s:%d", d.Old.Document, c.OldLine))
	}
	if c.NewLine > 0 {
		places = append(places, fmt.Sprintf("%s:%d", d.New.Document, c.NewLine))
	}
	return strings.Join(places, " → ")
}

// touched names scenarios, by their features.
func (d RevisionReport) touched(w *Writer) {
	w.Printf("Scenarios touched (%d)\n", len(d.Touched))
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
			w.Printf("  and more in %s\n", counted(len(features)-i, "feature"))
			break
		}
		w.Printf("  %s (%d)\n", feature, len(names[feature]))
		for j, name := range names[feature] {
			if j == mostScenarios {
				w.Printf("    and %d more\n", len(names[feature])-j)
				break
			}
			w.Printf("    %s\n", name)
		}
	}
}

// suggested says what would cover the new clauses.
func (d RevisionReport) suggested(w *Writer) {
	if len(d.Suggestions) == 0 {
		return
	}
	w.Printf("To cover (%d)\n", len(d.Suggestions))
	shown := 0
	for _, c := range d.Clauses.Appeared {
		if d.Suggestions[c.ID] == "" {
			continue
		}
		if shown == mostSuggestions {
			w.Printf("  and %d more\n", len(d.Suggestions)-shown)
			return
		}
		w.Printf("  %s\n    %s\n", c.ID, d.Suggestions[c.ID])
		shown++
	}
}

// revisionVersion is the version of the form of a comparison's JSON.
const revisionVersion = 1

type revisionJSON struct {
	Version int `json:"version"`
	*revision.Comparison
	Scenarios   []touchedJSON     `json:"scenarios"`
	Suggestions map[string]string `json:"suggestions,omitempty"` // by the ids of new clauses
	Names       []string          `json:"names,omitempty"`       // of the features that lose their place
}

type touchedJSON struct {
	Address string   `json:"address"`
	Path    string   `json:"path"`
	Line    int      `json:"line"`
	Name    string   `json:"name"`
	Clauses []string `json:"clauses"`
}

// JSON prints the comparison as a JSON document.
func (d RevisionReport) JSON(w *Writer) {
	form := revisionJSON{Version: revisionVersion, Comparison: d.Comparison, Scenarios: []touchedJSON{}, Suggestions: d.Suggestions}
	for _, s := range d.Touched {
		form.Scenarios = append(form.Scenarios, touchedJSON{s.Address(), s.Path, s.Line, s.Name, s.Clauses})
	}
	for _, problem := range d.Unbound {
		form.Names = append(form.Names, problem.String())
	}
	w.JSON(form)
}
