package sandbox

import (
	"net/http"
	"strconv"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

// answerTemplates say how each documented answer is made of the contract's sample.
type answerTemplates struct {
	contract *contract.Contract
	byKey    map[string]*answerTemplate // by status key, such as "201" or "default"
	started  int                        // the status of a KYC that is started
	banned   int                        // the success that reports a ban; 0 for none
}

// answerTemplate is what is to be filled into one answer's sample.
type answerTemplate struct {
	mediaType string
	slots     []slot
}

func newAnswerTemplates(c *contract.Contract) *answerTemplates {
	manifest := &c.Bundle().Manifest
	s := &answerTemplates{contract: c, byKey: make(map[string]*answerTemplate, len(manifest.Responses))}
	for i := range manifest.Responses {
		r := &manifest.Responses[i]
		s.byKey[r.Status] = &answerTemplate{mediaType: writtenType(r.MediaTypes)}
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
			answer.slots = append(answer.slots, slot{path: spec.SplitPlace(clause.Place), what: what, most: unbounded})
		}
	}
	for i := range manifest.Responses {
		r := &manifest.Responses[i]
		s.byKey[r.Status].findTextSlots(r, bodies[r.Status])
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
func (s *answerTemplates) findOutcomes(responses []spec.Response) {
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

func (a *answerTemplate) has(what slotContent) bool {
	for _, f := range a.slots {
		if f.what == what {
			return true
		}
	}
	return false
}

// offers are the media types that the answers come in.
func (s *answerTemplates) offers() []mediaType {
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
func (s *answerTemplates) nearest(status int) int {
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

// template is the one for a status and a status whose sample it fills: the
// contract's own, or for an undocumented one that of its other errors.
func (s *answerTemplates) template(status int) (*answerTemplate, int) {
	if key, documented := s.contract.Documented(status); documented {
		return s.byKey[key], status
	}
	for other := 400; other < 600; other++ {
		if key, documented := s.contract.Documented(other); documented && s.byKey[key].has(contentStatus) {
			return s.byKey[key], other
		}
	}
	return &answerTemplate{mediaType: writtenType(nil)}, status
}

// compose fills the sample for a status.
func (s *answerTemplates) compose(status int, w words) (mediaType string, body any) {
	answer, sampled := s.template(status)
	body = s.contract.Sample(sampled)
	if body == nil {
		return answer.mediaType, map[string]any{"status": status, "reason": reason(status), "message": w.message}
	}
	for _, f := range answer.slots {
		visit(body, f.path, func(holder map[string]any, name string) { f.fill(holder, name, status, w) })
	}
	return answer.mediaType, body
}
