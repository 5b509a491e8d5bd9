package spec

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"kycspec/internal/jsonpointer"
)

// get finds a key of an object; both results are nil where it is missing or n is no object.
func get(n *yaml.Node, key string) (keyNode, value *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// resolve follows one local reference such as "#/components/schemas/ERR01"
// (a JSON Pointer in a URI fragment, RFC 6901 section 6); nil where it leads nowhere.
func (d *documentReader) resolve(ref string) *yaml.Node {
	path, local := strings.CutPrefix(ref, "#/")
	if !local {
		return nil
	}
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	n := d.root
	for _, token := range jsonpointer.Split("/" + path) {
		if n.Kind == yaml.SequenceNode {
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(n.Content) {
				return nil
			}
			n = n.Content[i]
			continue
		}
		if _, n = get(n, token); n == nil {
			return nil
		}
	}
	return n
}

// lead is where a reference leads; nil, and a problem, where it leads nowhere in this document.
func (d *documentReader) lead(ref *yaml.Node, where string) *yaml.Node {
	target := d.resolve(ref.Value)
	switch {
	case target != nil:
		return target
	case !strings.HasPrefix(ref.Value, "#/"):
		d.problem(ref, where, fmt.Sprintf("the reference %q leads out of this document; only references within it (#/…) are followed; move the target into it", ref.Value))
	default:
		d.problem(ref, where, fmt.Sprintf("the reference %q leads nowhere in this document; mend it or add what it names", ref.Value))
	}
	return nil
}

// follow gives the object at n, its $ref followed, where n is no schema (a
// response, a request body). It is nil, and a problem, where there is none.
func (d *documentReader) follow(n *yaml.Node, where string) *yaml.Node {
	for range deepest {
		if n.Kind != yaml.MappingNode {
			d.problem(n, where, "want an object, have "+kindName(n))
			return nil
		}
		_, ref := get(n, KeywordRef)
		if ref == nil {
			return n
		}
		if n = d.lead(ref, where); n == nil {
			return nil
		}
	}
	d.problem(n, where, "the references form a cycle; let one of them say what it is")
	return nil
}
