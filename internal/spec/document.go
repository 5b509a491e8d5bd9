package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// deepest bounds how far a document may nest.
const deepest = 200

type documentReader struct {
	name     string
	root     *yaml.Node
	problems Problems
	notes    []string
	schemas  map[string]*schema // by reference
	files    map[string]string  // file name → reference

	way      direction          // of the body that is being read
	bothWays map[*schema]string // what both bodies refer to, with the reference
}

// parse reads a document, YAML or JSON, whose root is an object. The kind says
// in problems what that object is, such as "an OpenAPI object".
func parse(name, kind string, data []byte) (*documentReader, error) {
	d := &documentReader{name: name, schemas: map[string]*schema{}, files: map[string]string{}, bothWays: map[*schema]string{}}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	root, problem := readTree(data)
	if problem != nil {
		problem.Document = name
		return nil, Problems{*problem}
	}
	if root == nil {
		return nil, Problems{{Document: name, Text: "the document is empty; want " + kind}}
	}
	d.root = root
	d.checkTree(d.root, 0)
	if d.root.Kind != yaml.MappingNode && len(d.problems) == 0 {
		d.problem(d.root, "", "want "+kind+", have "+kindName(d.root))
	}
	return d, d.err()
}

// readTree parses YAML or JSON; the tree is nil where there is nothing to parse.
func readTree(data []byte) (*yaml.Node, *Problem) {
	if utf8.Valid(data) && json.Valid(data) {
		if root, err := readJSON(data); err == nil {
			return root, nil
		}
	}
	var top, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	switch err := decoder.Decode(&top); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, syntaxProblem(data, err)
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, &Problem{Line: second.Line, Text: "a second YAML document begins here; want one"}
	case !errors.Is(err, io.EOF):
		return nil, syntaxProblem(data, err)
	}
	return top.Content[0], nil
}

var (
	yamlLine = regexp.MustCompile(`line (\d+): `)
	// zeroBased are the messages of which the parser counts lines from 0.
	zeroBased = regexp.MustCompile(`^did not find expected (<|node content|'-' indicator|key|',' or)|^found (undefined|duplicate|incompatible)`)
	noAnchor  = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// syntaxProblem turns the parser's "yaml: line 4: did not …" into a place and a
// sentence. For a document that begins like JSON it is what JSON wants instead.
func syntaxProblem(data []byte, err error) *Problem {
	var syntax *json.SyntaxError
	if trimmed := bytes.TrimLeft(data, " \t\r\n"); bytes.HasPrefix(trimmed, []byte("{")) &&
		errors.As(json.Unmarshal(data, new(any)), &syntax) {
		return &Problem{Line: lineOf(data, int(syntax.Offset)), Text: "the document does not parse as JSON: " + syntax.Error()}
	}
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = strings.Replace(text, m[0], "", 1)
	}
	switch anchor := noAnchor.FindStringSubmatch(text); {
	case anchor != nil:
		line = lineOf(data, max(0, bytes.Index(data, []byte("*"+anchor[1]))))
	case line == 0 && bytes.ContainsFunc(data, unreadable):
		line = lineOf(data, bytes.IndexFunc(data, unreadable))
	case line == 0 || zeroBased.MatchString(text):
		line++
	}
	return &Problem{Line: line, Text: "the document does not parse as YAML: " + text}
}

// unreadable says whether YAML 1.2 section 5.1 keeps a character out of a
// document; the parser names no line for those.
func unreadable(r rune) bool {
	return r == utf8.RuneError || r < ' ' && !strings.ContainsRune("\t\r\n", r) || r >= 0x7f && r < 0xa0 && r != 0x85
}

// checkTree reports what YAML has and JSON has not, duplicate keys, and too
// deep a nesting. It says whether it is worth going on.
func (d *documentReader) checkTree(n *yaml.Node, depth int) bool {
	if depth > deepest {
		d.problem(n, "", fmt.Sprintf("the document nests deeper than %d levels; move the inner ones to components and use $ref", deepest))
		return false
	}
	if n.Kind == yaml.AliasNode {
		d.problem(n, "", "YAML aliases are not read; write the value out or use $ref")
		return true
	}
	if n.Kind == yaml.MappingNode {
		d.checkKeys(n)
	}
	for _, child := range n.Content {
		if !d.checkTree(child, depth+1) {
			return false
		}
	}
	return true
}

func (d *documentReader) checkKeys(n *yaml.Node) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind == yaml.AliasNode:
			continue
		case key.Kind != yaml.ScalarNode:
			d.problem(key, "", "want a text as key, have "+kindName(key))
			continue
		case key.ShortTag() == "!!merge":
			d.problem(key, "", "YAML merge keys are not read; write the values out or use allOf")
			continue
		}
		if first, dup := seen[key.Value]; dup {
			d.problem(key, "", fmt.Sprintf("the key %q stands twice in one object, first on line %d; remove one", key.Value, first))
			continue
		}
		seen[key.Value] = key.Line
	}
}
