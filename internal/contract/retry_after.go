package contract

import (
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

const retryAfter = "Retry-After"

// TellsWhen says whether an answer tells when to ask again, in a way that HTTP has.
func (c *Contract) TellsWhen(e *exchange.Exchange) []outcome.Violation {
	if _, ok := exchange.RetryAfter(e.Header(), time.Time{}); ok {
		return nil
	}
	got := outcome.Term{Kind: outcome.GotNoRetryAfter}
	if value := e.Header().Get(retryAfter); value != "" {
		got = outcome.Term{Kind: outcome.GotRetryAfter, Text: value}
	}
	return []outcome.Violation{c.untimely(e, outcome.Term{Kind: outcome.WantRetryAfter}, got)}
}

// StillThrottled is that an answer refuses for asking too often again, though
// the application has waited as it was told.
func (c *Contract) StillThrottled(e *exchange.Exchange) outcome.Violation {
	return c.untimely(e, outcome.Term{Kind: outcome.WantServed}, c.cameInstead(e))
}

// untimely is a violation of the clause that an answer tells when to ask again;
// of that of its status where the contract does not document it.
func (c *Contract) untimely(e *exchange.Exchange, want, got outcome.Term) outcome.Violation {
	key, _ := c.Documented(e.Status())
	clause, known := c.Clause("http/" + key + "/" + spec.KeywordRetryAfter)
	if !known {
		clause = c.statusClause(e.Status())
	}
	j := &judgement{contract: c, exchange: e}
	return j.violation(outcome.FaultPromise, clause, "", want, got)
}

// retryAfter judges when an answer says to ask again, if it is one of which HTTP
// has that and it says so.
func (j *judgement) retryAfter(key string) {
	if _, known := j.contract.Clause("http/" + key + "/" + spec.KeywordRetryAfter); known && j.exchange.Header().Get(retryAfter) != "" {
		j.violations = append(j.violations, j.contract.TellsWhen(j.exchange)...)
	}
}

// retryAfter adds that an answer tells when to ask again.
func (x *exercised) retryAfter(key string) {
	id := "http/" + key + "/" + spec.KeywordRetryAfter
	if _, known := x.contract.Clause(id); known && x.contract.TellsWhen(x.exchange) == nil {
		x.add(id, spec.Observed)
	}
}
