package spec

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readKeyword reads one keyword of a Schema Object into s.
func (d *documentReader) readKeyword(s *schema, key, n *yaml.Node) {
	name, where := key.Value, s.where+"."+key.Value
	switch {
	case strings.HasPrefix(name, "x-"), annotations[name]:
	case name == "description":
		s.description = strings.Join(strings.Fields(n.Value), " ")
	case name == KeywordProperties, name == KeywordItems, name == KeywordAdditional,
		name == KeywordOneOf, name == KeywordAnyOf, name == KeywordAllOf, name == KeywordNot:
		d.readApplicator(s, key, n)
	case name == KeywordEnum, name == KeywordRequired:
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

func (d *documentReader) readApplicator(s *schema, key, n *yaml.Node) {
	where := s.where + "." + key.Value
	switch key.Value {
	case KeywordProperties:
		if n.Kind != yaml.MappingNode {
			d.problem(key, where, "want an object of schemas, have "+kindName(n))
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			d.readProperty(s, n.Content[i], n.Content[i+1], where)
		}
	case KeywordItems:
		s.items = d.readSchema(n, where)
	case KeywordAdditional:
		if v, err := value(n); err == nil && (v == true || v == false) {
			s.allowsOther = &word{key.Value, v, key.Line}
			return
		}
		s.additional = d.readSchema(n, where)
	case KeywordNot:
		s.branches[KeywordNot] = []*schema{d.readSchema(n, where)}
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

func (d *documentReader) readProperty(s *schema, key, n *yaml.Node, where string) {
	name := key.Value
	if unplaced[name] {
		d.problem(key, where, fmt.Sprintf("no clause can be told of a property of the name %q; rename it", name))
		return
	}
	s.properties = append(s.properties, property{name, key.Line, d.readSchema(n, where+"."+name)})
}

func (d *documentReader) readList(s *schema, key, n *yaml.Node) {
	where := s.where + "." + key.Value
	if n.Kind != yaml.SequenceNode || key.Value == KeywordEnum && len(n.Content) == 0 {
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
		if key.Value == KeywordEnum {
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

// readWord reads a keyword whose value is no schema.
func (d *documentReader) readWord(s *schema, w word, key *yaml.Node) {
	if w.name == "example" {
		s.example, s.hasExample = w.value, true
		return
	}
	read := reader(s, w.name)
	if read == nil {
		d.problem(key, s.where, fmt.Sprintf("the keyword %q is not one of OpenAPI 3.0, so what it constrains cannot be turned into JSON Schema; remove it, or name it x-%s if it constrains nothing", w.name, w.name))
		return
	}
	limit, want := read(w.value)
	if want != "" {
		d.problem(key, s.where+"."+w.name, "want "+want)
	} else if row := byName[w.name]; row != nil && row.read != nil && limit != false {
		s.words = append(s.words, word{w.name, limit, w.line})
	}
}

// reader is what reads the value of a keyword; nil for one that OpenAPI 3.0 does not have.
func reader(s *schema, name string) func(v any) (limit any, want string) {
	flag := func(set *bool) func(any) (any, string) {
		return func(v any) (limit any, want string) {
			limit, want = readTrue(v)
			*set = limit == true
			return limit, want
		}
	}
	switch name {
	case KeywordType:
		return func(v any) (limit any, want string) {
			s.typ, _ = v.(string)
			if typeNames[s.typ] == "" || s.typ == "null" {
				want = "one of array, boolean, integer, number, object, string"
			}
			return v, want
		}
	case "nullable":
		return flag(&s.nullable)
	case "readOnly":
		return flag(&s.readOnly)
	case "writeOnly":
		return flag(&s.writeOnly)
	}
	if row := byName[name]; row != nil {
		return row.read
	}
	return nil
}

func readTrue(v any) (limit any, want string) {
	if _, isFlag := v.(bool); !isFlag {
		return nil, "true or false"
	}
	return v, ""
}

func readText(want string) func(any) (any, string) {
	return func(v any) (any, string) {
		if _, isText := v.(string); !isText {
			return nil, want
		}
		return v, ""
	}
}

func readNumber(v any) (limit any, want string) {
	if _, ok := documented(v); !ok {
		return nil, "a number"
	}
	return v, ""
}

func readAboveZero(v any) (limit any, want string) {
	if exact, ok := documented(v); ok && exact.Sign() <= 0 {
		return nil, "a number above 0"
	}
	return readNumber(v)
}

func readCount(v any) (limit any, want string) {
	number, ok := whole(v)
	if !ok {
		return nil, "a whole number, 0 or more"
	}
	return number, ""
}

func readPattern(v any) (limit any, want string) {
	pattern, isText := v.(string)
	if !isText {
		return nil, "a regular expression, a text"
	}
	rewritten, err := toRE2(pattern)
	if err != nil {
		return nil, "an ECMA-262 regular expression that RE2 can judge: " + err.Error()
	}
	return rewritten, ""
}
