package session

import (
	"net/http"
	"sync"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/plan"
	"kycspec/internal/spec"
	"kycspec/steps"
)

// counter counts what goes over a transport, by what came of it.
type counter struct {
	http.RoundTripper
	path string // of the operation; everything else is for tokens

	mu       sync.Mutex
	counted  plan.Requests
	sessions map[string]bool
}

// RoundTrip sends the request on, and counts it.
func (c *counter) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := c.RoundTripper.RoundTrip(r)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case r.URL.Path != c.path:
		c.counted.Tokens++
	case err != nil || answer.StatusCode >= http.StatusInternalServerError:
		c.counted.Failed++
	case answer.StatusCode == http.StatusOK:
		c.counted.Banned++
	case answer.StatusCode < http.StatusBadRequest:
		c.counted.Started++
	default:
		c.counted.Refused++
	}
	return answer, err
}

// watch notes the session that an answer started: where it has one, by what
// its widget's data say.
func (c *counter) watch(k *contract.Contract, e *exchange.Exchange) {
	data, ok := contract.Unpack(k.Value(e, spec.RoleWidgetData).Str)
	if e.Status() != http.StatusCreated || !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions[steps.Session(data)] = true
}

// requests is what was counted so far.
func (c *counter) requests() plan.Requests {
	c.mu.Lock()
	defer c.mu.Unlock()
	counted := c.counted
	counted.Sessions = len(c.sessions)
	return counted
}
