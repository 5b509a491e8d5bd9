package sandbox

import (
	"net/http"
	"strconv"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// shapes say how each documented answer is made of the contract's sample.
type shapes struct {
	contract *contract.Contract
	byKey    map[string]*shape // by status key, such as "201" or "default"
	started  int               // the status of a KYC that is started
	banned   int               // the status that tells of a ban with a success; 0 for none
}

// shape is what is to be filled into one answer's sample.
type shape struct {
	mediaType string
	fills     []filling
}

func newShapes(c *contract.Contract) *shapes {
	manifest := &c.Bundle().Manifest
	s := &shapes{contract: c, byKey: make(map[string]*shape, len(manifest.Responses))}
	for i := range manifest.Responses {
		r := &manifest.Responses[i]
		s.byKey[r.Status] = &shape{mediaType: writtenType(r.MediaTypes)}
	}
	bodies := make(map[string][]*spec.Clause, len(manifest.Responses))
	for i := range manifest.Clauses {
		clause := &manifest.Clauses[i]
		answer := s.byKey[clause.Status]
		what, semantic := semanticContents[clause.Keyword]
		switch {
		case answer == nil:
		case clause.Part == spec.ResponsePart:
			bodies[clause.Status] = append(bodies[clause.Status], clause)
		case clause.Part == spec.SemanticPart && semantic:
			answer.fills = append(answer.fills, filling{path: spec.SplitPlace(clause.Place), what: what, most: unbounded})
		}
	}
	for i := range manifest.Responses {
		r := &manifest.Responses[i]
		s.byKey[r.Status].fillTexts(r, bodies[r.Status])
	}
	s.findOutcomes(manifest.Responses)
	return s
}

// writtenType is the Content-Type for a documented media type: with the charset
// that servers add to JSON, and plain JSON where the contract has a range.
func writtenType(documented []string) string {
	written := "application/json"
	if len(documented) > 0 && !strings.Contains(documented[0], "*") {
		written = documented[0]
	}
	if !strings.Contains(written, ";") {
		written += "; charset=utf-8"
	}
	return written
}

// findOutcomes finds the two successes by what they promise: a started KYC
// comes with data for the widget, a ban with an error code.
func (s *shapes) findOutcomes(responses []spec.Response) {
	for i := range responses {
		key := responses[i].Status
		status, err := strconv.Atoi(key)
		if err != nil || status/100 != 2 {
			continue
		}
		switch {
		case s.byKey[key].has(contentWidget):
			s.started = status
		case s.byKey[key].has(contentNotNull):
			s.banned = status
		}
	}
	if s.started == 0 {
		s.started = http.StatusCreated
	}
}

func (a *shape) has(what content) bool {
	for _, f := range a.fills {
		if f.what == what {
			return true
		}
	}
	return false
}

// offers are the media types that the answers come in.
func (s *shapes) offers() []mediaType {
	var list []mediaType
	seen := map[string]bool{}
	for _, answer := range s.byKey {
		if offer, ok := readMediaType(answer.mediaType); ok && !seen[answer.mediaType] {
			seen[answer.mediaType] = true
			list = append(list, offer)
		}
	}
	return list
}

// nearest is the status itself where it is documented, or else the documented one that says most nearly so.
func (s *shapes) nearest(status int) int {
	for _, candidate := range []int{status, http.StatusUnprocessableEntity, http.StatusBadRequest} {
		if _, documented := s.contract.Documented(candidate); documented {
			return candidate
		}
	}
	for candidate := 400; candidate < 600; candidate++ {
		if _, documented := s.contract.Documented(candidate); documented {
			return candidate
		}
	}
	return status
}

// form is the shape for a status and a status whose sample it fills: the
// contract's own, or for an undocumented one that of its other errors.
func (s *shapes) form(status int) (*shape, int) {
	if key, documented := s.contract.Documented(status); documented {
		return s.byKey[key], status
	}
	for other := 400; other < 600; other++ {
		if key, documented := s.contract.Documented(other); documented && s.byKey[key].has(contentStatus) {
			return s.byKey[key], other
		}
	}
	return &shape{mediaType: writtenType(nil)}, status
}

// compose fills the sample for a status.
func (s *shapes) compose(status int, w words) (mediaType string, body any) {
	answer, sampled := s.form(status)
	body = s.contract.Sample(sampled)
	if body == nil {
		return answer.mediaType, map[string]any{"status": status, "reason": reason(status), "message": w.message}
	}
	for _, f := range answer.fills {
		visit(body, f.path, func(holder map[string]any, name string) { f.fill(holder, name, status, w) })
	}
	return answer.mediaType, body
}
