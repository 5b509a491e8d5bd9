package mutate

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// slowness is how long a slow answer takes: long enough to be another order of
// time, and short enough to wait for by the hundred.
const slowness = 5 * time.Millisecond

// benign uses what the contract leaves free.
func (m *maker) benign() {
	header := func(name, value string) func(*sandbox.Answer) {
		return func(a *sandbox.Answer) { a.Header.Set(name, value) }
	}
	for _, free := range []struct {
		id, says string
		change   func(*sandbox.Answer)
	}{
		{"charset", "The media type says its character set.", header("Content-Type", "application/json; charset=utf-8")},
		{"media-type-case", "The media type is in another case.", header("Content-Type", "Application/JSON")},
		{"media-type-parameter", "The media type has a parameter that nobody knows.", header("Content-Type", `application/json;v="1;2"`)},
		{"extra-headers", "There are headers that the contract does not name.", header("X-Request-Id", "00000000-0000-4000-8000-000000000000")},
		{"white-space", "The JSON is indented.", spaced},
		{"escapes", "The JSON escapes what it need not.", escaped},
		{"key-order", "The keys come in the opposite order.", reversed},
		{"gzip", "The body is compressed.", zipped},
		{"slow", "Each answer takes a while.", func(*sandbox.Answer) { time.Sleep(slowness) }},
		{"chunked", "The body comes in chunks.", header("Transfer-Encoding", "chunked")},
	} {
		m.free(free.id, free.says, free.change)
	}
	m.free("base64-unpadded", "Base64 comes without padding.", m.base64("=", ""))
	m.free("base64-url", "Base64 comes in the URL-safe alphabet.", m.base64("+", "-", "/", "_"))
	m.reasons()
	if !m.manifest.Request.Required {
		m.add(Mutant{ID: "no-body", Kind: Benign, Says: "A request without a body, which the contract does not require, is served.",
			Faults: sandbox.Faults{NeedsNoBody: true}})
	}
	m.freeVerifiers()
	m.openObjects()
	m.optional()
	m.alternatives()
}

func (m *maker) free(id, says string, change func(*sandbox.Answer)) {
	m.add(Mutant{ID: id, Kind: Benign, Says: says, Faults: sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
		if m.isOperation(a) {
			change(a)
		}
	}}})
}

func spaced(a *sandbox.Answer) {
	var b bytes.Buffer
	if json.Indent(&b, a.Body, "\r\n", "\t") == nil {
		a.Body = append(b.Bytes(), " \n"...)
	}
}

// escaped writes every letter e in texts, and in keys, as \u0065.
func escaped(a *sandbox.Answer) {
	var b bytes.Buffer
	inText := false
	for i, c := range a.Body {
		switch {
		case c == '"' && (i == 0 || a.Body[i-1] != '\\'):
			inText = !inText
			b.WriteByte(c)
		case c == 'e' && inText && a.Body[i-1] != '\\':
			b.WriteString(`\u0065`)
		default:
			b.WriteByte(c)
		}
	}
	if json.Valid(b.Bytes()) {
		a.Body = b.Bytes()
	}
}

// reversed writes objects with their keys in descending order.
func reversed(a *sandbox.Answer) {
	if body, ok := decode(a.Body); ok {
		a.Body = []byte(descending(body))
	}
}

