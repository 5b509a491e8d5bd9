package session

import (
	"sync/atomic"

	"github.com/tidwall/gjson"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/spec"
)

// fewRefused is how many refusals of signatures may have other reasons than all signatures have.
const fewRefused = 3

// signatureWatch knows whether any wallet signature was accepted.
type signatureWatch struct{ accepted atomic.Bool }

func (s *signatureWatch) watch(e *exchange.Exchange) {
	if e.SIWERequired() && e.Status() < 300 {
		s.accepted.Store(true)
	}
}

// refused says that every wallet signature of a run was refused: the one slip in
// the settings that looks like a broken API. Where signatures are for another
// origin than the target's, the target is right to refuse them.
func (s *signatureWatch) refused(c *contract.Contract, run *report.Run) bool {
	if s.accepted.Load() {
		return false
	}
	signature := c.Names().Place(spec.RoleSignature)
	refused := 0
	for _, o := range run.Scenarios {
		for _, answer := range o.Answers {
			if o.Verdict == outcome.Broken && answer.Status >= 400 && gjson.Get(answer.RequestBody, signature).Exists() {
				refused++
			}
		}
	}
	return refused >= fewRefused
}
