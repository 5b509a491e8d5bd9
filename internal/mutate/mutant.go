// Package mutate is mutation testing of the suite: it breaks the sandbox one
// promise at a time, and asks whether the suite notices. A mutant that breaks the
// contract has to be killed for the right reason, by a verdict that names the
// broken clause. A benign one uses what the contract leaves free, and has to be
// left in peace.
package mutate

import (
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// MutantKind groups mutants by what is wrong with the API.
type MutantKind string

const (
	Answers       MutantKind = "answers"        // an answer breaks its schema, or what a description promises
	OverAccepting MutantKind = "over-accepting" // a request that breaks a clause is accepted
	OverRejecting MutantKind = "over-rejecting" // a request that the contract allows is refused
	SkippedChecks MutantKind = "skipped-checks" // a check of who asks, or how, is left out
	Protocol      MutantKind = "protocol"       // the status, the media type or the body as a whole is wrong
	Benign        MutantKind = "benign"         // nothing is wrong: the contract leaves it free
)

// Kinds lists every kind, in the order of reports.
func Kinds() []MutantKind {
	return []MutantKind{Answers, OverAccepting, OverRejecting, SkippedChecks, Protocol, Benign}
}

// Mutant is an API with one thing different.
type Mutant struct {
	ID   string // unique, such as "answers/response/201/data.flow/enum/left"
	Kind MutantKind
	// Clause is the id of the clause that is broken; empty for a benign mutant.
	Clause string
	Place  string // of the clause, such as "schemas/openapi.yaml:127"
	Says   string // what the API does then, for people
	Faults sandbox.Faults

	// noticedBy is what a scenario has to exercise to notice; empty: any scenario may notice.
	noticedBy []contract.Exercise
	// tryAll says that perhaps only one of those scenarios notices, so that a sample of them will not do.
	tryAll bool
	// rightReason says whether a violation is one that the mutant commits; nil of a benign mutant.
	rightReason func(outcome.Violation) bool
	hint        string // the kind of scenario that would notice
}

// Equivalent is a mutant that is not made, because it would answer every request as the API should.
type Equivalent struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// Commits says whether a violation is one that the mutant commits.
func (m Mutant) Commits(v outcome.Violation) bool { return m.rightReason != nil && m.rightReason(v) }

// List makes every mutant of a contract.
func List(c *contract.Contract) ([]Mutant, []Equivalent) {
	m := &maker{contract: c, manifest: c.Bundle().Manifest}
	m.answers()
	m.overAccepting()
	m.lenientParsers()
	m.overRejecting()
	m.skippedChecks()
	m.lenientVerifiers()
	m.strictVerifiers()
	m.protocol()
	m.benign()
	return m.mutants, m.equivalents
}

// maker makes the mutants of one contract.
type maker struct {
	contract    *contract.Contract
	manifest    spec.Manifest
	mutants     []Mutant
	equivalents []Equivalent
}

func (m *maker) add(mutant Mutant) {
	mutant.ID = string(mutant.Kind) + "/" + mutant.ID
	if mutant.rightReason == nil && mutant.Clause != "" {
		mutant.rightReason = breaks(mutant.Clause)
	}
	if clause, known := m.contract.Clause(mutant.Clause); known {
		mutant.Place = fmt.Sprintf("%s:%d", m.manifest.Document, clause.Line)
	}
	m.mutants = append(m.mutants, mutant)
}

func (m *maker) equivalent(kind MutantKind, id, reason string) {
	m.equivalents = append(m.equivalents, Equivalent{string(kind) + "/" + id, reason})
}

// breaks says whether a violation breaks a clause, or, where the clause is one
// of several alternatives, names it among them.
func breaks(clause string) func(outcome.Violation) bool {
	var is func(v outcome.Violation) bool
	is = func(v outcome.Violation) bool {
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

// breaksAnyOf says whether a violation breaks one of several clauses: one that
// ends in "/" stands for all clauses whose ids begin so.
func breaksAnyOf(clauses ...string) func(outcome.Violation) bool {
	return func(v outcome.Violation) bool {
		return slices.ContainsFunc(clauses, func(clause string) bool {
			return v.Clause == strings.TrimSuffix(clause, "/") || strings.HasSuffix(clause, "/") && strings.HasPrefix(v.Clause, clause)
		})
	}
}

// observed is the evidence of an answer that a clause allows.
func observed(clause string) contract.Exercise {
	return contract.Exercise{Clause: clause, Evidence: spec.Observed}
}
