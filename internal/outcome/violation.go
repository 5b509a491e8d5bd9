package outcome

import (
	"fmt"
	"strings"
)

// Fault is the kind of mistake that a violation is.
type Fault string

// The kinds of mistakes.
const (
	FaultAnswer   Fault = "answer"   // the answer is not as the clause says
	FaultRefused  Fault = "refused"  // what the clause allows was refused
	FaultAccepted Fault = "accepted" // what the clause rules out was accepted
	FaultStatus   Fault = "status"   // another status came than the one that was promised, or one that is not documented
	FaultPromise  Fault = "promise"  // what the feature promises of the answer was not kept
)

// Violation is one clause that was broken by one exchange, with its proof.
// There are no secrets in it.
type Violation struct {
	Clause   string      `json:"clause"`   // id, such as "response/201/data.flow/enum"
	Document string      `json:"document"` // the contract's file
	Line     int         `json:"line"`     // the clause's line in it
	Pointer  string      `json:"pointer"`  // RFC 6901, in the body that broke it; empty for the whole
	Fault    Fault       `json:"fault"`
	Want     Term        `json:"want"`
	Got      Term        `json:"got"`
	Branches []Violation `json:"branches,omitempty"` // why each alternative of a oneOf or anyOf did not fit

	// Of many requests of one step, which one broke it, counted from 1, and what
	// that had chosen. 0 and nil where a step asks once.
	Number  int      `json:"number,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
}

// String is the violation in one line, and one more for each branch, indented.
func (v Violation) String() string {
	var b strings.Builder
	v.write(&b, "")
	return b.String()
}

func (v Violation) write(b *strings.Builder, indent string) {
	fmt.Fprintf(b, "%s%s   %s: want %s, got %s   (%s:%d)", indent, v.Clause, v.Place(), v.Want, v.Got, v.Document, v.Line)
	if v.Number > 0 {
		fmt.Fprintf(b, wordOfRequest, v.Number, Chosen(v.Choices))
	}
	for _, branch := range v.Branches {
		b.WriteByte('\n')
		branch.write(b, indent+"    ")
	}
}

// wordWhole is the place of what is not within a body.
const wordWhole = "whole"

// Place is where in the body the violation is, for people.
func (v Violation) Place() string {
	if v.Pointer == "" {
		return wordWhole
	}
	return v.Pointer
}
