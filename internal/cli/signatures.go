package cli

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

// signedIn knows whether any wallet signature was accepted.
type signedIn struct{ accepted atomic.Bool }

func (s *signedIn) watch(e *exchange.Exchange) {
	if e.SIWERequired() && e.Status() < 300 {
		s.accepted.Store(true)
	}
}

// note tells of the one slip in the settings that looks like a broken API:
// where every wallet signature is for another origin than the target's, the
// target is right to refuse them. It is empty where there was none.
func (s *signedIn) note(c *contract.Contract, run *report.Run) string {
	if s.accepted.Load() {
		return ""
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
	if refused < fewRefused {
		return ""
	}
	return "no application that requires wallet signatures had one accepted: KYC_SIWE_DOMAIN or KYC_SIWE_URI may not be what the target expects"
}
