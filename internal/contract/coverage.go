package contract

import (
	"sync"

	"kycspec/internal/exchange"
	"kycspec/internal/spec"
)

// Coverage counts, from exchanges alone, which clauses were exercised. It is
// safe for concurrent use; make it with [Contract.NewCoverage].
type Coverage struct {
	contract *Contract
	mu       sync.Mutex
	evidence map[Exercise]int
}

// NewCoverage has counted nothing yet.
func (c *Contract) NewCoverage() *Coverage {
	return &Coverage{contract: c, evidence: map[Exercise]int{}}
}

// Add counts an exchange, and gives what it exercised.
func (c *Coverage) Add(e *exchange.Exchange) []Exercise {
	list := c.contract.Exercised(e)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, exercise := range list {
		c.evidence[exercise]++
	}
	return list
}

// CoverageVersion is the version of a [CoverageReport]'s form.
const CoverageVersion = 2

// CoverageReport says of each clause whether it was covered.
type CoverageReport struct {
	Version  int    `json:"version"`
	Document string `json:"document"`
	Digest   string `json:"digest"`
	// Covered clauses have all the evidence that they need, of Clauses that a
	// client can exercise. Apart are those that none can, or not wholly.
	Covered int             `json:"covered"`
	Clauses int             `json:"clauses"`
	Apart   int             `json:"apart"`
	List    []CoveredClause `json:"list"`
}

// CoveredClause is a clause with the number of exchanges that were evidence for it.
type CoveredClause struct {
	spec.Clause
	Covered bool                  `json:"covered"`
	Count   map[spec.Evidence]int `json:"count"`
}

// Missing is the evidence that the clause needs and did not get.
func (c CoveredClause) Missing() []spec.Evidence {
	var list []spec.Evidence
	for _, need := range c.Needs {
		if c.Count[need] == 0 {
			list = append(list, need)
		}
	}
	return list
}

// Report says what was covered so far.
func (c *Coverage) Report() CoverageReport {
	c.mu.Lock()
	defer c.mu.Unlock()
	manifest := c.contract.bundle.Manifest
	report := CoverageReport{Version: CoverageVersion, Document: manifest.Document, Digest: manifest.Digest}
	for _, clause := range manifest.Clauses {
		covered := CoveredClause{Clause: clause, Count: map[spec.Evidence]int{}}
		for _, evidence := range []spec.Evidence{spec.BoundaryAccepted, spec.ViolationRejected, spec.Observed} {
			if n := c.evidence[Exercise{clause.ID, evidence}]; n > 0 {
				covered.Count[evidence] = n
			}
		}
		covered.Covered = len(clause.Needs) > 0 && len(covered.Missing()) == 0
		if clause.Unprovokable != "" {
			report.Apart++
		}
		if len(clause.Needs) > 0 {
			report.Clauses++
		}
		if covered.Covered {
			report.Covered++
		}
		report.List = append(report.List, covered)
	}
	return report
}
