package revision

import (
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// side is one of the two documents.
type side struct {
	clauses []spec.Clause
	media   map[string][]string        // by status, the request's by ""
	lines   map[string]int             // of statuses
	places  map[string]map[string]bool // by status: what its clauses speak of, keyed
}

func newSide(m spec.Manifest) side {
	s := side{clauses: m.Clauses, media: map[string][]string{"": m.Request.MediaTypes}, lines: map[string]int{}, places: map[string]map[string]bool{"": {}}}
	for _, r := range m.Responses {
		s.media[r.Status], s.lines[r.Status], s.places[r.Status] = r.MediaTypes, r.Line, map[string]bool{}
	}
	for _, c := range m.Clauses {
		if c.Part != spec.RequestPart && c.Part != spec.ResponsePart {
			continue
		}
		path := spec.SplitPlace(c.Place)
		if name, ok := c.Value.(string); ok && (c.Keyword == "required" || c.Keyword == spec.KeywordOptional) {
			path = append(path, name)
		}
		for i := range path {
			s.places[c.Status][key(path[:i+1])] = true
		}
	}
	return s
}

// key tells paths apart.
func key(path []string) string { return strings.Join(path, "\x00") }

// unknown is the shortest path to a place that the document does not speak of;
// nil if it does. The elements of a list are where the list is.
func (s side) unknown(status, place string) []string {
	path := spec.SplitPlace(place)
	for i := range path {
		if path[i] != "[]" && !s.places[status][key(path[:i+1])] {
			return slices.Clone(path[:i+1])
		}
	}
	return nil
}

// closed says whether an object may have no properties but those that are named.
func (s side) closed(status, place string) bool {
	return slices.ContainsFunc(s.clauses, func(c spec.Clause) bool {
		return c.Status == status && c.Place == place && c.Keyword == "additionalProperties" && c.Value == false
	})
}

// at lists the ids of the clauses that judge a place.
func (s side) at(status, place string) []string {
	var ids []string
	for _, c := range s.clauses {
		if c.Status == status && c.Place == place && (c.Part == spec.RequestPart || c.Part == spec.ResponsePart) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
