package outcome

import "strings"

// Choice is what a request has chosen of one of the things that it is made of.
type Choice struct {
	Name  string `json:"name"`  // such as "blockchain"
	Value string `json:"value"` // such as "amoy"
}

// String is the choice for people.
func (c Choice) String() string { return c.Name + " " + c.Value }

// Chosen says several choices to people.
func Chosen(choices []Choice) string {
	words := make([]string, len(choices))
	for i, c := range choices {
		words[i] = c.String()
	}
	return strings.Join(words, ", ")
}
