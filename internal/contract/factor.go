package contract

import (
	"encoding/json"
	"fmt"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Request is what there is about an exchange's request that may be why it was
// answered as it was: the boundaries at which it stands, the clauses that it
// breaks, its numbers, its optional parts, its header and its sender.
func (c *Contract) Request(e *exchange.Exchange) outcome.Request {
	f := &factors{contract: c}
	broken := c.JudgeRequest(e.RequestBody())
	for _, v := range broken {
		f.addClause(outcome.FactorBreaks, v.Clause)
		f.add(outcome.Factor{Kind: outcome.FactorBreaks, Name: v.Clause, Value: v.Got.Class(), Line: v.Line})
	}
	for _, id := range c.Boundaries(e.RequestBody()) {
		if clause, _ := c.Clause(id); !clause.Row().NoBoundary && clause.Keyword != spec.KeywordRequired && clause.Keyword != spec.KeywordJSON {
			f.addClause(outcome.FactorBoundary, id)
		}
	}
	if len(broken) == 0 && e.SignIn().Broken {
		f.addSignIn(e.SignIn().Demand)
	}
	if document, malformed := decode(e.RequestBody()); malformed == nil {
		f.addParts(document.value)
	}
	if e.SIWERequired() {
		f.add(outcome.Factor{Kind: outcome.FactorApplication})
	}
	if e.Credential() == exchange.Worthless {
		f.add(outcome.Factor{Kind: outcome.FactorCredential})
	}
	for _, name := range []string{"Content-Type", "Accept"} {
		shown := formatter(e.Redact).text(e.RequestHeader().Get(name))
		f.add(outcome.Factor{Kind: outcome.FactorHeader, Name: name, Value: shown.Text})
	}
	return outcome.Request{Factors: f.list, Status: e.Status(), Number: e.Number()}
}

// factors are those of one request, each once.
type factors struct {
	contract *Contract
	list     []outcome.Factor
}

func (f *factors) add(factor outcome.Factor) {
	for _, known := range f.list {
		if known == factor {
			return
		}
	}
	f.list = append(f.list, factor)
}

// addSignIn adds the demand that the wallet's sign-in breaks, and the standard
// whose it is: who checks no sign-in at all accepts what breaks any of its demands.
func (f *factors) addSignIn(demand string) {
	for _, clause := range f.contract.demanded(demand) {
		f.addClause(outcome.FactorBreaks, clause.ID)
		f.add(outcome.Factor{Kind: outcome.FactorStandard, Name: clause.Standard})
	}
}

func (f *factors) addClause(kind outcome.FactorKind, id string) {
	clause, _ := f.contract.Clause(id)
	f.add(outcome.Factor{Kind: kind, Name: id, Line: clause.Line})
}

// addParts adds the numbers of a body, and the properties that it has and need not have.
func (f *factors) addParts(body any) {
	for _, i := range f.contract.request.clauses {
		clause := f.contract.bundle.Manifest.Clauses[i]
		switch clause.Keyword {
		case spec.KeywordOptional:
			if len(spots(body, spec.SplitPlace(clause.PropertyPlace()), "")) > 0 {
				f.addClause(outcome.FactorHas, clause.ID)
			}
		case spec.KeywordType:
			for _, s := range spots(body, spec.SplitPlace(clause.Place), "") {
				switch v := s.value.(type) {
				case json.Number, bool:
					f.add(outcome.Factor{Kind: outcome.FactorValue, Name: clause.Place, Value: fmt.Sprint(v), Line: clause.Line})
				}
			}
		}
	}
}
