package view

import (
	"testing"

	"kycspec/internal/combination"
	"kycspec/internal/contract"
)

func TestCoverageIsRoundedDown(t *testing.T) {
	tests := map[string]struct {
		clauses contract.CoverageReport
		pairs   combination.Report
		want    string
	}{
		"all, and some apart": {contract.CoverageReport{Covered: 253, Clauses: 253, Apart: 20},
			combination.Report{Covered: 2, Pairs: 2, Excluded: make([]combination.Exclusion, 3)},
			"Coverage: 253 of 253 clauses of the contract (100 %), 2 of 2 pairs that a request can have (100 %); " +
				"20 clauses that no client can provoke, wholly or in part, and 3 pairs that no request can have are counted apart."},
		"nearly all": {contract.CoverageReport{Covered: 9999, Clauses: 10000}, combination.Report{Covered: 1999, Pairs: 2000},
			"Coverage: 9999 of 10000 clauses of the contract (99.9 %), 1999 of 2000 pairs that a request can have (99.9 %)."},
		"nothing to choose": {contract.CoverageReport{Covered: 1, Clauses: 1, Apart: 1}, combination.Report{},
			"Coverage: 1 of 1 clause of the contract (100 %), 0 of 0 pairs that a request can have (100 %); 1 that no client can provoke, wholly or in part, are counted apart."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := (Coverage{test.clauses, test.pairs}).String(); got != test.want {
				t.Errorf("want %s\n got %s", test.want, got)
			}
		})
	}
}
