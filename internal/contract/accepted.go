package contract

import (
	"fmt"
	"net/http"

	"kycspec/internal/exchange"
	"kycspec/internal/spec"
)

// accepted adds what the contract rules out and the API took all the same. It
// is called where the answer was a success.
func (j *judgement) accepted() {
	e, c := j.exchange, j.contract
	came := statusText(e.Status())
	if e.Credential() == exchange.Worthless {
		for _, clause := range c.bundle.Manifest.Clauses {
			if clause.Part == spec.SecurityPart {
				j.add(clause, "", "a refusal without a token of the API's", came)
			}
		}
	}
	if len(e.RequestBody()) == 0 {
		return
	}
	if media := e.RequestHeader().Get("Content-Type"); media != "" && !takes(c.bundle.Manifest.Request.MediaTypes, media) {
		clause, _ := c.Clause("media/request/" + c.bundle.Manifest.Request.MediaTypes[0])
		j.add(clause, "", "a refusal", came+" for "+elide(media))
	}
	broken := c.JudgeRequest(e.RequestBody())
	for _, v := range broken {
		clause, _ := c.Clause(v.Clause)
		j.add(clause, v.Pointer, fmt.Sprintf("a refusal (the contract wants %s)", v.Want), came+" for "+v.Got)
	}
	if e.SIWERequired() && len(broken) == 0 && e.Status() != http.StatusOK {
		j.unsigned()
	}
}

// unsigned adds the clause that an application which requires wallet
// signatures was served without one.
func (j *judgement) unsigned() {
	value, _, err := decode(j.exchange.RequestBody())
	if err != nil {
		return
	}
	for _, clause := range j.contract.bundle.Manifest.Clauses {
		if clause.Keyword != spec.KeywordSIWE {
			continue
		}
		if len(find(value, spec.SplitPlace(clause.Place))) == 0 {
			j.add(clause, "", "a refusal without it", statusText(j.exchange.Status()))
		}
	}
}