func descending(v any) string {
	switch v := v.(type) {
	case map[string]any:
		names := sortedKeys(v)
		parts := make([]string, len(names))
		for i, name := range names {
			parts[len(names)-1-i] = string(encode(name)) + ":" + descending(v[name])
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, inner := range v {
			parts[i] = descending(inner)
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	return string(encode(v))
}

func zipped(a *sandbox.Answer) {
	if !strings.Contains(a.Request.Header.Get("Accept-Encoding"), "gzip") {
		return
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(a.Body)
	_ = w.Close()
	a.Body = b.Bytes()
	a.Header.Set("Content-Encoding", "gzip")
}

// base64 rewrites the texts of which a description says that they are base64.
func (m *maker) base64(pairs ...string) func(*sandbox.Answer) {
	replacer := strings.NewReplacer(pairs...)
	return func(a *sandbox.Answer) {
		body, ok := decode(a.Body)
		key, _ := m.contract.Documented(a.Status)
		if !ok {
			return
		}
		for _, c := range m.manifest.Clauses {
			if c.Keyword == spec.KeywordBase64 && c.Status == key {
				body = put(body, spec.SplitPlace(c.Place), func(v any) any {
					if text, ok := v.(string); ok {
						return replacer.Replace(text)
					}
					return v
				})
			}
		}
		a.Body = encode(body)
	}
}

// reasons describes statuses by other names than most do, and in an API's own words.
func (m *maker) reasons() {
	for _, way := range []struct {
		name, says string
		reason     func(status int) string
	}{
		{"reason-older", "A refusal's reason is the status's older name.", http.StatusText},
		{"reason-atom", "A refusal's reason is the status's name as programs write it.", func(status int) string {
			return strings.ReplaceAll(strings.ToLower(http.StatusText(status)), " ", "_")
		}},
		{"reason-own", "A refusal's reason is in the API's own words.", func(int) string { return "The request was not accepted" }},
	} {
		m.free(way.name, way.says, func(a *sandbox.Answer) {
			body, ok := decode(a.Body)
			key, _ := m.contract.Documented(a.Status)
			if !ok {
				return
			}
			for _, c := range m.manifest.Clauses {
				if c.Keyword == spec.KeywordHTTPReason && c.Status == key {
					body = put(body, spec.SplitPlace(c.Place), func(any) any { return way.reason(a.Status) })
				}
			}
			a.Body = encode(body)
		})
	}
}

// openObjects adds a property wherever an answer's object is open.
func (m *maker) openObjects() {
	closed := map[string]bool{}
	for _, c := range m.manifest.Clauses {
		if c.Keyword == spec.KeywordAdditional {
			closed[c.Status+" "+c.Place] = true
		}
	}
	for _, c := range m.manifest.Clauses {
		if c.Part != spec.ResponsePart || c.Keyword != spec.KeywordType || c.Value != "object" || closed[c.Status+" "+c.Place] {
			continue
		}
		path := spec.SplitPlace(c.Place)
		m.free("open/"+c.Status+"/"+c.Place, fmt.Sprintf("In a %s answer, %s has a property more, which the contract leaves open.", c.Status, placeName(c.Place)),
			m.onBody(c.Status, func(body any) any { return put(body, path, spec.WithStray) }))
	}
}

// optional leaves each optional property of an answer out.
func (m *maker) optional() {
	required := map[string]bool{}
	for _, c := range m.manifest.Clauses {
		if c.Keyword == spec.KeywordRequired {
			required[c.Status+" "+c.PropertyPlace()] = true
		}
	}
	done := map[string]bool{}
	for _, c := range m.manifest.Clauses {
		key := c.Status + " " + c.Place
		if c.Part != spec.ResponsePart || c.Place == "$" || required[key] || done[key] {
			continue
		}
		done[key] = true
		path := spec.SplitPlace(c.Place)
		last := len(path) - 1
		m.free("optional/"+c.Status+"/"+c.Place, fmt.Sprintf("A %s answer has no %s, which is optional.", c.Status, c.Place),
			m.onBody(c.Status, func(body any) any {
				return put(body, path[:last], func(v any) any { return without(v, path[last]) })
			}))
	}
}

// alternatives gives each form that the contract allows to a value with several.
func (m *maker) alternatives() {
	for _, c := range m.manifest.Clauses {
		if c.Part != spec.ResponsePart || c.Keyword != spec.KeywordType || !spec.InAlternative(c) {
			continue
		}
		value := m.likely(c)
		if value == nil {
			continue
		}
		path := spec.SplitPlace(c.Place)
		m.free("form/"+c.ID, fmt.Sprintf("In a %s answer, %s is %s.", c.Status, c.Place, brief(value)),
			m.onBody(c.Status, func(body any) any { return put(body, path, func(any) any { return value }) }))
	}
}

// likely is a value of the type of one of several forms, from its list of values if it has one.
func (m *maker) likely(c spec.Clause) any {
	if list, found := m.contract.Clause(strings.TrimSuffix(c.ID, spec.KeywordType) + spec.KeywordEnum); found {
		if values, ok := list.Value.([]any); ok {
			return values[0]
		}
	}
	switch c.Value {
	case "integer", "number":
		return json.Number(fmt.Sprint(http.StatusUnprocessableEntity))
	case "string":
		return "invalid"
	case "boolean":
		return true
	}
	return nil
}

func sortedKeys(object map[string]any) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
