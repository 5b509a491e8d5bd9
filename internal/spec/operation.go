package spec

import (
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	itemWhere      = "paths." + operationPath
	operationWhere = itemWhere + "." + operationMethod
)

// statusForm is what may be a key of a Responses Object (OpenAPI 3.0.3).
var statusForm = regexp.MustCompile(`^([1-5][0-9][0-9]|[1-5]XX|default)$`)

var versionForm = regexp.MustCompile(`^3\.0(\.\d+([-+].*)?)?$`)

func (d *documentReader) checkVersion() {
	key, version := get(d.root, "openapi")
	_, older := get(d.root, "swagger")
	switch {
	case version == nil && older != nil:
		d.problem(older, "swagger", fmt.Sprintf("want OpenAPI 3.0, have Swagger %q; convert the document to 3.0", older.Value))
	case version == nil:
		d.problem(nil, "", `this is no OpenAPI document: it has no "openapi: 3.0.x"`)
	case !versionForm.MatchString(version.Value):
		d.problem(key, "openapi", fmt.Sprintf("want OpenAPI 3.0, have %s; convert the document to 3.0", kindName(version)))
	}
}

// findOperation gives the operation with its key; nil, and a problem, where there is none.
func (d *documentReader) findOperation() (key, operation *yaml.Node) {
	pathsKey, paths := get(d.root, "paths")
	if paths == nil || paths.Kind != yaml.MappingNode {
		d.problem(pathsKey, "paths", "the document has no paths; want the path "+operationPath)
		return nil, nil
	}
	itemKey, item := get(paths, operationPath)
	if item == nil {
		d.problem(pathsKey, "paths", fmt.Sprintf("the path %s is missing; the document has %s", operationPath, list(keys(paths), "none")))
		return nil, nil
	}
	if item = d.follow(item, itemWhere); item == nil {
		return nil, nil
	}
	key, operation = get(item, operationMethod)
	switch {
	case operation == nil:
		d.problem(itemKey, itemWhere, "the operation "+operationMethod+" is missing; the path has "+list(keys(item), "none"))
		return nil, nil
	case operation.Kind != yaml.MappingNode:
		d.problem(key, operationWhere, "want an operation, an object, have "+kindName(operation))
		return nil, nil
	}
	d.checkParameters(item, itemWhere)
	d.checkParameters(operation, operationWhere)
	return key, operation
}

func keys(item *yaml.Node) []string {
	var list []string
	for i := 0; i+1 < len(item.Content); i += 2 {
		list = append(list, item.Content[i].Value)
	}
	return list
}

// ignoredHeaders are those whose definition as a parameter is to be ignored (OpenAPI 3.0).
var ignoredHeaders = map[string]bool{"accept": true, "content-type": true, "authorization": true}

// checkParameters refuses required parameters: nothing would send them.
func (d *documentReader) checkParameters(holder *yaml.Node, where string) {
	key, parameters := get(holder, "parameters")
	if parameters == nil {
		return
	}
	where += ".parameters"
	if parameters.Kind != yaml.SequenceNode {
		d.problem(key, where, "want a list of parameters, have "+kindName(parameters))
		return
	}
	for _, n := range parameters.Content {
		if n = d.follow(n, where); n == nil {
			continue
		}
		name, in := textAt(n, "name"), textAt(n, "in")
		if in == "header" && ignoredHeaders[strings.ToLower(name)] {
			continue
		}
		if key, required := get(n, "required"); required != nil && required.Value == "true" {
			d.problem(key, where, fmt.Sprintf("the %s parameter %q is required, and only a body and a bearer token can be sent; kycspec has to learn it first", in, name))
			continue
		}
		d.notes = append(d.notes, fmt.Sprintf("line %d: the %s parameter %q is not sent", n.Line, in, name))
	}
}

// checkHeaders refuses a promise about header fields that nothing would judge.
func (d *documentReader) checkHeaders(response *yaml.Node, where string) {
	key, headers := get(response, "headers")
	if headers == nil {
		return
	}
	where += ".headers"
	if headers.Kind != yaml.MappingNode {
		d.problem(key, where, "want an object of headers, have "+kindName(headers))
		return
	}
	for i := 0; i+1 < len(headers.Content); i += 2 {
		key := headers.Content[i]
		header := d.follow(headers.Content[i+1], where)
		if header == nil || strings.EqualFold(key.Value, "content-type") {
			continue // a definition of Content-Type is to be ignored (OpenAPI 3.0)
		}
		if textAt(header, "required") == "true" {
			d.problem(key, where, fmt.Sprintf("the header %q is required of the answer, and headers cannot be judged; kycspec has to learn it first", key.Value))
			continue
		}
		d.notes = append(d.notes, fmt.Sprintf("line %d: the header %q is not judged", key.Line, key.Value))
	}
}

// textAt is the scalar at a key of an object; empty where there is none.
func textAt(n *yaml.Node, key string) string {
	if _, v := get(n, key); v != nil {
		return v.Value
	}
	return ""
}

func list(items []string, none string) string {
	if len(items) == 0 {
		return none
	}
	return strings.Join(items, ", ")
}
