package spec

import (
	"fmt"
	"strings"
)

var escapeDots = strings.NewReplacer(`\`, `\\`, ".", `\.`)

// JoinPlace writes a path in a body as [Clause.Place] has it, and [SplitPlace]
// reads it: with dots, a dot in a name escaped; the body itself is "$".
func JoinPlace(path []string) string {
	if len(path) == 0 {
		return "$"
	}
	escaped := make([]string, len(path))
	for i, token := range path {
		escaped[i] = escapeDots.Replace(token)
	}
	return strings.Join(escaped, ".")
}

// PropertyPlace is where the property is that a clause names as its value:
// "required", or that it may be left out.
func (c Clause) PropertyPlace() string {
	return JoinPlace(append(SplitPlace(c.Place), fmt.Sprint(c.Value)))
}

// SplitPlace is the path that a [Clause.Place] stands for: property names, with
// "[]" for the elements of an array and "*" for additional properties.
func SplitPlace(place string) []string {
	if place == "$" || place == "" {
		return nil
	}
	var path []string
	var token strings.Builder
	for i := 0; i < len(place); i++ {
		switch {
		case place[i] == '\\' && i+1 < len(place):
			i++
			token.WriteByte(place[i])
		case place[i] == '.':
			path = append(path, token.String())
			token.Reset()
		default:
			token.WriteByte(place[i])
		}
	}
	return append(path, token.String())
}
