package spec

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The roles that the vocabulary cannot do without. Every other name in
// names.yaml is free, and may be used in features all the same.
const (
	RoleLevel      = "level"
	RoleEngine     = "rules engine"
	RoleCustomer   = "external id"
	RoleAddress    = "address"
	RoleBlockchain = "blockchain"
	RoleSIWE       = "siwe"
	RoleMessage    = "message"
	RoleSignature  = "signature"
	RoleWidgetData = "widget data"
	RoleErrorCode  = "error code"
)

var roles = []string{RoleLevel, RoleEngine, RoleCustomer, RoleAddress, RoleBlockchain, RoleSIWE,
	RoleMessage, RoleSignature, RoleWidgetData, RoleErrorCode}

// Names binds the words of the features to places of the contract, so that a
// property that is renamed is renamed here and nowhere else.
type Names struct {
	places map[string]string
	lines  map[string]int
	file   string
}

// ReadNames reads names.yaml, an object of name → dotted place. The error is [Problems].
func ReadNames(file string, data []byte) (Names, error) {
	names := Names{places: map[string]string{}, lines: map[string]int{}, file: file}
	d, err := parse(file, data)
	if err != nil {
		return names, err
	}
	for i := 0; i+1 < len(d.root.Content); i += 2 {
		key, place := d.root.Content[i], d.root.Content[i+1]
		if place.Kind != yaml.ScalarNode || place.Value == "" {
			d.problem(place, key.Value, "want a dotted place such as action.level, have "+kindName(place))
			continue
		}
		names.places[key.Value] = place.Value
		names.lines[key.Value] = key.Line
	}
	for _, role := range roles {
		if names.places[role] == "" {
			d.problem(nil, "", fmt.Sprintf("the name %q is missing: the steps need to know its place in the contract", role))
		}
	}
	return names, d.err()
}

// Place is the dotted place of a name; the name itself where it is not bound,
// so that a place can be written out in a feature too.
func (n Names) Place(name string) string {
	if place, bound := n.places[name]; bound {
		return place
	}
	return name
}

// Known says whether a name is bound.
func (n Names) Known(name string) bool { return n.places[name] != "" }

// All lists the names in alphabetic order.
func (n Names) All() []string {
	list := make([]string, 0, len(n.places))
	for name := range n.places {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

// Check finds names whose place the contract does not have.
func (n Names) Check(m Manifest) Problems {
	known := map[string]bool{}
	var places []string
	for _, c := range m.Clauses {
		for place := c.Place; place != "" && !known[place]; place = parent(place) {
			known[place] = true
			places = append(places, place)
		}
	}
	slices.Sort(places)
	var problems Problems
	for _, name := range n.All() {
		if place := n.places[name]; !known[place] {
			problems = append(problems, Problem{Document: n.file, Line: n.lines[name], Where: name,
				Text: fmt.Sprintf("the contract has no %s; it has %s", place, strings.Join(places, ", "))})
		}
	}
	return problems
}

func parent(place string) string {
	path := SplitPlace(place)
	if len(path) < 2 {
		return ""
	}
	return joinPlace(path[:len(path)-1])
}
