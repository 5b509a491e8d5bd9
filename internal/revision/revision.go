// Package revision compares two versions of the contract: what changed for the
// applications that call the API, in words, clause by clause.
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

// Change is one thing that an application, or who tests for it, has to know.
type Change struct {
	// Breaking: a request that the old contract allows is refused by the new, or
	// an answer may come that the old rules out. A new status is not breaking, as
	// HTTP has clients take it for its class (RFC 9110 section 15). What oasdiff
	// calls an error or a warning is breaking as well.
	Breaking bool   `json:"breaking"`
	Sentence string `json:"sentence"`
	// Clauses are the ids of the clauses that appear, vanish or change with it.
	Clauses []string `json:"clauses,omitempty"`
	// OldLine and NewLine are 1-based; 0 where the document says nothing of it.
	OldLine int `json:"old_line,omitempty"`
	NewLine int `json:"new_line,omitempty"`
	// Rules are oasdiff's names for it; none where oasdiff does not see it.
	Rules []string `json:"rules,omitempty"`

	// Touches are the clauses of the old contract whose scenarios it concerns:
	// those that vanish or change, and for a breaking change that only adds
	// clauses, those of the same value.
	Touches []string `json:"-"`
}

// Version says which document was compared.
type Version struct {
	Document string `json:"document"`
	Digest   string `json:"digest"` // "sha256:" and the hex digest of its bytes
	Version  string `json:"version,omitempty"`
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

// Compare finds what changes for the KYC operation from one version of the
// contract to another: whatever their clauses tell, and what oasdiff sees
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
	d := &draft{old: newSide(before.Manifest), new: newSide(after.Manifest)}
	d.compare()
	c := &Comparison{
		Old: versionOf(before.Manifest), New: versionOf(after.Manifest),
		Clauses: clauseChange(d.deltas, before.Manifest, after.Manifest), Manifest: after.Manifest,
	}
	if !c.Same() {
		c.Notes = d.uncompared()
	}
	findings, err := secondOpinion(was, is, after.Manifest)
	if err != nil {
		c.Notes = append(c.Notes, "Only the clauses were compared, since oasdiff cannot: "+err.Error())
	}
	rest := d.consult(findings)
	c.Changes = merge(d.edits, d.old)
	c.Changes = append(c.Changes, unexplained(rest)...)
	slices.SortStableFunc(c.Changes, byWeight)
	return c, nil
}

func versionOf(m spec.Manifest) Version {
	return Version{Document: m.Document, Digest: m.Digest, Version: m.Version}
}

// byWeight puts what breaks first, then goes down the new document, or the old
// one for what is in that alone.
func byWeight(a, b Change) int {
	if a.Breaking != b.Breaking {
		if a.Breaking {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.line(), b.line()), cmp.Compare(a.Sentence, b.Sentence))
}

func (c Change) line() int { return cmp.Or(c.NewLine, c.OldLine) }

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
