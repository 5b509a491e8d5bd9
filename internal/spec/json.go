package spec

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// jsonReader reads JSON (RFC 8259) as the tree that a YAML parser would give.
// YAML 1.2 holds all of JSON; its parsers stumble over "\/", surrogate pairs,
// tabs, and keys that are long or apart from their colon.
type jsonReader struct {
	decoder *json.Decoder
	data    []byte
	at      int64 // bytes of data whose lines are counted
	line    int
}

// readJSON gives the tree of a document for which [json.Valid] holds.
func readJSON(data []byte) (*yaml.Node, error) {
	r := &jsonReader{decoder: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
	r.decoder.UseNumber()
	return r.value()
}

func (r *jsonReader) value() (*yaml.Node, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	end := r.decoder.InputOffset()
	r.line += bytes.Count(r.data[r.at:end], []byte("\n"))
	r.at = end
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: r.line}
	switch token := token.(type) {
	case json.Delim:
		n.Kind, n.Tag = yaml.MappingNode, "!!map"
		if token == '[' {
			n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
		}
		return n, r.children(n)
	case string:
		n.Tag, n.Value = "!!str", token
	case json.Number:
		n.Tag, n.Value = "!!float", string(token)
	case bool:
		n.Tag, n.Value = "!!bool", "false"
		if token {
			n.Value = "true"
		}
	default:
		n.Tag, n.Value = "!!null", "null"
	}
	return n, nil
}

// children reads keys and values, or elements, up to the closing bracket.
func (r *jsonReader) children(n *yaml.Node) error {
	for r.decoder.More() {
		child, err := r.value()
		if err != nil {
			return err
		}
		n.Content = append(n.Content, child)
	}
	_, err := r.decoder.Token()
	return err
}

// lineOf is the 1-based line of a byte.
func lineOf(data []byte, offset int) int {
	return 1 + bytes.Count(data[:min(offset, len(data))], []byte("\n"))
}
