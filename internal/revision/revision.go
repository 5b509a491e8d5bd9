// Package revision compares two versions of the contract: what changed for the
// applications that call the API, clause by clause.
package revision

import (
	"cmp"
	"slices"

	"kycspec/internal/spec"
)

// Document is an OpenAPI 3.0 document, in YAML or JSON, with the name that messages give it.
type Document struct {
	Name string
	Text []byte
}

// Comparison is everything that differs between two versions of the contract.
type Comparison struct {
	Old Version `json:"old"`
	New Version `json:"new"`
	// Changes are the breaking ones first, then in the order of the new document.
	Changes []Change     `json:"changes"`
	Clauses ClauseChange `json:"clauses"`
	// Notes say what could not be compared.
	Notes []string `json:"notes,omitempty"`

	// Manifest is the new document's.
	Manifest spec.Manifest `json:"-"`
}

// Same says whether the documents are the same byte for byte.
func (c *Comparison) Same() bool { return c.Old.Digest == c.New.Digest }

// Breaking counts the breaking changes.
func (c *Comparison) Breaking() int {
	n := 0
	for _, change := range c.Changes {
		if change.Breaking {
			n++
		}
	}
	return n
}

// Touched are the ids of the old contract's clauses whose scenarios the changes concern.
func (c *Comparison) Touched() map[string]bool {
	ids := map[string]bool{}
	for _, change := range c.Changes {
		for _, id := range change.Touches {
			ids[id] = true
		}
	}
	return ids
}

// Compare finds what changes for the KYC operation from one version of the
// contract to another: whatever their clauses say, and what oasdiff sees
// besides, each thing once. The error is [spec.Problems] where a document is
// none that kycspec can read.
func Compare(was, is Document) (*Comparison, error) {
	before, err := spec.Extract(was.Name, was.Text)
	if err != nil {
		return nil, err
	}
	after, err := spec.Extract(is.Name, is.Text)
	if err != nil {
		return nil, err
	}
	findings, err := askOasdiff(was, is, after.Manifest)
	c := compareManifests(before.Manifest, after.Manifest, findings)
	if err != nil {
		c.Notes = append(c.Notes, "Only the clauses were compared, since oasdiff cannot: "+err.Error())
	}
	return c, nil
}

func compareManifests(before, after spec.Manifest, findings []oasdiffFinding) *Comparison {
	f := &changeFinder{old: newVersion(before), new: newVersion(after)}
	f.compareClauses()
	c := &Comparison{Old: f.old, New: f.new, Clauses: clauseChange(f.pairs, before, after), Manifest: after}
	if !c.Same() {
		c.Notes = f.uncompared()
	}
	unmatched := f.match(findings)
	c.Changes = append(merge(f.changes, f.old), unexplained(unmatched)...)
	slices.SortStableFunc(c.Changes, byWeight)
	return c
}

// byWeight puts what breaks first, then goes down the new document, or the old
// one for what is in that alone. Changes of one line stay in the order in which
// they were found.
func byWeight(a, b Change) int {
	if a.Breaking != b.Breaking {
		if a.Breaking {
			return -1
		}
		return 1
	}
	return cmp.Compare(cmp.Or(a.NewLine, a.OldLine), cmp.Or(b.NewLine, b.OldLine))
}
