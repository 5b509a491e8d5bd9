package spec

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// extractSecurity lists the security schemes of the operation. Where the
// document lets a request come without any, there is no clause.
func (d *documentReader) extractSecurity(operation *yaml.Node, w *walker) {
	key, requirements := get(operation, "security")
	if requirements == nil {
		key, requirements = get(d.root, "security")
	}
	if requirements == nil {
		return
	}
	if requirements.Kind != yaml.SequenceNode {
		d.problem(key, "security", "want a list of security requirements, have "+kindName(requirements))
		return
	}
	w.part, w.status = SecurityPart, ""
	for _, requirement := range requirements.Content {
		if requirement.Kind != yaml.MappingNode {
			d.problem(requirement, "security", "want an object of security schemes, have "+kindName(requirement))
			return
		}
		if len(requirement.Content) == 0 {
			d.notes = append(d.notes, fmt.Sprintf("line %d: a request may come without credentials, so they are not judged", requirement.Line))
			return
		}
	}
	for _, requirement := range requirements.Content {
		for i := 0; i+1 < len(requirement.Content); i += 2 {
			d.securityScheme(requirement.Content[i], w)
		}
	}
}

func (d *documentReader) securityScheme(name *yaml.Node, w *walker) {
	where := "components.securitySchemes." + name.Value
	_, components := get(d.root, "components")
	_, schemes := get(components, "securitySchemes")
	_, n := get(schemes, name.Value)
	if n == nil {
		d.problem(name, "security", fmt.Sprintf("the security scheme %q is not in components.securitySchemes; add it there", name.Value))
		return
	}
	scheme := d.follow(n, where)
	if scheme == nil {
		return
	}
	key, kind := get(scheme, "scheme")
	if textAt(scheme, "type") != "http" || kind == nil || !strings.EqualFold(kind.Value, "bearer") {
		d.problem(scheme, where, "only bearer tokens (type http, scheme bearer) can be sent; kycspec has to learn others first")
		return
	}
	w.add(Clause{ID: "security/" + name.Value, Keyword: KeywordBearer, Value: name.Value, Line: key.Line,
		Sentence: "A request is taken with a bearer token that the API gave, and with nothing else.",
		Needs:    []Evidence{BoundaryAccepted, ViolationRejected}})
}
