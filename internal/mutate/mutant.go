// Package mutate breaks the sandbox one promise at a time and asks whether the
// suite notices: for the right reason where the contract is broken, and not at
// all where only its freedom is used.
package mutate

import (
	"fmt"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/report"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// Kind groups mutants by what is wrong with the API.
type Kind string

const (
	Answers    Kind = "answers"    // an answer breaks its schema, or what a description promises
	Laxness    Kind = "laxness"    // a request that breaks a clause is accepted
	Strictness Kind = "strictness" // a request that the contract allows is refused
	Gates      Kind = "gates"      // a check of who asks, or how, is left out
	Protocol   Kind = "protocol"   // the status, the media type or the body as a whole is wrong
	Benign     Kind = "benign"     // nothing is wrong: the contract leaves it free
)

// Kinds lists every kind, in the order of reports.
func Kinds() []Kind { return []Kind{Answers, Laxness, Strictness, Gates, Protocol, Benign} }

// Mutant is an API with one thing different.
type Mutant struct {
	ID   string // unique, such as "answers/response/201/data.flow/enum/left"
	Kind Kind
	// Clause is the id of the clause that is broken; empty for a benign mutant.
	Clause string
	Place  string // of the clause, such as "schemas/openapi.yaml:127"
	Says   string // what the API does, for people
	Faults sandbox.Faults

	// found lists what the scenarios that can notice exercise; none: any may.
	found []contract.Exercise
	// every says that perhaps only one of those scenarios notices, so that a few of them will not do.
	every bool
	right func(report.Violation) bool
	hint  string // the kind of scenario that would notice
}

// Equivalent is a mutant that is not made, because nobody could tell it from the API as it should be.
type Equivalent struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// List makes every mutant of a contract.
func List(c *contract.Contract) ([]Mutant, []Equivalent) {
	m := &maker{contract: c, manifest: c.Bundle().Manifest}
	m.answers()
	m.laxness()
	m.careless()
	m.strictness()
	m.gates()
	m.protocol()
	m.benign()
	return m.mutants, m.equivalents
}

type maker struct {
	contract    *contract.Contract
	manifest    spec.Manifest
	mutants     []Mutant
	equivalents []Equivalent
}

func (m *maker) add(mutant Mutant) {
	mutant.ID = string(mutant.Kind) + "/" + mutant.ID
	if mutant.right == nil && mutant.Clause != "" {
		mutant.right = names(mutant.Clause)
	}
	if clause, known := m.contract.Clause(mutant.Clause); known {
		mutant.Place = fmt.Sprintf("%s:%d", m.manifest.Document, clause.Line)
	}
	m.mutants = append(m.mutants, mutant)
}

func (m *maker) equivalent(kind Kind, id, reason string) {
	m.equivalents = append(m.equivalents, Equivalent{string(kind) + "/" + id, reason})
}

// names is the reason of a violation that is of a clause, or of an alternative of it.
func names(clause string) func(report.Violation) bool {
	var is func(v report.Violation) bool
	is = func(v report.Violation) bool {
		if v.Clause == clause {
			return true
		}
		for _, branch := range v.Branches {
			if is(branch) {
				return true
			}
		}
		return false
	}
	return is
}

// under is the reason of a violation whose clause begins with one of those.
func under(prefixes ...string) func(report.Violation) bool {
	return func(v report.Violation) bool {
		for _, prefix := range prefixes {
			if v.Clause == strings.TrimSuffix(prefix, "/") || strings.HasPrefix(v.Clause, prefix) {
				return true
			}
		}
		return false
	}
}

func seen(clause string) contract.Exercise {
	return contract.Exercise{Clause: clause, Evidence: spec.Observed}
}
