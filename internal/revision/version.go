package revision

import (
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// Version is one of the two versions of the contract.
type Version struct {
	Document string `json:"document"`
	Digest   string `json:"digest"` // "sha256:" and the hex digest of its bytes
	Version  string `json:"version,omitempty"`

	clauses      []spec.Clause
	media        map[string][]string        // by status, the request's by ""
	descriptions map[string]string          // of statuses, without a full stop
	places       map[string]map[string]bool // by status: what its clauses speak of
}

func newVersion(m spec.Manifest) Version {
	v := Version{
		Document: m.Document, Digest: m.Digest, Version: m.Version, clauses: m.Clauses,
		media: map[string][]string{"": m.Request.MediaTypes}, descriptions: map[string]string{}, places: map[string]map[string]bool{"": {}},
	}
	for _, r := range m.Responses {
		v.media[r.Status], v.places[r.Status] = r.MediaTypes, map[string]bool{}
		v.descriptions[r.Status] = strings.TrimSuffix(r.Description, ".")
	}
	for _, c := range m.Clauses {
		if !judgesBody(c) {
			continue
		}
		path := spec.SplitPlace(c.Place)
		if name, ok := c.Value.(string); ok && namesProperty(c) {
			path = append(path, name)
		}
		for i := range path {
			v.places[c.Status][spec.JoinPlace(path[:i+1])] = true
		}
	}
	return v
}

// judgesBody says whether a clause is one of the schema of a body.
func judgesBody(c spec.Clause) bool {
	return c.Part == spec.RequestPart || c.Part == spec.ResponsePart
}

// namesProperty says whether a clause is about one property of its place,
// which its value names: that it has to be there, or may be left out.
func namesProperty(c spec.Clause) bool {
	return c.Keyword == spec.KeywordRequired || c.Keyword == spec.KeywordOptional
}

// unknown is the shortest path to a place that the document does not speak of;
// nil if it does. The elements of a list are where the list is.
func (v Version) unknown(status, place string) []string {
	path := spec.SplitPlace(place)
	for i := range path {
		if path[i] != "[]" && !v.places[status][spec.JoinPlace(path[:i+1])] {
			return slices.Clone(path[:i+1])
		}
	}
	return nil
}

// closed says whether an object may have no properties but those that are named.
func (v Version) closed(status, place string) bool {
	return slices.ContainsFunc(v.clauses, func(c spec.Clause) bool {
		return c.Status == status && c.Place == place && c.Keyword == spec.KeywordAdditional && c.Value == false
	})
}

// at lists the ids of the clauses that judge a place.
func (v Version) at(status, place string) []string {
	var ids []string
	for _, c := range v.clauses {
		if c.Status == status && c.Place == place && judgesBody(c) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// statuses are those that the version documents, and "" for the request.
func (v Version) statuses() []string {
	var list []string
	for status := range v.media {
		list = append(list, status)
	}
	slices.Sort(list)
	return list
}

// constraint is a clause of this version as a change has it.
func (v Version) constraint(c *spec.Clause) *Constraint {
	if c == nil {
		return nil
	}
	return &Constraint{*c, spec.Alternatives(*c, v.clauses)}
}
