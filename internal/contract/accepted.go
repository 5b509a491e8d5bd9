package contract

import (
	"bytes"
	"net/http"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// accepted adds what the contract rules out and the API took all the same. It
// is called where the answer was a success.
func (j *judgement) accepted() {
	e, c := j.exchange, j.contract
	came := outcome.Term{Kind: outcome.GotStatus, Status: e.Status()}
	if e.Credential() == exchange.Worthless {
		for _, clause := range c.bundle.Manifest.Clauses {
			if clause.Part == spec.SecurityPart {
				j.add(outcome.FaultAccepted, clause, "", outcome.Term{Kind: outcome.WantTokenRefusal}, came)
			}
		}
	}
	var value any
	if !c.mayBeNothing(e.RequestBody()) {
		document, broken := j.acceptedBody()
		if document == nil || broken {
			return
		}
		value = document.value
	}
	if c.mustSign(e) && e.Status() != http.StatusOK {
		j.unsigned(value)
	}
}

// mayBeNothing says whether a request's body is none, or null, where the contract
// requires no body: nothing in it can break anything then.
func (c *Contract) mayBeNothing(body []byte) bool {
	return !c.bundle.Manifest.Request.Required && (len(body) == 0 || string(bytes.TrimSpace(body)) == "null")
}

// mustSign says whether a request must have a wallet's signature: the application
// is configured so, and the wallet is one that can make the signatures that the
// contract cites a standard for, which is for EVM alone. Of others it is silent.
func (c *Contract) mustSign(e *exchange.Exchange) bool {
	if !e.SIWERequired() {
		return false
	}
	document, malformed := decode(e.RequestBody())
	if malformed != nil {
		return true
	}
	for _, s := range spots(document.value, spec.SplitPlace(c.Names().Place(spec.RoleBlockchain)), "") {
		if name, ok := s.value.(string); ok {
			chain, _ := wallet.Lookup(name)
			return chain.Format == wallet.EVM
		}
	}
	return true
}

// acceptedBody adds what is wrong with a request's body that was accepted, and
// says whether that breaks its schema.
func (j *judgement) acceptedBody() (body *decodedBody, broken bool) {
	e, c := j.exchange, j.contract
	documented := c.bundle.Manifest.Request.MediaTypes
	if media := e.RequestHeader().Get("Content-Type"); media != "" {
		if _, ok := taken(documented, media); !ok {
			clause, _ := c.Clause("media/request/" + documented[0])
			j.add(outcome.FaultAccepted, clause, "", outcome.Term{Kind: outcome.WantRefusal}, j.acceptedFor(j.formatter().text(media)))
		}
	}
	request := &judgement{contract: c, exchange: e}
	body = request.judgeBody(c.request, e.RequestBody())
	for _, v := range request.sorted() {
		broken := v.Want
		v.Fault, v.Want, v.Got = outcome.FaultAccepted, outcome.Term{Kind: outcome.WantRefusal, Of: &broken}, j.acceptedFor(v.Got)
		j.violations = append(j.violations, v)
	}
	return body, len(request.violations) > 0
}

// acceptedFor is the answer's status, and what of the request it accepts.
func (j *judgement) acceptedFor(what outcome.Term) outcome.Term {
	return outcome.Term{Kind: outcome.GotStatusFor, Status: j.exchange.Status(), Of: &what}
}

// unsigned adds the clause that an application which requires wallet
// signatures was served without one.
func (j *judgement) unsigned(request any) {
	for _, clause := range j.contract.bundle.Manifest.Clauses {
		if clause.Keyword == spec.KeywordSIWE && len(spots(request, spec.SplitPlace(clause.Place), "")) == 0 {
			j.add(outcome.FaultAccepted, clause, "", outcome.Term{Kind: outcome.WantAbsentRefusal},
				outcome.Term{Kind: outcome.GotStatus, Status: j.exchange.Status()})
		}
	}
}
