package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is one thing in a document that cannot be turned.
type Problem struct {
	Document string // the document's name
	Line     int    // 1-based; 0 where the whole document is meant
	Where    string // dotted path in the document; empty for its root
	Text     string // what is wrong and how to mend it
}

func (p Problem) String() string {
	place := p.Document
	if p.Line > 0 {
		place += ":" + strconv.Itoa(p.Line)
	}
	if p.Where != "" {
		place += ": " + p.Where
	}
	return place + ": " + p.Text
}

// Problems is everything that is wrong with a document, in its order.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// deepest bounds how far a document may nest.
const deepest = 200

type document struct {
	name     string
	root     *yaml.Node
	problems Problems
	schemas  map[string]*schema // by reference
	files    map[string]string  // file name → reference

	way      direction  // of the body that is being read
	oneWay   *yaml.Node // a readOnly or writeOnly that was met
	bothWays string     // a reference that both bodies use
}

// parse reads a document as YAML, or as JSON, which is nearly YAML: it may be indented with tabs.
func parse(name string, data []byte) (*document, error) {
	d := &document{name: name, schemas: map[string]*schema{}, files: map[string]string{}}
	if json.Valid(data) {
		data = bytes.ReplaceAll(data, []byte("\t"), []byte(" "))
	}
	var top yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	switch err := decoder.Decode(&top); {
	case errors.Is(err, io.EOF):
		return nil, Problems{{Document: name, Text: "the document is empty"}}
	case err != nil:
		return nil, Problems{syntaxProblem(name, err)}
	}
	var second yaml.Node
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, Problems{syntaxProblem(name, err)}
		}
		return nil, Problems{{Document: name, Line: second.Line, Text: "a second YAML document begins here; want one"}}
	}
	d.root = top.Content[0]
	d.checkTree(d.root, nil, 0)
	if d.root.Kind != yaml.MappingNode {
		d.problem(d.root, "", "want an OpenAPI object, have "+kindName(d.root))
	}
	return d, d.err()
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// syntaxProblem turns the parser's "yaml: line 4: did not …" into a place and a sentence.
func syntaxProblem(name string, err error) Problem {
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = strings.Replace(text, m[0], "", 1)
	}
	return Problem{Document: name, Line: line, Text: "the document does not parse: " + text}
}

// checkTree reports duplicate keys, and aliases that contain themselves or nest too deep.
func (d *document) checkTree(n *yaml.Node, open []*yaml.Node, depth int) bool {
	if depth > deepest {
		d.problem(n, "", fmt.Sprintf("the document nests deeper than %d levels", deepest))
		return false
	}
	if n.Kind == yaml.AliasNode {
		d.problem(n, "", "YAML aliases are not read; write the value out or use $ref")
		return false
	}
	if n.Kind == yaml.MappingNode {
		seen := map[string]int{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if first, dup := seen[key.Value]; dup {
				d.problem(key, "", fmt.Sprintf("the key %q stands twice in one object, first on line %d", key.Value, first))
			}
			seen[key.Value] = key.Line
		}
	}
	for _, child := range n.Content {
		if !d.checkTree(child, append(open, n), depth+1) {
			return false
		}
	}
	return true
}

func (d *document) problem(n *yaml.Node, where, text string) {
	line := 0
	if n != nil {
		line = n.Line
	}
	d.problems = append(d.problems, Problem{Document: d.name, Line: line, Where: where, Text: text})
}

func (d *document) err() error {
	if len(d.problems) == 0 {
		return nil
	}
	sort.SliceStable(d.problems, func(i, j int) bool { return d.problems[i].Line < d.problems[j].Line })
	return d.problems
}

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

// resolve follows one local reference such as "#/components/schemas/ERR01" (RFC 6901 in a URI fragment).
func (d *document) resolve(ref string) *yaml.Node {
	path, local := strings.CutPrefix(ref, "#/")
	if !local {
		return nil
	}
	n := d.root
	for _, token := range strings.Split(path, "/") {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
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

// follow resolves the $ref of an object that is not a schema (a response, a request body); n itself where it has none.
func (d *document) follow(n *yaml.Node, where string) *yaml.Node {
	for range deepest {
		_, ref := get(n, "$ref")
		if ref == nil {
			return n
		}
		target := d.resolve(ref.Value)
		if target == nil {
			d.problem(ref, where, fmt.Sprintf("the reference %q leads nowhere in this document", ref.Value))
			return nil
		}
		n = target
	}
	d.problem(n, where, "the references go round in a circle")
	return nil
}

func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "an object"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "nothing"
	}
	return strconv.Quote(n.Value)
}
