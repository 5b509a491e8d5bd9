package session

import (
	"fmt"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/spec"
)

// contradictions tells apart why scenarios are not kept by the sandbox as it
// should be: because they contradict the contract, or ask for what nobody knows,
// which is for whoever wrote them; or because they promise what the contract
// leaves free, which a target may keep. What only the machine kept from being
// rehearsed says nothing of either.
//
// For example, "Then KYC is started" after a request at level 9 is not kept,
// because the sandbox refuses it. Had it been answered by a 201 in the best form
// that there is, the contract would be broken all the same: by that the scenario
// contradicts it. "And the error code is ERR15" of a banned customer is not kept
// either, because the sandbox says ERR01. An answer with ERR15 in its place
// breaks nothing, so the promise is free.
func (r *Rehearsal) contradictions(c *contract.Contract) (contradictions, free gherkin.Diagnostics) {
	for _, o := range r.Run.Scenarios {
		h := hindsight{contract: c, outcome: o, last: r.asked[o.Address()]}
		switch sentence, hint := h.contradiction(); {
		case sentence != "":
			contradictions = append(contradictions, h.diagnostic(sentence, hint))
		case o.Verdict == outcome.Broken:
			free = append(free, h.diagnostic(fmt.Sprintf("%q is not kept by the sandbox", o.FailedStep.Text), "the contract leaves it free, so a target may keep it"))
		}
	}
	return contradictions, free
}

// hindsight looks back at a scenario that was rehearsed.
type hindsight struct {
	contract *contract.Contract
	outcome  report.Outcome
	last     *exchange.Exchange // nil: it asked nothing
}

// diagnostic is about the step that ended the scenario; of an outline, about the row.
func (h hindsight) diagnostic(sentence, hint string) gherkin.Diagnostic {
	line := h.outcome.FailedStep.Line
	if h.outcome.Example != "" {
		line = h.outcome.Line
	}
	return gherkin.Diagnostic{Path: h.outcome.Path, Line: line, Sentence: sentence, Hint: hint}
}

// contradiction says what is wrong with the scenario and what to do about it; both
// are empty if nothing is.
func (h hindsight) contradiction() (sentence, hint string) {
	switch {
	case h.outcome.Verdict == outcome.Inconclusive && h.outcome.Obstacle.Kind == outcome.Misused:
		sentence, hint, _ = strings.Cut(h.outcome.Why(), "\n")
		return sentence, hint
	case h.outcome.Verdict != outcome.Broken || h.last == nil:
		return "", ""
	}
	for _, v := range h.outcome.Violations {
		switch v.Fault {
		case outcome.FaultStatus:
			return h.ofStatus(v)
		case outcome.FaultPromise:
			return h.ofValue(v)
		}
	}
	return "", ""
}

// ofStatus is about a promise of another status than the one that came.
func (h hindsight) ofStatus(v outcome.Violation) (sentence, hint string) {
	step, promised := h.outcome.FailedStep.Text, v.Want.Status // 0: some refusal
	ruledOut := h.ruledOut(promised)
	switch {
	case promised/100 == 2 && len(ruledOut) > 0:
		return fmt.Sprintf("%q contradicts the contract, which rules the request out: %s", step, h.list(ruledOut)),
			"promise that it is refused, or ask for what the contract allows"
	case promised/100 == 2 && h.unsigned():
		return "", ""
	case promised/100 != 2 && h.last.Status()/100 == 2:
		return fmt.Sprintf("%q contradicts the contract, which allows the request", step),
			"promise that it is served, or ask for what the contract rules out"
	}
	why := ""
	if broken := h.brokenBody(); len(broken) > 0 {
		why = ", for " + h.list(broken)
	}
	return fmt.Sprintf("%q contradicts the contract, by which such a request is answered %s%s", step, outcome.Status(h.last.Status()), why),
		"promise that, or ask for something else"
}

// ruledOut is what the request breaks if it is answered with the status of a success.
func (h hindsight) ruledOut(status int) []outcome.Violation {
	if status/100 != 2 {
		return nil
	}
	broken := h.brokenBody()
	if len(broken) > 0 {
		return broken
	}
	for _, v := range h.contract.Suppose(h.last, status) {
		if v.Fault == outcome.FaultAccepted {
			broken = append(broken, v)
		}
	}
	return broken
}

// brokenBody is what the body of the request breaks; nothing of one that has none.
func (h hindsight) brokenBody() []outcome.Violation {
	body := h.last.RequestBody()
	if len(body) == 0 {
		return nil
	}
	return h.contract.JudgeRequest(body)
}

// unsigned says that the request had no signature, for an application that
// requires one: the contract does not say of which blockchains, so what it does
// not rule out may be served.
func (h hindsight) unsigned() bool {
	place := h.contract.Names().Place(spec.RoleSignature)
	return h.last.SIWERequired() && !gjson.GetBytes(h.last.RequestBody(), place).Exists()
}

// ofValue is about a promise of a value in an answer whose status was promised.
func (h hindsight) ofValue(v outcome.Violation) (sentence, hint string) {
	step := h.outcome.FailedStep.Text
	if v.Want.Kind == outcome.WantRetryAfter {
		return "", "" // any answer may have one (RFC 9110 section 10.2.3)
	}
	clause, _ := h.contract.Clause(v.Clause)
	if clause.Place == "" {
		return fmt.Sprintf("%q contradicts the contract: an answer with the status %d has no such value", step, h.last.Status()), "promise something else of it"
	}
	broken := h.contract.SupposeValue(h.last, clause.Place, h.promisedValue(v, clause.Place))
	if len(broken) == 0 {
		return "", ""
	}
	return fmt.Sprintf("%q contradicts the contract: %s", step, h.list(broken)), "promise what the contract says of the value, or nothing"
}

// promisedValue is a value with which the promise would be kept, as far as the
// contract can tell: of promises about the widget's data, some that are there.
func (h hindsight) promisedValue(v outcome.Violation, place string) any {
	switch v.Want.Kind {
	case outcome.WantText:
		return v.Want.Text
	case outcome.WantNull:
		return nil
	}
	return h.contract.ExampleAt(place)
}

// list says what is broken: the first of the violations, and how many more there are.
func (h hindsight) list(violations []outcome.Violation) string {
	v := violations[0]
	text := fmt.Sprintf("%s: want %s, got %s", v.Place(), v.Want, v.Got)
	if clause, _ := h.contract.Clause(v.Clause); v.Pointer == "" && clause.Sentence != "" {
		text = fmt.Sprintf("%q", clause.Sentence)
	}
	text += fmt.Sprintf(" (%s, %s:%d)", v.Clause, v.Document, v.Line)
	if more := len(violations) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more", more)
	}
	return text
}
