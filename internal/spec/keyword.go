package spec

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readKeyword reads one keyword of a Schema Object into s.
func (d *document) readKeyword(s *schema, key, n *yaml.Node) {
	name, where := key.Value, s.where+"."+key.Value
	switch {
	case strings.HasPrefix(name, "x-"), annotations[name]:
	case name == "description":
		s.description = strings.Join(strings.Fields(n.Value), " ")
	case name == "properties", name == "items", name == "additionalProperties",
		name == "oneOf", name == "anyOf", name == "allOf", name == "not":
		d.readApplicator(s, key, n)
	case name == "enum", name == "required":
		d.readList(s, key, n)
	default:
		v, err := value(n)
		if err != nil {
			d.problem(n, where, err.Error())
			return
		}
		d.readWord(s, word{name, v, key.Line}, key)
	}
}

func (d *document) readApplicator(s *schema, key, n *yaml.Node) {
	where := s.where + "." + key.Value
	switch key.Value {
	case "properties":
		if n.Kind != yaml.MappingNode {
			d.problem(key, where, "want an object of schemas, have "+kindName(n))
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			d.readProperty(s, n.Content[i], n.Content[i+1], where)
		}
	case "items":
		s.items = d.readSchema(n, where)
	case "additionalProperties":
		if v, err := value(n); err == nil && (v == true || v == false) {
			s.openness = &word{key.Value, v, key.Line}
			return
		}
		s.additional = d.readSchema(n, where)
	case "not":
		s.branches["not"] = []*schema{d.readSchema(n, where)}
	default:
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			d.problem(key, where, "want a list of one or more schemas, have "+kindName(n))
			return
		}
		for i, branch := range n.Content {
			s.branches[key.Value] = append(s.branches[key.Value], d.readSchema(branch, fmt.Sprintf("%s.%d", where, i)))
		}
	}
}

// unplaced are names of properties that mean something else in a place.
var unplaced = map[string]bool{"": true, "$": true, "[]": true, "*": true}

func (d *document) readProperty(s *schema, key, n *yaml.Node, where string) {
	name := key.Value
	if unplaced[name] {
		d.problem(key, where, fmt.Sprintf("no clause can be told of a property of the name %q; rename it", name))
		return
	}
	s.properties = append(s.properties, property{name, key.Line, d.readSchema(n, where+"."+name)})
}

func (d *document) readList(s *schema, key, n *yaml.Node) {
	where := s.where + "." + key.Value
	if n.Kind != yaml.SequenceNode || key.Value == "enum" && len(n.Content) == 0 {
		d.problem(key, where, "want a list of one or more values, have "+kindName(n))
		return
	}
	for _, item := range n.Content {
		v, err := value(item)
		if err != nil {
			d.problem(item, where, err.Error())
			continue
		}
		w := word{key.Value, v, item.Line}
		if key.Value == "enum" {
			s.enum = append(s.enum, w)
			continue
		}
		if _, isText := v.(string); !isText {
			d.problem(item, where, "want the name of a property, have "+kindName(item))
			continue
		}
		if slices.ContainsFunc(s.required, func(other word) bool { return other.value == v }) {
			d.problem(item, where, fmt.Sprintf("the property %q is listed twice; remove one", v))
			continue
		}
		s.required = append(s.required, w)
	}
}

// types are the values that OpenAPI 3.0 allows for "type".
var types = map[string]bool{"string": true, "number": true, "integer": true, "boolean": true, "array": true, "object": true}

// readWord reads a keyword whose value is no schema.
func (d *document) readWord(s *schema, w word, key *yaml.Node) {
	text, isText := w.value.(string)
	flag, isFlag := w.value.(bool)
	want := ""
	switch w.name {
	case "type":
		if !types[text] {
			want = "one of array, boolean, integer, number, object, string"
		}
		s.typ = text
	case "nullable", "readOnly", "writeOnly", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum":
		if !isFlag {
			want = "true or false"
		}
		d.readFlag(s, w, flag)
	case "example":
		s.example, s.hasExample = w.value, true
	case "format":
		if !isText {
			want = "a format's name"
		}
		s.words = append(s.words, w)
	case "pattern":
		want = d.readPattern(s, w)
	case "minimum", "maximum", "multipleOf":
		want = d.readNumber(s, w)
	case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
		number, ok := whole(w.value)
		if !ok {
			want = "a whole number, 0 or more"
		}
		s.words = append(s.words, word{w.name, number, w.line})
	default:
		d.problem(key, s.where, fmt.Sprintf("the keyword %q is not one of OpenAPI 3.0, so what it constrains cannot be turned into JSON Schema; remove it, or name it x-%s if it constrains nothing", w.name, w.name))
	}
	if want != "" {
		d.problem(key, s.where+"."+w.name, "want "+want)
	}
}

func (d *document) readPattern(s *schema, w word) (want string) {
	pattern, isText := w.value.(string)
	if !isText {
		return "a regular expression, a text"
	}
	turned, err := turnPattern(pattern)
	if err != nil {
		return "an ECMA-262 regular expression that RE2 can judge: " + err.Error()
	}
	s.words = append(s.words, word{w.name, turned, w.line})
	return ""
}

func (d *document) readNumber(s *schema, w word) (want string) {
	exact, ok := documented(w.value)
	switch {
	case !ok:
		return "a number"
	case w.name == "multipleOf" && exact.Sign() <= 0:
		return "a number above 0"
	}
	s.words = append(s.words, w)
	return ""
}

func (d *document) readFlag(s *schema, w word, flag bool) {
	switch w.name {
	case "nullable":
		s.nullable = flag
	case "readOnly":
		s.readOnly = flag
	case "writeOnly":
		s.writeOnly = flag
	default:
		if flag {
			s.words = append(s.words, w)
		}
	}
}
