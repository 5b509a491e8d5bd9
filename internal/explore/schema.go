package explore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"

	"kycspec/internal/spec"
)

// node is one JSON Schema (draft 2020-12, as the bundle has it), with its
// references followed. A schema that contains itself is a circle of nodes.
type node struct {
	types      []string // nil: any
	enum       []any    // nil: any
	words      map[string]any
	properties map[string]*node
	names      []string // of the properties, sorted
	required   []string
	closed     bool  // no properties but those that are named
	additional *node // what other properties must be; nil: anything
	items      *node
	all        []*node
	choices    [][]*node // each is a oneOf or an anyOf
	not        *node
}

// reader reads the schemas of a bundle, each file once.
type reader struct {
	files map[string]json.RawMessage
	nodes map[string]*node
}

// readRequest reads the schema of the request's body. The error names the file that makes no sense.
func readRequest(b *spec.Bundle) (*node, error) {
	r := &reader{files: b.Schemas, nodes: map[string]*node{}}
	return r.file(b.Manifest.Request.Schema)
}

func (r *reader) file(name string) (*node, error) {
	if known := r.nodes[name]; known != nil {
		return known, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(r.files[name]))
	decoder.UseNumber()
	var schema any
	if err := decoder.Decode(&schema); err != nil {
		return nil, fmt.Errorf("read schema %s: %w", name, err)
	}
	n := &node{}
	r.nodes[name] = n // before what is in it, which may refer back
	read, err := r.schema(schema, name, n)
	if err != nil {
		return nil, err
	}
	r.nodes[name] = read
	return read, nil
}

// schema reads a schema into n, and gives it; or what it refers to.
func (r *reader) schema(v any, file string, n *node) (*node, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("read schema %s: want an object, have %v", file, v)
	}
	if ref, ok := object["$ref"].(string); ok {
		return r.file(path.Join(path.Dir(file), ref))
	}
	n.words = map[string]any{}
	for _, word := range slices.Sorted(maps.Keys(object)) {
		if err := r.word(n, word, object[word], file); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func (r *reader) word(n *node, word string, v any, file string) (err error) {
	switch word {
	case "type":
		n.types = texts(v)
	case "enum":
		n.enum, _ = v.([]any)
	case "required":
		n.required = texts(v)
	case "properties":
		return r.properties(n, v, file)
	case "additionalProperties":
		if n.closed = v == false; v != true && v != false {
			n.additional, err = r.schema(v, file, &node{})
		}
	case "items":
		n.items, err = r.schema(v, file, &node{})
	case "allOf":
		n.all, err = r.list(v, file)
	case "oneOf", "anyOf":
		var choices []*node
		choices, err = r.list(v, file)
		n.choices = append(n.choices, choices)
	case "not": // that a value is not so is found out by judging
		n.not, err = r.schema(v, file, &node{})
	default:
		n.words[word] = v
	}
	return err
}

func (r *reader) properties(n *node, v any, file string) error {
	object, _ := v.(map[string]any)
	n.properties = map[string]*node{}
	n.names = slices.Sorted(maps.Keys(object))
	for _, name := range n.names {
		property, err := r.schema(object[name], file, &node{})
		if err != nil {
			return err
		}
		n.properties[name] = property
	}
	return nil
}

func (r *reader) list(v any, file string) ([]*node, error) {
	items, _ := v.([]any)
	list := make([]*node, len(items))
	for i, item := range items {
		var err error
		if list[i], err = r.schema(item, file, &node{}); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// texts is a text, or a list of them.
func texts(v any) []string {
	if text, ok := v.(string); ok {
		return []string{text}
	}
	items, _ := v.([]any)
	var list []string
	for _, item := range items {
		if text, ok := item.(string); ok {
			list = append(list, text)
		}
	}
	return list
}

// at lists the schemas that judge the values at a path, every alternative included.
func (n *node) at(path []string) []*node {
	level := n.everywhere(nil)
	for _, token := range path {
		var next []*node
		for _, part := range level {
			if inner := part.child(token); inner != nil {
				next = inner.everywhere(next)
			}
		}
		level = next
	}
	return level
}

// child is the schema of what a token of a place leads to; nil for none.
func (n *node) child(token string) *node {
	if property := n.properties[token]; property != nil {
		return property
	}
	switch token {
	case element:
		return n.items
	case other:
		return n.additional
	}
	return nil
}

// everywhere appends the node and all that judge the same value.
func (n *node) everywhere(list []*node) []*node {
	if slices.Contains(list, n) {
		return list
	}
	list = append(list, n)
	for _, part := range append(slices.Clone(n.choices), n.all) {
		for _, inner := range part {
			list = inner.everywhere(list)
		}
	}
	return list
}

// Tokens of a place that stand for many.
const (
	element = "[]"
	other   = "*" // a property that the schema does not name
)
