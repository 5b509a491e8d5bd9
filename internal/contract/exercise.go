package contract

import (
	"net/http"
	"slices"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/spec"
)

// Exercise is one clause that an exchange exercised, and how.
type Exercise struct {
	Clause   string        `json:"clause"`
	Evidence spec.Evidence `json:"evidence"`
}

// Exercised lists what an exchange exercised: the clauses that its answer
// carried a value for, those at whose edge its request was accepted, and the
// one that its request alone broke and was refused for.
func (c *Contract) Exercised(e *exchange.Exchange) []Exercise {
	x := &exercised{contract: c, exchange: e}
	if key, documented := c.Documented(e.Status()); documented {
		x.answer(c.responses[key])
	}
	switch {
	case e.Status()/100 == 2:
		x.held()
	case e.Status()/100 == 4:
		x.defended()
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

func (x *exercised) answer(r *response) {
	x.add(spec.StatusClause, spec.Seen)
	x.add("status/"+r.Status, spec.Seen)
	if r.body == nil {
		return
	}
	if key, ok := taken(r.MediaTypes, x.exchange.Header().Get("Content-Type")); ok {
		x.add("media/"+r.Status+"/"+key, spec.Seen)
	}
	document, malformed := decode(x.exchange.Body())
	if malformed != nil {
		return
	}
	for _, i := range slices.Concat(r.body.clauses, x.contract.semantic[r.Status]) {
		clause := x.clauses()[i]
		for _, s := range spots(document.value, spec.SplitPlace(clause.Place), "") {
			if judges(clause, s.value) {
				x.add(clause.ID, spec.Seen)
				break
			}
		}
	}
}

// judges says whether a keyword has anything to say of a value: a length
// nothing of null, for instance. Alternatives are tried all, whatever the value.
func judges(c spec.Clause, v any) bool {
	if strings.Contains(c.ID, "/oneOf/") || strings.Contains(c.ID, "/anyOf/") {
		return true
	}
	switch c.Keyword {
	case "minLength", "maxLength", "pattern":
		_, isText := v.(string)
		return isText
	case "minItems", "maxItems", "uniqueItems":
		_, isList := v.([]any)
		return isList
	case "required", "additionalProperties", "minProperties", "maxProperties":
		_, isObject := v.(map[string]any)
		return isObject
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		_, isNumber := rational(v)
		return isNumber
	case "format":
		return v != nil
	}
	return true
}

// held: the request was accepted, so each edge that it stands at was.
func (x *exercised) held() {
	e, c := x.exchange, x.contract
	edges := c.Edges(e.RequestBody())
	if e.Credential() != exchange.Granted || edges == nil {
		return
	}
	for _, id := range edges {
		x.add(id, spec.Held)
	}
	if key, ok := taken(c.bundle.Manifest.Request.MediaTypes, e.RequestHeader().Get("Content-Type")); ok {
		x.add("media/request/"+key, spec.Held)
	}
	for _, clause := range x.clauses() {
		if clause.Part == spec.SecurityPart || clause.Keyword == spec.KeywordSIWE && e.SIWERequired() && x.has(clause.Place) {
			x.add(clause.ID, spec.Held)
		}
	}
}

// has says whether the request's body has a value at a place.
func (x *exercised) has(place string) bool {
	document, malformed := decode(x.exchange.RequestBody())
	return malformed == nil && len(spots(document.value, spec.SplitPlace(place), "")) > 0
}

// defended: the request was refused, and is so made that it can have been for one reason only.
func (x *exercised) defended() {
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
			x.add("media/request/"+c.bundle.Manifest.Request.MediaTypes[0], spec.Defended)
		}
	case media != "" && len(broken) == 1 && c.refusedForBody(e.Status()):
		x.add(broken[0].Clause, spec.Defended)
	case len(broken) == 0 && e.SIWERequired() && e.Status() != http.StatusTooManyRequests:
		x.all(spec.SemanticPart, spec.KeywordSIWE)
	}
}

// all adds the clauses of a part, and of a keyword if it is not empty, that the request's body has no value for.
func (x *exercised) all(part spec.Part, keyword string) {
	for _, clause := range x.clauses() {
		if clause.Part == part && (keyword == "" || clause.Keyword == keyword && !x.has(clause.Place)) {
			x.add(clause.ID, spec.Defended)
		}
	}
}
