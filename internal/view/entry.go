package view

import (
	"fmt"
	"strings"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/spec"
)

// entry shows what one cause broke: the cause or else the first scenario's name,
// that scenario in full, and the names of the others.
func (t *Terminal) entry(e report.Entry) {
	first := e.Outcomes[0]
	first.Violations = e.Violations
	cause := t.cause(e.Factors)
	named := cause != "" && len(e.Outcomes) > 1
	title := first.Label()
	if named {
		title = fmt.Sprintf("where %s (%s)", cause, counted(len(e.Outcomes), "scenario"))
	}
	t.title(outcome.Broken, title)
	if named {
		t.Printf("  %s\n", first.Label())
	}
	t.proof(first)
	if more := e.Likewise; len(more) > 0 {
		t.Printf("  likewise %s\n", strings.Join(more, ", "))
	}
	switch {
	case named:
		t.Printf("  Everything else about these requests was kept elsewhere.\n")
	case cause != "":
		t.Printf("  Only where %s: everything else about this request was kept elsewhere.\n", cause)
	}
	if n := len(e.Outcomes); n > 1 {
		t.Printf("  and %d more: %s\n", n-1, list(e.Outcomes[1:]))
	}
	t.askAgain(first)
}

// cause says what the broken scenarios share and no kept one has; nothing where
// that is not known.
func (t *Terminal) cause(factors []outcome.Factor) string {
	words := make([]string, len(factors))
	for i, factor := range factors {
		words[i] = t.factor(factor)
	}
	return strings.Join(words, " and ")
}

// factor says one thing about a request.
func (t *Terminal) factor(f outcome.Factor) string {
	clause := t.clause(f.Name)
	switch f.Kind {
	case outcome.FactorBoundary:
		return boundary(clause)
	case outcome.FactorBreaks:
		return fmt.Sprintf("%s breaks the rule that it %s", spec.Subject(clause.Place), spec.Predicate(clause))
	case outcome.FactorValue:
		return fmt.Sprintf("%s is %s", spec.Subject(f.Name), f.Value)
	case outcome.FactorHas:
		return fmt.Sprintf("%s has the property %v", spec.Subject(clause.Place), clause.Value)
	case outcome.FactorApplication:
		return "the application requires wallet signatures"
	case outcome.FactorStandard:
		return "the wallet's sign-in breaks what " + f.Name + " demands"
	case outcome.FactorCredential:
		return "there is no token of the API's"
	}
	if f.Value == "" {
		return "there is no " + f.Name
	}
	return fmt.Sprintf("%s is %q", f.Name, f.Value)
}

// boundary says that a request stands at the boundary of a clause.
func boundary(c spec.Clause) string {
	subject := spec.Subject(c.Place)
	switch {
	case c.Keyword == spec.KeywordEnum:
		return fmt.Sprintf("%s is %s", subject, spec.Text(c.Value))
	case c.Keyword == spec.KeywordOptional:
		return fmt.Sprintf("%s has no property %v", subject, c.Value)
	case c.Keyword == spec.KeywordAdditional:
		return subject + " has a property that the contract does not name"
	}
	return fmt.Sprintf("%s is at its very limit (it %s)", subject, spec.Predicate(c))
}

// clause is the clause of an id, or one that is called by it where nobody knows it.
func (t *Terminal) clause(id string) spec.Clause {
	if t.Clause != nil {
		if clause, known := t.Clause(id); known {
			return clause
		}
	}
	return spec.Clause{ID: id, Place: id, Keyword: spec.KeywordJSON}
}
