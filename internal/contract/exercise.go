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
		if clause.Part == spec.SecurityPart || clause.Keyword == spec.KeywordSIWE && e.SIWERequired() && x.has(clause.Place) {
			x.add(clause.ID, spec.BoundaryAccepted)
		}
	}
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
			x.all(spec.SecurityPart, "")
		}
	case !isJSON:
		if e.Status() == http.StatusUnsupportedMediaType && len(broken) == 0 {
			x.add("media/request/"+c.bundle.Manifest.Request.MediaTypes[0], spec.ViolationRejected)
		}
	case c.mayBeNothing(e.RequestBody()):
	case media != "" && len(broken) == 1 && c.refusedForBody(e.Status()):
		x.add(broken[0].Clause, spec.ViolationRejected)
	case len(broken) == 0 && e.SIWERequired() && !refusedForAsking(e.Status()):
		x.all(spec.SemanticPart, spec.KeywordSIWE)
	}
}

// all adds the clauses of a part, and of a keyword if it is not empty, that the request's body has no value for.
func (x *exercised) all(part spec.Part, keyword string) {
	for _, clause := range x.clauses() {
		if clause.Part == part && (keyword == "" || clause.Keyword == keyword && !x.has(clause.Place)) {
			x.add(clause.ID, spec.ViolationRejected)
		}
	}
}
