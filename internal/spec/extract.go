package spec

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
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
// document. The error is [Problems]: everything that cannot be extracted, each
// with its line.
func Extract(name string, data []byte) (*Bundle, error) {
	d, err := parse(name, "an OpenAPI 3.0 document", data)
	if err != nil {
		return nil, err
	}
	if d.checkVersion(); len(d.problems) > 0 {
		return nil, d.err() // other versions have other rules
	}
	key, operation := d.findOperation()
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
	d.extractRequest(key, operation, b, w)
	d.extractResponses(key, operation, b, w)
	d.extractSecurity(operation, w)
	d.checkWays()
	if w.visits > mostVisits {
		d.problem(nil, "", fmt.Sprintf("the schemas unfold to more than %d values; let them refer to each other less", mostVisits))
	}
	if err := d.err(); err != nil {
		return nil, err
	}
	for file, ref := range d.files {
		b.Schemas[file] = withDraft(d.schemas[ref].toJSONSchema(writing{inComponent: true}))
	}
	b.Manifest.Clauses, b.Manifest.Notes = w.clauses, d.allNotes(w)
	return b, nil
}

// allNotes are the notes on the document and on its schemas, each once.
func (d *documentReader) allNotes(w *walker) []string {
	var notes []string
	for _, note := range append(d.notes, w.notes...) {
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return notes
}

func withDraft(schema map[string]any) json.RawMessage {
	schema["$schema"] = draft
	return encode(schema)
}

func (d *documentReader) text(keys ...string) string {
	n := d.root
	for _, key := range keys {
		_, n = get(n, key)
	}
	if n == nil {
		return ""
	}
	return n.Value
}

func (d *documentReader) extractRequest(operationKey, operation *yaml.Node, b *Bundle, w *walker) {
	where := operationWhere + ".requestBody"
	key, n := get(operation, "requestBody")
	if n == nil {
		d.problem(operationKey, where, "the operation has no request body; there is nothing to ask with without one")
		return
	}
	if n = d.follow(n, where); n == nil {
		return
	}
	d.way = toRequest
	before := len(d.problems)
	content, root := d.readContent(n, where)
	if root == nil {
		if len(d.problems) == before {
			d.problem(key, where, "want content with a JSON media type and its schema")
		}
		return
	}
	b.Manifest.Request = Body{MediaTypes: content.names, Schema: requestFile, Required: d.flagAt(n, "required", where)}
	b.Schemas[requestFile] = withDraft(root.toJSONSchema(writing{}))
	if len(d.problems) == 0 {
		w.request(content, root)
		b.Manifest.Request.Sample = d.sample(root, requestFile, sampleRequest)
	}
}

// flagAt is the boolean at a key of an object; false where there is none.
func (d *documentReader) flagAt(n *yaml.Node, key, where string) bool {
	at, flag := get(n, key)
	if flag == nil {
		return false
	}
	v, err := value(flag)
	is, ok := v.(bool)
	if err != nil || !ok {
		d.problem(at, where+"."+key, "want true or false")
	}
	return is
}

func (d *documentReader) extractResponses(operationKey, operation *yaml.Node, b *Bundle, w *walker) {
	where := operationWhere + ".responses"
	key, responses := get(operation, "responses")
	if responses == nil || responses.Kind != yaml.MappingNode {
		d.problem(operationKey, where, "the operation documents no response; want at least one status")
		return
	}
	d.way = toResponse
	w.statuses(key.Line)
	for i := 0; i+1 < len(responses.Content); i += 2 {
		status, n := responses.Content[i], responses.Content[i+1]
		if strings.HasPrefix(status.Value, "x-") {
			continue
		}
		if response, ok := d.extractResponse(status, n, b, w); ok {
			b.Manifest.Responses = append(b.Manifest.Responses, response)
		}
	}
	if len(b.Manifest.Responses) == 0 && len(d.problems) == 0 {
		d.problem(key, where, "the operation documents no response; want at least one status")
	}
}

func (d *documentReader) extractResponse(status, n *yaml.Node, b *Bundle, w *walker) (response Response, ok bool) {
	where := operationWhere + ".responses." + status.Value
	if !statusForm.MatchString(status.Value) {
		d.problem(status, where, `want a status such as "201", "2XX" or "default"`)
		return response, false
	}
	if n = d.follow(n, where); n == nil {
		return response, false
	}
	response = Response{Status: status.Value, Line: status.Line}
	if _, text := get(n, "description"); text != nil {
		response.Description = strings.Join(strings.Fields(text.Value), " ")
	}
	d.checkHeaders(n, where)
	content, root := d.readContent(n, where)
	w.documented(response)
	w.standards(response)
	if root != nil {
		response.Body = Body{MediaTypes: content.names, Schema: "response-" + status.Value + ".json"}
		b.Schemas[response.Schema] = withDraft(root.toJSONSchema(writing{}))
		if len(d.problems) == 0 {
			w.response(status.Value, content, root)
			response.Sample = d.sample(root, response.Schema, sampleResponse)
		}
	}
	return response, true
}
