package contract

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/exchange"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Answered says whether the answer has the promised status. About are the
// places of the request that it was written for: where a request that the
// contract allows was refused instead, the violations name the clauses by
// which it does so there.
func (c *Contract) Answered(e *exchange.Exchange, status int, about []string) []outcome.Violation {
	if e.Status() == status {
		return nil
	}
	j := &judgement{contract: c, exchange: e}
	came := c.cameInstead(e)
	j.add(outcome.FaultStatus, c.statusClause(status), "", outcome.Status(status), came)
	if status/100 == 2 && c.refusedForBody(e.Status()) && e.Credential() == exchange.Granted {
		for _, clause := range c.allowing(e, about) {
			j.add(outcome.FaultRefused, clause, "", outcome.Term{Kind: outcome.WantAcceptance}, came)
		}
	}
	return j.sorted()
}

// allowing lists the clauses by which the contract allows what a valid request
// has at some places: the boundaries at which it stands there, or else the bounds
// that it keeps. Of a request that is about nothing, it is what it leaves out;
// of one whose sign-in is about what a standard demands, it is that demand.
func (c *Contract) allowing(e *exchange.Exchange, about []string) []spec.Clause {
	ids := c.Boundaries(e.RequestBody())
	if len(ids) == 0 {
		return nil // not one that the contract allows
	}
	if demand := e.SignIn().Demand; demand != "" && demand != spec.KeywordSIWESignature {
		return c.demanded(demand)
	}
	var boundaries, bounds []spec.Clause
	standing := map[string]bool{}
	for _, id := range ids {
		clause, _ := c.Clause(id)
		switch {
		case len(about) == 0 && clause.Keyword == spec.KeywordOptional,
			slices.Contains(about, clause.Place) && !clause.Row().Structural:
			boundaries = append(boundaries, clause)
			standing[clause.Place] = true
		}
	}
	for _, i := range c.request.clauses {
		clause := c.bundle.Manifest.Clauses[i]
		if slices.Contains(about, clause.Place) && !standing[clause.Place] && (LimitOf(clause.Keyword) != "" || clause.Keyword == spec.KeywordType) {
			bounds = append(bounds, clause)
		}
	}
	for _, clause := range c.Clauses() {
		if clause.Part == spec.SemanticPart && clause.Status == "" && concerns(clause, about) && c.isAsked(clause, e) {
			boundaries = append(boundaries, clause)
		}
	}
	return append(boundaries, bounds...)
}

// isAsked says whether a request asks for what a clause of sign-ins allows: that
// there is one where it is required, or what its own is about.
func (c *Contract) isAsked(clause spec.Clause, e *exchange.Exchange) bool {
	if clause.Keyword == spec.KeywordSIWE {
		return e.SIWERequired()
	}
	return clause.Standard == "" || clause.Keyword == e.SignIn().Demand
}

// demanded lists the clauses of what a standard demands.
func (c *Contract) demanded(keyword string) []spec.Clause {
	var list []spec.Clause
	for _, clause := range c.Clauses() {
		if clause.Standard != "" && clause.Keyword == keyword {
			list = append(list, clause)
		}
	}
	return list
}

// concerns says whether a clause is of one of the places, or of one that it is within.
func concerns(clause spec.Clause, about []string) bool {
	return slices.ContainsFunc(about, func(place string) bool {
		return within(spec.SplitPlace(place), spec.SplitPlace(clause.Place))
	})
}

// RefusedAsDocumented says whether the answer is one of the documented client
// errors. The violations name what should have been refused: the clauses that
// the request breaks, or what a standard demands of its sign-in, or what a
// description promises of the places that the request was written for, or else
// the promise itself.
func (c *Contract) RefusedAsDocumented(e *exchange.Exchange, about []string) []outcome.Violation {
	if _, documented := c.Documented(e.Status()); documented && e.Status()/100 == 4 {
		return nil
	}
	j := &judgement{contract: c, exchange: e}
	came := c.cameInstead(e)
	for _, v := range c.brokenBy(e.RequestBody()) {
		clause, _ := c.Clause(v.Clause)
		j.add(outcome.FaultStatus, clause, v.Pointer, outcome.Term{Kind: outcome.WantDocumented}, came)
	}
	if len(j.violations) == 0 {
		j.add(outcome.FaultStatus, c.promised(e, about), "", outcome.Term{Kind: outcome.WantClientError}, came)
	}
	return j.sorted()
}

// brokenBy is what a request's body breaks; nothing where it need not be there.
func (c *Contract) brokenBy(body []byte) []outcome.Violation {
	if c.mayBeNothing(body) {
		return nil
	}
	return c.JudgeRequest(body)
}

