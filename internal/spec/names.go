package spec

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/hbollon/go-edlib"
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

// What an answer says of itself where it refuses. The vocabulary can do without.
const (
	RoleRefusalCode   = "refusal code"
	RoleRefusalReason = "refusal reason"
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
	d, err := parse(file, "an object of names and their places", data)
	if err != nil {
		return names, err
	}
	for i := 0; i+1 < len(d.root.Content); i += 2 {
		key, place := d.root.Content[i], d.root.Content[i+1]
		if place.Kind != yaml.ScalarNode || place.ShortTag() != "!!str" || place.Value == "" {
			d.problem(place, key.Value, "want a dotted place such as action.level, have "+kindName(place))
			names.lines[key.Value] = key.Line
			continue
		}
		names.places[key.Value] = place.Value
		names.lines[key.Value] = key.Line
	}
	for _, role := range roles {
		if names.lines[role] == 0 {
			d.problem(nil, "", fmt.Sprintf("the name %q is missing; add it with its place in the contract, the steps need to know it", role))
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

// Called is the first name that is bound to a place; the place itself where none is.
func (n Names) Called(place string) string {
	for _, name := range n.All() {
		if n.places[name] == place {
			return name
		}
	}
	return place
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

// Check finds names whose place the contract does not have, and says which
// places are nearest. Nil: none.
func (n Names) Check(m Manifest) Problems {
	known := map[string]bool{}
	for _, c := range m.Clauses {
		for place := c.Place; place != "" && !known[place]; place = parent(place) {
			known[place] = true
		}
	}
	places := slices.Sorted(maps.Keys(known))
	var problems Problems
	for _, name := range n.All() {
		if place := n.places[name]; !known[place] {
			problems = append(problems, Problem{Document: n.file, Line: n.lines[name], Where: name,
				Text: fmt.Sprintf("the contract has no %s; the nearest are %s", place, strings.Join(nearest(place, places), ", "))})
		}
	}
	return problems
}

func parent(place string) string {
	path := SplitPlace(place)
	if len(path) < 2 {
		return ""
	}
	return JoinPlace(path[:len(path)-1])
}

// shownPlaces is how many places are offered instead of an unknown one.
const shownPlaces = 3

// nearest lists the places that take the fewest edits to come to from one; of equally near ones the first.
func nearest(place string, places []string) []string {
	list := slices.Clone(places)
	distance := edlib.OSADamerauLevenshteinDistance
	slices.SortStableFunc(list, func(a, b string) int { return distance(place, a) - distance(place, b) })
	return list[:min(len(list), shownPlaces)]
}
