package spec

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Keywords of clauses that are of no body.
const (
	// KeywordMedia: the body is of a documented media type.
	KeywordMedia = "media"
	// KeywordStatus: the status is documented; its Value is the status, or empty for the whole list.
	KeywordStatus = "status"
	// KeywordRetryAfter: the answer says when to ask again (RFC 9110 section 10.2.3).
	KeywordRetryAfter = "retry-after"
	// KeywordBearer: a bearer token (RFC 6750) is asked for.
	KeywordBearer = "bearer"
)

// StatusClause is the id of the clause that no undocumented status comes.
const StatusClause = "status"

func (w *walker) statuses(line int) {
	w.part, w.status = StatusPart, ""
	w.add(Clause{ID: StatusClause, Keyword: KeywordStatus, Line: line, Needs: []Evidence{Observed},
		Sentence: "The API answers with documented statuses only."})
}

func (w *walker) documented(r Response) {
	w.part, w.status = StatusPart, r.Status
	sentence := "The API may answer " + r.Status
	if r.Status == "default" {
		sentence = "The API may answer with other statuses"
	}
	if r.Description != "" {
		sentence += ": " + strings.TrimSuffix(r.Description, ".")
	}
	w.add(Clause{ID: "status/" + r.Status, Keyword: KeywordStatus, Value: r.Status, Line: r.Line,
		Sentence: sentence + ".", Needs: []Evidence{Observed}})
}

// standards lists what HTTP demands of an answer with a status.
func (w *walker) standards(r Response) {
	if r.Status != strconv.Itoa(http.StatusTooManyRequests) {
		return
	}
	w.part, w.status = StandardPart, r.Status
	w.add(Clause{ID: "http/" + r.Status + "/" + KeywordRetryAfter, Keyword: KeywordRetryAfter, Line: r.Line, Needs: []Evidence{Observed},
		Sentence: "A " + r.Status + " answer says when to ask again, in seconds or as a date, and then the application is served (RFC 9110 section 10.2.3)."})
}

func (w *walker) response(status string, c content, root *schema) {
	w.part, w.status = MediaPart, status
	words := "A " + status + " answer is "
	if status == "default" {
		words = "Any other answer is "
	}
	if len(c.names) > 1 {
		words = strings.Replace(words, " is ", " may be ", 1)
	}
	for i, name := range c.names {
		w.add(Clause{ID: "media/" + status + "/" + name, Keyword: KeywordMedia, Value: name, Line: c.lines[i],
			Sentence: words + name + ".", Needs: []Evidence{Observed}})
	}
	w.part = ResponsePart
	w.bodyClauses(root, position{anchor: "response/" + status}, c.lines[0])
	w.reconcile(status)
}

func (w *walker) request(c content, root *schema) {
	w.part, w.status = MediaPart, ""
	for i, name := range c.names {
		w.add(Clause{ID: "media/request/" + name, Keyword: KeywordMedia, Value: name, Line: c.lines[i],
			Sentence: fmt.Sprintf("A request is %s, and nothing that is not listed is taken.", name), Needs: []Evidence{BoundaryAccepted, ViolationRejected}})
	}
	w.part = RequestPart
	w.bodyClauses(root, position{anchor: "request"}, c.lines[0])
}

func (w *walker) bodyClauses(root *schema, at position, line int) {
	w.places = map[string]bool{}
	w.keyword(at, Clause{Keyword: KeywordJSON, Line: line}, KeywordJSON)
	w.walk(root, at, nil)
}
