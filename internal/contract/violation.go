package contract

import (
	"fmt"
	"strings"
)

// Violation is one clause that was broken, with its proof. Its texts have no secrets in them.
type Violation struct {
	Clause   string      `json:"clause"`             // id, such as "response/201/data.flow/enum"
	Document string      `json:"document"`           // the contract's file
	Line     int         `json:"line"`               // the clause's line in it
	Pointer  string      `json:"pointer"`            // RFC 6901, in the body that broke it; empty for the whole
	Want     string      `json:"want"`               // what the contract says
	Got      string      `json:"got"`                // what came
	Branches []Violation `json:"branches,omitempty"` // why each alternative of a oneOf or anyOf did not fit
}

// String is the violation in one line, and one more for each branch, indented.
func (v Violation) String() string {
	var b strings.Builder
	v.write(&b, "")
	return b.String()
}

func (v Violation) write(b *strings.Builder, indent string) {
	fmt.Fprintf(b, "%s%s   %s: want %s, got %s   (%s:%d)", indent, v.Clause, v.place(), v.Want, v.Got, v.Document, v.Line)
	for _, branch := range v.Branches {
		b.WriteByte('\n')
		branch.write(b, indent+"    ")
	}
}

func (v Violation) place() string {
	if v.Pointer == "" {
		return "whole"
	}
	return v.Pointer
}
