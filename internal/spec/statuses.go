package spec

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Keywords of clauses that are no JSON Schema keywords.
const (
	// KeywordJSON: the body is one JSON document (RFC 8259).
	KeywordJSON = "json"
	// KeywordMedia: the body is of a documented media type.
	KeywordMedia = "media"
	// KeywordStatus: the status is documented; its Value is the status, or empty for the whole list.
	KeywordStatus = "status"
	// KeywordBearer: a bearer token (RFC 6750) is asked for.
	KeywordBearer = "bearer"
	// KeywordOptional: a property may be left out of a request.
	KeywordOptional = "optional"
)

// StatusClause is the id of the clause that no undocumented status comes.
const StatusClause = "status"

func (w *walker) statuses(line int) {
	w.part, w.status = StatusPart, ""
	w.add(Clause{ID: StatusClause, Keyword: KeywordStatus, Line: line, Needs: []Evidence{Seen},
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
		Sentence: sentence + ".", Needs: []Evidence{Seen}})
}

func (w *walker) response(status string, c content, root *schema) {
	w.part, w.status = MediaPart, status
	for i, name := range c.names {
		w.add(Clause{ID: "media/" + status + "/" + name, Keyword: KeywordMedia, Value: name, Line: c.lines[i],
			Sentence: fmt.Sprintf("A %s answer is %s.", status, name), Needs: []Evidence{Seen}})
	}
	w.part = ResponsePart
	w.bodyClauses(root, spot{anchor: "response/" + status}, c.lines[0])
	w.excuseNull(status)
}

func (w *walker) request(c content, root *schema) {
	w.part, w.status = MediaPart, ""
	for i, name := range c.names {
		w.add(Clause{ID: "media/request/" + name, Keyword: KeywordMedia, Value: name, Line: c.lines[i],
			Sentence: fmt.Sprintf("A request is %s, and nothing that is not listed is taken.", name), Needs: []Evidence{Held, Defended}})
	}
	w.part = RequestPart
	w.bodyClauses(root, spot{anchor: "request"}, c.lines[0])
}

func (w *walker) bodyClauses(root *schema, at spot, line int) {
	w.keyword(at, Clause{Keyword: KeywordJSON, Line: line}, KeywordJSON)
	w.walk(root, at, nil)
}

// extractSecurity lists the security schemes of the operation.
func (d *document) extractSecurity(operation *yaml.Node, w *walker) {
	_, requirements := get(operation, "security")
	if requirements == nil {
		_, requirements = get(d.root, "security")
	}
	if requirements == nil {
		return
	}
	w.part, w.status = SecurityPart, ""
	for _, requirement := range requirements.Content {
		for i := 0; i+1 < len(requirement.Content); i += 2 {
			d.securityScheme(requirement.Content[i], w)
		}
	}
}

func (d *document) securityScheme(name *yaml.Node, w *walker) {
	where := "components.securitySchemes." + name.Value
	scheme := d.follow(d.resolve("#/components/securitySchemes/"+escape(name.Value)), where)
	if scheme == nil {
		d.problem(name, "security", fmt.Sprintf("the security scheme %q is not in components.securitySchemes", name.Value))
		return
	}
	key, kind := get(scheme, "scheme")
	if kind == nil || kind.Value != "bearer" {
		d.problem(scheme, where, "only bearer tokens (type http, scheme bearer) can be sent yet")
		return
	}
	w.add(Clause{ID: "security/" + name.Value, Keyword: KeywordBearer, Value: name.Value, Line: key.Line,
		Sentence: "A request is taken with a bearer token that the API gave, and with nothing else.",
		Needs:    []Evidence{Held, Defended}})
}