// promised is the clause that a request, which breaks none of its schema, was to be refused for.
func (c *Contract) promised(e *exchange.Exchange, about []string) spec.Clause {
	if demanded := c.demanded(e.SignIn().Demand); len(demanded) > 0 {
		return demanded[0]
	}
	for _, clause := range c.Clauses() {
		if clause.Part != spec.SemanticPart || clause.Status != "" || clause.Standard != "" {
			continue
		}
		if concerns(clause, about) || c.mustSign(e) && clause.Keyword == spec.KeywordSIWE {
			return clause
		}
	}
	clause, _ := c.Clause(spec.StatusClause)
	return clause
}

// statusClause is the clause of a documented status, or of the whole list.
func (c *Contract) statusClause(status int) spec.Clause {
	if key, documented := c.Documented(status); documented {
		clause, _ := c.Clause("status/" + key)
		return clause
	}
	clause, _ := c.Clause(spec.StatusClause)
	return clause
}

// refusedForBody says whether a status refuses what is in a request's body,
// rather than who asks, how, or how often.
func (c *Contract) refusedForBody(status int) bool {
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		return false
	}
	return status/100 == 4 && !refusedForAsking(status)
}

// refusedForAsking says whether a status refuses how a request was asked, or how often.
func refusedForAsking(status int) bool {
	return status == http.StatusNotAcceptable || status == http.StatusUnsupportedMediaType || status == http.StatusTooManyRequests
}

// cameInstead is the answer's status with what it says of itself.
func (c *Contract) cameInstead(e *exchange.Exchange) outcome.Term {
	term := outcome.Term{Kind: outcome.GotStatus, Status: e.Status()}
	if message := c.message(e); message != "" {
		shown := formatter(e.Redact).message(message)
		term.Text, term.Length = shown.Text, shown.Length
	}
	return term
}

// message finds what an error says for people: of the texts beside its status the
// longest, but the reason, which names the status once more, and the code only
// where there is no other.
func (c *Contract) message(e *exchange.Exchange) string {
	key, documented := c.Documented(e.Status())
	if !documented || e.Status() < 400 || !gjson.ValidBytes(e.Body()) {
		return ""
	}
	names := []string{c.Names().Place(spec.RoleRefusalCode), c.Names().Place(spec.RoleRefusalReason)}
	longest, least := "", ""
	for _, i := range c.semantic[key] {
		clause := c.bundle.Manifest.Clauses[i]
		path := spec.SplitPlace(clause.Place)
		if clause.Keyword != spec.KeywordHTTPStatus || len(path) == 0 {
			continue
		}
		beside := path[:len(path)-1]
		holder := gjson.ParseBytes(e.Body())
		if len(beside) > 0 {
			holder = holder.Get(gjsonPath(spec.JoinPlace(beside)))
		}
		holder.ForEach(func(name, value gjson.Result) bool {
			best := &longest
			if slices.Contains(names, spec.JoinPlace(append(slices.Clone(beside), name.Str))) {
				best = &least
			}
			if value.Type == gjson.String && len(value.Str) > len(*best) {
				*best = value.Str
			}
			return true
		})
	}
	return cmp.Or(longest, least)
}

// Value is the value that an answer has at a name of the vocabulary.
func (c *Contract) Value(e *exchange.Exchange, name string) gjson.Result {
	if !gjson.ValidBytes(e.Body()) {
		return gjson.Result{}
	}
	return gjson.GetBytes(e.Body(), gjsonPath(c.Names().Place(name)))
}

// Unkept is a violation of a promise about the value at a name: of what a
// description promises of it, or else of the first clause that judges it. A
// promise about no name is one about the answer, and its status's.
func (c *Contract) Unkept(e *exchange.Exchange, name string, want, got outcome.Term) outcome.Violation {
	key, _ := c.Documented(e.Status())
	place := c.Names().Place(name)
	j := &judgement{contract: c, exchange: e}
	first := c.statusClause(e.Status())
	pointer := ""
	for _, clause := range c.Clauses() {
		if name == "" || clause.Status != key || clause.Place != place {
			continue
		}
		if clause.Part == spec.SemanticPart || pointer == "" {
			first, pointer = clause, jsonpointer.Join(spec.SplitPlace(place))
		}
	}
	return j.violation(outcome.FaultPromise, first, pointer, want, got)
}

// Broken is the error of a step whose promise was not kept.
type Broken struct{ Violations []outcome.Violation }

// Error is one line for each violation, and one for each branch.
func (b *Broken) Error() string {
	lines := make([]string, len(b.Violations))
	for i, v := range b.Violations {
		lines[i] = v.String()
	}
	return strings.Join(lines, "\n")
}

// Verdict is that of the scenario.
func (b *Broken) Verdict() outcome.Verdict { return outcome.Broken }

// Proof is the violations.
func (b *Broken) Proof() outcome.Proof { return outcome.Proof{Violations: b.Violations} }

// Keep makes an error of violations; nil of none.
func Keep(violations ...outcome.Violation) error {
	if len(violations) == 0 {
		return nil
	}
	return &Broken{violations}
}
