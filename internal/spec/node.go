package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"

	"kycspec/internal/generate"
)

// Annotations of JSON Schema (draft 2020-12, Validation section 9) by which a
// schema says to the sampler what its document says beyond constraints. They
// are in no schema that is committed.
const (
	examplesWord = "examples"
	unsentWord   = "readOnly" // of a property that does not go the schema's way
)

// nodeReader makes nodes of JSON Schemas, each file once.
type nodeReader struct {
	file  func(name string) (schema any, err error)
	nodes map[string]*generate.Node
}

// RequestNode is the schema of the request's body, to generate values by. The
// error names the file that makes no sense.
func RequestNode(b *Bundle) (*generate.Node, error) {
	r := &nodeReader{nodes: map[string]*generate.Node{}, file: func(name string) (schema any, err error) {
		decoder := json.NewDecoder(bytes.NewReader(b.Schemas[name]))
		decoder.UseNumber()
		err = decoder.Decode(&schema)
		return schema, err
	}}
	return r.read(b.Manifest.Request.Schema)
}

func (r *nodeReader) read(name string) (*generate.Node, error) {
	if known := r.nodes[name]; known != nil {
		return known, nil
	}
	schema, err := r.file(name)
	if err != nil {
		return nil, fmt.Errorf("read schema %s: %w", name, err)
	}
	n := &generate.Node{}
	r.nodes[name] = n // before what is in it, which may refer back
	read, err := r.node(schema, name, n)
	if err != nil {
		return nil, err
	}
	r.nodes[name] = read
	return read, nil
}

// node reads a schema into n, and gives it; or what it refers to.
func (r *nodeReader) node(v any, file string, n *generate.Node) (*generate.Node, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("read schema %s: want an object, have %v", file, v)
	}
	if ref, ok := object[KeywordRef].(string); ok {
		return r.read(path.Join(path.Dir(file), ref))
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if err := r.keyword(n, name, object[name], file); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func (r *nodeReader) keyword(n *generate.Node, name string, v any, file string) (err error) {
	if row := byName[name]; row != nil && row.Allows != nil {
		n.Keeps = append(n.Keeps, func(value any) bool { return !row.Judges(v, value) || row.Allows(v, value) })
	}
	switch name {
	case KeywordType:
		n.Types = TypesOf(v)
	case KeywordEnum:
		n.Enum = listed(v)
	case KeywordRequired:
		n.Required = TypesOf(v)
	case KeywordProperties:
		return r.properties(n, v, file)
	case KeywordAdditional:
		if n.Closed = v == false; v != true && v != false {
			n.Additional, err = r.node(v, file, &generate.Node{})
		}
	case KeywordItems:
		n.Items, err = r.node(v, file, &generate.Node{})
	case KeywordAllOf:
		n.All, err = r.list(v, file)
	case KeywordOneOf, KeywordAnyOf:
		var alternatives []*generate.Node
		alternatives, err = r.list(v, file)
		n.Choices = append(n.Choices, alternatives)
	case KeywordNot: // that a value is not so is found out by judging
		n.Not, err = r.node(v, file, &generate.Node{})
	case examplesWord:
		n.Examples = listed(v)
	case unsentWord:
		n.Unsent = v == true
	default:
		if row := byName[name]; row != nil && row.constrain != nil {
			row.constrain(n, v)
		}
	}
	return err
}

func (r *nodeReader) properties(n *generate.Node, v any, file string) error {
	object, _ := v.(map[string]any)
	n.Properties = map[string]*generate.Node{}
	n.Names = slices.Sorted(maps.Keys(object))
	for _, name := range n.Names {
		property, err := r.node(object[name], file, &generate.Node{})
		if err != nil {
			return err
		}
		n.Properties[name] = property
	}
	return nil
}

func (r *nodeReader) list(v any, file string) ([]*generate.Node, error) {
	items, _ := v.([]any)
	list := make([]*generate.Node, len(items))
	for i, item := range items {
		var err error
		if list[i], err = r.node(item, file, &generate.Node{}); err != nil {
			return nil, err
		}
	}
	return list, nil
}
