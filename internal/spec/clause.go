package spec

import "slices"

// Part says which part of an exchange a clause constrains.
type Part string

const (
	RequestPart  Part = "request"  // the body that the application sends
	ResponsePart Part = "response" // the body that the API answers with
	StatusPart   Part = "status"   // the set of documented statuses
	MediaPart    Part = "media"    // the media types of either body
	SecurityPart Part = "security" // the credentials
	SemanticPart Part = "semantic" // what a description promises beyond the schemas
	StandardPart Part = "standard" // what a standard demands that the contract builds on
)

// Evidence is what it takes to call a clause covered.
type Evidence string

const (
	BoundaryAccepted  Evidence = "boundary-accepted"  // a request at the clause's boundary was accepted
	ViolationRejected Evidence = "violation-rejected" // a request that breaks it and nothing else was refused as documented
	Observed          Evidence = "observed"           // an answer carried a value that it judges
)

// Clause is one constraint of the contract.
type Clause struct {
	// ID is stable for as long as the document says the same, such as
	// "request/action.level/maximum" or "response/201/data.flow/enum".
	ID string `json:"id"`
	// Line is the 1-based line of the constraint in the document.
	Line int `json:"line"`
	// Sentence says the constraint in words that need no knowledge of schemas.
	Sentence string `json:"sentence"`
	Part     Part   `json:"part"`
	// Status is the response's key in the document ("201", "2XX", "default"); empty for a request.
	Status string `json:"status,omitempty"`
	// Place is the dotted path of the value in its body, "$" for the whole body.
	// An array's elements are "[]".
	Place string `json:"place,omitempty"`
	// Keyword is the JSON Schema keyword, or for other parts a word of this package.
	Keyword string `json:"keyword,omitempty"`
	// Value is the keyword's value as JSON has it: a bound, a pattern, one
	// enum value, a property's name.
	Value any `json:"value,omitempty"`
	// Locations are the JSON Pointers from the root of the body's extracted
	// schema to the keyword, "$ref" steps included, as JSON Schema's
	// "keywordLocation". There are several where the document says the same twice.
	// For a freedom that no keyword says ("optional") they are where it would stand.
	Locations []string `json:"locations,omitempty"`
	// Needs is the evidence that covers the clause.
	Needs []Evidence `json:"needs"`
	// Standard is the one that demands this, such as "EIP-4361", where the contract
	// only cites it; empty for what the contract itself says.
	Standard string `json:"standard,omitempty"`
	// Unprovokable is why no client can bring the evidence about; empty if one can.
	Unprovokable string `json:"unprovokable,omitempty"`
}

// addLocations adds those that the clause has not.
func (c *Clause) addLocations(locations []string) {
	for _, location := range locations {
		if !slices.Contains(c.Locations, location) {
			c.Locations = append(c.Locations, location)
		}
	}
}
