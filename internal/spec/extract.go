package spec

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The operation that kycspec tests.
const (
	operationPath   = "/compliance/v2/kyc"
	operationMethod = "post"
)

// Extract takes the JSON Schemas and clauses of the KYC operation out of an
// OpenAPI 3.0 document in YAML or JSON. The name is how messages call the
// document. The error is [Problems]: everything that cannot be turned, each
// with its line.
func Extract(name string, data []byte) (*Bundle, error) {
	d, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	d.checkVersion()
	operation := d.findOperation()
	if operation == nil {
		return nil, d.err()
	}
	digest := sha256.Sum256(data)
	b := &Bundle{Schemas: map[string]json.RawMessage{}}
	b.Manifest = Manifest{
		Document: name,
		Digest:   "sha256:" + hex.EncodeToString(digest[:]),
		Title:    d.text("info", "title"),
		Version:  d.text("info", "version"),
		Method:   strings.ToUpper(operationMethod),
		Path:     operationPath,
	}
	w := &walker{ids: map[string]int{}}
	d.extractRequest(operation, b, w)
	d.extractResponses(operation, b, w)
	d.extractSecurity(operation, w)
	if d.bothWays != "" && d.oneWay != nil {
		d.problem(d.oneWay, "", fmt.Sprintf("%q is used by the request and by an answer, so readOnly and writeOnly cannot be turned; give each its own schema", d.bothWays))
	}
	if err := d.err(); err != nil {
		return nil, err
	}
	for file, ref := range d.files {
		b.Schemas[file] = withDraft(d.schemas[ref].turn(true))
	}
	b.Manifest.Clauses, b.Manifest.Notes = w.clauses, w.notes
	return b, nil
}

func withDraft(schema map[string]any) json.RawMessage {
	schema["$schema"] = draft
	return encode(schema)
}

func (d *document) text(keys ...string) string {
	n := d.root
	for _, key := range keys {
		_, n = get(n, key)
	}
	if n == nil {
		return ""
	}
	return n.Value
}

func (d *document) checkVersion() {
	key, version := get(d.root, "openapi")
	switch {
	case version == nil:
		d.problem(d.root, "", `this is no OpenAPI document: it has no "openapi: 3.0.x"`)
	case !strings.HasPrefix(version.Value, "3.0"):
		d.problem(key, "openapi", fmt.Sprintf("want OpenAPI 3.0, have %q", version.Value))
	}
}

func (d *document) findOperation() *yaml.Node {
	pathsKey, paths := get(d.root, "paths")
	if paths == nil || paths.Kind != yaml.MappingNode {
		d.problem(pathsKey, "paths", "the document has no paths, so there is no operation to test")
		return nil
	}
	key, item := get(paths, operationPath)
	item = d.follow(item, "paths."+operationPath)
	if item == nil {
		var have []string
		for i := 0; i < len(paths.Content); i += 2 {
			have = append(have, paths.Content[i].Value)
		}
		d.problem(pathsKey, "paths", fmt.Sprintf("the path %s is missing; the document has %s", operationPath, list(have, "none")))
		return nil
	}
	_, operation := get(item, operationMethod)
	if operation == nil {
		d.problem(key, "paths."+operationPath, "the operation "+operationMethod+" is missing")
		return nil
	}
	for _, holder := range []*yaml.Node{item, operation} {
		d.checkParameters(holder)
	}
	return operation
}

// checkParameters refuses required parameters: nothing would send them.
func (d *document) checkParameters(holder *yaml.Node) {
	_, parameters := get(holder, "parameters")
	if parameters == nil {
		return
	}
	for _, n := range parameters.Content {
		where := "paths." + operationPath + ".parameters"
		n = d.follow(n, where)
		if _, required := get(n, "required"); required != nil && required.Value == "true" {
			d.problem(required, where, "a required parameter cannot be sent yet")
		}
	}
}

func (d *document) extractRequest(operation *yaml.Node, b *Bundle, w *walker) {
	where := "paths." + operationPath + "." + operationMethod + ".requestBody"
	key, n := get(operation, "requestBody")
	if n == nil {
		d.problem(operation, where, "the operation has no request body, so there is nothing to ask with")
		return
	}
	d.way = toRequest
	content, root := d.readContent(d.follow(n, where), where)
	if root == nil {
		d.problem(key, where, "want a JSON media type with a schema under content")
		return
	}
	b.Manifest.Request = Body{MediaTypes: content.names, Schema: requestFile}
	b.Schemas[requestFile] = withDraft(root.turn(false))
	if len(d.problems) == 0 {
		b.Manifest.Request.Sample = root.sample(sampleRequest, 0)
		w.request(content, root)
	}
}

var statusForm = regexp.MustCompile(`^([1-5][0-9][0-9]|[1-5]XX|default)$`)

func (d *document) extractResponses(operation *yaml.Node, b *Bundle, w *walker) {
	where := "paths." + operationPath + "." + operationMethod + ".responses"
	key, responses := get(operation, "responses")
	if responses == nil || responses.Kind != yaml.MappingNode || len(responses.Content) == 0 {
		d.problem(operation, where, "the operation documents no response")
		return
	}
	d.way = toResponse
	w.statuses(key.Line)
	for i := 0; i+1 < len(responses.Content); i += 2 {
		status, n := responses.Content[i], responses.Content[i+1]
		if strings.HasPrefix(status.Value, "x-") {
			continue
		}
		where := where + "." + status.Value
		if !statusForm.MatchString(status.Value) {
			d.problem(status, where, `want a status such as "201", "2XX" or "default"`)
			continue
		}
		n = d.follow(n, where)
		response := Response{Status: status.Value, Line: status.Line}
		if _, text := get(n, "description"); text != nil {
			response.Description = strings.Join(strings.Fields(text.Value), " ")
		}
		d.checkHeaders(n, where)
		content, root := d.readContent(n, where)
		w.documented(response)
		if root != nil {
			response.Body = Body{MediaTypes: content.names, Schema: "response-" + status.Value + ".json"}
			b.Schemas[response.Schema] = withDraft(root.turn(false))
			if len(d.problems) == 0 {
				response.Sample = root.sample(sampleResponse, 0)
				w.response(status.Value, content, root)
			}
		}
		b.Manifest.Responses = append(b.Manifest.Responses, response)
	}
}

// checkHeaders refuses a promise about header fields that nothing would judge.
func (d *document) checkHeaders(response *yaml.Node, where string) {
	_, headers := get(response, "headers")
	if headers == nil {
		return
	}
	for i := 0; i+1 < len(headers.Content); i += 2 {
		if _, required := get(d.follow(headers.Content[i+1], where), "required"); required != nil && required.Value == "true" {
			d.problem(headers.Content[i], where+".headers", "a required response header cannot be judged yet")
		}
	}
}

func list(items []string, none string) string {
	if len(items) == 0 {
		return none
	}
	return strings.Join(items, ", ")
}
