package contract

import (
	"net/http"
	"slices"

	"kycspec/internal/exchange"
	"kycspec/internal/spec"
)

// Exercise is one clause that an exchange exercised, and how.
type Exercise struct {
	Clause   string        `json:"clause"`
	Evidence spec.Evidence `json:"evidence"`
}

// Exercised lists what an exchange exercised: the clauses that its answer
// carried a value for, those at whose boundary its request was accepted, and the
// one that its request alone broke and was refused for.
func (c *Contract) Exercised(e *exchange.Exchange) []Exercise {
	x := &exercised{contract: c, exchange: e}
	key, documented := c.Documented(e.Status())
	if !documented {
		return nil
	}
	switch isAnswer := x.answer(c.responses[key]); {
	case e.Status()/100 == 2 && isAnswer:
		x.boundariesAccepted()
	case e.Status()/100 == 4 && len(c.Judge(e)) == 0: // refused, and as documented
		x.violationRejected()
	}
	return x.list
}

type exercised struct {
	contract *Contract
	exchange *exchange.Exchange
	list     []Exercise
}

func (x *exercised) add(id string, evidence spec.Evidence) {
	x.list = append(x.list, Exercise{id, evidence})
}

func (x *exercised) clauses() []spec.Clause { return x.contract.bundle.Manifest.Clauses }

// answer adds what was observed. It says whether the answer is of a media type of
// the contract: what a page says that something between answered with, the API
// did not.
func (x *exercised) answer(r *compiledResponse) (isAnswer bool) {
	x.add(spec.StatusClause, spec.Observed)
	x.add("status/"+r.Status, spec.Observed)
	x.retryAfter(r.Status)
	if r.body == nil {
		return true
	}
	key, isAnswer := taken(r.MediaTypes, x.exchange.Header().Get("Content-Type"))
	if isAnswer {
		x.add("media/"+r.Status+"/"+key, spec.Observed)
	}
	document, malformed := decode(x.exchange.Body())
	if malformed != nil {
		return isAnswer
	}
	for _, i := range slices.Concat(r.body.clauses, x.contract.semantic[r.Status]) {
		clause := x.clauses()[i]
		for _, s := range spots(document.value, spec.SplitPlace(clause.Place), "") {
			if clause.Row().Judges(clause.Value, s.value) {
				x.add(clause.ID, spec.Observed)
				break
			}
		}
	}
	return isAnswer
}

// boundariesAccepted: the request was accepted, so each boundary that it stands at was.
func (x *exercised) boundariesAccepted() {
	e, c := x.exchange, x.contract
	boundaries := c.Boundaries(e.RequestBody())
	if e.Credential() != exchange.Granted || boundaries == nil {
		return
	}
	for _, id := range boundaries {
		x.add(id, spec.BoundaryAccepted)
	}
	if key, ok := taken(c.bundle.Manifest.Request.MediaTypes, e.RequestHeader().Get("Content-Type")); ok {
		x.add("media/request/"+key, spec.BoundaryAccepted)
	}
	for _, clause := range x.clauses() {
		if clause.Part == spec.SecurityPart || x.signedAs(clause) {
			x.add(clause.ID, spec.BoundaryAccepted)
		}
	}
}

// signedAs says whether the request has a sign-in that does what a clause demands.
func (x *exercised) signedAs(clause spec.Clause) bool {
	e := x.exchange
	switch {
	case clause.Keyword == spec.KeywordSIWE:
		return e.SIWERequired() && x.has(clause.Place)
	case clause.Standard != "":
		return e.SignIn().Demand != "" && !e.SignIn().Broken && x.has(clause.Place)
	}
	return false
}

// has says whether the request's body has a value at a place.
func (x *exercised) has(place string) bool {
	document, malformed := decode(x.exchange.RequestBody())
	return malformed == nil && len(spots(document.value, spec.SplitPlace(place), "")) > 0
}

// violationRejected: the request was refused as documented, and is so made that
// it can have been for one reason only.
func (x *exercised) violationRejected() {
	e, c := x.exchange, x.contract
	broken := c.JudgeRequest(e.RequestBody())
	media, isJSON := taken(c.bundle.Manifest.Request.MediaTypes, e.RequestHeader().Get("Content-Type"))
	switch {
	case e.Credential() == exchange.Worthless:
		if e.Status() == http.StatusUnauthorized && len(broken) == 0 && isJSON {
			for _, clause := range x.clauses() {
				if clause.Part == spec.SecurityPart {
					x.add(clause.ID, spec.ViolationRejected)
				}
			}
		}
	case !isJSON:
		if e.Status() == http.StatusUnsupportedMediaType && len(broken) == 0 {
			x.add("media/request/"+c.bundle.Manifest.Request.MediaTypes[0], spec.ViolationRejected)
		}
	case c.mayBeNothing(e.RequestBody()):
	case media != "" && len(broken) == 1 && c.refusedForBody(e.Status()):
		x.add(broken[0].Clause, spec.ViolationRejected)
	case len(broken) == 0 && !refusedForAsking(e.Status()):
		x.signInRejected()
	}
}

// signInRejected: the request was refused, and all that the contract has against
// it is its sign-in, or that there is none.
func (x *exercised) signInRejected() {
	signIn := x.exchange.SignIn()
	unsigned := x.contract.mustSign(x.exchange)
	for _, clause := range x.clauses() {
		absent := clause.Keyword == spec.KeywordSIWE && unsigned && !x.has(clause.Place)
		if absent || clause.Standard != "" && signIn.Broken && clause.Keyword == signIn.Demand {
			x.add(clause.ID, spec.ViolationRejected)
		}
	}
}
