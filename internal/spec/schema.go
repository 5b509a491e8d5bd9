package spec

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// schema is one OpenAPI 3.0 Schema Object, read.
type schema struct {
	node    *yaml.Node
	where   string     // dotted path in the document
	ref     string     // the reference, if it is one; its siblings are ignored
	file    string     // with ref: the file that the target is extracted to
	target  *schema    // with ref: what it leads to
	refNode *yaml.Node // with ref: where it stands

	way         direction
	typ         string
	nullable    bool
	description string
	example     any
	hasExample  bool
	readOnly    bool
	writeOnly   bool

	words       []word // the constraining keywords with a plain value, in the document's order
	enum        []word // one for each allowed value
	properties  []property
	required    []word // one for each required property
	items       *schema
	additional  *schema // additionalProperties as a schema
	allowsOther *word   // additionalProperties as a boolean
	branches    map[string][]*schema
	lines       map[string]int // keyword → line
}

// word is a keyword, or one item of its list, with its value and line.
type word struct {
	name  string
	value any
	line  int
}

type property struct {
	name   string
	line   int
	schema *schema
}

// annotations are the keywords of a Schema Object that constrain nothing.
var annotations = map[string]bool{
	"title": true, "default": true, "deprecated": true, "externalDocs": true, "xml": true, "discriminator": true,
}

// readSchema reads the Schema Object at n, and everything that it refers to.
func (d *documentReader) readSchema(n *yaml.Node, where string) *schema {
	s := &schema{node: n, where: where, way: d.way, branches: map[string][]*schema{}, lines: map[string]int{}}
	if n == nil || n.Kind != yaml.MappingNode {
		d.problem(n, where, "want a schema, an object")
		return s
	}
	if _, ref := get(n, KeywordRef); ref != nil {
		d.readReference(s, ref)
		return s
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		s.lines[key.Value] = key.Line
		d.readKeyword(s, key, v)
	}
	d.checkSchema(s)
	return s
}

func (d *documentReader) readReference(s *schema, ref *yaml.Node) {
	s.ref, s.refNode = ref.Value, ref
	target := d.lead(ref, s.where)
	if target == nil {
		return
	}
	s.file = d.componentFile(ref, s.where)
	if known := d.schemas[ref.Value]; known != nil {
		s.target = known
		if known.way != d.way {
			d.bothWays[known] = ref.Value
		}
		return
	}
	// Known before it is read, so that a schema may refer to itself.
	known := &schema{way: d.way}
	d.schemas[ref.Value] = known
	s.target = known
	*known = *d.readSchema(target, strings.ReplaceAll(strings.TrimPrefix(ref.Value, "#/"), "/", "."))
}

var notInFileNames = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// componentFile names the file that a reference's target is extracted to.
func (d *documentReader) componentFile(ref *yaml.Node, where string) string {
	name := strings.TrimPrefix(ref.Value, "#/components/schemas/")
	file := "components/" + notInFileNames.ReplaceAllString(strings.TrimPrefix(name, "#/"), ".") + ".json"
	if other, taken := d.files[file]; taken && other != ref.Value {
		d.problem(ref, where, fmt.Sprintf("the references %q and %q would both be extracted to %s; rename one", other, ref.Value, file))
	}
	d.files[file] = ref.Value
	return file
}

// base is the schema itself, references followed.
func (s *schema) base() *schema {
	for hops := 0; s.ref != "" && s.target != nil && hops < deepest; hops++ {
		s = s.target
	}
	return s
}

func (d *documentReader) checkSchema(s *schema) {
	if s.typ == "array" && s.items == nil {
		d.problem(s.node, s.where, `a schema of type array wants "items"; give what its elements are`)
	}
	if s.readOnly && s.writeOnly {
		d.problem(s.node, s.where, "readOnly and writeOnly exclude each other; keep one")
	}
	sort.SliceStable(s.words, func(i, j int) bool { return s.words[i].line < s.words[j].line })
	for _, row := range Keywords() {
		if row.Exclusive {
			d.readExclusive(s, row)
		}
	}
}

// readExclusive turns OpenAPI 3.0's boolean beside a bound into JSON Schema's number.
func (d *documentReader) readExclusive(s *schema, row *Keyword) {
	at := slices.IndexFunc(s.words, func(w word) bool { return w.name == row.Name })
	if at < 0 {
		return
	}
	line := s.words[at].line
	s.words = slices.Delete(s.words, at, at+1)
	bound := row.inclusive()
	at = slices.IndexFunc(s.words, func(w word) bool { return w.name == bound })
	if at < 0 {
		d.problems = append(d.problems, Problem{Document: d.name, Line: line, Where: s.where + "." + row.Name,
			Text: fmt.Sprintf("%s says nothing without %s; give the bound or remove it", row.Name, bound)})
		return
	}
	s.words[at].name = row.Name
	s.lines[row.Name] = s.words[at].line
}
