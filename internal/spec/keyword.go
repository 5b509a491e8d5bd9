package spec

import (
	"encoding/json"
	"fmt"
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
			name := n.Content[i].Value
			s.properties = append(s.properties, property{name, n.Content[i].Line, d.readSchema(n.Content[i+1], where+"."+name)})
		}
	case "items":
		s.items = d.readSchema(n, where)
	case "additionalProperties":
		if n.ShortTag() == "!!bool" {
			v, _ := value(n)
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

func (d *document) readList(s *schema, key, n *yaml.Node) {
	where := s.where + "." + key.Value
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
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
		s.required = append(s.required, w)
	}
}

// types are the values that OpenAPI 3.0 allows for "type".
var types = map[string]bool{"string": true, "number": true, "integer": true, "boolean": true, "array": true, "object": true}

// readWord reads a keyword whose value is no schema.
func (d *document) readWord(s *schema, w word, key *yaml.Node) {
	text, isText := w.value.(string)
	flag, isFlag := w.value.(bool)
	_, isNumber := w.value.(json.Number)
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
		if flag && (w.name == "readOnly" || w.name == "writeOnly") {
			d.oneWay = key
		}
	case "example":
		s.example, s.hasExample = w.value, true
	case "format":
		if !isText {
			want = "a format's name"
		}
		s.words = append(s.words, w)
	case "pattern":
		turned, err := turnPattern(text)
		if !isText || err != nil {
			d.problem(key, s.where+".pattern", fmt.Sprintf("want an ECMA-262 regular expression that RE2 can judge: %v", err))
			return
		}
		s.words = append(s.words, word{w.name, turned, w.line})
	case "minimum", "maximum", "multipleOf":
		if !isNumber {
			want = "a number"
		}
		s.words = append(s.words, w)
	case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
		if !isWhole(w.value) {
			want = "a whole number, 0 or more"
		}
		s.words = append(s.words, w)
	default:
		d.problem(key, s.where, fmt.Sprintf("the keyword %q is not one of OpenAPI 3.0, so what it constrains cannot be turned into JSON Schema; remove it, or name it x-%s if it constrains nothing", w.name, w.name))
	}
	if want != "" {
		d.problem(key, s.where+"."+w.name, "want "+want)
	}
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
