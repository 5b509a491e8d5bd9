package contract

import (
	"net/http"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Suppose judges an answer that nobody gave: what of the contract would break if
// the request of the exchange were answered with the status, in the best form
// that there is, which is that of the contract's own sample. Nil: the contract
// allows that answer.
func (c *Contract) Suppose(e *exchange.Exchange, status int) []outcome.Violation {
	return c.suppose(e, status, c.Sample(status))
}

// SupposeValue judges another answer that nobody gave: the contract's sample for
// the status of the exchange, with the value at a place of it.
func (c *Contract) SupposeValue(e *exchange.Exchange, place string, value any) []outcome.Violation {
	body := c.Sample(e.Status())
	path := spec.SplitPlace(place)
	object, ok := body.(map[string]any)
	if !ok || len(path) == 0 {
		return nil
	}
	(&Draft{contract: c, body: object}).holder(path)[path[len(path)-1]] = value
	return c.suppose(e, e.Status(), object)
}

func (c *Contract) suppose(e *exchange.Exchange, status int, body any) []outcome.Violation {
	answer := exchange.Answer{Status: status, Header: http.Header{}, Body: []byte(spec.Literal(body))}
	if key, documented := c.Documented(status); documented {
		for _, media := range c.responses[key].MediaTypes {
			answer.Header.Set("Content-Type", media)
			break
		}
	}
	return c.Judge(e.Answered(answer))
}

// ExampleAt is a value that the contract's samples of answers have at a place,
// and that is not null; nil if none of them has one.
func (c *Contract) ExampleAt(place string) any {
	for _, r := range c.bundle.Manifest.Responses {
		for _, value := range find(r.Sample, spec.SplitPlace(place)) {
			if value != nil {
				return clone(value)
			}
		}
	}
	return nil
}
