package spec

import (
	"mime"
	"strings"

	"go.yaml.in/yaml/v3"
)

// content is the Media Type Objects of one body.
type content struct {
	names []string
	lines []int
}

// readContent reads the media types of a body and the schema of its JSON;
// the schema is nil where no body is described, or, and that is a problem,
// where it is not described as JSON.
func (d *documentReader) readContent(n *yaml.Node, where string) (content, *schema) {
	var c content
	key, types := get(n, "content")
	if types == nil {
		return c, nil
	}
	where += ".content"
	if types.Kind != yaml.MappingNode {
		d.problem(key, where, "want an object of media types, have "+kindName(types))
		return c, nil
	}
	var root *schema
	var first *yaml.Node
	var unsaid []*yaml.Node // media types of JSON of which no schema is given
	for i := 0; i+1 < len(types.Content); i += 2 {
		key, media := types.Content[i], types.Content[i+1]
		c.names = append(c.names, key.Value)
		c.lines = append(c.lines, key.Line)
		_, n := get(media, "schema")
		switch {
		case !IsJSON(key.Value):
		case n == nil:
			unsaid = append(unsaid, key)
		case root == nil:
			root = d.readSchema(n, where+"."+key.Value+".schema")
			d.checkReferenceCycles(root)
			first = n
		case !sameReference(first, n):
			d.problem(key, where, "a second JSON media type cannot be judged by a schema of its own; let it have the same $ref or keep one")
		}
	}
	if root == nil && len(c.names) > 0 {
		d.problem(key, where, "want a JSON media type with a schema, have "+strings.Join(c.names, ", ")+"; no other body can be judged")
		return c, nil
	}
	for _, key := range unsaid {
		d.problem(key, where, "a JSON media type without a schema cannot be judged by another's; let it have the same $ref or remove it")
	}
	return c, root
}

func sameReference(a, b *yaml.Node) bool {
	ref := textAt(a, KeywordRef)
	return ref != "" && ref == textAt(b, KeywordRef)
}

// IsJSON says whether a media type's body is JSON: application/json, a "+json"
// suffix (RFC 6839), or a range that includes it. Parameters and case do not matter.
func IsJSON(mediaType string) bool {
	base, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		base, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
		base = strings.TrimSpace(base)
	}
	return base == "application/json" || strings.HasSuffix(base, "+json") || base == "*/*" || base == "application/*"
}
