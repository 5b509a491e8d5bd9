package outcome

import "strings"

// Identity is how a scenario, or one example row of an outline, is called.
type Identity struct {
	Path     string // of its feature file, below the project's folder, with slashes
	Rule     string // empty outside of rules
	Name     string // with the row's values in place of placeholders
	Template string // the name with its placeholders
	Example  string // "name of the Examples: first cell of the row"; empty outside of outlines
}

// Address names the scenario for as long as nobody renames it: path, rule, name
// and example, never a line. It is unique within a suite.
func (i Identity) Address() string {
	parts := []string{i.Path}
	for _, part := range []string{i.Rule, i.Name, i.Example} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " > ")
}

// Label is the name for people: rows of an outline that share a name are told
// apart by their example.
func (i Identity) Label() string {
	if i.Example == "" || i.Template != i.Name {
		return i.Name
	}
	return i.Name + " (" + i.Example + ")"
}
